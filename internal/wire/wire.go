// Package wire compares the names of JSON members, tells which values are
// given, reads over byte order marks, as Partner Center does, and knows the form
// of its IDs.
package wire

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// EqualName compares a resource's own field name, in ASCII, with one that came
// in, without regard to ASCII case, as .NET does: strings.EqualFold would also
// take a long s for an s. No name equals the empty one.
func EqualName(own, name string) bool {
	if len(own) != len(name) || own == "" {
		return false
	}
	for i := range len(own) {
		if own[i] != name[i] && (own[i]|0x20 != name[i]|0x20 || !isLetter(own[i])) {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// Given reports whether a value is given as the rules mean it: it holds at
// least one character that is not white space.
func Given(value string) bool {
	// The first character of nearly every value decides.
	return value != "" && ' ' < value[0] && value[0] < utf8.RuneSelf || strings.TrimSpace(value) != ""
}

// ByteOrderMark begins what .NET and Excel write as UTF-8.
const ByteOrderMark = "\ufeff"

// WithoutMark returns a text without the byte order mark at its beginning.
func WithoutMark(text []byte) []byte { return bytes.TrimPrefix(text, []byte(ByteOrderMark)) }

// IsGUID reports whether a text has the form 8-4-4-4-12 of hexadecimal digits.
func IsGUID(text string) bool {
	if len(text) != len("00000000-0000-0000-0000-000000000000") {
		return false
	}
	for i := range len(text) {
		hyphen := i == 8 || i == 13 || i == 18 || i == 23
		if hyphen != (text[i] == '-') || !hyphen && !strings.ContainsRune("0123456789abcdefABCDEF", rune(text[i])) {
			return false
		}
	}
	return true
}
