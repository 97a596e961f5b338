package screening_test

import (
	"bytes"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// tree is a JSON value with its text: what a customer's reader is compared
// with, slow and plain.
type tree struct {
	text    string
	members []treeMember // of an object, not nil
}

type treeMember struct {
	name  string // as encoding/json reads it
	text  string // with the name
	value tree
}

var errNoJSON = stderrors.New("no JSON")

func parseTree(text []byte) (tree, error) {
	if !json.Valid(text) {
		return tree{}, errNoJSON
	}
	return treeOf(bytes.TrimSpace(text)), nil
}

// treeOf returns the tree of a value that is JSON.
func treeOf(text []byte) tree {
	t := tree{text: string(text)}
	if text[0] != '{' {
		return t
	}
	t.members = []treeMember{}
	decoder := jsontext.NewDecoder(bytes.NewBuffer(text), asEncodingJSON...)
	_, _ = decoder.ReadToken()
	for decoder.PeekKind() == jsontext.KindString {
		var m treeMember
		quoted, _ := decoder.ReadValue()
		begin := decoder.InputOffset() - int64(len(quoted))
		_ = json.Unmarshal(quoted, &m.name)
		value, _ := decoder.ReadValue()
		m.text = t.text[begin:decoder.InputOffset()]
		m.value = treeOf(value)
		t.members = append(t.members, m)
	}
	return t
}

// path is what is screened, and the objects on the way there; nil is a string.
type path map[string]path

var (
	addressPath  = path{"country": nil, "phoneNumber": nil}
	customerPath = path{
		"companyProfile": {"organizationRegistrationNumber": nil, "address": addressPath},
		"billingProfile": {"defaultAddress": addressPath},
	}
)

// find returns the name on the path that a member's is in another letter case.
func (p path) find(name string) (own string, found bool) {
	for own := range p {
		if asciiLower(own) == asciiLower(name) {
			return own, true
		}
	}
	return "", false
}

func asciiLower(name string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

// fault returns the first thing for which a customer cannot be read.
func (t tree) fault() *pcerrors.DecodeError { return t.faultOn(customerPath, "") }

func (t tree) faultOn(p path, field string) *pcerrors.DecodeError {
	kind := map[byte]string{'{': "an object", '[': "an array", '"': "a string", 't': "true or false", 'f': "true or false", 'n': "null"}[t.text[0]]
	if kind == "" {
		kind = "a number"
	}
	switch {
	case kind == "null":
		return nil
	case p == nil && kind == "a number" && strings.ContainsAny(t.text, ".eE"):
		return &pcerrors.DecodeError{Field: field, Expected: "a string", Found: "a number with a fraction or an exponent"}
	case p == nil && kind != "a string" && kind != "a number":
		return &pcerrors.DecodeError{Field: field, Expected: "a string", Found: kind}
	case p == nil:
		return nil
	case kind != "an object":
		return &pcerrors.DecodeError{Field: field, Expected: "an object", Found: kind}
	}
	seen := map[string]bool{}
	for _, m := range t.members {
		own, found := p.find(m.name)
		if !found {
			continue
		}
		inner := strings.TrimPrefix(field+"."+own, ".")
		if seen[own] {
			return &pcerrors.DecodeError{Field: inner, Expected: "one value", Found: "the name twice"}
		}
		seen[own] = true
		if fault := m.value.faultOn(p[own], inner); fault != nil {
			return fault
		}
	}
	return nil
}

// member returns the first of that name in any letter case.
func (t tree) member(name string) tree {
	for _, m := range t.members {
		if asciiLower(m.name) == asciiLower(name) {
			return m.value
		}
	}
	return tree{text: "null"}
}

// says returns what a string says, or a number's digits.
func (t tree) says() string {
	if t.text[0] != '"' {
		return strings.TrimPrefix(t.text, "null")
	}
	var said string
	_ = json.Unmarshal([]byte(t.text), &said)
	return said
}

func (t tree) screened() screenedOf {
	company := t.member("companyProfile")
	companyAddress, defaultAddress := company.member("address"), t.member("billingProfile").member("defaultAddress")
	return screenedOf{
		company.member("organizationRegistrationNumber").says(),
		companyAddress.member("country").says(), companyAddress.member("phoneNumber").says(),
		defaultAddress.member("country").says(), defaultAddress.member("phoneNumber").says(),
	}
}

// requireWritten requires that a customer that was read of the tree is written
// without a loss: known members under their own names, in the form that they
// came in if no string says it, and the other members byte for byte, in their
// order.
func (t tree) requireWritten(tt testing.TB, c *screening.Customer) {
	tt.Helper()
	written, err := c.MarshalJSON()
	require.NoError(tt, err)
	again, err := parseTree(written)
	require.NoError(tt, err, "%s", written)
	if t.members == nil {
		require.Equal(tt, "{}", string(written)) // of null
		return
	}
	t.requireSame(tt, again, reflect.TypeFor[screening.Customer]())

	// json.Marshal leaves white space out and escapes what HTML does not take.
	var compact, escaped bytes.Buffer
	require.NoError(tt, json.Compact(&compact, written))
	json.HTMLEscape(&escaped, compact.Bytes())
	marshaled, err := json.Marshal(c)
	require.NoError(tt, err)
	require.Equal(tt, escaped.String(), string(marshaled))
}

func (t tree) requireSame(tt testing.TB, written tree, resource reflect.Type) {
	tt.Helper()
	fields := map[string]reflect.Type{} // by name in lower case
	var names []string
	for i := range resource.NumField() - 1 {
		name := resource.Field(i).Tag.Get("json")
		names = append(names, name)
		fields[strings.ToLower(name)] = resource.Field(i).Type
	}
	var others []string
	known := map[string]tree{}
	for _, m := range t.members {
		name := asciiLower(m.name)
		if _, twice := known[name]; twice || fields[name] == nil {
			others = append(others, m.text)
			continue
		}
		known[name] = m.value
	}
	require.Len(tt, written.members, len(t.members), "%s\n%s", t.text, written.text)
	for _, m := range written.members[:len(known)] {
		require.Contains(tt, names, m.name, "in camelCase")
		came := known[strings.ToLower(m.name)]
		field := fields[strings.ToLower(m.name)]
		if field.Kind() == reflect.Pointer && field.Elem().Kind() == reflect.Struct && came.members != nil {
			came.requireSame(tt, m.value, field.Elem())
			continue
		}
		if field.Kind() == reflect.String && came.text[0] == '"' && jsontext.Value(came.text).IsValid() { // well-formed
			require.Equal(tt, came.says(), m.value.says())
			continue
		}
		require.Equal(tt, came.text, m.value.text)
	}
	for i, m := range written.members[len(known):] {
		require.Equal(tt, others[i], m.text)
	}
}

// documentSource makes documents of every kind that a reader of customers can
// meet.
type documentSource struct{ *rand.Rand }

func (g documentSource) oneIn(n int) bool { return g.IntN(n) == 0 }

func pickOf[T any](g documentSource, from ...T) T { return from[g.IntN(len(from))] }

func (g documentSource) document() []byte {
	var out bytes.Buffer
	if g.oneIn(40) {
		g.value(&out, 2)
	} else {
		g.object(&out, reflect.TypeFor[screening.Customer](), 0)
	}
	text := append(append([]byte(g.space()), out.Bytes()...), g.space()...)
	if g.oneIn(12) { // mostly no JSON any more
		at := g.IntN(len(text) + 1)
		switch g.IntN(3) {
		case 0:
			return text[:at]
		case 1:
			return slices.Insert(text, at, pickOf(g, []byte("\"\\{}[],:0\x00\xff u")...))
		default:
			return slices.Delete(text, at, min(at+1+g.IntN(3), len(text)))
		}
	}
	return text
}

func (g documentSource) space() string {
	if g.oneIn(4) {
		return pickOf(g, " ", "\n", "\t", "\r\n  ")
	}
	return ""
}

// object writes members of a resource's names and of others.
func (g documentSource) object(out *bytes.Buffer, resource reflect.Type, depth int) {
	out.WriteString("{" + g.space())
	for i := range g.IntN(5 + 4*depth) {
		if i > 0 {
			out.WriteString("," + g.space())
		}
		field := resource.Field(g.IntN(resource.NumField() - 1))
		if depth == 0 && g.oneIn(2) {
			field, _ = resource.FieldByName(pickOf(g, "CompanyProfile", "BillingProfile"))
		}
		if g.oneIn(5) {
			g.string(out)
			out.WriteString(g.space() + ":" + g.space())
			g.value(out, 2)
			continue
		}
		out.WriteString(`"` + g.cased(field.Tag.Get("json")) + `"` + g.space() + ":" + g.space())
		of := field.Type
		switch {
		case g.oneIn(12):
			out.WriteString("null")
		case of.Kind() == reflect.Pointer && of.Elem().Kind() == reflect.Struct && !g.oneIn(12):
			g.object(out, of.Elem(), depth+1)
		case of.Kind() == reflect.String && !g.oneIn(8):
			g.string(out)
		default:
			g.value(out, 2)
		}
		out.WriteString(g.space())
	}
	out.WriteByte('}')
}

// cased writes a name as somebody might.
func (g documentSource) cased(name string) string {
	switch g.IntN(8) {
	case 0, 1, 2, 3:
		return name
	case 4, 5:
		return strings.ToUpper(name[:1]) + name[1:]
	case 6:
		return strings.ToUpper(name)
	default:
		at := g.IntN(len(name))
		return name[:at] + fmt.Sprintf(`\u%04x`, name[at]) + name[at+1:]
	}
}

func (g documentSource) string(out *bytes.Buffer) {
	out.WriteByte('"')
	for range g.IntN(4) {
		out.WriteString(pickOf(g, "RU", "7707083893", " ", "x", "X", "ж", "😀", "{", "}", "[", "]", ",", ":", "<",
			`\n`, `\"`, `\\`, `\/`, `\u0041`, `\u0000`, `\ud83d\ude00`, `\ud800`, `\udc00`, "\xff", "\xe2\x80", "\u2028"))
	}
	out.WriteByte('"')
}

func (g documentSource) value(out *bytes.Buffer, depth int) {
	kinds := 5
	if depth > 0 {
		kinds = 7
	}
	switch g.IntN(kinds) {
	case 0:
		out.WriteString(pickOf(g, "0", "-0", "7", "7707083893", "74955550100", "-12", "123456789012345678901234567890"))
	case 1:
		out.WriteString(pickOf(g, "1.5", "1e3", "7E+9", "0.0", "-1e-1"))
	case 2:
		out.WriteString(pickOf(g, "true", "false", "null"))
	case 3, 4:
		g.string(out)
	case 5:
		out.WriteString("[" + g.space())
		for i := range g.IntN(3) {
			if i > 0 {
				out.WriteByte(',')
			}
			g.value(out, depth-1)
		}
		out.WriteString(g.space() + "]")
	default:
		out.WriteString("{" + g.space())
		for i := range g.IntN(3) {
			if i > 0 {
				out.WriteByte(',')
			}
			g.string(out)
			out.WriteString(":" + g.space())
			g.value(out, depth-1)
		}
		out.WriteString(g.space() + "}")
	}
}
