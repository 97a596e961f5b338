package resource

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unsafe"

	"github.com/go-json-experiment/json/jsontext"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/wire"
)

// asEncodingJSON accepts what encoding/json does.
var asEncodingJSON = []jsontext.Options{jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)}

// ReadFrom reads the next value of a decoder, whose options say what is JSON.
// Null leaves the resource as it is. The error is a [*pcerrors.DecodeError],
// after which the decoder stands behind the value, or the decoder's, without
// what it quotes of the text.
func (t Type[T]) ReadFrom(dec *jsontext.Decoder, into *T) error {
	value, err := dec.ReadValue()
	if err != nil {
		return withoutQuotation(err)
	}
	return t.readValue(value, unsafe.Pointer(into))
}

// Read reads a text that holds one value and nothing else, as ReadFrom does. A
// byte order mark before it is passed over: .NET writes it, and reads over it.
func (t Type[T]) Read(text []byte, into *T) error {
	text = wire.WithoutMark(text)
	if !jsontext.Value(text).IsValid(asEncodingJSON...) {
		return syntaxError(text)
	}
	return t.readValue(bytes.TrimSpace(text), unsafe.Pointer(into))
}

// Parse reads a resource from a text, as [Type.Read] does, but for null, which
// is a [*pcerrors.DecodeError].
func Parse(text []byte, into json.Unmarshaler) error {
	err := into.UnmarshalJSON(text)
	if err == nil && jsontext.Value(wire.WithoutMark(text)).Kind() == jsontext.KindNull {
		return &pcerrors.DecodeError{Expected: "an object", Found: "null"}
	}
	return err
}

// syntaxError says why a text is not one JSON value.
func syntaxError(text []byte) error {
	dec := jsontext.NewDecoder(bytes.NewBuffer(text), asEncodingJSON...)
	err := dec.SkipValue()
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	if err == nil {
		if err = dec.SkipValue(); err == nil {
			return errors.New("expected one JSON value, found more")
		}
	}
	return withoutQuotation(err)
}

// withoutQuotation leaves out of an error of syntax what it quotes of the text
// beyond one character: names, which can be anything, and escapes, which are
// up to twelve characters.
func withoutQuotation(err error) error {
	syntax, ok := err.(*jsontext.SyntacticError)
	if !ok {
		return err
	}
	cause := syntax.Err
	for _, text := range []string{"invalid escape sequence", "invalid surrogate pair"} {
		if strings.HasPrefix(cause.Error(), text) {
			cause = errors.New(text)
		}
	}
	if cause == jsontext.ErrDuplicateName {
		cause = fmt.Errorf("%w", cause) // or else an empty name is quoted with it
	}
	return &jsontext.SyntacticError{ByteOffset: syntax.ByteOffset, Err: cause}
}

// readValue reads a JSON value without white space around it.
func (o *object) readValue(value jsontext.Value, into unsafe.Pointer) error {
	switch value.Kind() {
	case jsontext.KindNull:
		return nil
	case jsontext.KindBeginObject:
		s := newSource(value)
		if _, err := o.read(&s, 0, into); err != nil {
			return err
		}
		return nil
	default:
		return &pcerrors.DecodeError{Expected: "an object", Found: kindOf[value[0]]}
	}
}

// read reads the object that begins at a place of the source.
func (o *object) read(s *source, at int, into unsafe.Pointer) (end int, err *pcerrors.DecodeError) {
	received := (*Received)(unsafe.Add(into, o.received))
	*received = Received{}
	last := &received.kept // where the next one goes
	next := 0              // mostly, the field of a name is the one after the last
	for at = s.skipSpace(at + 1); s.text[at] != '}'; at = s.skipSpace(end) {
		i, value := o.fieldNamed(s, at, next)
		value = s.skipSpace(value)
		if i == noField || received.present&(1<<i) != 0 {
			if i != noField && o.fields[i].screened {
				return 0, &pcerrors.DecodeError{Field: o.fields[i].name, Expected: "one value", Found: "the name twice"}
			}
			end = s.skipValue(value)
			*last = &kept{text: s.text[at:end], field: noField}
			last = &(*last).next
			continue
		}
		f := &o.fields[i]
		received.present |= 1 << i
		next = i + 1
		if f.kind == text && s.plain && s.text[value] == '"' { // most of them
			end = s.skipString(value)
			*in[string](f, into) = s.text[value+1 : end-1]
			continue
		}
		if s.text[value] == 'n' {
			received.null |= 1 << i
			f.value(into).SetZero() // of another resource that was decoded before
			end = value + len("null")
			continue
		}
		var exact bool
		if end, exact, err = f.read(s, value, into); err != nil {
			return 0, err
		}
		if !exact {
			*last = &kept{text: s.text[value:end], field: i, read: f.value(into).String()}
			last = &(*last).next
		}
	}
	return at + 1, nil
}

// fieldNamed reads the name that begins at a place of the source. It returns
// the place of its field, or noField, and the end of the name. It looks for the
// field first where it mostly is, from next on.
func (o *object) fieldNamed(s *source, at, next int) (i, end int) {
	for i = next; i < len(o.fields); i++ {
		if s.isName(at, o.fields[i].name) {
			return i, at + len(o.fields[i].name) + len(`""`)
		}
	}
	end = s.skipString(at)
	name, _ := s.unquote(at, end)
	return slices.IndexFunc(o.fields, func(f field) bool { return wire.EqualName(f.name, name) }), end
}

// read reads the value that begins at a place of the source and is not null. It
// is exact where the field says all of it.
func (f *field) read(s *source, at int, into unsafe.Pointer) (end int, exact bool, err *pcerrors.DecodeError) {
	found := kindOf[s.text[at]]
	switch {
	case f.kind == text && found == "a string":
		end = s.skipString(at)
		*in[string](f, into), exact = s.unquote(at, end)
		return end, exact, nil
	case f.kind == text && found == "a number":
		end = s.skipLiteral(at)
		if !strings.ContainsAny(s.text[at:end], ".eE") {
			*in[string](f, into) = s.text[at:end]
			return end, false, nil
		}
		found = "a number with a fraction or an exponent"
	case f.kind == flag && found == "true or false":
		isTrue := s.text[at] == 't'
		*in[*bool](f, into) = &isTrue
		return s.skipLiteral(at), true, nil
	case f.kind == raw:
		end = s.skipValue(at)
		*in[json.RawMessage](f, into) = s.bytes[at:end:end]
		return end, true, nil
	case f.kind == nested && found == "an object":
		inner := f.object.new()
		*in[unsafe.Pointer](f, into) = inner
		if end, err = f.object.read(s, at, inner); err == nil {
			return end, true, nil
		}
	}
	switch {
	case !f.screened:
		f.value(into).SetZero()
		return s.skipValue(at), false, nil
	case err != nil:
		return 0, false, &pcerrors.DecodeError{Field: f.name + "." + err.Field, Expected: err.Expected, Found: err.Found}
	case f.kind == text:
		return 0, false, &pcerrors.DecodeError{Field: f.name, Expected: "a string", Found: found}
	default:
		return 0, false, &pcerrors.DecodeError{Field: f.name, Expected: "an object", Found: found}
	}
}
