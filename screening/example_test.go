package screening_test

import (
	"context"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
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

func ExampleReport_Accepted() {
	customer := screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "7707083839"},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: "RU", PhoneNumber: "+7 495 555 0100"},
		},
	}
	report := screening.New(countries.Latest()).Inspect(&customer)
	fmt.Println(report.Accepted(), report.Advisories[0].Rule)
	// Output: true registrationNumber.checkDigit
}

// A program that has its customers in a database needs no look-up by request.
func ExampleWithExistingCustomersFrom() {
	database := map[string]*screening.Customer{
		"1": {BillingProfile: &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: "UZ", PhoneNumber: "+998712000000"}}},
	}
	lookUp := func(_ context.Context, customerID string) (*screening.Customer, error) {
		customer, ok := database[customerID]
		if !ok {
			return nil, stderrors.New("not in the database")
		}
		return customer, nil
	}
	client := &http.Client{Transport: screening.NewTransport(nil, screening.New(countries.Latest()),
		screening.WithExistingCustomersFrom(lookUp), screening.WithRejectionAsError())}

	_, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers/1/orders", "application/json", strings.NewReader(`{}`))
	var rejection *pcerrors.Rejection
	if stderrors.As(err, &rejection) {
		fmt.Println(rejection.Remedy)
	}
	// Output: Complete the existing customer first: set companyProfile.organizationRegistrationNumber.
}

func ExampleWithUnscreenedReported() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()

	client := partnerCenter.Client()
	client.Transport = screening.NewTransport(client.Transport, screening.New(countries.Latest()),
		screening.WithUnscreenedReported(func(r *http.Request, why *screening.UnscreenedError) {
			fmt.Println(r.Method, "passes without a verdict:", why.Reason)
		}))
	response, err := client.Post(partnerCenter.URL+"/v1/customers", "application/json", strings.NewReader(`{"companyProfile":`))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	fmt.Println("Partner Center decides:", response.Status)
	// Output:
	// POST passes without a verdict: the body is not JSON
	// Partner Center decides: 400 Bad Request
}

func ExampleWithUnscreenedRefused() {
	client := &http.Client{Transport: screening.NewTransport(nil, screening.New(countries.Latest()), screening.WithUnscreenedRefused())}

	_, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers", "application/json",
		strings.NewReader(`{"companyProfile":{"organizationRegistrationNumber":7707083893}}`))
	var unscreened *screening.UnscreenedError
	if stderrors.As(err, &unscreened) {
		fmt.Println(unscreened)
	}
	// Output: screening: the body is not the resource that belongs there: companyProfile.organizationRegistrationNumber: expected a string, found a number
}

func ExampleScreener_Inspect_registrationNumber() {
	report := screening.New(countries.Latest()).Inspect(&screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "УНП 200 988 541"},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: "BY", PhoneNumber: "+375 17 200 0000"},
		},
	})
	for _, v := range report.Violations {
		fmt.Println(v.Code.Error())
	}
	for _, a := range report.Advisories {
		if a.Suggestion != "" {
			fmt.Println(a.Rule, "→", a.Suggestion)
		}
	}
	// Output:
	// 600050: Organization registration id information is invalid and should be of the format {0}.
	// registrationNumber.characters → 200988541
}
