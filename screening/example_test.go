package screening_test

import (
	"encoding/json"
	stderrors "errors"
	"fmt"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

func Example() {
	body := `{
		"companyProfile": {"organizationRegistrationNumber": "ИНН 7707083893"},
		"billingProfile": {"defaultAddress": {"country": "RU", "phoneNumber": null}}
	}`
	var customer screening.Customer
	if err := json.Unmarshal([]byte(body), &customer); err != nil {
		fmt.Println("not a customer:", err)
		return
	}

	screener := screening.New(countries.Latest())
	err := screener.Screen(&customer)

	var rejection *pcerrors.Rejection
	if stderrors.As(err, &rejection) {
		for _, violation := range rejection.Violations {
			fmt.Println(int(violation.Code), violation.Field)
		}
	}
	for _, advisory := range screener.Inspect(&customer).Advisories {
		if advisory.Suggestion != "" {
			fmt.Println("probably meant:", advisory.Suggestion)
		}
	}
	// Output:
	// 600050 companyProfile.organizationRegistrationNumber
	// 600051 billingProfile.defaultAddress.phoneNumber
	// probably meant: 7707083893
}

func ExampleWithPartner() {
	customer := screening.Customer{
		BillingProfile: &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: "KZ"}},
	}
	for _, partner := range []screening.Partner{screening.DirectBill, screening.IndirectReseller} {
		screener := screening.New(countries.Latest(), screening.WithPartner(partner))
		fmt.Println(partner, screener.Screen(&customer) == nil)
	}
	// Output:
	// direct bill false
	// indirect reseller true
}

func ExampleReport_Verdict() {
	customer := screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "7707083839"},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: "RU", PhoneNumber: "+7 495 555 0100"},
		},
	}
	report := screening.New(countries.Latest()).Inspect(&customer)
	fmt.Println(report.Verdict(), report.Advisories[0].Rule)
	// Output: accepted registrationNumber.checkDigit
}

func ExampleScreener_Inspect_registrationNumber() {
	report := screening.New(countries.Latest()).Inspect(&screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "УНП 200 988 541"},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: "BY", PhoneNumber: "+375 17 200 0000"},
		},
	})
	for _, v := range report.Violations {
		fmt.Println(int(v.Code), v)
	}
	for _, a := range report.Advisories {
		if a.Suggestion != "" {
			fmt.Println(a.Rule, "→", a.Suggestion)
		}
	}
	// Output:
	// 600050 Organization registration id information is invalid and should be of the format ^(\d{9})$.
	// registrationNumber.characters → 200988541
}

func ExampleCustomer_Country() {
	customer := screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{Address: &address.Address{Country: "Russia"}},
	}
	fmt.Println(customer.Country())

	var undecided *pcerrors.Undecided
	if err := screening.New(countries.Latest()).Screen(&customer); stderrors.As(err, &undecided) {
		fmt.Println(undecided)
	}
	// Output:
	// Russia
	// the customer cannot be judged: companyProfile.address.country is not a country code, such as AM for Armenia
}
