package screening_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

var policies = slices.Collect(countries.Policies())

// TestEveryFixture drives Screen and the rules registered in a host's
// validator over the same customers: they cannot disagree.
func TestEveryFixture(t *testing.T) {
	for _, policy := range policies {
		screener, host := screening.New(policy), registered(t, policy)
		for fixture := range partnercentertest.Fixtures() {
			for _, c := range fixture.Cases {
				t.Run(policy.Name()+"/"+fixture.Country+"/"+c.Name, func(t *testing.T) {
					want, ok := c.Codes[policy.Name()]
					require.True(t, ok, "the case says nothing about the policy")
					var customer screening.Customer
					require.NoError(t, json.Unmarshal(c.Customer, &customer))
					found := []int{}
					for _, code := range codes(t, screener.Screen(&customer)) {
						found = append(found, int(code))
					}
					if c.Undecided {
						want = []int{0}
					}
					assert.Equal(t, want, found)
					assert.Equal(t, screened(t, screener.Screen(&customer)), violations(t, host, &customer))
				})
			}
		}
	}
}

// TestFixturesAreWrittenAsDocumented: what a case is not about is as Microsoft's
// pages want it.
func TestFixturesAreWrittenAsDocumented(t *testing.T) {
	screener := screening.New(countries.Latest())
	for fixture := range partnercentertest.Fixtures() {
		for _, c := range fixture.Cases {
			var customer screening.Customer
			require.NoError(t, json.Unmarshal(c.Customer, &customer))
			for _, advisory := range screener.Inspect(&customer).Advisories {
				assert.NotContains(t, []string{"culture.unknown", "language.format", "state.required"}, advisory.Rule, "%s %s", fixture.Country, c.Name)
			}
		}
	}
}

// TestFixturesAllocate: nothing for an accepted customer, and for a refused one
// the rejection, and the country in capitals where it came in small letters.
func TestFixturesAllocate(t *testing.T) {
	for _, policy := range policies {
		screener := screening.New(policy)
		for fixture := range partnercentertest.Fixtures() {
			for _, c := range fixture.Cases {
				var customer screening.Customer
				require.NoError(t, json.Unmarshal(c.Customer, &customer))
				most := 0.0
				if screener.Screen(&customer) != nil {
					most = 2
				}
				assert.LessOrEqual(t, testing.AllocsPerRun(10, func() { _ = screener.Screen(&customer) }), most, "%s %s", fixture.Country, c.Name)
			}
		}
	}
}
