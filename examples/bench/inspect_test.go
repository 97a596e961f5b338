package bench

import (
	"io"
	"reflect"
	"testing"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

func BenchmarkInspect(b *testing.B) { benchmark(b, inspectWays()) }

// inspectWays are Inspect, and a validator's pass over the contract's tags
// alone.
func inspectWays() []way {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string { return field.Tag.Get("json") })
	screener := screening.New(countries.November2020())
	var ways []way
	for _, pool := range pools() {
		ways = append(ways,
			way{name: "v.Struct, " + pool.name, run: validating(v, pool.customers)},
			way{name: "Inspect, " + pool.name, run: func(n int) {
				for s := range cycle(pool.customers, n) {
					if screener.Inspect(s.customer).Verdict() != screening.Accepted {
						refused++
					}
				}
			}})
	}
	return ways
}

func reportInspect(out io.Writer) {
	measurements := compare(inspectWays()...)
	table(out, "Inspect", measurements, "v.Struct, accepted", "Inspect, accepted")
	goal("time of Inspect over that of validator/v10 for the contract's tags, accepted customers", ratio(measurements, "Inspect, accepted", "v.Struct, accepted"), 0.5)
	goal("time of Inspect of a refused customer over that of an accepted one", ratio(measurements, "Inspect, refused", "Inspect, accepted"), 1.5)
}
