package phone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// withoutForeignWord returns a text in which a listed country's own word for an
// extension, such as "вн." or "dahili", is libphonenumber's "ext.". That reads
// English, Spanish and the Russian "доб.", and takes letters of another word
// for digits, or the whole for no phone number.
func withoutForeignWord(text string) string {
	rest := strings.TrimRightFunc(text, func(c rune) bool { return unicode.IsSpace(c) || c == ')' })
	afterWord := strings.TrimRightFunc(rest, unicode.IsDigit)
	digits := rest[len(afterWord):]
	afterWord = strings.TrimRightFunc(afterWord, func(c rune) bool { return !isOfWord(c) })
	number := strings.TrimRightFunc(afterWord, func(c rune) bool { return isOfWord(c) || unicode.IsSpace(c) || c == '.' })
	if digits == "" || !isExtensionWord(afterWord[len(number):]) {
		return text
	}
	return strings.TrimSuffix(number, "(") + " ext. " + digits
}

func isOfWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || c == '\'' || c == '’'
}

// longestWord is the number of bytes of the longest word, and of one more
// character.
const longestWord = 20 + utf8.UTFMax

// isExtensionWord reports whether a text, with or without periods and spaces
// in and around it, is a listed country's word for an extension.
func isExtensionWord(text string) bool {
	var buffer [longestWord]byte
	word := buffer[:0]
	for _, c := range text {
		switch {
		case c == '.' || unicode.IsSpace(c):
			continue
		case len(word)+utf8.UTFMax > len(buffer):
			return false
		case c == 'İ' || c == 'ı': // in Turkish and Azerbaijani words, typed on any keyboard
			c = 'i'
		case c == '’' || c == 'ʻ':
			c = '\''
		}
		word = utf8.AppendRune(word, unicode.ToLower(c))
	}
	switch string(word) {
	case "вн", "внут", "внутр", "внутренний", "внутрномер", "доп", "добавочный", "добномер": // Russian
		return true
	case "дод", "додатковий", "внутрішній": // Ukrainian
		return true
	case "дад", "дадатковы", "унутр", "унутраны": // Belarusian
		return true
	case "ішкі", "қосымша": // Kazakh
		return true
	case "ички", "кошумча": // Kyrgyz
		return true
	case "дохилӣ", "дохили": // Tajik
		return true
	case "ichki", "qo'sh", "qo'shimcha": // Uzbek
		return true
	case "dax", "daxili", "əlavə": // Azerbaijani
		return true
	case "ներք", "ներքին": // Armenian
		return true
	case "interior": // Romanian, in Moldova
		return true
	case "wew", "wewn", "wewnętrzny", "w": // Polish
		return true
	case "m", "mell", "mellék", "mellek": // Hungarian
		return true
	case "dah", "dahili": // Turkish
		return true
	case "r", "ram", "ramal": // Portuguese
		return true
	case "anexo", "interno": // Spanish
		return true
	case "تحويلة", "تحويله", "داخلي", "فرعي": // Arabic
		return true
	case "ต่อ": // Thai
		return true
	case "máylẻ", "maylẻ", "maylé", "mayle", "sốmáylẻ", "somayle", "nhánh", "nhanh": // Vietnamese
		return true
	case "bylyn", "uitbreiding": // Afrikaans
		return true
	default:
		return false
	}
}
