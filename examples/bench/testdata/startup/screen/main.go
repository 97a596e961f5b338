// Command screen screens a customer.
package main

import (
	"os"

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
	if err := screening.New(countries.Latest()).Screen(customer); err != nil {
		os.Exit(1)
	}
}
