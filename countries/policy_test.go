package countries_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
)

func ExampleInForce() {
	for _, date := range []string{"2020-11-16", "2020-11-17", "2021-03-25"} {
		on, _ := time.Parse(time.DateOnly, date)
		if policy, ok := countries.InForce(on); ok {
			fmt.Println(date, policy.Name())
		} else {
			fmt.Println(date, "nothing is screened")
		}
	}
	// Output:
	// 2020-11-16 nothing is screened
	// 2020-11-17 2020-11
	// 2021-03-25 2021-03
}

func ExamplePolicies() {
	for policy := range countries.Policies() {
		fmt.Println(policy, "since", policy.Since().Format(time.DateOnly), len(slices.Collect(policy.Rules())), "listed countries")
	}
	// Output:
	// 2020-11 since 2020-11-17 11 listed countries
	// 2021-03 since 2021-03-25 24 listed countries
}

func ExamplePolicyNamed() {
	for _, name := range []string{"2020-11", "latest", "next"} { // of a flag, for example
		policy, ok := countries.PolicyNamed(name)
		fmt.Println(name, ok, policy == countries.Latest())
	}
	// Output:
	// 2020-11 true false
	// latest true true
	// next false false
}

func ExampleLatest() {
	policy := countries.Latest()
	fmt.Println(policy.Name(), "since", policy.Since().Format(time.DateOnly))
	// Output: 2021-03 since 2021-03-25
}

func ExampleNovember2020() {
	rule, _ := countries.November2020().Rule("PL")
	fmt.Println(rule.Listed(), rule.NumberRequirement())
	// Output: false not supported
}

func ExampleMarch2021() {
	rule, _ := countries.March2021().Rule("PL")
	fmt.Println(rule.Listed(), rule.NumberRequirement())
	// Output: true required
}

func ExamplePolicy_Rule() {
	policy := countries.Latest()
	if rule, known := policy.Rule("hu"); known {
		fmt.Println(rule, rule.NumberLengths(), rule.NumberPattern())
	}
	rule, known := policy.Rule("FR")
	fmt.Println(known, rule, rule.Listed(), rule.NumberRequirement(), rule.PhoneRequirement())
	_, known = policy.Rule("France")
	fmt.Println(known)
	// Output:
	// HU Hungary [10 11] ^(\d{10}|\d{11})$
	// true rest of the world false optional optional
	// false
}

func ExamplePolicy_Rules() {
	for rule := range countries.November2020().Rules() {
		fmt.Println(rule.Country(), rule.CountryName(), rule.CallingCode())
	}
	// Output:
	// AM Armenia 374
	// AZ Azerbaijan 994
	// BY Belarus 375
	// HU Hungary 36
	// KG Kyrgyzstan 996
	// KZ Kazakhstan 7
	// MD Moldova 373
	// RU Russia 7
	// TJ Tajikistan 992
	// UA Ukraine 380
	// UZ Uzbekistan 998
}

func TestInForceAtTheDayBoundaries(t *testing.T) {
	november, march := countries.November2020(), countries.March2021()
	east, west := time.FixedZone("UTC+14", 14*60*60), time.FixedZone("UTC-12", -12*60*60)
	for _, test := range []struct {
		name string
		on   time.Time
		want *countries.Policy
	}{
		{"the zero time", time.Time{}, nil},
		{"the last moment before", time.Date(2020, time.November, 16, 23, 59, 59, 999999999, time.UTC), nil},
		{"the first moment", time.Date(2020, time.November, 17, 0, 0, 0, 0, time.UTC), november},
		{"the last moment of November's", time.Date(2021, time.March, 24, 23, 59, 59, 999999999, time.UTC), november},
		{"the first moment of March's", time.Date(2021, time.March, 25, 0, 0, 0, 0, time.UTC), march},
		{"today", time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC), march},
		{"far ahead", time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC), march},

		{"east, the date has come", time.Date(2020, time.November, 17, 0, 0, 0, 0, east), november},
		{"east, not yet", time.Date(2020, time.November, 16, 23, 59, 59, 0, east), nil},
		{"west, the date has come", time.Date(2020, time.November, 17, 0, 0, 0, 0, west), november},
		{"west, not yet, though it has at UTC", time.Date(2020, time.November, 16, 23, 59, 59, 0, west), nil},
		{"east, March", time.Date(2021, time.March, 25, 0, 0, 0, 0, east), march},
		{"west, before March", time.Date(2021, time.March, 24, 23, 59, 59, 0, west), november},
	} {
		t.Run(test.name, func(t *testing.T) {
			policy, ok := countries.InForce(test.on)
			assert.Equal(t, test.want != nil, ok)
			assert.Same(t, test.want, policy)
		})
	}
}

func TestPoliciesAreMadeOnce(t *testing.T) {
	assert.Same(t, countries.November2020(), countries.November2020())
	assert.Same(t, countries.March2021(), countries.March2021())
	assert.Same(t, countries.March2021(), countries.Latest())
	assert.NotSame(t, countries.November2020(), countries.March2021())
}

func TestPolicyNameAndSince(t *testing.T) {
	assert.Equal(t, "2020-11", countries.November2020().Name())
	assert.Equal(t, time.Date(2020, time.November, 17, 0, 0, 0, 0, time.UTC), countries.November2020().Since())
	assert.Equal(t, "2021-03", countries.March2021().Name())
	assert.Equal(t, time.Date(2021, time.March, 25, 0, 0, 0, 0, time.UTC), countries.March2021().Since())
}

func TestZeroPolicy(t *testing.T) {
	var policy countries.Policy
	assert.Empty(t, policy.Name())
	assert.True(t, policy.Since().IsZero())
	assert.Equal(t, "no policy", policy.String())
	assert.Empty(t, slices.Collect(policy.Rules()))
	for _, country := range []string{"RU", "PL", "US", ""} {
		rule, ok := policy.Rule(country)
		assert.False(t, ok)
		assertRefusesNothing(t, rule)
	}
}

func TestRuleIsFoundWithoutRegardToASCIICase(t *testing.T) {
	for _, country := range []string{"RU", "ru", "Ru", "rU"} {
		rule, ok := countries.Latest().Rule(country)
		require.True(t, ok, country)
		assert.Equal(t, "RU", rule.Country())
	}
}

func TestRuleOfAnythingElse(t *testing.T) {
	nonsense := []string{
		"", " ", "R", "RUS", "RU ", " RU", "RU\n", "R\x00", "\x00U", "643", "Russia", "РУ", "ＲＵ", "R̈", "ß", "ŔU", "ªº",
		"ıN", "İN", "ſA", "\u212az", // letters that fold to I, S and K beyond ASCII
		"@U", "[U", "`U", "{U", "R@", "R[", "R`", "R{", "2U", "R2", "\xd2\xd5", "\xff\xff", "\x12\x15", strings.Repeat("RU", 1<<16),
	}
	for _, country := range append(nonsense, "US", "us", "FR", "XK", "an", "ZZ", "AA", "zz", "UK", "CU", "EH", "IR", "KP", "SD", "SY") {
		for policy := range countries.Policies() {
			rule, known := policy.Rule(country)
			assert.Equal(t, slices.Contains([]string{"US", "us", "FR", "XK", "an"}, country), known, "%q", country)
			assert.False(t, rule.Listed(), "%q", country)
			assert.Empty(t, rule.Country(), "%q", country)
			assert.Empty(t, rule.CountryName())
			assert.Empty(t, rule.Area())
			assert.Empty(t, rule.NumberLocalName())
			assert.Empty(t, rule.NumberComment())
			assert.Empty(t, rule.CallingCode())
			assert.Empty(t, rule.Source())
			assert.Empty(t, rule.NumberLengths())
			assert.Empty(t, rule.NumberPattern())
			assert.Equal(t, countries.Optional, rule.PhoneRequirement())
			want := countries.Optional
			if policy == countries.November2020() {
				want = countries.NotSupported
			}
			assert.Equal(t, want, rule.NumberRequirement())
		}
	}
}

// TestEveryPairOfBytes looks up everything that two bytes can say.
func TestEveryPairOfBytes(t *testing.T) {
	known, listed := make(map[string]bool), make(map[string]bool)
	for code := range countries.Codes() {
		known[code] = true
	}
	for rule := range countries.Latest().Rules() {
		listed[rule.Country()] = true
	}
	for first := range 256 {
		for second := range 256 {
			country := string([]byte{byte(first), byte(second)})
			want := ""
			upper := asciiUpper(country)
			if listed[upper] {
				want = upper
			}
			rule, ok := countries.Latest().Rule(country)
			if rule.Country() != want || ok != known[upper] || rule.Listed() != listed[upper] {
				t.Fatalf("%q: found %q, expected %q", country, rule.Country(), want)
			}
		}
	}
}

func asciiUpper(text string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, text)
}

func TestRulesAscendAndStopWhenTheCallerDoes(t *testing.T) {
	for policy, count := range map[*countries.Policy]int{countries.November2020(): 11, countries.March2021(): 24} {
		var found []string
		for rule := range policy.Rules() {
			found = append(found, rule.Country())
			same, ok := policy.Rule(rule.Country())
			assert.True(t, ok)
			assert.Equal(t, rule, same)
		}
		assert.Len(t, found, count)
		assert.True(t, slices.IsSorted(found))
		assert.Equal(t, slices.Compact(slices.Clone(found)), found)

		for stop := 1; stop <= count; stop++ {
			var some []string
			for rule := range policy.Rules() {
				some = append(some, rule.Country())
				if len(some) == stop {
					break
				}
			}
			assert.Equal(t, found[:stop], some)
		}
	}
}

func TestPoliciesAreReadByManyAtOnce(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for rule := range countries.Latest().Rules() {
				same, _ := countries.March2021().Rule(rule.Country())
				assert.Equal(t, rule, same)
			}
		})
	}
	group.Wait()
}

func TestLookUpAllocatesNothing(t *testing.T) {
	policy := countries.Latest()
	for _, country := range []string{"RU", "pl", "US", "", "no country"} {
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			rule, _ := policy.Rule(country)
			_ = rule.Country()
		}), country)
	}
}

func BenchmarkPolicy_Rule(b *testing.B) {
	policy := countries.Latest()
	for _, country := range []string{"RU", "ru", "US"} {
		b.Run(country, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				policy.Rule(country)
			}
		})
	}
}
