// Package countryname reads countries as people write them: by code or name,
// in the languages of the listed countries and in English, German and French.
package countryname

import (
	_ "embed"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// names has a line for each name, ascending: the name's [Key], a tab and the
// country's code. A test of the examples module writes it; see there for the
// sources.
//
//go:embed names.txt
var names string

// maximalLength is above that of every name, in bytes: a longer text is none.
const maximalLength = 200

// Code returns the code of Microsoft's table, two capital letters, for the
// country that a text names, or "" for a text that names none, or two. Read
// are codes of two or three letters or of digits, names, also inverted as in
// "Korea, South", and these beside each other, as in "Russia (RU)" or "RU - Russia". Letter case, white space,
// invisible characters, quotation marks and what a spreadsheet puts around a
// text (="AZ") do not matter.
func Code(text string) string {
	if len(text) > maximalLength {
		return ""
	}
	if code := codeOf(text); code != "" {
		return code
	}
	if before, after, inverted := strings.Cut(text, ","); inverted {
		if key := Key(after + before); len(key) > 3 { // no code
			if code := lookUp(key); code != "" {
				return code
			}
		}
	}
	code := ""
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("()[]/|,;:-–—", c) }) {
		if Key(part) == "" {
			continue
		}
		found := codeOf(part)
		if found == "" || code != "" && found != code {
			return ""
		}
		code = found
	}
	return code
}

// codeOf reads a text that is one name or code. A code of two letters has
// nothing between and after them: N/A and No. are no countries. Only U.K. and
// U.S. are written with periods.
func codeOf(text string) string {
	key := Key(text)
	if len(key) == 2 && key != "uk" && key != "us" {
		_, after, whole := strings.Cut(strings.ToLower(text), key)
		if !whole || strings.HasPrefix(after, ".") {
			return ""
		}
	}
	return lookUp(key)
}

// Key returns what is compared of a name: its letters and digits in lower case,
// Latin ones and the Arabic alef without their marks.
func Key(text string) string {
	return strings.Map(func(c rune) rune {
		c = unicode.ToLower(c)
		if i := strings.IndexRune(marked, c); i >= 0 {
			return rune(unmarked[utf8.RuneCountInString(marked[:i])])
		}
		switch c {
		case 'ʻ', 'ʼ': // apostrophes of Uzbek, which are letters
			return -1
		case '\u0622', '\u0623', '\u0625': // alef with a hamza or madda, which many do not type
			return '\u0627'
		}
		isVowelSign := unicode.In(c, unicode.Mc, unicode.Mn) && !unicode.Is(unicode.Inherited, c)
		if unicode.IsLetter(c) || unicode.IsDigit(c) || isVowelSign {
			return c
		}
		return -1
	}, text)
}

// Letters of Latin scripts with a mark, and without it.
const (
	marked   = "àáâãäåāăąçćčďđèéêëēėęěğģìíîïīįıķļłñńņňòóôõöőøřŕśşšșťţțùúûüūůűųýÿźżžə"
	unmarked = "aaaaaaaaacccddeeeeeeeeggiiiiiiikllnnnnooooooorrsssstttuuuuuuuuyyzzze"
)

// lookUp finds a key in the table.
func lookUp(key string) string {
	if key == "" {
		return ""
	}
	// The lines are searched by their beginnings, which are found from any place in the text.
	lineAt := func(i int) (line string) {
		begin := strings.LastIndexByte(names[:i], '\n') + 1
		line, _, _ = strings.Cut(names[begin:], "\n")
		return line
	}
	i := sort.Search(len(names), func(i int) bool { return lineAt(i) >= key+"\t" })
	if i == len(names) {
		return ""
	}
	name, code, _ := strings.Cut(lineAt(i), "\t")
	if name != key {
		return ""
	}
	return code
}
