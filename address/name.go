package address

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cspkit/customerscreen/internal/printable"
	"github.com/cspkit/customerscreen/internal/wire"
)

// NameFault is a fault that Microsoft does not want in a contact's name. No
// error code is published for it. The zero value means that there is no fault.
//
// Source: Validate company names, customer names and email addresses, edition
// of 2024.
type NameFault uint8

const (
	NameNotPrintable    NameFault = iota + 1 // has characters that cannot be printed
	NameWithoutLetter                        // only digits, special characters or emoji
	NamePlaceholder                          // a placeholder, test or fake name
	NameSingleCharacter                      // one character, and not a Chinese one or a Korean syllable
	NameTooLong                              // more than 40 characters
)

// String returns the fault as the end of a sentence about the name.
func (f NameFault) String() string {
	switch f {
	case NameNotPrintable:
		return "has characters that cannot be printed"
	case NameWithoutLetter:
		return "has no letters, only digits, special characters or emoji"
	case NamePlaceholder:
		return "is a placeholder or test word, not a person's name"
	case NameSingleCharacter:
		return "is a single character"
	case NameTooLong:
		return "has more than 40 characters"
	default:
		return "has no fault"
	}
}

// maxNameLength is the documented maximum of a name, in characters (Unicode
// code points). The Address resource allows first and last names 50; this
// limit is the newer one.
const maxNameLength = 40

// CheckName returns the first fault of a first or last name, or 0. An empty
// name has no fault.
//
// A name has letters of any script with their marks and, as long as there is a
// letter, spaces, apostrophes, hyphens, periods, digits and emoji. Joiners
// between letters of scripts that use them belong to the name; marks of text
// direction do not.
func CheckName(name string) NameFault {
	r := read(name)
	if r.visible == 1 && r.fault != NameNotPrintable && r.hasLetter && !unicode.In(r.last, unicode.Han, unicode.Hangul) {
		return NameSingleCharacter
	}
	return r.fault
}

// CheckMiddleName returns the first fault of a middle name, or 0, as
// [CheckName] does, except that one character is enough: it is an initial, and
// that a word for none, such as "нет" or "NMN", is a placeholder.
func CheckMiddleName(name string) NameFault {
	r := read(name)
	if r.fault == 0 && r.hasLetter && isOneOf(middleNamePlaceholders, strings.TrimSpace(name)) {
		return NamePlaceholder
	}
	return r.fault
}

// reading is what one walk over a name finds.
type reading struct {
	fault      NameFault
	characters int
	visible    int  // characters without spaces, and without accents that stand beside their letter
	last       rune // of these
	hasLetter  bool
}

// read walks over a name once: names are most of what is read of a customer.
func read(name string) reading {
	var r reading
	placeholder := false
	word := -1 // where the word that goes on began
	previous := ' '
	for i, c := range name {
		r.characters++
		inWord := isLetter(c)
		switch {
		case inWord:
			r.hasLetter = true
		case !printable.After(previous, c):
			if !wire.Given(name) {
				return reading{}
			}
			r.fault = NameNotPrintable
			return r
		default:
			inWord = unicode.IsMark(c)
		}
		if c != ' ' && (c < utf8.RuneSelf || !unicode.IsSpace(c) && (r.visible > 1 || !unicode.Is(unicode.Inherited, c))) {
			r.visible++
			r.last = c
		}
		switch {
		case inWord && word < 0:
			word = i
		case !inWord && word >= 0:
			placeholder = placeholder || isOneOf(placeholders, name[word:i])
			word = -1
		}
		previous = c
	}
	placeholder = placeholder || word >= 0 && isOneOf(placeholders, name[word:])
	switch {
	case !r.hasLetter && wire.Given(name):
		r.fault = NameWithoutLetter
	case placeholder || isOneOf(placeholderPhrases, strings.TrimSpace(name)):
		r.fault = NamePlaceholder
	case r.characters > maxNameLength:
		r.fault = NameTooLong
	}
	return r
}

// isLetter reports whether a character can be a name's. Letter numbers are
// among them for the Chinese zero, which unicode.IsLetter leaves out.
func isLetter(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	return unicode.IsLetter(c) && !printable.IsFiller(c) || unicode.Is(unicode.Nl, c)
}

// placeholders are runs of letters that are nobody's name, in the lower case:
// Test1 has such a word, Testa does not. The first three are Microsoft's own
// examples; the others are ours. Words that are people's names too are left out:
// Null, None, Demo, Doe, Fake, Foo, Guest, Na, Root, Sample, Teste, Tester.
var placeholders = []string{
	"test", "admin", "nobody",

	"testing", "administrator", "dummy", "unknown", "undefined", "noname", "example",
	"firstname", "middlename", "lastname", "surname", "asdf", "qwerty", "xxx",
	// The same words, test above all, in languages of the listed countries and their neighbours.
	"admİn", "тест", "админ", "teszt", "prueba", "deneme", "اختبار", "परीक्षण", "ทดสอบ",
	"测试", "測試", "テスト", "테스트",
}

// placeholderPhrases are whole names that are nobody's.
var placeholderPhrases = []string{"n/a", "n.a.", "no name", "first name", "middle name", "last name"}

// middleNamePlaceholders are whole middle names that say that there is none. As
// a first or last name some of them are people's.
var middleNamePlaceholders = []string{
	"none", "nmn", "nmi", "no middle name", "нет", "нету", "отсутствует", "не имеется", "без отчества", "нет отчества", "б/о",
	"немає", "відсутнє", "няма", "жоқ", "жок", "yo'q", "yoxdur", "չկա", "brak", "nincs", "ninguno", "nenhum", "không có", "ไม่มี", "لا يوجد",
}

// isOneOf reports whether a text is one of some, in any letter case.
func isOneOf(texts []string, text string) bool {
	for _, one := range texts {
		// In capitals they are as long: that spares the comparison of most words.
		if len(text) == len(one) && strings.EqualFold(text, one) {
			return true
		}
	}
	return false
}
