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
	if digits == "" {
		return withoutLastWord(text, rest)
	}
	afterWord = strings.TrimRightFunc(afterWord, func(c rune) bool { return !isOfWord(c) })
	number := strings.TrimRightFunc(afterWord, func(c rune) bool { return isOfWord(c) || unicode.IsSpace(c) || c == '.' })
	if !isExtensionWord(afterWord[len(number):]) {
		return text
	}
	return strings.TrimSuffix(number, "(") + " ext. " + digits
}

// withoutLastWord does so for a word that follows the extension, as in
// "437 4700/12 mellék", and leaves out Pbx, which is written behind the number of
// a Turkish switchboard. Rest is the text without what follows the word.
func withoutLastWord(text, rest string) string {
	number := strings.TrimRightFunc(rest, func(c rune) bool { return isOfWord(c) || unicode.IsSpace(c) || c == '.' })
	word := strings.TrimSpace(rest[len(number):])
	if strings.EqualFold(word, "pbx") {
		return strings.TrimRight(number, " (-/,")
	}
	before := strings.TrimRightFunc(number, unicode.IsDigit)
	if digits, first := number[len(before):], strings.TrimRight(before, " (-/,"); digits != "" && first != before && isExtensionWord(word) {
		return first + " ext. " + digits
	}
	return text
}

func isOfWord(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || c == '\'' || c == '’'
}

// longestWord is the number of bytes of the longest word, and of one more
// character.
const longestWord = 30 + utf8.UTFMax

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
	case "вн", "внут", "внутр", "внутренний", "внутрномер", "доп", "добавочный", "добномер", // Russian
		"дод", "додатковий", "внутрішній", // Ukrainian
		"дад", "дадатковы", "унутр", "унутраны", // Belarusian
		"ішкі", "ішкінөмір", "ішкінөмірі", "қосымша", // Kazakh
		"ички", "кошумча", // Kyrgyz
		"дохилӣ", "дохили", // Tajik
		"ichki", "qo'sh", "qo'shimcha", // Uzbek
		"dax", "daxili", "daxilinömrə", "əlavə", // Azerbaijani
		"ներք", "ներքին", // Armenian
		"interior",                       // Romanian, in Moldova
		"wew", "wewn", "wewnętrzny", "w", // Polish
		"m", "mell", "mellék", "mellek", // Hungarian
		"dah", "dahili", // Turkish
		"r", "ram", "ramal", // Portuguese
		"anexo", "interno", // Spanish
		"تحويلة", "تحويله", "داخلي", "فرعي", // Arabic
		"ต่อ",                                                                      // Thai
		"máylẻ", "maylẻ", "maylé", "mayle", "sốmáylẻ", "somayle", "nhánh", "nhanh", // Vietnamese
		"လိုင်းခွဲ",                     // Burmese
		"bylyn", "uitbr", "uitbreiding": // Afrikaans
		return true
	default:
		return false
	}
}
