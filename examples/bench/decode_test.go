package bench

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
	"testing"

	"github.com/bytedance/sonic"
	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	goccy "github.com/goccy/go-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/generate"
	"github.com/cspkit/customerscreen/screening"
)

// lines are made-up customers of about 1 kB, as the API returns them, few enough
// for a processor's cache.
var lines = sync.OnceValue(func() [][]byte {
	lines := make([][]byte, 64)
	for i := range lines {
		lines[i] = bytes.TrimSpace(generate.Customers{Seed: 1}.Append(nil, i+1))
	}
	return lines
})

// walkName is the floor of all that reads JSON: jsontext's bare walk, which only
// finds out whether a text is JSON.
const walkName = "walk"

// asEncodingJSON accepts what encoding/json does.
var asEncodingJSON = jsonv2.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

func walk(n int) {
	for line := range cycle(lines(), n) {
		if !jsontext.Value(line).IsValid(asEncodingJSON) {
			panic("bench: a line is not JSON")
		}
	}
}

const fromName, unmarshalName = "UnmarshalJSONFrom", "json.Unmarshal"

// decoders read a line into a customer. All of them end in the customer's own
// methods; what differs is who looks at the text before, and how often. Sonic
// lets control characters and unknown escapes pass (v1.15.5), and UnmarshalJSON
// sees them.
var decoders = []struct {
	name   string
	decode func(line []byte, customer *screening.Customer) error
}{
	{"UnmarshalJSON", func(line []byte, customer *screening.Customer) error { return customer.UnmarshalJSON(line) }},
	{unmarshalName, func(line []byte, customer *screening.Customer) error { return json.Unmarshal(line, customer) }},
	{"json v2's Unmarshal", func(line []byte, customer *screening.Customer) error { return jsonv2.Unmarshal(line, customer) }},
	{"goccy/go-json", func(line []byte, customer *screening.Customer) error { return goccy.Unmarshal(line, customer) }},
	{"bytedance/sonic", func(line []byte, customer *screening.Customer) error {
		return sonic.ConfigStd.Unmarshal(line, customer)
	}},
}

func BenchmarkDecode(b *testing.B) { benchmark(b, decodeWays()) }

func decodeWays() []way {
	stream := bytes.Join(lines(), nil)
	ways := []way{
		{name: walkName, run: walk},
		{name: fromName, run: func(n int) {
			for ; n > 0; n -= len(lines()) {
				decoder := jsontext.NewDecoder(bytes.NewBuffer(stream), asEncodingJSON)
				for range min(n, len(lines())) {
					if err := new(screening.Customer).UnmarshalJSONFrom(decoder); err != nil {
						panic(err)
					}
				}
			}
		}},
	}
	for _, d := range decoders {
		ways = append(ways, way{name: d.name, run: func(n int) {
			for line := range cycle(lines(), n) {
				if err := d.decode(line, new(screening.Customer)); err != nil {
					panic(err)
				}
			}
		}})
	}
	return ways
}

func reportDecode(out io.Writer) {
	measurements := compare(decodeWays()...)
	table(out, "Decode a customer of about 1 kB", measurements, walkName)
	goal("time of UnmarshalJSONFrom over that of the walk", ratio(measurements, fromName, walkName), 2.5)
	goal("time of json.Unmarshal over that of the walk", ratio(measurements, unmarshalName, walkName), 10)
}

// TestSameDecoding checks that the decoders read the same of a customer, and
// nothing of what is not JSON.
func TestSameDecoding(t *testing.T) {
	for _, d := range decoders {
		t.Run(d.name, func(t *testing.T) {
			for _, line := range lines() {
				var want, found screening.Customer
				require.NoError(t, json.Unmarshal(line, &want))
				require.NoError(t, d.decode(line, &found))
				require.Equal(t, want, found)
			}
			for _, line := range []string{"", "{", `{"id":"a"`, `{"id":"a"}}`, `{"id":"a",}`, `{"id":tru}`, `{"id" "a"}`,
				"{\"id\":\"a\nb\"}", `{"id":"\x"}`, `{"id":"\u12"}`, `{"x":01}`, `{"x":1.}`, "{}\x00"} {
				assert.Error(t, d.decode([]byte(line), new(screening.Customer)), "%q", line)
			}
		})
	}
}
