// Command customerscreen screens a customer, checks it with validator/v10 and
// the rules, and has a client that screens what it sends.
package main

import (
	"os"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

func main() {
	customer := &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "1234567"},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: "AZ", PhoneNumber: "+994 12 555 0100"},
		},
	}
	screener := screening.New(countries.Latest())
	if err := screener.Screen(customer); err != nil {
		os.Exit(1)
	}
	v := validator.New(validator.WithRequiredStructEnabled())
	if err := screening.Register(v, countries.Latest()); err != nil {
		os.Exit(1)
	}

}
