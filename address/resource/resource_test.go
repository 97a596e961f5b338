package resource_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address/resource"
)

type shelf struct {
	Title string               `json:"title"`
	Line1 string               `json:"line1"`
	Open  *bool                `json:"open"`
	Links json.RawMessage      `json:"links"`
	Meta  *resource.Attributes `json:"meta"`
	Zone  string               `json:"zone"`

	received resource.Received
}

func (s *shelf) UnmarshalJSON(data []byte) error { return s.received.Decode(data, s) }
func (s shelf) MarshalJSON() ([]byte, error)     { return s.received.Encode(&s) }

func TestRoundTrip(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"empty", `{}`, `{}`},
		{"camelCase", `{"title":"A","open":true}`, `{"title":"A","open":true}`},
		{"PascalCase becomes camelCase", `{"Title":"A","OPEN":false,"Zone":"B"}`, `{"title":"A","open":false,"zone":"B"}`},
		{"nulls stay", `{"Title":null,"Open":null,"Links":null,"Meta":null}`, `{"title":null,"open":null,"links":null,"meta":null}`},
		{"empty values stay", `{"title":"","meta":{}}`, `{"title":"","meta":{}}`},
		{"unknown members stay in order", `{"z":[1, {"q":null}],"title":"A","a":1e400}`, `{"title":"A","z":[1,{"q":null}],"a":1e400}`},
		{"long numbers stay exact", `{"n":12345678901234567890.10}`, `{"n":12345678901234567890.10}`},
		{"raw members stay exact", `{"links":{"self":12345678901234567890}}`, `{"links":{"self":12345678901234567890}}`},
		{"nested unknown members stay", `{"meta":{"ETag":"7","colour":"red"}}`, `{"meta":{"etag":"7","colour":"red"}}`},
		{"an empty name", `{"":1,"title":"A"}`, `{"title":"A","":1}`},
		{"white space of every kind", "\t{\r\n\"title\"\n:\r\"A\"\t,\n\"x\"\t:\n1\r,\t\"y\"\r:\t[\n1\r]\n}\n", `{"title":"A","x":1,"y":[1]}`},
		{"literals before white space", "{\"a\":1 ,\"b\":2\t,\"c\":3\r,\"d\":4\n}", `{"a":1,"b":2,"c":3,"d":4}`},
		{"escapes", `{"title":"\u0041\tB \"C\" \\","\u0074wo":"\u0041"}`, `{"title":"A\tB \"C\" \\","\u0074wo":"\u0041"}`},
		{"an escape behind", `{"title":"A\u0042"}`, `{"title":"AB"}`},
		{"escaped names", `{"\u0054itle":"A","l\u0069nks":1}`, `{"title":"A","links":1}`},
		{"no UTF-8", "{\"title\":\"A\xff\"}", "{\"title\":\"A\ufffd\"}"},
		{"a long s is no s", `{"linkſ":1}`, `{"linkſ":1}`},
		{"a control character is no digit", `{"line\u0011":1}`, `{"line\u0011":1}`},
		{"a name in escapes", `{"\u0054itle":"A"}`, `{"title":"A"}`},
		{"twice in what is kept as it came", `{"links":{"x":1,"x":2},"y":{"title":1,"title":2}}`, `{"links":{"x":1,"x":2},"y":{"title":1,"title":2}}`},
		{"names that differ in case are not ours to judge", `{"x":1,"X":2}`, `{"x":1,"X":2}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var s shelf
			require.NoError(t, json.Unmarshal([]byte(test.in), &s))
			out, err := json.Marshal(s)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(out))
		})
	}
}

// TestEncodeErrors: a member that is not JSON is an error, whoever put it
// there, and named where it has a field.
func TestEncodeErrors(t *testing.T) {
	_, err := json.Marshal(shelf{Title: "A", Links: json.RawMessage("{")})
	assert.ErrorContains(t, err, "links: ")
	var s shelf
	require.NoError(t, s.UnmarshalJSON([]byte(`{"x":tru}`)), "json.Unmarshal would have refused it")
	_, err = json.Marshal(s)
	assert.Error(t, err)
}

// TestDecodeOfNull leaves the resource as it is.
func TestDecodeOfNull(t *testing.T) {
	s := shelf{Title: "A"}
	require.NoError(t, s.UnmarshalJSON([]byte(" null")))
	assert.Equal(t, "A", s.Title)
}

func TestDecodedFieldCanBeChanged(t *testing.T) {
	var s shelf
	require.NoError(t, json.Unmarshal([]byte(`{"Title":null,"later":1}`), &s))
	s.Title = "B"
	out, err := json.Marshal(s)
	require.NoError(t, err)
	assert.Equal(t, `{"title":"B","later":1}`, string(out))
}

func TestDecodeForgetsWhatCameBefore(t *testing.T) {
	var s shelf
	require.NoError(t, json.Unmarshal([]byte(`{"old":1,"title":null}`), &s))
	require.NoError(t, json.Unmarshal([]byte(`{"new":2}`), &s))
	out, err := json.Marshal(s)
	require.NoError(t, err)
	assert.Equal(t, `{"new":2}`, string(out))
}

func TestNullForgetsWhatCameBefore(t *testing.T) {
	var s shelf
	require.NoError(t, json.Unmarshal([]byte(`{"title":"A","open":true,"links":[1],"meta":{"etag":"7"}}`), &s))
	nulls := `{"title":null,"open":null,"links":null,"meta":null}`
	require.NoError(t, json.Unmarshal([]byte(nulls), &s))
	assert.Empty(t, s.Title)
	assert.Nil(t, s.Meta)
	out, err := json.Marshal(s)
	require.NoError(t, err)
	assert.Equal(t, nulls, string(out))
}

func TestDecodeErrors(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     resource.DecodeError
	}{
		{"array for the resource", `[1]`, resource.DecodeError{Expected: "an object", Found: "an array"}},
		{"string for the resource", `"x"`, resource.DecodeError{Expected: "an object", Found: "a string"}},
		{"number for a string", `{"Title":12}`, resource.DecodeError{Field: "title", Expected: "a string", Found: "a number"}},
		{"object for a string", `{"title":{}}`, resource.DecodeError{Field: "title", Expected: "a string", Found: "an object"}},
		{"string for a boolean", `{"open":"yes"}`, resource.DecodeError{Field: "open", Expected: "true or false", Found: "a string"}},
		{"array for an object", `{"meta":[]}`, resource.DecodeError{Field: "meta", Expected: "an object", Found: "an array"}},
		{"nested", `{"meta":{"ETAG":true}}`, resource.DecodeError{Field: "meta.etag", Expected: "a string", Found: "true or false"}},
		{"a known name twice", `{"title":"A","Title":"B"}`, resource.DecodeError{Field: "title", Expected: "one value", Found: "the name twice"}},
		{"a known name twice, with more behind", `{"title":"A","Title":"B","x":1,"y":2}`, resource.DecodeError{Field: "title", Expected: "one value", Found: "the name twice"}},
		{"a known name twice, once null", `{"title":null,"title":"B"}`, resource.DecodeError{Field: "title", Expected: "one value", Found: "the name twice"}},
		{"a known name twice, once in escapes", `{"title":"A","\u0054itle":"A"}`, resource.DecodeError{Field: "title", Expected: "one value", Found: "the name twice"}},
		{"a known name twice within", `{"meta":{"etag":"1","ETag":"1"}}`, resource.DecodeError{Field: "meta.etag", Expected: "one value", Found: "the name twice"}},
		{"an unknown name twice within", `{"meta":{"x":1,"\u0078":1}}`, resource.DecodeError{Field: "meta", Expected: "names that differ", Found: "one that comes twice"}},
		{"an unknown name twice", `{"x":1,"x":1}`, resource.DecodeError{Expected: "names that differ", Found: "one that comes twice"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var s shelf
			err := json.Unmarshal([]byte(test.in), &s)
			var found *resource.DecodeError
			require.ErrorAs(t, err, &found)
			assert.Equal(t, test.want, *found)
		})
	}
	assert.EqualError(t, new(shelf).UnmarshalJSON(nil), "expected an object, found nothing")
	assert.EqualError(t, new(shelf).UnmarshalJSON([]byte(" \n")), "expected an object, found nothing")
}

func TestSyntaxErrors(t *testing.T) {
	for _, in := range []string{``, `{`, `{"title"}`, `{"title":"A",}`, `{"title":"A"`, `{"a":1}{`, "\x00", `{"a":tru}`} {
		var s shelf
		assert.Error(t, json.Unmarshal([]byte(in), &s), in)
	}
}

// TestDecodeOfUncheckedText calls Decode with what encoding/json would not pass
// on: of an object that ends too early, or has no name before a value, nothing
// is taken for granted.
func TestDecodeOfUncheckedText(t *testing.T) {
	for _, in := range []string{
		`{`, `{ `, `{"`, `{"a`, `{"a"`, `{"a" `, `{"a":`, `{"a": `, `{"a":1`, `{"a":1,`, `{"a":[`, `{"a":{"b":1`, `{[`, `{"a":1,{`,
		`{"a"1}`, `{"a",1}`, `{1:2}`, `{a:1}`, `{:1}`, `{"a":1,:2}`,
	} {
		var s shelf
		var found *resource.DecodeError
		require.ErrorAs(t, s.UnmarshalJSON([]byte(in)), &found, in)
		assert.Equal(t, resource.DecodeError{Expected: "an object", Found: "what is not JSON"}, *found, in)
	}
}

// FuzzDecode calls Decode as nobody should, with what encoding/json has not
// checked, and compares what it keeps of valid objects with encoding/json.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"title":"A","x":[1,{"y":"}"}],"open":true,"meta":{"etag":"\u0041"}}`, `{`, `{"`, `{"a`, `{"a"`, `{"a":`, `{"a":"`, `{"a":"\`,
		`{"title":"`, `{"title":"\`, `{"open":t`, `{"meta":{`, `{"a":}`, `{,"a":1}`, ` { "a" : [ ] , "b" : -1e9 } `, `{"":{"":""}}`, `{"a":1`,
		`{"line\u0011":"A","LINE1":"B"}`, "{\"x\":\"\\ud800\",\"\xff\":\"\\u0000\",\"\xfe\":1}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s shelf
		err := s.UnmarshalJSON(data)
		var want map[string]any
		if json.Unmarshal(data, &want) != nil || want == nil || err != nil {
			return
		}
		out, err := json.Marshal(s)
		require.NoError(t, err)
		var got map[string]any
		require.NoError(t, json.Unmarshal(out, &got))
		for name, value := range want {
			switch strings.ToLower(name) {
			case "title", "line1", "open", "links", "meta":
			default:
				assert.Equal(t, value, got[name])
			}
		}
	})
}

func TestDecodeErrorNamesNoValue(t *testing.T) {
	var s shelf
	err := json.Unmarshal([]byte(`{"meta":{"etag":{"secret":"value"}}}`), &s)
	assert.EqualError(t, err, "meta.etag: expected a string, found an object")
}

func TestDeepNestingIsAnError(t *testing.T) {
	var s shelf
	deep := `{"x":` + strings.Repeat("[", 1<<20) + strings.Repeat("]", 1<<20) + `}`
	assert.Error(t, json.Unmarshal([]byte(deep), &s))
}
