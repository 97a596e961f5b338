package bench

import (
	"encoding/json"
	"errors"
	"io"
	"testing"

	"github.com/bytedance/sonic"
	"github.com/go-json-experiment/json/jsontext"
	goccy "github.com/goccy/go-json"
	segmentio "github.com/segmentio/encoding/json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening"
)

// decoders read a line into a customer. All of them end in the customer's own
// UnmarshalJSON; what differs is who checks before that the line is JSON, and
// how often. Sonic's Valid is not among the checks: it lets control characters
// and unknown escapes pass (v1.15.5).
var decoders = []struct {
	name   string
	decode func(line []byte, customer *screening.Customer) error
}{
	{"encoding/json", func(line []byte, customer *screening.Customer) error { return json.Unmarshal(line, customer) }},
	{"goccy/go-json", func(line []byte, customer *screening.Customer) error { return goccy.Unmarshal(line, customer) }},
	{"bytedance/sonic", func(line []byte, customer *screening.Customer) error {
		return sonic.ConfigStd.Unmarshal(line, customer)
	}},
	{"segmentio/encoding", func(line []byte, customer *screening.Customer) error { return segmentio.Unmarshal(line, customer) }},
	{"encoding/json's Valid, UnmarshalJSON", checkedBy(json.Valid)},
	{"goccy/go-json's Valid, UnmarshalJSON", checkedBy(goccy.Valid)},
	{"segmentio/encoding's Valid, UnmarshalJSON", checkedBy(segmentio.Valid)},
	{"jsontext's IsValid, UnmarshalJSON", checkedBy(func(line []byte) bool {
		return jsontext.Value(line).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	})},
	{uncheckedName, checkedBy(func([]byte) bool { return true })},
}

const uncheckedName = "UnmarshalJSON, unchecked"

var errNotJSON = errors.New("expected JSON")

func checkedBy(valid func([]byte) bool) func([]byte, *screening.Customer) error {
	return func(line []byte, customer *screening.Customer) error {
		if !valid(line) {
			return errNotJSON
		}
		return customer.UnmarshalJSON(line)
	}
}

func BenchmarkDecode(b *testing.B) { benchmark(b, decodeWays(accepted())) }

func decodeWays(customers []*subject) []way {
	var ways []way
	for _, d := range decoders {
		ways = append(ways, way{name: d.name, run: func(n int) {
			for s := range cycle(customers, n) {
				if d.decode(s.line, new(screening.Customer)) != nil {
					refused++
				}
			}
		}})
	}
	return ways
}

func reportDecode(out io.Writer) {
	table(out, "Decode a customer", compare(decodeWays(accepted())...), uncheckedName)
}

// TestSameDecoding checks that the decoders read the same of a customer, and
// nothing of what is not JSON.
func TestSameDecoding(t *testing.T) {
	for _, d := range decoders {
		t.Run(d.name, func(t *testing.T) {
			for _, s := range append(accepted(), rejected()...) {
				var want, found screening.Customer
				require.NoError(t, json.Unmarshal(s.line, &want))
				require.NoError(t, d.decode(s.line, &found))
				assert.Equal(t, want, found)
			}
			if d.name == uncheckedName {
				return
			}
			for _, line := range []string{"", "{", `{"id":"a"`, `{"id":"a"}}`, `{"id":"a",}`, `{"id":tru}`, `{"id" "a"}`,
				"{\"id\":\"a\nb\"}", `{"id":"\x"}`, `{"id":"\u12"}`, `{"x":01}`, `{"x":1.}`, "\ufeff{}", "{}\x00"} {
				assert.Error(t, d.decode([]byte(line), new(screening.Customer)), "%q", line)
			}
		})
	}
}
