package screening

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
)

// object is a JSON object whose members keep their order, for texts that
// people read. Its values are strings, whole numbers, objects and lists of
// these.
type object []member

type member struct {
	name  string
	value any
}

// layOut writes each member of an object on a line, but a chain of objects with a
// single member on one line.
func layOut(o object) []byte {
	var out bytes.Buffer
	writeValue(&out, o, "\n")
	out.WriteByte('\n')
	return out.Bytes()
}

// writeValue writes a value whose line begins with newLine.
func writeValue(out *bytes.Buffer, value any, newLine string) {
	switch value := value.(type) {
	case object:
		writeItems(out, "{}", len(value), len(value) == 1, newLine, func(i int, newLine string) {
			writeString(out, value[i].name)
			out.WriteString(": ")
			writeValue(out, value[i].value, newLine)
		})
	case []any:
		_, words := value[0].(string)
		writeItems(out, "[]", len(value), words, newLine, func(i int, newLine string) {
			writeValue(out, value[i], newLine)
		})
	case string:
		writeString(out, value)
	default:
		fmt.Fprint(out, value)
	}
}

// writeItems writes the items of an object or a list between brackets, on one
// line or each on its own.
func writeItems(out *bytes.Buffer, brackets string, items int, inline bool, newLine string, write func(i int, newLine string)) {
	inner := newLine
	if !inline {
		inner += "  "
	}
	out.WriteByte(brackets[0])
	for i := range items {
		if i > 0 {
			out.WriteByte(',')
		}
		switch {
		case !inline:
			out.WriteString(inner)
		case i > 0:
			out.WriteByte(' ')
		}
		write(i, inner)
	}
	if !inline {
		out.WriteString(newLine)
	}
	out.WriteByte(brackets[1])
}

// writeString writes a JSON string in which no white space is invisible.
func writeString(out *bytes.Buffer, text string) {
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // of a string to a buffer: never fails
	for _, r := range string(bytes.TrimSuffix(encoded.Bytes(), []byte("\n"))) {
		if r != ' ' && unicode.IsSpace(r) {
			fmt.Fprintf(out, `\u%04x`, r)
		} else {
			out.WriteRune(r)
		}
	}
}
