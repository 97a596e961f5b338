package errors_test

import (
	"encoding/json"
	stderrors "errors"
	"fmt"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// One branch for what Partner Center refuses, and one for all that may pass or
// needs support.
func Example() {
	for _, answer := range []struct {
		status int
		body   string
	}{
		{201, `{"id":"1"}`},
		{400, `{"code":600051,"description":"Customer phone number is missing.","data":[],"source":"PartnerFD"}`},
		{429, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 57 seconds."}`},
		{502, `<html><body>Bad Gateway</body></html>`},
	} {
		err := pcerrors.ParseResponse(answer.status, nil, []byte(answer.body))

		var rejection *pcerrors.Rejection
		var failure *pcerrors.APIError
		switch {
		case err == nil:
			fmt.Println("accepted")
		case stderrors.As(err, &rejection):
			fmt.Println("refused for", rejection.Violations[0].Field)
		case stderrors.As(err, &failure) && failure.RetryAfter > 0:
			fmt.Println("again in", failure.RetryAfter)
		default:
			fmt.Println(err)
		}
	}
	// Output:
	// accepted
	// refused for billingProfile.defaultAddress.phoneNumber
	// again in 57s
	// Partner Center answered with HTTP status 502
}

func ExampleAPIError() {
	err := pcerrors.ParseResponse(400, map[string][]string{"MS-CorrelationId": {"6f1e1c5c-0000-4000-8000-00000000c0de"}},
		[]byte(`{"code":60012,"description":"a text that can repeat a customer's data","source":"PartnerFD"}`))

	fmt.Println(stderrors.Is(err, pcerrors.Code(60012)))
	fmt.Println(err)

	var failure *pcerrors.APIError
	if stderrors.As(err, &failure) {
		fmt.Println("for support:", failure.CorrelationID)
	}
	// Output:
	// true
	// Partner Center answered with HTTP status 400, code 60012, correlation ID 6f1e1c5c-0000-4000-8000-00000000c0de
	// for support: 6f1e1c5c-0000-4000-8000-00000000c0de
}

// A whole number is as good as its digits. Other types make a customer
// unreadable, in what is screened.
func ExampleDecodeError() {
	var customer screening.Customer
	err := json.Unmarshal([]byte(`{"companyProfile":{"organizationRegistrationNumber":["7707083893"]}}`), &customer)

	var wrong *pcerrors.DecodeError
	if stderrors.As(err, &wrong) {
		fmt.Println(wrong.Field)
		fmt.Println("write", wrong.Expected, "instead of", wrong.Found)
	}
	// Output:
	// companyProfile.organizationRegistrationNumber
	// write a string instead of an array
}
