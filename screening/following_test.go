package screening_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

func ExampleNewFollowing() {
	var policy atomic.Pointer[countries.Policy] // a live.Keeper has one
	policy.Store(countries.November2020())
	screener := screening.NewFollowing(policy.Load)
	customer := &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "552032534"},
		BillingProfile: &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: "FR"}},
	}

	fmt.Println(screener.Screen(customer) == nil)
	policy.Store(countries.March2021())
	fmt.Println(screener.Screen(customer) == nil)
	// Output:
	// false
	// true
}

func TestAFollowingScreener(t *testing.T) {
	november := true
	screener := screening.NewFollowing(func() *countries.Policy {
		november = !november // another one at each look
		if november {
			return countries.November2020()
		}
		return countries.March2021()
	}, screening.WithoutRules("registrationNumber.disputed"))
	for range 10 {
		report := screener.Inspect(customer("FR", "552032534", ""))
		for _, a := range report.Advisories {
			assert.NotEqual(t, "registrationNumber.disputed", a.Rule)
		}
		if november {
			assert.Equal(t, screening.Refused, report.Verdict())
			assert.ErrorIs(t, report.Violations[0], pcerrors.RegistrationNumberNotSupported)
		} else {
			assert.Equal(t, screening.Accepted, report.Verdict(), "one policy for all of a report")
		}
	}
	c := customer("RU", "7707083893", "1")
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = screener.Screen(c) }))
	assert.Panics(t, func() { screening.NewFollowing(nil) })
	assert.Panics(t, func() { screening.NewFollowing(func() *countries.Policy { return nil }) })
}
