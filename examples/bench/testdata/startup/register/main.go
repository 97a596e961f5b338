// Command register checks a customer with validator/v10 and the country rules.
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
		CompanyProfile: &screening.CustomerCompanyProfile{
			Domain:                         "bakusoft.onmicrosoft.com",
			OrganizationRegistrationNumber: "1234567",
		},
		BillingProfile: &screening.CustomerBillingProfile{
			Email: "billing@bakusoft.example", Culture: "az-Latn-AZ", Language: "az", CompanyName: "Baku Soft MMC",
			DefaultAddress: &address.Address{Country: "AZ", PhoneNumber: "+994 12 555 0100"},
		},
	}
	v := validator.New(validator.WithRequiredStructEnabled())
	if err := screening.Register(v, countries.Latest()); err != nil {
		os.Exit(1)
	}
	if err := v.Struct(customer); err != nil {
		os.Exit(1)
	}
}
