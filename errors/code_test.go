package errors_test

import (
	stderrors "errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

func ExampleCode() {
	err := error(&pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: pcerrors.PhoneNumberMissing}}})
	err = fmt.Errorf("sign-up 17: %w", err)

	switch {
	case stderrors.Is(err, pcerrors.PhoneNumberMissing):
		fmt.Println("ask for the phone number")
	case stderrors.Is(err, pcerrors.RegistrationNumberMissing):
		fmt.Println("ask for the registration number")
	}
	// Output: ask for the phone number
}

func ExampleCode_Description() {
	fmt.Println(pcerrors.RegistrationNumberMissing.Description())
	fmt.Println(pcerrors.RegistrationNumberMissing.HTTPStatus())
	// Output:
	// Organization registration id information is missing.
	// 400
}

// texts are the four codes as Microsoft publishes them, written once more by hand.
var texts = map[pcerrors.Code]string{
	600002: "Organization registration id value is not supported.",
	600049: "Organization registration id information is missing.",
	600050: "Organization registration id information is invalid and should be of the format {0}.",
	600051: "Customer phone number is missing.",
}

func TestCodes(t *testing.T) {
	assert.EqualValues(t, 600002, pcerrors.RegistrationNumberNotSupported)
	assert.EqualValues(t, 600049, pcerrors.RegistrationNumberMissing)
	assert.EqualValues(t, 600050, pcerrors.RegistrationNumberInvalid)
	assert.EqualValues(t, 600051, pcerrors.PhoneNumberMissing)
	for code, text := range texts {
		assert.Equal(t, text, code.Description())
		assert.Equal(t, 400, code.HTTPStatus())
		assert.EqualError(t, code, fmt.Sprintf("%d: %s", int(code), strings.Replace(text, "{0}", "its country asks for", 1)))
	}
	for _, code := range []pcerrors.Code{0, -1, 400, 13604, 60012, 600001, 600003, 600048, 600052, 600060, 600073, 800072, 800076} {
		assert.Empty(t, code.Description())
		assert.Zero(t, code.HTTPStatus())
		assert.EqualError(t, code, fmt.Sprintf("Partner Center error code %d", int(code)))
	}
}

func TestCodesOfWhatElseStopsAnOrder(t *testing.T) {
	assert.EqualValues(t, 13605, pcerrors.CustomerAgreementMissing)
	assert.EqualValues(t, 600061, pcerrors.CustomerAgreementExists)
	assert.EqualValues(t, 600074, pcerrors.AccountStatusNotFound)
	assert.EqualValues(t, 800073, pcerrors.AccountUnderReview)
	assert.EqualValues(t, 800075, pcerrors.AccountNotApproved)
	for code, status := range map[pcerrors.Code]int{13605: 403, 600061: 409, 600074: 404, 800073: 403, 800074: 403, 800075: 403} {
		assert.Equal(t, status, code.HTTPStatus(), code)
		assert.Regexp(t, `^[A-Z].+\.$`, code.Description(), code)
		assert.EqualError(t, code, fmt.Sprintf("%d: %s", int(code), code.Description()))
		assert.EqualError(t, pcerrors.Violation{Code: code}, code.Description())

		// No field of a customer is to blame, so that it is no rejection.
		var failure *pcerrors.APIError
		require.ErrorAs(t, pcerrors.ParseResponse(status, nil, fmt.Appendf(nil, `{"code":%d}`, int(code))), &failure)
		assert.Equal(t, code, failure.Code)
	}
	assert.Equal(t, pcerrors.AccountUnderReview.Description(), pcerrors.Code(800074).Description())
}

// inThisOrder is a customer that breaks both rules.
var inThisOrder = &pcerrors.Rejection{Violations: []pcerrors.Violation{
	{
		Code:    pcerrors.RegistrationNumberInvalid,
		Field:   "companyProfile.organizationRegistrationNumber",
		Country: "AZ",
		Pattern: `^(\d{7}|\d{10})$`,
	},
	{Code: pcerrors.PhoneNumberMissing, Field: "billingProfile.defaultAddress.phoneNumber", Country: "AZ"},
}}

func TestIsAndAsFindARejectionAndItsCodes(t *testing.T) {
	another := stderrors.New("another")
	for name, err := range map[string]error{
		"itself":         inThisOrder,
		"wrapped":        fmt.Errorf("customer 1: %w", inThisOrder),
		"wrapped twice":  fmt.Errorf("file: %w", fmt.Errorf("customer 1: %w", inThisOrder)),
		"joined":         stderrors.Join(another, inThisOrder),
		"joined, nested": fmt.Errorf("all: %w", stderrors.Join(stderrors.Join(another), fmt.Errorf("x: %w", inThisOrder))),
		"two verbs":      fmt.Errorf("%w and %w", another, inThisOrder),
	} {
		t.Run(name, func(t *testing.T) {
			assert.ErrorIs(t, err, pcerrors.RegistrationNumberInvalid)
			assert.ErrorIs(t, err, pcerrors.PhoneNumberMissing)
			assert.NotErrorIs(t, err, pcerrors.RegistrationNumberMissing)
			assert.NotErrorIs(t, err, pcerrors.RegistrationNumberNotSupported)
			assert.NotErrorIs(t, err, pcerrors.Code(0))

			var rejection *pcerrors.Rejection
			require.ErrorAs(t, err, &rejection)
			assert.Same(t, inThisOrder, rejection)
			var code pcerrors.Code
			require.ErrorAs(t, err, &code)
			assert.Equal(t, pcerrors.RegistrationNumberInvalid, code, "the first")
			var violation pcerrors.Violation
			require.ErrorAs(t, err, &violation)
			assert.Equal(t, inThisOrder.Violations[0], violation)
			var failure *pcerrors.APIError
			assert.NotErrorAs(t, err, &failure)
		})
	}
}

func TestIsFindsTheCodeOfAnAPIError(t *testing.T) {
	err := fmt.Errorf("customer 1: %w", &pcerrors.APIError{Status: 400, Code: 60012})
	assert.ErrorIs(t, err, pcerrors.Code(60012))
	assert.NotErrorIs(t, err, pcerrors.PhoneNumberMissing)
	withoutCode := &pcerrors.APIError{Status: 502}
	assert.NotErrorIs(t, withoutCode, pcerrors.Code(0))
	var code pcerrors.Code
	assert.NotErrorAs(t, withoutCode, &code)
}
