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

func ExampleWithUnscreenedReported() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()),
		transport.WithUnscreenedReported(func(r *http.Request, why *transport.UnscreenedError) {
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
	// POST passes without a verdict: bodyNotJSON
	// Partner Center decides: 400 Bad Request
}

func ExampleWithUnscreenedRefused() {
	client := &http.Client{Transport: transport.New(nil, screening.New(countries.Latest()), transport.WithUnscreenedRefused())}

	_, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers", "application/json",
		strings.NewReader(`{"companyProfile":{"organizationRegistrationNumber":7707083893}}`))
	var unscreened *transport.UnscreenedError
	if stderrors.As(err, &unscreened) {
		fmt.Println(unscreened)
	}
	// Output: transport: the body is not the resource that belongs there: companyProfile.organizationRegistrationNumber: expected a string, found a number
}
