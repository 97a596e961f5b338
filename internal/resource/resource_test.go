package resource_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/resource"
)

// shelf is a resource, and box one that it holds: both have what is screened
// and what is not.
type shelf struct {
	Title   string          `json:"title"`
	Line1   string          `json:"line1"`
	Open    *bool           `json:"open"`
	Links   json.RawMessage `json:"links"`
	Address *box            `json:"address"` // screened, as country is
	Meta    *box            `json:"meta"`
	Zone    string          `json:"zone"`

	received resource.Received
}

type box struct {
	Country string `json:"country"`
	Note    string `json:"note"`

	received resource.Received
}

var (
	_         = resource.New(func(b *box) *resource.Received { return &b.received }, "country")
	shelfType = resource.New(func(s *shelf) *resource.Received { return &s.received }, "address")
)

func (s *shelf) UnmarshalJSON(data []byte) error { return shelfType.Read(data, s) }
func (s shelf) MarshalJSON() ([]byte, error)     { return shelfType.Write(&s) }

// read reads a shelf that can be read.
func read(t *testing.T, text string) *shelf {
	t.Helper()
	s := new(shelf)
	require.NoError(t, shelfType.Read([]byte(text), s))
	return s
}

// written returns the text of a shelf that can be written.
func written(t *testing.T, s *shelf) string {
	t.Helper()
	text, err := shelfType.Write(s)
	require.NoError(t, err)
	return string(text)
}

func TestRoundTrip(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"empty", `{}`, `{}`},
		{"camelCase", `{"title":"A","open":true}`, `{"title":"A","open":true}`},
		{"any letter case becomes camelCase", `{"Title":"A","OPEN":false,"zOnE":"B","lINE1":"C"}`, `{"title":"A","line1":"C","open":false,"zone":"B"}`},
		{"in another order", `{"zone":"B","meta":{"note":"N","country":"C"},"line1":"L","title":"A"}`, `{"title":"A","line1":"L","meta":{"country":"C","note":"N"},"zone":"B"}`},
		{"nulls stay", `{"Title":null,"Open":null,"Links":null,"Address":null,"Meta":null}`, `{"title":null,"open":null,"links":null,"address":null,"meta":null}`},
		{"empty values stay", `{"title":"","meta":{},"links":""}`, `{"title":"","links":"","meta":{}}`},
		{"unknown members stay in order, behind the others", `{"z":[1, {"q":null}],"title":"A","a":1e400}`, `{"title":"A","z":[1, {"q":null}],"a":1e400}`},
		{"every byte of an unknown member", "{\"\\u0074wo\" :\t[ 1 ,\"\\/<\xff\\ud800\" ] }", "{\"\\u0074wo\" :\t[ 1 ,\"\\/<\xff\\ud800\" ]}"},
		{"long numbers stay exact", `{"n":12345678901234567890.10}`, `{"n":12345678901234567890.10}`},
		{"raw members stay exact", `{"links":{"self": 12345678901234567890}}`, `{"links":{"self": 12345678901234567890}}`},
		{"nested unknown members stay", `{"meta":{"Note":"7","colour":"red"}}`, `{"meta":{"note":"7","colour":"red"}}`},
		{"an empty name", `{"":1,"title":"A"}`, `{"title":"A","":1}`},
		{"white space of every kind", "\t{\r\n\"title\"\n:\r\"A\"\t,\n\"x\"\t:\n1\r,\t\"y\"\r:\t[\n1\r]\n}\n", "{\"title\":\"A\",\"x\"\t:\n1,\"y\"\r:\t[\n1\r]}"},
		{"literals before white space", "{\"a\":1 ,\"b\":true\t,\"open\":true\r,\"links\":null\n}", `{"open":true,"links":null,"a":1,"b":true}`},
		{"escapes", `{"title":"\u0041\tB \"C\" \\","zone":"\\\""}`, `{"title":"A\tB \"C\" \\","zone":"\\\""}`},
		{"an escape in an unknown member alone", `{"title":"A","x":"\"}"}`, `{"title":"A","x":"\"}"}`},
		{"other scripts", `{"title":"Ирина","zone":"東京"}`, `{"title":"Ирина","zone":"東京"}`},
		{"escaped names", `{"\u0054itle":"A","l\u0069nks":1}`, `{"title":"A","links":1}`},
		{"a long s is no s", `{"linkſ":1}`, `{"linkſ":1}`},
		{"a control character is no digit", `{"line\u0011":1}`, `{"line\u0011":1}`},
		{"names that begin as another", `{"titles":1,"titl":2,"line12":3}`, `{"titles":1,"titl":2,"line12":3}`},

		{"ill-formed UTF-8", "{\"title\":\"A\xff\",\"zone\":\"\xc3\"}", "{\"title\":\"A\xff\",\"zone\":\"\xc3\"}"},
		{"lone surrogates", `{"title":"\ud800","zone":"\udc00\ud83d\ude00"}`, `{"title":"\ud800","zone":"\udc00\ud83d\ude00"}`},
		{"well-formed surrogates", `{"zone":"\ud83d\ude00"}`, `{"zone":"😀"}`},
		{"ill-formed names", "{\"\xff\":1,\"\xfe\":2,\"\\ud800\":3,\"title\xff\":4}", "{\"\xff\":1,\"\xfe\":2,\"\\ud800\":3,\"title\xff\":4}"},

		{"numbers for strings", `{"title":1000,"line1":0,"zone":-0}`, `{"title":1000,"line1":0,"zone":-0}`},
		{"a number for what is screened", `{"address":{"country":7707083893}}`, `{"address":{"country":7707083893}}`},
		{"numbers with more", `{"title":1.0,"line1":1e3,"zone":12E-2}`, `{"title":1.0,"line1":1e3,"zone":12E-2}`},
		{"other types for a string", `{"title":[ "A" ],"line1":{"title":1},"zone":false}`, `{"title":[ "A" ],"line1":{"title":1},"zone":false}`},
		{"other types for true or false", `{"open":"true"}`, `{"open":"true"}`},
		{"other types for an object that is not screened", `{"meta":[{}]}`, `{"meta":[{}]}`},
		{"an object inside that cannot be read", `{"meta":{"country":[]},"zone":"B"}`, `{"meta":{"country":[]},"zone":"B"}`},

		{"a name twice that is not screened", `{"title":"A","Title":"B","title":3}`, `{"title":"A","Title":"B","title":3}`},
		{"a name twice, first null", `{"zone":null,"zone":"B"}`, `{"zone":null,"zone":"B"}`},
		{"a name twice, first of another type", `{"open":1,"open":true,"links":1,"LINKS":2}`, `{"open":1,"links":1,"open":true,"LINKS":2}`},
		{"an unknown name twice", `{"x":1,"x":1,"X":[],"\u0078":2}`, `{"x":1,"x":1,"X":[],"\u0078":2}`},
		{"twice in what is kept as it came", `{"links":{"x":1,"x":2},"y":{"country":1,"country":2}}`, `{"links":{"x":1,"x":2},"y":{"country":1,"country":2}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, written(t, read(t, test.in)))
			assert.Equal(t, test.want, written(t, read(t, test.want)), "what is written is read alike")
		})
	}
}

// TestValues reads what the fields become.
func TestValues(t *testing.T) {
	s := read(t, "{\"title\":12,\"line1\":\"A\xffB\",\"zone\":\"\\ud800\\ud800\\u0041\",\"open\":false,\"links\":[1],\"address\":{\"country\":34},\"meta\":{\"note\":5}}")
	assert.Equal(t, "12", s.Title)
	assert.Equal(t, "A\ufffdB", s.Line1)
	assert.Equal(t, "\ufffd\ufffdA", s.Zone)
	assert.Equal(t, new(bool), s.Open)
	assert.Equal(t, json.RawMessage("[1]"), s.Links)
	assert.Equal(t, "34", s.Address.Country)
	assert.Equal(t, "5", s.Meta.Note)

	s = read(t, `{"title":1.5,"line1":["A"],"zone":true,"open":"true","links":null,"meta":{"country":1.5}}`)
	assert.Empty(t, s.Title+s.Line1+s.Zone, "no text can say it")
	assert.Nil(t, s.Open)
	assert.Nil(t, s.Links)
	assert.Nil(t, s.Meta, "it is kept whole")

	s = read(t, "{\"title\":12,\"line1\":[\"A\"],\"zone\":\"\xff\"}")
	assert.True(t, shelfType.CameAsNumber(s, "title"))
	for _, field := range []string{"line1", "zone"} {
		assert.False(t, shelfType.CameAsNumber(s, field), field)
	}
	s.Title = "13"
	assert.False(t, shelfType.CameAsNumber(s, "title"), "it was set")

	s = read(t, `{"zone":"first","ZONE":"second","title":"A","line1":"\u0041\n"}`)
	assert.Equal(t, "first", s.Zone)
	assert.Equal(t, "A\n", s.Line1)
}

// TestRawMessageIsTheProgramsOwn: to change it in place changes nothing else.
func TestRawMessageIsTheProgramsOwn(t *testing.T) {
	text := []byte(`{"title":"A","links":[1],"zone":"B"}`)
	var s shelf
	require.NoError(t, s.UnmarshalJSON(text))
	clear(text)
	copy(s.Links, "[2]")
	assert.Equal(t, `{"title":"A","links":[2],"zone":"B"}`, written(t, &s))
	s.Links = append(s.Links, ' ')
	assert.Equal(t, `{"title":"A","links":[2] ,"zone":"B"}`, written(t, &s))
}

// TestWhatIsSetSinceIsWritten: the text that came in is written as long as the
// field is what the text became.
func TestWhatIsSetSinceIsWritten(t *testing.T) {
	isTrue := true
	for _, test := range []struct {
		in   string
		set  func(*shelf)
		want string
	}{
		{`{"title":null,"later":1}`, func(s *shelf) { s.Title = "B" }, `{"title":"B","later":1}`},
		{`{"title":12}`, func(s *shelf) { s.Title = "13" }, `{"title":"13"}`},
		{`{"title":12}`, func(s *shelf) { s.Title = "12" }, `{"title":12}`},
		{`{"title":12}`, func(s *shelf) { s.Title = "" }, `{"title":""}`},
		{`{"title":["A"]}`, func(s *shelf) { s.Title = "A" }, `{"title":"A"}`},
		{"{\"title\":\"\xff\"}", func(s *shelf) { s.Title = "A\xff" }, "{\"title\":\"A\ufffd\"}"},
		{`{"title":"A"}`, func(s *shelf) { s.Title = "" }, `{"title":""}`},
		{`{"open":"yes"}`, func(s *shelf) { s.Open = &isTrue }, `{"open":true}`},
		{`{"open":null}`, func(s *shelf) { s.Open = new(bool) }, `{"open":false}`},
		{`{"open":true,"links":1,"meta":{}}`, func(s *shelf) { s.Open, s.Links, s.Meta = nil, nil, nil }, `{"open":null,"links":null,"meta":null}`},
		{`{"links":{}}`, func(s *shelf) { s.Links = json.RawMessage("[ ]") }, `{"links":[ ]}`},
		{`{"meta":"none"}`, func(s *shelf) { s.Meta = &box{Note: "A"} }, `{"meta":{"note":"A"}}`},
		{`{"title":"A","title":"B"}`, func(s *shelf) { s.Title = "C" }, `{"title":"C","title":"B"}`},
		{`{}`, func(s *shelf) { *s = shelf{Zone: "<B>"} }, `{"zone":"<B>"}`},
	} {
		s := read(t, test.in)
		test.set(s)
		assert.Equal(t, test.want, written(t, s), test.in)
	}
}

// TestWriteErrors: what is not JSON is an error that names the field.
func TestWriteErrors(t *testing.T) {
	for _, links := range []string{"{", "", "1 2", "{} x"} {
		_, err := shelfType.Write(&shelf{Title: "A", Links: json.RawMessage(links)})
		assert.EqualError(t, err, "links: expected one JSON value", links)
	}
	_, err := json.Marshal(shelf{Links: json.RawMessage("{")})
	assert.ErrorContains(t, err, "links: ")
}

// TestReadingForgetsWhatCameBefore: of what was decoded before stay the fields
// that the new text does not name.
func TestReadingForgetsWhatCameBefore(t *testing.T) {
	s := read(t, `{"old":1,"title":null,"line1":12,"zone":"Z","meta":{"note":"7","x":1}}`)
	require.NoError(t, s.UnmarshalJSON([]byte(`{"new":2,"meta":{"country":"8"}}`)))
	assert.Equal(t, `{"line1":"12","meta":{"country":"8"},"zone":"Z","new":2}`, written(t, s))

	nulls := `{"title":null,"open":null,"links":null,"address":null,"meta":null}`
	s = read(t, `{"title":"A","open":true,"links":[1],"address":{},"meta":{"note":"7"}}`)
	require.NoError(t, s.UnmarshalJSON([]byte(nulls)))
	assert.Equal(t, shelf{}.Title, s.Title)
	assert.Nil(t, s.Meta)
	assert.Equal(t, nulls, written(t, s))

	s = read(t, `{"title":"A","open":true,"meta":{}}`)
	others := `{"title":[],"open":[],"meta":[]}`
	require.NoError(t, s.UnmarshalJSON([]byte(others)))
	assert.Equal(t, others, written(t, s))
}

// TestNullIsNothing: it leaves the resource as it is, for whoever has to be
// told it is an error.
func TestNullIsNothing(t *testing.T) {
	s := read(t, `{"title":"A","x":1}`)
	require.NoError(t, s.UnmarshalJSON([]byte(" null\n")))
	assert.Equal(t, `{"title":"A","x":1}`, written(t, s))

	assert.Equal(t, &pcerrors.DecodeError{Expected: "an object", Found: "null"}, resource.Parse([]byte("\ufeff null"), s))
}

func TestDecodeErrors(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     pcerrors.DecodeError
	}{
		{"array for the resource", ` [1]`, pcerrors.DecodeError{Expected: "an object", Found: "an array"}},
		{"string for the resource", `"x"`, pcerrors.DecodeError{Expected: "an object", Found: "a string"}},
		{"number for the resource", `-1`, pcerrors.DecodeError{Expected: "an object", Found: "a number"}},
		{"true for the resource", `true`, pcerrors.DecodeError{Expected: "an object", Found: "true or false"}},
		{"array for an object", `{"address":[]}`, pcerrors.DecodeError{Field: "address", Expected: "an object", Found: "an array"}},
		{"object for a string", `{"address":{"country":{}}}`, pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "an object"}},
		{"array for a string", `{"address":{"country":["secret"]}}`, pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "an array"}},
		{"truth for a string", `{"ADDRESS":{"COUNTRY":false}}`, pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "true or false"}},
		{"fraction", `{"address":{"country":1.0}}`, pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "a number with a fraction or an exponent"}},
		{"exponent", `{"address":{"country":1e3}}`, pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "a number with a fraction or an exponent"}},
		{"capital exponent", `{"address":{"country":-1E3}}`, pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "a number with a fraction or an exponent"}},
		{"twice", `{"address":{"country":"A"},"title":"B","Address":null,"x":1}`, pcerrors.DecodeError{Field: "address", Expected: "one value", Found: "the name twice"}},
		{"twice, first null", `{"address":null,"address":{}}`, pcerrors.DecodeError{Field: "address", Expected: "one value", Found: "the name twice"}},
		{"twice within", `{"address":{"country":"A","Country":"A"}}`, pcerrors.DecodeError{Field: "address.country", Expected: "one value", Found: "the name twice"}},
		{"twice, once in escapes", `{"address":{"country":"A","\u0063ountry":"A"}}`, pcerrors.DecodeError{Field: "address.country", Expected: "one value", Found: "the name twice"}},
		{"the first of two", `{"address":{"country":[],"x":1,"country":"A"},"address":1}`, pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "an array"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := &test.want
			assert.Equal(t, want, new(shelf).UnmarshalJSON([]byte(test.in)))
			assert.Equal(t, want, resource.Parse([]byte(test.in), new(shelf)))

			decoder := jsontext.NewDecoder(strings.NewReader(test.in+` {"title":"next"}`), jsontext.AllowDuplicateNames(true))
			assert.Equal(t, want, shelfType.ReadFrom(decoder, new(shelf)))
			var next shelf
			require.NoError(t, shelfType.ReadFrom(decoder, &next), "the decoder stands behind the value")
			assert.Equal(t, "next", next.Title)
		})
	}
}

// TestReadFrom reads one resource after the other, wherever the decoder's
// reader stops in between.
func TestReadFrom(t *testing.T) {
	for _, reader := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
		decoder := jsontext.NewDecoder(reader(strings.NewReader(`[{"title":"A","x":[1]},null,{"zone":"Б"}] {"title":"B"}`)))
		_, err := decoder.ReadToken()
		require.NoError(t, err)
		var first, second, third, fourth shelf
		require.NoError(t, shelfType.ReadFrom(decoder, &first))
		require.NoError(t, shelfType.ReadFrom(decoder, &second))
		require.NoError(t, shelfType.ReadFrom(decoder, &third))
		_, err = decoder.ReadToken()
		require.NoError(t, err)
		require.NoError(t, shelfType.ReadFrom(decoder, &fourth))
		assert.Equal(t, io.EOF, shelfType.ReadFrom(decoder, new(shelf)))
		assert.Equal(t, `{"title":"A","x":[1]}`, written(t, &first))
		assert.Equal(t, `{}`, written(t, &second))
		assert.Equal(t, `{"zone":"Б"}`, written(t, &third))
		assert.Equal(t, `{"title":"B"}`, written(t, &fourth))
	}

	broken := errors.New("the line is dead")
	err := shelfType.ReadFrom(jsontext.NewDecoder(io.MultiReader(strings.NewReader(`{"title":`), iotest.ErrReader(broken))), new(shelf))
	assert.ErrorIs(t, err, broken)
}

// TestStrictDecoders: what the decoder's own options refuse is its error, with
// no name of the text.
func TestStrictDecoders(t *testing.T) {
	for text, want := range map[string]string{
		`{"secret":1,"secret":2}`:        "jsontext: duplicate object member name after offset 12",
		`{"a":{"secret":1,"secret":2}}`:  "jsontext: duplicate object member name after offset 17",
		"{\"title\":\"secret\xff\"}":     "jsontext: invalid UTF-8 after offset 16",
		`{"title":"secret\ud800secret"}`: "jsontext: invalid surrogate pair after offset 16",
	} {
		err := shelfType.ReadFrom(jsontext.NewDecoder(strings.NewReader(text)), new(shelf))
		assert.EqualError(t, err, want)
		assert.NoError(t, shelfType.Read([]byte(text), new(shelf)))
	}
}

func TestSyntaxErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "unexpected EOF",
		" \n":                     "unexpected EOF",
		`{`:                       "jsontext: unexpected EOF after offset 1",
		`{"secret`:                "jsontext: unexpected EOF after offset 8",
		`{"title"}`:               "jsontext: invalid character '}' after object name (expecting ':') after offset 8",
		`{"secret":"A",}`:         "jsontext: invalid character ',' at start of value after offset 13",
		`{"title":"A"`:            "jsontext: unexpected EOF after offset 12",
		`{"secret":secret}`:       "jsontext: invalid character 's' at start of value after offset 10",
		`{"title":"\secret"}`:     "jsontext: invalid escape sequence after offset 10",
		`{"title":"\usecret"}`:    "jsontext: invalid escape sequence after offset 10",
		`{"title":"A"}{}`:         "expected one JSON value, found more",
		`{"title":"A"} secret`:    "jsontext: invalid character 's' at start of value after offset 14",
		`{"address":[],"secret"`:  "jsontext: unexpected EOF after offset 22", // rather than what is wrong with the label
		"\ufeff\ufeff{}":          "jsontext: invalid character '\\ufeff' at start of value",
		"{\"title\":\"\x00\"}":    "jsontext: invalid character '\\x00' in string (expecting non-control character) after offset 10",
		"\x00":                    "jsontext: invalid character '\\x00' at start of value",
		`{"x":01,"secret":"a@b"}`: "jsontext: invalid character '1' after object value (expecting ',' or '}') after offset 6",
	} {
		s := shelf{Title: "before"}
		assert.EqualError(t, s.UnmarshalJSON([]byte(text)), want, "%q", text)
		assert.Equal(t, shelf{Title: "before"}, s)
		assert.EqualError(t, resource.Parse([]byte(text), new(shelf)), want)
		if !strings.HasPrefix(text, "\ufeff") {
			assert.Error(t, json.Unmarshal([]byte(text), new(shelf)), "%q", text)
		}
	}
}

func TestByteOrderMark(t *testing.T) {
	var s shelf
	require.NoError(t, resource.Parse([]byte("\ufeff\r\n{\"title\":\"A\"}\r\n"), &s))
	assert.Equal(t, "A", s.Title)
	assert.NoError(t, new(shelf).UnmarshalJSON([]byte("\ufeff{}")))
}

// TestRawValuesAreTheProgramsOwn: strings share their memory, and not their
// part of it.
func TestRawValuesAreTheProgramsOwn(t *testing.T) {
	text := []byte(`{"title":"A","links":[1],"x":{"y":2},"links":[3],"zone":"B"}`)
	s := new(shelf)
	require.NoError(t, shelfType.Read(text, s))
	clear(text)
	assert.Equal(t, `{"title":"A","links":[1],"zone":"B","x":{"y":2},"links":[3]}`, written(t, s))
	copy(s.Links, "[0]")
	s.Links = append(s.Links, "       "...)
	assert.Equal(t, `{"title":"A","links":[0]       ,"zone":"B","x":{"y":2},"links":[3]}`, written(t, s))
}

// TestDeepNesting: what encoding/json reads is read, in members without a field
// and in those with one, and no more.
func TestDeepNesting(t *testing.T) {
	for _, name := range []string{"x", "title", "links", "address", "meta"} {
		for _, depth := range []int{9_998, 9_999, 10_000, 10_001, 1 << 20} {
			text := []byte(`{"` + name + `":` + strings.Repeat("[", depth) + strings.Repeat("]", depth) + `}`)
			var wrong *pcerrors.DecodeError
			err := new(shelf).UnmarshalJSON(text)
			assert.Equal(t, json.Valid(text), err == nil || errors.As(err, &wrong), "%s %d", name, depth)
		}
	}
}

// FuzzRead reads anything. What encoding/json takes for JSON is read or has a
// DecodeError, and what is read comes out as JSON that is read alike.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"title":"A","x":[1,{"y":"}"}],"open":true,"meta":{"note":"\u0041"}}`, `{`, `{"`, `{"a`, `{"a"`, `{"a":`, `{"a":"`, `{"a":"\`,
		`{"title":"`, `{"title":"\`, `{"open":t`, `{"meta":{`, `{"a":}`, `{,"a":1}`, ` { "a" : [ ] , "b" : -1e9 } `, `{"":{"":""}}`, `{"a":1`,
		`{"line\u0011":"A","LINE1":"B"}`, "{\"x\":\"\\ud800\",\"\xff\":\"\\u0000\",\"\xfe\":1}", `{"address":{"country":7},"ADDRESS":1}`, "\ufeff{}",
		`{"title":"\ud800\u","zone":"\ud800\""}`, `{"meta":{"country":1.5},"open":"x","title":false}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s shelf
		err := s.UnmarshalJSON(data)
		var wrong *pcerrors.DecodeError
		require.Equal(t, json.Valid(bytes.TrimPrefix(data, []byte("\ufeff"))), err == nil || errors.As(err, &wrong), "%v", err)
		if err != nil {
			return
		}
		out := written(t, &s)
		require.True(t, json.Valid([]byte(out)), out)
		require.Equal(t, out, written(t, read(t, out)))
	})
}
