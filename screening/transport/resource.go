package transport

import (
	"bytes"
	stderrors "errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/address/resource"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

// resourceReader reads of a resource what customer screening looks at, in one
// pass. The rest only has to be JSON: in whatever form it is, number and phone
// can be judged.
//
// It reads with the package that is encoding/json/jsontext from Go 1.27 on,
// since decoding whole resources takes several times as long.
type resourceReader struct {
	*jsontext.Decoder
	path []string // of the field that is being read, in the API's camelCase
}

// asEncodingJSON accepts what encoding/json does. Names that come twice are
// looked for among those that are read.
var asEncodingJSON = []jsontext.Options{jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)}

var (
	errNull = &resource.DecodeError{Expected: "an object", Found: "null"}
	errMore = stderrors.New("expected one value, found more")
)

// field is a member of an object that is read: its name in camelCase, and what
// reads its value.
type field[Resource any] struct {
	name string
	read func(*resourceReader, *Resource) error
}

var (
	customerParts = []field[screening.Customer]{
		{"companyProfile", func(r *resourceReader, c *screening.Customer) error {
			return readObject(r, &c.CompanyProfile, companyProfileParts)
		}},
		{"billingProfile", func(r *resourceReader, c *screening.Customer) error {
			return readObject(r, &c.BillingProfile, billingProfileParts)
		}},
	}
	companyProfileParts = []field[screening.CustomerCompanyProfile]{
		{"organizationRegistrationNumber", func(r *resourceReader, p *screening.CustomerCompanyProfile) error {
			return r.text(&p.OrganizationRegistrationNumber)
		}},
		{"address", func(r *resourceReader, p *screening.CustomerCompanyProfile) error {
			return readObject(r, &p.Address, addressParts)
		}},
	}
	billingProfileParts = []field[screening.CustomerBillingProfile]{
		{"defaultAddress", func(r *resourceReader, p *screening.CustomerBillingProfile) error {
			return readObject(r, &p.DefaultAddress, addressParts)
		}},
	}
	addressParts = []field[address.Address]{
		{"country", func(r *resourceReader, a *address.Address) error { return r.text(&a.Country) }},
		{"phoneNumber", func(r *resourceReader, a *address.Address) error { return r.text(&a.PhoneNumber) }},
	}
)

// readResource reads the fields of a resource, from a text that holds nothing
// else. The error is an [*UnscreenedError].
func readResource[Resource any](text []byte, fields []field[Resource]) (*Resource, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // .NET writes it, and reads over it
	r := readers.Get().(*resourceReader)
	r.Reset(bytes.NewBuffer(text), asEncodingJSON...)
	defer r.release()
	var found *Resource
	err := readObject(r, &found, fields)
	if err == nil {
		err = r.end()
	}
	if err == nil && found == nil {
		err = errNull
	}
	var shape *resource.DecodeError
	var syntax *jsontext.SyntacticError
	switch {
	case err == nil:
		return found, nil
	case stderrors.As(err, &shape):
		return nil, &UnscreenedError{Reason: BodyOfUnknownShape, Err: err}
	case stderrors.As(err, &syntax):
		// Without the names that the error quotes, which can be anything.
		err = fmt.Errorf("byte %d: %w", syntax.ByteOffset, withoutQuotation(syntax.Err))
	}
	return nil, &UnscreenedError{Reason: BodyNotJSON, Err: err}
}

// withoutQuotation leaves out of an error of syntax what it quotes of the text
// beyond one character: an escape is up to twelve of them.
func withoutQuotation(err error) error {
	for _, text := range []string{"invalid escape sequence", "invalid surrogate pair"} {
		if strings.HasPrefix(err.Error(), text) {
			return stderrors.New(text)
		}
	}
	return err
}

// readers are kept for the next resource, since much of reading one is to
// allocate a reader.
var readers = sync.Pool{New: func() any { return &resourceReader{Decoder: new(jsontext.Decoder)} }}

// release gives a reader back, with nothing of the customer in it.
func (r *resourceReader) release() {
	r.Reset(http.NoBody)
	r.path = r.path[:0]
	readers.Put(r)
}

func (r *resourceReader) end() error {
	_, err := r.ReadToken()
	switch err {
	case io.EOF:
		return nil
	case nil:
		return errMore
	default:
		return err
	}
}

// readObject reads an object's fields and passes over its other members. Null
// leaves into as it is.
func readObject[Resource any](r *resourceReader, into **Resource, fields []field[Resource]) error {
	switch kind := r.PeekKind(); kind {
	case jsontext.KindNull:
		return r.SkipValue()
	case jsontext.KindBeginObject, jsontext.KindInvalid:
	default:
		return r.unexpected("an object", kind)
	}
	if _, err := r.ReadToken(); err != nil {
		return err
	}
	*into = new(Resource)
	read := 0 // bit i: field i
	for r.PeekKind() == jsontext.KindString {
		name, err := r.ReadValue()
		if err != nil {
			return err
		}
		i := fieldNamed(name, fields)
		if i < 0 {
			if err := r.SkipValue(); err != nil {
				return err
			}
			continue
		}
		r.path = append(r.path, fields[i].name)
		if read&(1<<i) != 0 {
			return &resource.DecodeError{Field: strings.Join(r.path, "."), Expected: "one value", Found: "the name twice"}
		}
		read |= 1 << i
		if err := fields[i].read(r, *into); err != nil {
			return err
		}
		r.path = r.path[:len(r.path)-1]
	}
	_, err := r.ReadToken()
	return err
}

// text reads a string. Null leaves into as it is.
func (r *resourceReader) text(into *string) error {
	switch kind := r.PeekKind(); kind {
	case jsontext.KindNull:
		return r.SkipValue()
	case jsontext.KindString, jsontext.KindInvalid:
	default:
		return r.unexpected("a string", kind)
	}
	token, err := r.ReadToken()
	if err == nil {
		*into = token.String()
	}
	return err
}

// fieldNamed finds the field of a name as it came, in quotes, without regard
// to ASCII case; -1 where there is none.
func fieldNamed[Resource any](quoted jsontext.Value, fields []field[Resource]) int {
	name := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(name, '\\') >= 0 {
		name, _ = jsontext.AppendUnquote(nil, quoted) // the decoder has accepted it
	}
	for i, f := range fields {
		if wire.EqualName(f.name, name) {
			return i
		}
	}
	return -1
}

var kindNames = map[jsontext.Kind]string{
	jsontext.KindNull: "null", jsontext.KindTrue: "true or false", jsontext.KindFalse: "true or false", jsontext.KindNumber: "a number",
	jsontext.KindString: "a string", jsontext.KindBeginObject: "an object", jsontext.KindBeginArray: "an array",
}

func (r *resourceReader) unexpected(expected string, found jsontext.Kind) error {
	return &resource.DecodeError{Field: strings.Join(r.path, "."), Expected: expected, Found: kindNames[found]}
}
