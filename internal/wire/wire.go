// Package wire compares the names of JSON members, tells which values are
// given, and reads over byte order marks, as Partner Center does.
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
