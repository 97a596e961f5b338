package screening_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

var policies = []*countries.Policy{countries.November2020(), countries.March2021()}

func TestScreenAnswersEveryFixtureAsExpected(t *testing.T) {
	for _, policy := range policies {
		screener := screening.New(policy)
		for fixture := range partnercentertest.Fixtures() {
			for _, c := range fixture.Cases {
				t.Run(policy.Name()+"/"+fixture.Country+"/"+c.Name, func(t *testing.T) {
					want, ok := c.Codes[policy.Name()]
					require.True(t, ok, "the case says nothing about the policy")
					var customer screening.Customer
					require.NoError(t, json.Unmarshal(c.Customer, &customer))
					assert.Equal(t, want, codesOf(t, screener.Screen(&customer)))
				})
			}
		}
	}
}

// codesOf returns the codes of a Screener's error, the first one first.
func codesOf(t testing.TB, err error) []int {
	codes := []int{}
	if err == nil {
		return codes
	}
	var rejection *pcerrors.Rejection
	require.True(t, errors.As(err, &rejection), "Screen returned %T", err)
	for _, v := range rejection.Violations {
		codes = append(codes, int(v.Code))
	}
	return codes
}
