package bench

import (
	"io"
	"testing"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

func BenchmarkRegister(b *testing.B) {
	for _, pool := range pools() {
		b.Run(pool.name, func(b *testing.B) { benchmark(b, registerWays(pool.customers)) })
	}
}

// registerWays are v.Struct of a host's validator with and without the rules.
func registerWays(customers []*subject) []way {
	tagsAlone := validator.New(validator.WithRequiredStructEnabled())
	withRules := validator.New(validator.WithRequiredStructEnabled())
	if err := screening.Register(withRules, countries.November2020()); err != nil {
		panic(err)
	}
	return []way{
		{name: "tags alone", run: validating(tagsAlone, customers)},
		{name: "tags and Register", run: validating(withRules, customers)},
	}
}

func validating(v *validator.Validate, customers []*subject) func(n int) {
	return func(n int) {
		for s := range cycle(customers, n) {
			if v.Struct(s.customer) != nil {
				refused++
			}
		}
	}
}

func reportRegister(out io.Writer) {
	for _, pool := range pools() {
		measurements := compare(registerWays(pool.customers)...)
		table(out, "v.Struct, "+pool.name+" customers", measurements, "tags alone")
		if pool.name == acceptedName {
			goal("time of v.Struct with Register over that with tags alone", ratio(measurements, "tags and Register", "tags alone"), 1.15)
		}
	}
}
