package transport_test

import (
	stderrors "errors"
	"net/http"
	"slices"
	"testing"

	"go.uber.org/goleak"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// TestMain sees to it that no goroutine outlives its owner.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var policies = slices.Collect(countries.Policies())

// customer returns a customer with what is screened and nothing else.
func customer(country, number, phone string) *screening.Customer {
	return &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: number},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: country, PhoneNumber: phone},
		},
	}
}

// reporting observes the requests that passed without a verdict although they
// should have one.
func reporting(report func(*http.Request, *transport.UnscreenedError)) transport.Option {
	return transport.WithObserver(func(o transport.Outcome) {
		var unscreened *transport.UnscreenedError
		if stderrors.As(o.Finding, &unscreened) && unscreened.Reason != transport.NotScreened {
			report(o.Request, unscreened)
		}
	})
}
