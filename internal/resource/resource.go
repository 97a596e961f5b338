// Package resource reads and writes the JSON objects of the Partner Center
// API: member names in any letter case, nulls, and members that nobody
// announced. A resource that is decoded and encoded again has lost nothing
// that came in; known members are written in the API's camelCase.
//
// Bytes become a resource in one way, wherever they come from. Package
// jsontext reads the value and sees to it that it is JSON; then one copy of its
// text is cut, which all strings and raw values of the resource share, each its
// own part. Reading and writing take time and memory linear in the size of the
// text.
//
// A name on the way to what is screened that comes twice in its object, in any
// letter case, makes a resource unreadable: which of the two Partner Center
// would take is not known, so that neither can be judged for the other. So does
// a value there that Partner Center cannot take. Nothing else does: of other
// fields the first of a name counts, and what is not of the field's type is
// kept as it came.
//
// All of it is safe for concurrent use, but for a resource that one goroutine
// changes or decodes.
package resource

import (
	"encoding/json"
	"reflect"
	"slices"
	"unsafe"
)

// Type says how a resource T is read and written. Make one with [New].
type Type[T any] struct{ *object }

// New returns the type of a resource: a struct of strings, *bool,
// json.RawMessage and pointers to resources, at most 32, with their names as
// json tags, and of a Received. Screened are the members that decide on a
// request, and the objects on the way there. It is called while packages are
// initialized, of a resource that is pointed to first.
func New[T any](received func(*T) *Received, screened ...string) Type[T] {
	t := new(T)
	o := &object{
		of:       reflect.TypeFor[T](),
		new:      func() unsafe.Pointer { return unsafe.Pointer(new(T)) },
		received: uintptr(unsafe.Pointer(received(t))) - uintptr(unsafe.Pointer(t)),
	}
	o.register(screened)
	return Type[T]{o}
}

// register finds the fields of a type, and is no part of New so that programs
// have it once.
func (o *object) register(screened []string) {
	for goField := range o.of.Fields() {
		f := field{name: goField.Tag.Get("json"), of: goField.Type, offset: goField.Offset}
		f.screened = slices.Contains(screened, f.name)
		switch f.of {
		case reflect.TypeFor[Received]():
			continue
		case reflect.TypeFor[string]():
			f.kind = text
		case reflect.TypeFor[*bool]():
			f.kind = flag
		case reflect.TypeFor[json.RawMessage]():
			f.kind = raw
		default:
			f.kind, f.object = nested, objects[f.of.Elem()]
		}
		o.fields = append(o.fields, f)
	}
	objects[o.of] = o
}

// objects are the types that New has made.
var objects = make(map[reflect.Type]*object)

// Received is what a resource remembers of the JSON object it was decoded
// from, beyond the values of its fields. The zero value belongs to a resource
// that was not decoded.
type Received struct {
	present uint32 // bit i: field i came in, so that an empty one is written again
	null    uint32 // bit i: field i came in as null
	kept    *kept  // what no field can say, in the order of the object
}

// kept is a text that no field can say, as it came.
type kept struct {
	text  string
	field int    // whose value the text is, or noField: it is a member with its name
	read  string // what the field said of it, if it is a string; as long as it does, the text is written
	next  *kept
}

const noField = -1

// object is the type of a resource that is not known before the program runs.
// Where its methods take a pointer, it is to a resource of that type.
type object struct {
	of       reflect.Type
	new      func() unsafe.Pointer
	received uintptr // where the Received is in it
	fields   []field
}

// field is a Go field and the member that it stands for.
type field struct {
	name     string
	screened bool
	kind     kind
	of       reflect.Type
	offset   uintptr // where it is in the resource
	object   *object // of a nested field
}

type kind int

const (
	text   kind = iota // string
	flag               // *bool
	raw                // json.RawMessage
	nested             // a pointer to another resource
)

// in returns the field of a resource, which is of type V.
func in[V any](f *field, resource unsafe.Pointer) *V { return (*V)(unsafe.Add(resource, f.offset)) }

// value returns the field of a resource for what is done seldom.
func (f *field) value(resource unsafe.Pointer) reflect.Value {
	return reflect.NewAt(f.of, unsafe.Add(resource, f.offset)).Elem()
}
