// Package prose writes what the commands say in sentences.
package prose

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Or lists alternatives: "a", "a or b", "a, b or c".
func Or(words ...string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Printable replaces what could steer a terminal.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}

// Field names a field of a customer in words, by the last part of its path: "phone
// number". It marks the fields of the company's own address, which do not count.
func Field(path string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if name == "organizationRegistrationNumber" {
		return "registration number"
	}
	var words strings.Builder
	if strings.HasPrefix(path, "companyProfile.address.") {
		words.WriteString("company address's ")
	}
	for _, r := range name {
		if unicode.IsUpper(r) || unicode.IsDigit(r) {
			words.WriteString(" ")
		}
		words.WriteRune(unicode.ToLower(r))
	}
	return words.String()
}

// Clause returns a sentence that can follow a name: with a small first letter and
// without its full stop.
func Clause(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToLower(first)) + strings.TrimSuffix(sentence[size:], ".")
}

// Count counts things: "1 customer", "2,000 customers".
func Count(n int, one, more string) string {
	if n == 1 {
		more = one
	}
	return Grouped(n) + " " + more
}

// Grouped returns a number with commas between thousands.
func Grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
