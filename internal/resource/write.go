package resource

import (
	"encoding/json"
	stderrors "errors"
	"fmt"
	"slices"
	"strconv"
	"unsafe"

	"github.com/go-json-experiment/json/jsontext"
)

// Write returns the JSON object of a resource: the fields that are set or came
// in, and then every other member that came in. The error names the field that
// holds what is not JSON.
func (t Type[T]) Write(from *T) ([]byte, error) { return t.append(nil, unsafe.Pointer(from)) }

func (o *object) append(out []byte, from unsafe.Pointer) (_ []byte, err error) {
	received := (*Received)(unsafe.Add(from, o.received))
	begin := len(out)
	for i := range o.fields {
		f, bit := &o.fields[i], uint32(1)<<i
		zero := f.value(from).IsZero()
		if zero && received.present&bit == 0 {
			continue
		}
		out = append(append(append(out, `,"`...), f.name...), `":`...)
		came := received.value(i)
		switch {
		case came != nil && (zero || f.kind == text) && f.value(from).String() == came.read:
			out = append(out, came.text...)
		case zero && (f.kind != text || received.null&bit != 0):
			out = append(out, "null"...)
		default:
			if out, err = f.append(out, from); err != nil {
				return nil, fmt.Errorf("%s: %w", f.name, err)
			}
		}
	}
	for k := received.kept; k != nil; k = k.next {
		if k.field == noField {
			out = append(append(out, ','), k.text...)
		}
	}
	if len(out) == begin {
		out = append(out, ',')
	}
	out[begin] = '{' // in the place of the first comma
	return append(out, '}'), nil
}

// CameAsNumber reports whether a field of text came in as a JSON number and
// still says the same.
func (t Type[T]) CameAsNumber(from *T, name string) bool {
	i := slices.IndexFunc(t.fields, func(f field) bool { return f.name == name })
	came := (*Received)(unsafe.Add(unsafe.Pointer(from), t.received)).value(i)
	return came != nil && kindOf[came.text[0]] == "a number" && *in[string](&t.fields[i], unsafe.Pointer(from)) == came.read
}

// value returns the value of field i as it came, if the field could not say it.
func (r *Received) value(i int) *kept {
	for k := r.kept; k != nil; k = k.next {
		if k.field == i {
			return k
		}
	}
	return nil
}

// append writes the value of a field that is not nil.
func (f *field) append(out []byte, from unsafe.Pointer) ([]byte, error) {
	switch f.kind {
	case text:
		out, _ = jsontext.AppendQuote(out, *in[string](f, from)) // what is no UTF-8 becomes the replacement character
		return out, nil
	case flag:
		return strconv.AppendBool(out, **in[*bool](f, from)), nil
	case raw:
		value := *in[json.RawMessage](f, from)
		if !jsontext.Value(value).IsValid(asEncodingJSON...) {
			return nil, stderrors.New("expected one JSON value")
		}
		return append(out, value...), nil
	default:
		return f.object.append(out, *in[unsafe.Pointer](f, from))
	}
}
