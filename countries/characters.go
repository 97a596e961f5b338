package countries

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readCharacter returns a digit in ASCII or a capital letter without its mark, and
// the digit that the letter looks like, if any. It returns false for other
// characters.
func readCharacter(c rune) (plain, lookAlike rune, isPart bool) {
	value, isDigit := digitValue(c)
	switch {
	case isDigit:
		return '0' + value, '0' + value, true
	case !unicode.IsLetter(c) || c == 'º' || c == 'ª' || c == 'ـ':
		return 0, 0, false
	case c >= 'Ａ' && c <= 'Ｚ' || c >= 'ａ' && c <= 'ｚ': // full width
		c += 'A' - 'Ａ'
	}
	plain = base(unicode.ToUpper(c))
	if lookAlike = digitLike(c); !isASCIIDigit(lookAlike) {
		lookAlike = digitLike(plain)
	}
	return plain, lookAlike, true
}

// marked lists capital letters with a mark, each group behind its plain letter.
var marked = [...]string{
	"AÀÁÂÃÄÅĀĂĄẠẢẤẦẨẪẬẮẰẲẴẶ", "CÇĆĈĊČ", "DĐ", "EÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆƏ", "GĞ", "IÌÍÎÏĨĪĬĮİỈỊ", "LŁ", "NÑŃŇ",
	"OÒÓÔÕÖŌŎŐƠỌỎỐỒỔỖỘỚỜỞỠỢӨ", "RŘ", "SŚŞŠȘ", "TŢȚ", "UÙÚÛÜŨŪŬŮŰŲƯỤỦỨỪỬỮỰ", "YÝỲỴỶỸ", "ZŹŻŽ",
	"ІЇ", "ИЙ", "ЕЁ", "УЎ", "اأإآ",
}

// base returns a capital letter without its mark.
func base(c rune) rune {
	if c < utf8.RuneSelf {
		return c
	}
	for _, letters := range marked {
		if strings.ContainsRune(letters, c) {
			plain, _ := utf8.DecodeRuneInString(letters)
			return plain
		}
	}
	return c
}

func isASCIIDigit(c rune) bool { return c >= '0' && c <= '9' }

// digitValue returns the value of a decimal digit of any script. Unicode keeps
// each script's ten together and in order.
func digitValue(c rune) (value rune, isDigit bool) {
	if c < utf8.RuneSelf {
		return c - '0', c >= '0' && c <= '9'
	}
	for _, r := range unicode.Nd.R16 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return (c - rune(r.Lo)) % 10, true
		}
	}
	for _, r := range unicode.Nd.R32 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return (c - rune(r.Lo)) % 10, true
		}
	}
	return 0, false
}

// digitLike returns the digit that a letter looks like, otherwise the letter.
func digitLike(c rune) rune {
	switch c {
	case 'O', 'o', 'О', 'о', 'Ο', 'ο': // Latin, Cyrillic, Greek
		return '0'
	case 'I', 'l', 'І', 'Ι': // Latin, Latin, Cyrillic, Greek
		return '1'
	case 'З', 'з': // Cyrillic
		return '3'
	default:
		return c
	}
}

// isIgnored reports whether a character only changes the look of another, or is
// invisible.
func isIgnored(c rune) bool {
	return c == 'ـ' || unicode.In(c, unicode.M, unicode.Cf)
}

// isSeparator reports whether a character can stand between, before or behind
// the parts of a value.
func isSeparator(c rune) bool {
	return unicode.In(c, unicode.Z, unicode.Cc, unicode.P) && !strings.ContainsRune("@%!?*", c) ||
		strings.ContainsRune("№=`´−+|°ºª©®™<>", c)
}
