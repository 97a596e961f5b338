package resource

import (
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/go-json-experiment/json/jsontext"
)

// source is the text of a JSON object that jsontext has accepted, so that
// nothing of it has to be checked. Its methods skip what begins at a place, and
// return the place behind it.
type source struct {
	text  string
	bytes []byte // the same memory, for raw values, which a program may change
	plain bool   // no string in it has an escape or is ill-formed
}

func newSource(value jsontext.Value) source {
	bytes := value.Clone()
	text := unsafe.String(unsafe.SliceData(bytes), len(bytes))
	return source{text, bytes, isPlain(text)}
}

func isPlain(text string) bool { return strings.IndexByte(text, '\\') < 0 && utf8.ValidString(text) }

// skipSpace skips white space, commas and colons.
func (s *source) skipSpace(at int) int {
	for s.text[at] <= ' ' || s.text[at] == ',' || s.text[at] == ':' {
		at++
	}
	return at
}

func (s *source) skipString(at int) int {
	at++
	if s.plain {
		return at + strings.IndexByte(s.text[at:], '"') + 1
	}
	for ; s.text[at] != '"'; at++ {
		if s.text[at] == '\\' {
			at++
		}
	}
	return at + 1
}

func (s *source) skipValue(at int) int {
	for depth := 0; ; at = s.skipSpace(at) {
		switch s.text[at] {
		case '"':
			at = s.skipString(at)
		case '{', '[':
			at++
			depth++
		case '}', ']':
			at++
			depth--
		default:
			at = s.skipLiteral(at)
		}
		if depth == 0 {
			return at
		}
	}
}

// skipLiteral skips a number, true, false or null.
func (s *source) skipLiteral(at int) int {
	for c := s.text[at]; c > ' ' && c != ',' && c != ']' && c != '}'; c = s.text[at] {
		at++
	}
	return at
}

// isName reports whether the name that begins at a place is the field's, in
// camelCase or PascalCase and without escapes: most are.
func (s *source) isName(at int, field string) bool {
	begin, end := at+1, at+1+len(field)
	return end < len(s.text) && s.text[end] == '"' && s.text[begin]|0x20 == field[0] && s.text[begin+1:end] == field[1:]
}

// unquote returns what the string between two places says. It is exact unless
// the string is ill-formed: then what cannot be read of it has become the
// replacement character.
func (s *source) unquote(begin, end int) (text string, exact bool) {
	text = s.text[begin+1 : end-1]
	if s.plain || isPlain(text) {
		return text, true
	}
	unquoted, err := jsontext.AppendUnquote(nil, s.text[begin:end])
	return string(unquoted), err == nil
}

// kindOf are the kinds of JSON values by their first character.
var kindOf = [256]string{
	'{': "an object", '[': "an array", '"': "a string", 't': "true or false", 'f': "true or false", '-': "a number",
	'0': "a number", '1': "a number", '2': "a number", '3': "a number", '4': "a number",
	'5': "a number", '6': "a number", '7': "a number", '8': "a number", '9': "a number",
}
