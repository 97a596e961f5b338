package bench

import (
	"io"
	"reflect"
	"testing"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

func BenchmarkInspect(b *testing.B) {
	for _, pool := range pools() {
		b.Run(pool.name, func(b *testing.B) { benchmark(b, inspectWays(pool.customers)) })
	}
}

// inspectWays are Inspect, and a validator's pass over the contract's tags
// alone.
func inspectWays(customers []*subject) []way {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string { return field.Tag.Get("json") })
	screener := screening.New(countries.November2020())
	return []way{
		{name: "v.Struct", run: validating(v, customers)},
		{name: "Inspect", run: func(n int) {
			for s := range cycle(customers, n) {
				if screener.Inspect(s.customer).Verdict() != screening.Accepted {
					refused++
				}
			}
		}},
	}
}

func reportInspect(out io.Writer) {
	for _, pool := range pools() {
		measurements := compare(inspectWays(pool.customers)...)
		table(out, "Inspect, "+pool.name+" customers", measurements, "v.Struct")
		goal(out, "Inspect's time over that of validator/v10 for the contract's tags", ratio(measurements, "Inspect", "v.Struct"), 1.5)
	}
}
