// Package resource reads and writes the JSON objects of the Partner Center
// API: member names in any letter case, nulls, and members that nobody
// announced. A resource that is decoded and encoded again has lost nothing
// that came in; known members are written in the API's camelCase.
//
// An object in which a name comes twice is unreadable, a [DecodeError]: which
// of the two Partner Center would take is not known, so that neither can be
// judged for the other. The names of a resource's own fields are compared in
// any letter case, "Country" and "country" are one; unknown names as they are
// written, after escapes are read. What is inside a member that is kept as it
// came, such as links, is not looked at. Reading and writing take time and
// memory linear in the size of the text.
//
// All of it is safe for concurrent use, but for a value that one goroutine
// changes or decodes.
//
// Integrators meet it as [Attributes] and [DecodeError]; [Received] serves the
// resource types of the packages address and screening.
package resource

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/cspkit/customerscreen/internal/wire"
)

// Received is what a resource remembers of the JSON object it was decoded
// from, beyond the values of its own fields. The zero value belongs to a
// resource that was not decoded.
//
// A resource holds one in an unexported field. Its exported fields are
// strings, *bool, json.RawMessage or pointers to resources, and carry json tags
// with their names; other options of the tags are not read.
type Received struct {
	present uint32 // bit i: field i came in, so that an empty one is written again
	null    uint32 // bit i: field i came in as null
	unknown []byte // the other members as they came, each with a comma before it
}

// Decode reads a JSON object into the exported fields of the struct that
// target points to, and remembers the rest. Null leaves target as it is. Data
// is valid JSON, as encoding/json promises to every UnmarshalJSON; of other
// data Decode may not see what is wrong.
//
// The error is a [*DecodeError], or encoding/json's of a value. A name that
// comes twice is an error, since it is not known which of the two Partner
// Center would take.
func (r *Received) Decode(data []byte, target any) error {
	switch kind := kindOf(data); kind {
	case "null":
		return nil
	case "an object":
		*r = Received{}
		return r.decodeObject(data, reflect.ValueOf(target).Elem())
	default:
		return &DecodeError{Expected: "an object", Found: kind}
	}
}

func (r *Received) decodeObject(data []byte, fields reflect.Value) error {
	own := fieldNames(fields.Type())
	var unknown map[string]bool
	for quoted, value := range members(data) {
		if value == nil {
			return &DecodeError{Expected: "an object", Found: "what is not JSON"}
		}
		name := unquote(quoted)
		if i := slices.IndexFunc(own, func(own string) bool { return wire.EqualName(own, name) }); i >= 0 {
			if err := r.decodeField(i, own[i], value, fields.Field(i)); err != nil {
				return err
			}
			continue
		}
		if unknown[string(name)] {
			return &DecodeError{Expected: "names that differ", Found: "one that comes twice"}
		}
		if unknown == nil {
			unknown = make(map[string]bool)
		}
		unknown[string(name)] = true
		r.unknown = append(append(r.unknown, ','), quoted...)
		r.unknown = append(append(r.unknown, ':'), value...)
	}
	return nil
}

// decodeField reads the value of the field of that place and name.
func (r *Received) decodeField(i int, name string, value []byte, field reflect.Value) error {
	bit := uint32(1) << i
	if r.present&bit != 0 {
		return &DecodeError{Field: name, Expected: "one value", Found: "the name twice"}
	}
	r.present |= bit
	if kindOf(value) == "null" {
		r.null |= bit
		field.SetZero() // of another resource that was decoded before
		return nil
	}
	return decodeValue(name, value, field)
}

// decodeValue reads a value that is not null into the field of that name.
func decodeValue(name string, value []byte, field reflect.Value) error {
	switch pointer := field.Addr().Interface().(type) {
	case *json.RawMessage:
		*pointer = bytes.Clone(value)
		return nil
	case *string:
		if kind := kindOf(value); kind != "a string" {
			return &DecodeError{Field: name, Expected: "a string", Found: kind}
		}
		*pointer = string(unquote(value))
		return nil
	case **bool:
		if kind := kindOf(value); kind != "true or false" {
			return &DecodeError{Field: name, Expected: "true or false", Found: kind}
		}
		isTrue := value[0] == 't'
		*pointer = &isTrue
		return nil
	}
	resource := reflect.New(field.Type().Elem())
	err := resource.Interface().(json.Unmarshaler).UnmarshalJSON(value)
	if inner, ok := err.(*DecodeError); ok {
		return inner.within(name)
	}
	field.Set(resource)
	return err
}

// Encode writes the exported fields of the struct that source points to, as
// far as they are set or came in, and then every other member as it came.
func (r *Received) Encode(source any) ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	fields := reflect.ValueOf(source).Elem()
	for i, name := range fieldNames(fields.Type()) {
		field, bit := fields.Field(i), uint32(1)<<i
		if name == "" || field.IsZero() && r.present&bit == 0 {
			continue
		}
		var value any
		if !field.IsZero() || r.null&bit == 0 {
			value = field.Interface()
		}
		if err := write(&out, name, value); err != nil {
			return nil, err
		}
	}
	unknown := r.unknown
	if out.Len() == 1 {
		unknown = bytes.TrimPrefix(unknown, []byte(","))
	}
	out.Write(unknown)
	out.WriteByte('}')
	return out.Bytes(), nil
}

func write(out *bytes.Buffer, name string, value any) error {
	if out.Len() > 1 {
		out.WriteByte(',')
	}
	encodedName, _ := json.Marshal(name) // of a string there is always one
	encodedValue, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	out.Write(encodedName)
	out.WriteByte(':')
	out.Write(encodedValue)
	return nil
}

var fieldNamesOf sync.Map // reflect.Type to []string

// fieldNames returns the JSON names of a struct's fields by index, "" for a
// field that has none.
func fieldNames(t reflect.Type) []string {
	if names, ok := fieldNamesOf.Load(t); ok {
		return names.([]string)
	}
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = t.Field(i).Tag.Get("json")
	}
	fieldNamesOf.Store(t, names)
	return names
}

// kindOf names the kind of a JSON value by its first character.
func kindOf(value []byte) string {
	value = trim(value, ' ')
	if len(value) == 0 {
		return "nothing"
	}
	switch value[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	default:
		return "a number"
	}
}

// DecodeError says which member of a resource is not what the API's contract
// says. It contains no value of the resource.
type DecodeError struct {
	Field    string // camelCase JSON path from the resource that was decoded; empty for the resource itself
	Expected string // for example "a string"
	Found    string // for example "a number"
}

func (e *DecodeError) within(parent string) *DecodeError {
	path := parent
	if e.Field != "" {
		path += "." + e.Field
	}
	return &DecodeError{Field: path, Expected: e.Expected, Found: e.Found}
}

// Error names the field, what was expected there and what was found.
func (e *DecodeError) Error() string {
	text := "expected " + e.Expected + ", found " + e.Found
	if e.Field == "" {
		return text
	}
	return e.Field + ": " + text
}

// Attributes are the metadata that every resource carries. Its ETag is what an
// update of the resource sends in If-Match.
type Attributes struct {
	ETag       string `json:"etag"`
	ObjectType string `json:"objectType"`

	received Received
}

// UnmarshalJSON reads attributes and keeps members it has no field for.
func (a *Attributes) UnmarshalJSON(data []byte) error { return a.received.Decode(data, a) }

// MarshalJSON writes the attributes with all that came in.
func (a Attributes) MarshalJSON() ([]byte, error) { return a.received.Encode(&a) }
