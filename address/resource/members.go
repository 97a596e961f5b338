package resource

import (
	"bytes"
	"encoding/json"
	"iter"
	"unicode/utf8"
)

// members returns the members of a JSON object in their order, without a copy
// of their values. Where data is not JSON the last member has a nil value.
//
// encoding/json has checked the whole text before a resource sees it: walking
// it once more costs a fraction of a second check at every level.
func members(object []byte) iter.Seq[member] {
	return func(yield func(member) bool) {
		rest := bytes.TrimLeft(object, space+"{")
		for len(rest) > 0 && rest[0] != '}' {
			name, afterName := cut(rest)
			afterName = bytes.TrimLeft(afterName, space)
			if len(name) < 2 || name[0] != '"' || len(afterName) == 0 || afterName[0] != ':' {
				yield(member{})
				return
			}
			value, afterValue := cut(bytes.TrimLeft(afterName[1:], space))
			if !yield(member{unquote(name), value}) || value == nil {
				return
			}
			rest = bytes.TrimLeft(afterValue, space+",")
		}
		if len(rest) == 0 {
			yield(member{})
		}
	}
}

const space = " \t\r\n"

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
			continue
		case '}', ']':
			depth--
		default:
			if depth > 0 {
				continue
			}
			i = endOfLiteral(text, i)
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
	end := bytes.IndexAny(text[i:], space+",]}")
	if end < 0 {
		return len(text) - 1
	}
	return i + max(end, 1) - 1
}

// unquote returns the text of a JSON string, as encoding/json reads it.
func unquote(quoted []byte) string {
	inner := bytes.TrimSuffix(quoted[1:], quoted[:1])
	if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return string(inner)
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return ""
	}
	return text
}
