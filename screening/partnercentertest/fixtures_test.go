package partnercentertest_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

func TestFixturesAreComplete(t *testing.T) {
	var found []string
	for fixture := range partnercentertest.Fixtures() {
		found = append(found, fixture.Country)
		assert.NotEmpty(t, fixture.Name)
		seen := map[string]bool{}
		for _, c := range fixture.Cases {
			assert.False(t, seen[c.Name], "%s: %q comes twice", fixture.Country, c.Name)
			seen[c.Name] = true
			assert.NotEmpty(t, c.Customer, c.Name)
			for policy := range countries.Policies() {
				assert.NotNil(t, c.Codes[policy.Name()], "%s: %q: %s", fixture.Country, c.Name, policy)
				assert.False(t, c.Undecided && len(c.Codes[policy.Name()]) > 0, "%s: %q: undecided, and with a code", fixture.Country, c.Name)
			}
		}
		assert.GreaterOrEqual(t, len(seen), 90, fixture.Country)
	}
	listed := []string{
		"AE", "AM", "AZ", "BR", "BY", "HU", "IN", "IQ", "KG", "KZ", "MD", "MM",
		"PL", "RU", "SA", "SS", "TH", "TJ", "TR", "UA", "UZ", "VE", "VN", "ZA",
	}
	elsewhere := []string{"DE", "FR", "GB", "GE", "US", "ZZ"}
	want := slices.Sorted(slices.Values(append(listed, elsewhere...)))
	assert.Equal(t, want, found)
}

func TestFixturesStopWhenTheCallerDoes(_ *testing.T) {
	for range partnercentertest.Fixtures() {
		break
	}
}
