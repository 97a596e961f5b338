package transport_test

import (
	"context"
	stderrors "errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

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
	client := &http.Client{Transport: transport.New(nil, screening.New(countries.Latest()),
		transport.WithExistingCustomersFrom(lookUp), transport.WithRejectionAsError())}

	_, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers/1/orders", "application/json", strings.NewReader(`{}`))
	var rejection *pcerrors.Rejection
	if stderrors.As(err, &rejection) {
		fmt.Println(rejection.Remedy)
	}
	// Output: Complete the existing customer first: set companyProfile.organizationRegistrationNumber.
}

func ExampleWithObserver() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()),
		transport.WithObserver(func(o transport.Outcome) {
			fmt.Println(o.Verdict, "sent:", o.Sent, o.Agreement)
			var unscreened *transport.UnscreenedError
			if stderrors.As(o.Finding, &unscreened) {
				fmt.Println(unscreened.Reason)
			}
		}))
	for _, body := range []string{
		`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"KZ","phoneNumber":"+7 7172 555 0100"}}}`,
		`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"Kazakhstan"}}}`,
	} {
		response, err := client.Post(partnerCenter.URL+"/v1/customers", "application/json", strings.NewReader(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
	}
	// Output:
	// refused sent: false There was nothing to compare.
	// undecided sent: true There was nothing to compare.
	// countryUnknown
}

// For a week nothing is refused: the log shows whether Partner Center decides
// as the library does.
func ExampleWithNothingRefused() {
	partnerCenter := partnercentertest.NewServer(partnercentertest.WithCountryRules(
		[]byte(`{"iso2Code":"PL","customerOrganizationRegistrationNumberRegex":"^\\d{10}$"}`))) // its rules have moved
	defer partnerCenter.Close()

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()), transport.WithNothingRefused(),
		transport.WithObserver(func(o transport.Outcome) { fmt.Println(o.Agreement) }))
	for _, body := range []string{
		`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"KZ","phoneNumber":"+7 7172 555 0100"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"123"},"billingProfile":{"defaultAddress":{"country":"PL","phoneNumber":"+48 22 594 7000"}}}`,
	} {
		response, err := client.Post(partnerCenter.URL+"/v1/customers", "application/json", strings.NewReader(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
	}
	// Output:
	// Partner Center's answer is what was found here.
	// Partner Center refused, by a code of customer screening, a customer that is accepted here: its rules have moved, so fetch live rules.
}

func ExampleWithUnscreenedRefused() {
	client := &http.Client{Transport: transport.New(nil, screening.New(countries.Latest()), transport.WithUnscreenedRefused())}

	_, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers", "application/json",
		strings.NewReader(`{"companyProfile":{"organizationRegistrationNumber":["7707083893"]}}`))
	var unscreened *transport.UnscreenedError
	if stderrors.As(err, &unscreened) {
		fmt.Println(unscreened)
	}
	// Output: transport: the body is not the resource that belongs there: companyProfile.organizationRegistrationNumber: expected a string, found an array
}
