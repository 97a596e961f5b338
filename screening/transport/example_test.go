package transport_test

import (
	"context"
	stderrors "errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

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
	// refused sent: false notCompared
	// undecided sent: true notCompared
	// countryUnknown
}

// For a week nothing is refused: the log shows whether Partner Center decides
// as the library does.
func ExampleWithNothingRefused() {
	partnerCenter := partnercentertest.NewServer(partnercentertest.WithCountryRules(
		[]byte(`{"iso2Code":"PL","customerOrganizationRegistrationNumberRegex":"^\\d{10}$"}`))) // its rules have changed
	defer partnerCenter.Close()

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()), transport.WithNothingRefused(),
		transport.WithObserver(func(o transport.Outcome) { fmt.Println(o.Meaning()) }))
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
	// Partner Center's answer agrees with the verdict.
	// Partner Center refused, by a code of customer screening, a customer that is accepted here: its rules have changed, so fetch live rules, and name the customer's country, which may be newly listed.
}

func ExampleWithUnscreenedRefused() {
	client := &http.Client{Transport: transport.New(nil, screening.New(countries.Latest()), transport.WithUnscreenedRefused())}

	_, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers", "application/json",
		strings.NewReader(`{"companyProfile":{"organizationRegistrationNumber":["7707083893"]}}`))
	var unscreened *transport.UnscreenedError
	if stderrors.As(err, &unscreened) {
		fmt.Println(unscreened)
	}
	// Output: transport: the body is not the resource that the request should carry: companyProfile.organizationRegistrationNumber: expected a string, found an array
}

func ExampleWithAccountStatus() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()
	id, err := partnerCenter.Add([]byte(`{"companyProfile":{"organizationRegistrationNumber":"123456789"},"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":"+375172000000"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := partnerCenter.SetValidationStatus(id, "NotAllowed"); err != nil {
		fmt.Println(err)
		return
	}

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()), transport.WithExistingCustomers(), transport.WithAccountStatus())
	response, err := client.Post(partnerCenter.URL+"/v1/customers/"+id+"/orders", "application/json", strings.NewReader(`{"lineItems":[]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	refusal := pcerrors.ParseResponse(response.StatusCode, response.Header, answer)
	fmt.Println(response.Status, stderrors.Is(refusal, pcerrors.AccountNotApproved))
	// Output: 403 Forbidden true
}

func ExampleWithCustomerAgreement() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()
	id, err := partnerCenter.Add([]byte(`{"companyProfile":{"organizationRegistrationNumber":"123456789"},"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":"+375172000000"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()), transport.WithCustomerAgreement(true))
	agreement := `{"primaryContact":{"firstName":"Ada","lastName":"Lee","email":"ada@contoso.example"},"templateId":"1","dateAgreed":"2020-11-16T00:00:00Z","type":"MicrosoftCustomerAgreement"}`
	for _, request := range []struct{ resource, body string }{
		{"/orders", `{}`}, {"/agreements", agreement}, {"/agreements", agreement}, {"/orders", `{}`},
	} {
		response, err := client.Post(partnerCenter.URL+"/v1/customers/"+id+request.resource, "application/json", strings.NewReader(request.body))
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
		fmt.Println(request.resource, response.StatusCode)
	}
	// Output:
	// /orders 403
	// /agreements 201
	// /agreements 409
	// /orders 201
}

func ExampleWithThrottling() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()
	partnerCenter.Inject(partnercentertest.Throttled(time.Minute))

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()), transport.WithThrottling())
	for range 3 { // as a client that does not wait
		response, err := client.Get(partnerCenter.URL + "/v1/customers/c1/orders")
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
		fmt.Println(response.StatusCode)
	}
	fmt.Println("sent:", len(partnerCenter.Requests()))
	// Output:
	// 429
	// 429
	// 429
	// sent: 1
}
