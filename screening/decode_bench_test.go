package screening_test

import (
	"bytes"
	"encoding/json"
	stderrors "errors"
	"os"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening"
)

// BenchmarkDecode reads a customer of 1 kB in several ways that take turns, and
// reports their medians as multiples of the floor: jsontext's bare walk over the
// text, which only finds out whether it is JSON.
func BenchmarkDecode(b *testing.B) {
	// A test's own heap is so small that the collector would never rest.
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	response, err := os.ReadFile("testdata/customer.response.json")
	require.NoError(b, err)
	text := jsontext.Value(response)
	require.NoError(b, text.Compact())
	const customers = 25
	stream := bytes.Repeat(text, customers)
	each := func(read func() error) func() error {
		return func() error {
			for range customers {
				if err := read(); err != nil {
					return err
				}
			}
			return nil
		}
	}
	ways := []struct {
		name string
		read func() error // all customers
	}{
		{"walk", each(func() error {
			if !text.IsValid(asEncodingJSON...) {
				return stderrors.New("no JSON")
			}
			return nil
		})},
		{"UnmarshalJSONFrom", func() error {
			decoder := jsontext.NewDecoder(bytes.NewBuffer(stream), asEncodingJSON...)
			return each(func() error { return new(screening.Customer).UnmarshalJSONFrom(decoder) })()
		}},
		{"UnmarshalJSON", each(func() error { return new(screening.Customer).UnmarshalJSON(text) })},
		{"json.Unmarshal", each(func() error { return json.Unmarshal(text, new(screening.Customer)) })},
	}
	times := make([][]time.Duration, len(ways))
	for b.Loop() {
		for i, way := range ways {
			start := time.Now()
			if err := way.read(); err != nil {
				b.Fatal(err)
			}
			times[i] = append(times[i], time.Since(start)/customers)
		}
	}
	floor := medianOf(times[0])
	b.ReportMetric(floor, "walk-ns")
	for i, way := range ways[1:] {
		b.ReportMetric(medianOf(times[i+1])/floor, way.name+"/walk")
	}
}

func medianOf(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2])
}
