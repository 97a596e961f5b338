package screening_test

import (
	"bytes"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"testing/iotest"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
)

// asEncodingJSON makes a decoder of json v2 accept what encoding/json does.
var asEncodingJSON = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

// waysToRead are all ways in which a customer is read. They come to the same.
var waysToRead = []struct {
	name string
	read func(text []byte, c *screening.Customer) error
}{
	{"UnmarshalJSON", func(text []byte, c *screening.Customer) error { return c.UnmarshalJSON(text) }},
	{"json.Unmarshal", func(text []byte, c *screening.Customer) error { return json.Unmarshal(text, c) }},
	{"json v2", func(text []byte, c *screening.Customer) error {
		return jsonv2.Unmarshal(text, c, asEncodingJSON...)
	}},
	{"json v2, byte for byte", func(text []byte, c *screening.Customer) error {
		return jsonv2.UnmarshalRead(iotest.OneByteReader(bytes.NewReader(text)), c, asEncodingJSON...)
	}},
}

// readInEveryWay reads a customer, and requires that every way has the same
// outcome: wrong is the error of what can be read, invalid of what cannot.
func readInEveryWay(t testing.TB, text []byte) (c *screening.Customer, wrong *pcerrors.DecodeError, invalid error) {
	t.Helper()
	c = new(screening.Customer)
	err := c.UnmarshalJSON(text)
	if err != nil && !stderrors.As(err, &wrong) {
		invalid = err
	}
	for _, way := range waysToRead {
		var found screening.Customer
		var itsWrong *pcerrors.DecodeError
		err := way.read(text, &found)
		switch {
		case invalid != nil:
			require.Error(t, err, "%s: %q", way.name, text)
		case wrong != nil:
			require.ErrorAs(t, err, &itsWrong, "%s: %q", way.name, text)
			require.Equal(t, wrong, itsWrong, "%s: %q", way.name, text)
		default:
			require.NoError(t, err, "%s: %q", way.name, text)
			require.Equal(t, *c, found, "%s: %q", way.name, text)
		}
	}
	return c, wrong, invalid
}

// screenedOf are the values that are screened of a customer.
type screenedOf struct{ number, companyCountry, companyPhone, country, phone string }

func screenedFieldsOf(c *screening.Customer) (s screenedOf) {
	if p := c.CompanyProfile; p != nil {
		s.number = p.OrganizationRegistrationNumber
		if p.Address != nil {
			s.companyCountry, s.companyPhone = p.Address.Country, p.Address.PhoneNumber
		}
	}
	if p := c.BillingProfile; p != nil && p.DefaultAddress != nil {
		s.country, s.phone = p.DefaultAddress.Country, p.DefaultAddress.PhoneNumber
	}
	return s
}

// plain is a customer as any other program decodes it.
type plain[Text any] struct {
	CompanyProfile *struct {
		OrganizationRegistrationNumber Text
		Address                        *plainAddress[Text]
	}
	BillingProfile *struct {
		DefaultAddress *plainAddress[Text]
	}
}

type plainAddress[Text any] struct{ Country, PhoneNumber Text }

func (p *plain[Text]) screened(said func(Text) string) (s screenedOf) {
	if p := p.CompanyProfile; p != nil {
		s.number = said(p.OrganizationRegistrationNumber)
		if p.Address != nil {
			s.companyCountry, s.companyPhone = said(p.Address.Country), said(p.Address.PhoneNumber)
		}
	}
	if p := p.BillingProfile; p != nil && p.DefaultAddress != nil {
		s.country, s.phone = said(p.DefaultAddress.Country), said(p.DefaultAddress.PhoneNumber)
	}
	return s
}

// TestReadAsEncodingJSONReads compares what is read of many documents with
// encoding/json and json v2, which take the last of two members and merge
// objects, and with a reader that takes the first. Where the Customer is read,
// all of them agree on what is screened; where it is not, the text is not
// JSON, a name comes twice, or a value is of a type that nobody reads so.
func TestReadAsEncodingJSONReads(t *testing.T) {
	documents := 150_000
	if !tests.All() {
		documents = 5_000
	}
	seed := rand.Uint64()
	g := documentSource{rand.New(rand.NewPCG(seed, 14))}
	outcomes := map[string]int{}
	for range documents {
		text := g.document()
		c, wrong, invalid := readInEveryWay(t, text)
		tree, err := parseTree(text)
		require.Equal(t, err == nil, invalid == nil, "%q", text)
		if invalid != nil {
			outcomes["invalid"]++
			continue
		}
		require.Equal(t, tree.fault(), wrong, "%q", text)
		if wrong != nil {
			outcomes[wrong.Expected+", "+wrong.Found]++
			continue
		}
		outcomes["read"]++
		want := screenedFieldsOf(c)

		var v1 plain[any]
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		require.NoError(t, decoder.Decode(&v1), "%q", text)
		require.Equal(t, want, v1.screened(textOf), "encoding/json: %q", text)

		var v2 plain[jsontext.Value]
		require.NoError(t, jsonv2.Unmarshal(text, &v2, append(asEncodingJSON, jsonv2.MatchCaseInsensitiveNames(true))...), "%q", text)
		require.Equal(t, want, v2.screened(func(value jsontext.Value) string {
			var said any
			decoder := json.NewDecoder(bytes.NewReader(value))
			decoder.UseNumber()
			_ = decoder.Decode(&said) // nothing, where the member is absent
			return textOf(said)
		}), "json v2: %q", text)

		require.Equal(t, want, tree.screened(), "the first of each name: %q", text)
		tree.requireWritten(t, c)
	}
	t.Logf("seed %d: %v", seed, outcomes)
	assert.Len(t, outcomes, 11, "every outcome comes about: %v", outcomes)
}

// textOf returns what a program reads of a string or a number.
func textOf(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

// FuzzCustomerRoundTrip reads anything in every way. Unknown members come out
// byte for byte, as does what a string field cannot say; nothing else changes.
func FuzzCustomerRoundTrip(f *testing.F) {
	addSampleFiles(f)
	f.Add([]byte(`{"a":{"b":[1e999,"\ud800",{"c":null}]},"id":"","attributes":{"etag":null}}`))
	f.Add([]byte(`{"ID":null,"companyProfile":{"attributes":{"x":1}},"":0}`))
	f.Add([]byte("{\"companyProfile\":{\"email\":12,\"companyName\":\"\xff\",\"x\" : [ \"\xfe\" ]},\"id\":[],\"ID\":2,\"x\":1,\"x\":1}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		text = bytes.TrimPrefix(text, []byte("\ufeff")) // which not every way passes over
		c, wrong, invalid := readInEveryWay(t, text)
		if wrong != nil || invalid != nil {
			return
		}
		tree, err := parseTree(text)
		require.NoError(t, err)
		if tree.members == nil {
			return // null
		}
		tree.requireWritten(t, c)
	})
}

// TestStrictJSONv2: under its defaults, json v2 refuses names that come twice
// and ill-formed texts. What it reads, it reads alike.
func TestStrictJSONv2(t *testing.T) {
	g := documentSource{rand.New(rand.NewPCG(rand.Uint64(), 14))}
	read := 0
	for range 2_000 {
		text := g.document()
		var strict, tolerant screening.Customer
		if err := jsonv2.Unmarshal(text, &strict); err == nil {
			read++
			require.NoError(t, json.Unmarshal(text, &tolerant), "%q", text)
			require.Equal(t, tolerant, strict, "%q", text)
		}
	}
	assert.Greater(t, read, 100)
}

// TestFieldTables sees to it that a resource's JSON names are those of its
// fields' tags, and that each is read into its own field and written from it.
func TestFieldTables(t *testing.T) {
	for _, resource := range []any{
		screening.Customer{}, screening.CustomerCompanyProfile{}, screening.CustomerBillingProfile{}, address.Address{}, address.Attributes{},
	} {
		of := reflect.TypeOf(resource)
		for i := range of.NumField() - 1 { // the last is not exported
			field := of.Field(i)
			value := map[reflect.Kind]string{reflect.String: `"text"`, reflect.Slice: `[1]`, reflect.Pointer: `{}`}[field.Type.Kind()]
			if field.Type == reflect.TypeFor[*bool]() {
				value = "true"
			}
			text := `{"` + field.Tag.Get("json") + `":` + value + `}`
			decoded, set := reflect.New(of), reflect.New(of)
			require.NoError(t, json.Unmarshal([]byte(text), decoded.Interface()), text)
			set.Elem().Field(i).Set(decoded.Elem().Field(i))
			written, err := json.Marshal(set.Interface())
			require.NoError(t, err)
			assert.Equal(t, text, string(written))
		}
	}
}
