package resource

import (
	"bytes"
	"encoding/json"
	"iter"
	"unicode/utf8"
)

// members returns the names, in their quotes, and values of a JSON object in
// their order, without a copy of them. Where data is not JSON the last value is
// nil.
//
// encoding/json has checked the whole text before a resource sees it: walking
// it once more costs a fraction of a second check at every level.
func members(object []byte) iter.Seq2[[]byte, json.RawMessage] {
	return func(yield func([]byte, json.RawMessage) bool) {
		rest := trim(object, '{')
		for len(rest) > 0 && rest[0] != '}' {
			name, afterName := cut(rest)
			afterName = trim(afterName, ' ')
			if len(name) < 2 || name[0] != '"' || len(afterName) == 0 || afterName[0] != ':' {
				yield(nil, nil)
				return
			}
			value, afterValue := cut(trim(afterName[1:], ' '))
			if !yield(name, value) || value == nil {
				return
			}
			rest = trim(afterValue, ',')
		}
		if len(rest) == 0 {
			yield(nil, nil)
		}
	}
}

// trim returns text after the white space and punctuation that it begins with.
func trim(text []byte, punctuation byte) []byte {
	for i, c := range text {
		if c != punctuation && !isSpace(c) {
			return text[i:]
		}
	}
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// cut splits text after the JSON value that it begins with; the value is nil
// where there is none.
func cut(text []byte) (value, rest []byte) {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = endOfString(text, i)
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		default:
			if depth == 0 {
				i = endOfLiteral(text, i)
			}
		}
		if depth <= 0 {
			end := min(i+1, len(text))
			return text[:end:end], text[end:]
		}
	}
	return nil, nil
}

// endOfString returns the place of the quote that closes the one at i.
func endOfString(text []byte, i int) int {
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

// endOfLiteral returns the place of the last character of a number, true,
// false or null.
func endOfLiteral(text []byte, i int) int {
	for i++; i < len(text); i++ {
		if c := text[i]; isSpace(c) || c == ',' || c == ']' || c == '}' {
			break
		}
	}
	return i - 1
}

// unquote returns the text of a JSON string, as encoding/json reads it, without
// a copy where it stands there as it is.
func unquote(quoted []byte) []byte {
	inner := bytes.TrimSuffix(quoted[1:], quoted[:1])
	if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return inner
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return nil
	}
	return []byte(text)
}
