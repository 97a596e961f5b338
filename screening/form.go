package screening

import (
	stderrors "errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/cspkit/customerscreen/address"
)

// part is a part of a customer that a host's struct can give.
type part int

const (
	countryPart part = iota
	numberPart
	phonePart
	middleNamePart

	partCount
)

// tagKey is the key of the tags that name a host's fields, and partNames are the
// tags.
const tagKey = "partnercenter"

var partNames = [partCount]string{
	countryPart:    "country",
	numberPart:     "organizationRegistrationNumber",
	phonePart:      "phoneNumber",
	middleNamePart: "middleName",
}

// form tells where a struct type holds the parts of a customer.
type form struct {
	typ    reflect.Type
	fields fields // their names in violations
	places [partCount]place
}

// CustomerOf builds a customer from a struct of the host's own, for
// [Screener.Inspect] and anything else that takes a [Customer]. It finds the
// fields by their tags, which [Register] lists. What the struct lacks stays
// empty, and so does a nil pointer. The number goes into the company profile,
// everything else into the billing profile's default address.
//
// An advisory or a violation names its field by the path in the Customer
// resource. The last name in the path is the tag of the host's field:
// "billingProfile.defaultAddress.phoneNumber" comes from the field with the tag
// partnercenter:"phoneNumber". Inspect also remarks on what the resource
// requires and the struct lacks; [WithoutRules] switches "contract.required"
// off.
//
// CustomerOf returns an error for the types that [Register] refuses. It is safe
// for concurrent use.
func CustomerOf(value any) (*Customer, error) {
	typ := reflect.TypeOf(value)
	known, ok := forms.Load(typ)
	if !ok {
		f, err := newForm(typ)
		if err != nil {
			return nil, err
		}
		known, _ = forms.LoadOrStore(typ, f)
	}
	given, ok := indirect(reflect.ValueOf(value))
	if !ok {
		given = reflect.Zero(structType(typ))
	}
	places := known.(*form).places
	return &Customer{
		CompanyProfile: &CustomerCompanyProfile{OrganizationRegistrationNumber: places[numberPart].text(given)},
		BillingProfile: &CustomerBillingProfile{DefaultAddress: &address.Address{
			Country:     places[countryPart].text(given),
			PhoneNumber: places[phonePart].text(given),
			MiddleName:  places[middleNamePart].text(given),
		}},
	}, nil
}

// forms are those of [CustomerOf], by reflect.Type.
var forms sync.Map

// newForm reads the tags of a struct type, or of a pointer to one.
func newForm(typ reflect.Type) (*form, error) {
	r := formReader{form: form{typ: structType(typ)}}
	if r.typ == nil {
		return nil, stderrors.New("screening: " + typeName(typ) + " is not a struct whose fields can be screened")
	}
	r.reading = make(map[reflect.Type]bool)
	if err := r.read(r.typ, nil); err != nil {
		return nil, err
	}
	names := [partCount]string{}
	for i, name := range partNames {
		if r.places[i].path != nil {
			names[i] = name
		}
	}
	r.fields = fields{country: names[countryPart], number: names[numberPart], phone: names[phonePart]}
	switch {
	case r.fields.country == "":
		return nil, r.fault(nil, "has no field with the tag "+tag(countryPart)+", and nothing can be judged without a country")
	case r.fields.number == "" && r.fields.phone == "":
		return nil, r.fault(nil, "has no field with the tag "+tag(numberPart)+" or "+tag(phonePart)+", so there is nothing to judge")
	}
	return &r.form, nil
}

// formReader makes the form of a struct type.
type formReader struct {
	form
	reading map[reflect.Type]bool // the types of the path being read
}

// read adds the tagged fields of the struct type to which a path leads. It does not
// follow cycles.
func (r *formReader) read(typ reflect.Type, parents []reflect.StructField) error {
	r.reading[typ] = true
	defer delete(r.reading, typ)
	for field := range typ.Fields() {
		path := append(slices.Clip(parents), field)
		var err error
		if name, tagged := field.Tag.Lookup(tagKey); tagged {
			err = r.add(name, path)
		} else if inner := structType(field.Type); inner != nil && r.leadsToTags(inner) {
			err = r.read(inner, path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// leadsToTags reports whether a struct type has tagged fields, or structs with some,
// apart from the types being read.
func (r *formReader) leadsToTags(typ reflect.Type) bool {
	seen := maps.Clone(r.reading)
	for types := []reflect.Type{typ}; len(types) > 0; {
		typ, types = types[0], types[1:]
		if typ == nil || seen[typ] {
			continue
		}
		seen[typ] = true
		for field := range typ.Fields() {
			if _, tagged := field.Tag.Lookup(tagKey); tagged {
				return true
			}
			types = append(types, structType(field.Type))
		}
	}
	return false
}

// add adds the field to which a path leads, by the name in its tag.
func (r *formReader) add(name string, path []reflect.StructField) error {
	i := part(slices.Index(partNames[:], name))
	if i < 0 {
		return r.fault(path, "has the tag "+tagKey+`:"`+name+`", but there are only `+strings.Join(partNames[:], ", "))
	}
	for n, field := range path {
		if !field.IsExported() && (!field.Anonymous || n == len(path)-1) {
			return r.fault(path, "has the tag "+tag(i)+", but it cannot be read: "+field.Name+" is not exported")
		}
	}
	if first := r.places[i].path; first != nil {
		return r.fault(path, "has the tag "+tag(i)+", and so has "+goPath(first))
	}
	place := newPlace(path)
	if !place.readable() {
		return r.fault(path, "has the tag "+tag(i)+", but its type "+typeName(path[len(path)-1].Type)+
			" is neither a string, nor a struct of a string and Valid such as sql.NullString, nor a pointer to one of them")
	}
	r.places[i] = place
	return nil
}

// fault returns an error that names the type and the field to which a path
// leads.
func (f *form) fault(path []reflect.StructField, text string) error {
	name := f.typ.String()
	if len(path) > 0 {
		name += "." + goPath(path)
	}
	return stderrors.New("screening: " + name + " " + text)
}

// isWithin reports whether a field of the form lies in a struct of that type.
func (f *form) isWithin(typ reflect.Type) bool {
	return slices.ContainsFunc(f.places[:], func(p place) bool {
		return slices.ContainsFunc(p.path[:max(0, len(p.path)-1)], func(field reflect.StructField) bool { return structType(field.Type) == typ })
	})
}

func tag(i part) string { return tagKey + `:"` + partNames[i] + `"` }

func goPath(path []reflect.StructField) string {
	names := make([]string, len(path))
	for i, field := range path {
		names[i] = field.Name
	}
	return strings.Join(names, ".")
}

func typeName(typ reflect.Type) string {
	if typ == nil {
		return "nil"
	}
	return typ.String()
}

// structType returns the struct type that typ is or points to, or nil.
func structType(typ reflect.Type) reflect.Type {
	for typ != nil && typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if typ == nil || typ.Kind() != reflect.Struct {
		return nil
	}
	return typ
}

// indirect follows pointers to a value. Ok is false for a nil pointer.
func indirect(value reflect.Value) (v reflect.Value, ok bool) {
	for value.Kind() == reflect.Pointer {
		if value.IsNil() {
			return reflect.Value{}, false
		}
		value = value.Elem()
	}
	return value, true
}

// place is where a struct holds a part: the last field of a path. The zero place is
// none.
type place struct {
	path    []reflect.StructField
	indexes []int // of the path
	plain   bool  // a string in the struct itself, whose type is known
	probes  []any // of the path, see [probeOf]
}

func newPlace(path []reflect.StructField) place {
	p := place{path: path}
	for _, field := range path {
		p.indexes = append(p.indexes, field.Index[0])
		p.probes = append(p.probes, probeOf(field))
	}
	p.plain = len(path) == 1 && path[0].Type.Kind() == reflect.String
	return p
}

// The members of structs such as sql.NullString and sql.Null[string].
const (
	nullableText = iota
	nullableValid
	nullableMembers
)

// readable reports whether the field is of a type that text can read.
func (p place) readable() bool {
	typ := p.path[len(p.path)-1].Type
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if typ.Kind() == reflect.Struct && typ.NumField() == nullableMembers {
		text, valid := typ.Field(nullableText), typ.Field(nullableValid)
		return text.Type.Kind() == reflect.String && valid.Type.Kind() == reflect.Bool && valid.Name == "Valid"
	}
	return typ.Kind() == reflect.String
}

// field returns the field in a struct. Ok is false if a parent is nil, and for the
// zero place.
func (p *place) field(of reflect.Value) (field reflect.Value, ok bool) {
	for n, i := range p.indexes {
		if n > 0 {
			if of, ok = indirect(of); !ok {
				return reflect.Value{}, false
			}
		}
		of = of.Field(i)
	}
	return of, p.path != nil
}

// text returns the given value in a struct, or "".
func (p *place) text(of reflect.Value) string {
	if p.plain {
		return of.Field(p.indexes[0]).String()
	}
	field, ok := p.field(of)
	if ok && field.Kind() != reflect.String {
		field, ok = indirect(field)
		if ok && field.Kind() == reflect.Struct {
			ok, field = field.Field(nullableValid).Bool(), field.Field(nullableText)
		}
	}
	if !ok {
		return ""
	}
	return field.String()
}
