// Package errors says what Partner Center would answer. It has the four
// BadRequest codes of customer screening, the codes for what else stops an
// order, the violations of a customer, and the API's error body.
//
// Import it under its own name, next to the standard library's errors:
//
//	import pcerrors "github.com/cspkit/customerscreen/errors"
//
// Everything here is a value or read-only after construction, and safe for
// concurrent use. No error text contains a customer's data, whichever method
// writes it: Error, Format, MarshalJSON or LogValue. Package fmt calls none of
// these on a value in an unexported field: do not print such a struct.
package errors

import (
	"strconv"
	"strings"
)

// Code is a Partner Center REST error code. It is an error only so that
//
//	errors.Is(err, pcerrors.PhoneNumberMissing)
//
// works on whatever a check returns, wrapped or joined. No function returns a
// Code to report success. int(code) is the bare number. The zero value is not a
// code.
//
// Source: Partner Center REST error codes, editions of 2021-03 and 2023-06-15.
type Code int

// The codes of customer screening. All four are answered with HTTP 400.
const (
	// RegistrationNumberNotSupported: the customer's country is not a listed
	// one, and an organizationRegistrationNumber was given. Only the November
	// 2020 policy refuses this.
	RegistrationNumberNotSupported Code = 600002

	// RegistrationNumberMissing: the customer is in a listed country, and no
	// organizationRegistrationNumber was given.
	RegistrationNumberMissing Code = 600049

	// RegistrationNumberInvalid: the organizationRegistrationNumber does not
	// fit the expression of the customer's country.
	RegistrationNumberInvalid Code = 600050

	// PhoneNumberMissing: the customer is in a listed country, and no
	// phoneNumber was given in the billing profile's default address.
	PhoneNumberMissing Code = 600051
)

// The codes for whatever else stops an existing customer's order or agreement.
// Package screening/transport finds them; customer screening does not.
const (
	// CustomerAgreementMissing, 403: neither the partner nor the customer has
	// confirmed that the customer accepted the customer agreement.
	CustomerAgreementMissing Code = 13605

	// CustomerAgreementExists, 409: the partner has confirmed this agreement
	// before, with the same contact.
	CustomerAgreementExists Code = 600061

	// AccountStatusNotFound, 404: the customer has no validation status. This
	// does not stop an order.
	AccountStatusNotFound Code = 600074

	// AccountUnderReview, 403: Microsoft is reviewing the customer's details.
	// 800074 means the same and has the same text.
	AccountUnderReview Code = 800073

	// AccountNotApproved, 403: Microsoft's review did not approve the customer.
	AccountNotApproved Code = 800075
)

// accountUnderReview is the other code of [AccountUnderReview].
const accountUnderReview Code = 800074

// patternPlaceholder is where the text of 600050 carries the country's
// expression, and anyPattern what stands there where it is not known.
const (
	patternPlaceholder = "{0}"
	anyPattern         = "its country asks for"
)

// Description returns the API's text for the four codes of customer screening,
// our own words for the other named codes and 800074, and "" for any other
// code. The text of RegistrationNumberInvalid has {0} where the API puts the
// country's expression; [Violation.Error] fills it in.
//
// Source: Partner Center REST error codes, edition of 2021-03; the casing and
// full stop of 600049 as seen in the field (github.com/microsoft/Partner-Center-PowerShell,
// issue 357, 2021-04-20).
func (c Code) Description() string {
	_, text := c.known()
	return text
}

// HTTPStatus returns the HTTP status that the API sends with the code: 400 for
// the four codes of customer screening, and 0 (unknown) for a code without a
// description.
//
// Source: Partner Center REST error codes, edition of 2023-06-15; Partner
// Center announcements, November 2020, item 8 (2020-11-16), for 600061.
func (c Code) HTTPStatus() int {
	status, _ := c.known()
	return status
}

// known returns the status and the text of a code, 0 and "" for one that is not
// known.
func (c Code) known() (status int, text string) {
	switch c {
	case RegistrationNumberNotSupported:
		return 400, "Organization registration id value is not supported."
	case RegistrationNumberMissing:
		return 400, "Organization registration id information is missing."
	case RegistrationNumberInvalid:
		return 400, "Organization registration id information is invalid and should be of the format " + patternPlaceholder + "."
	case PhoneNumberMissing:
		return 400, "Customer phone number is missing."
	case CustomerAgreementMissing:
		return 403, "Nobody has confirmed that the customer accepted the customer agreement."
	case CustomerAgreementExists:
		return 409, "The partner has confirmed this agreement before, with the same contact."
	case AccountStatusNotFound:
		return 404, "The customer has no validation status."
	case AccountUnderReview, accountUnderReview:
		return 403, "The customer's account is under review by Microsoft."
	case AccountNotApproved:
		return 403, "The customer's account was not approved by Microsoft's review."
	default:
		return 0, ""
	}
}

// Error returns the code and its text, for example
// "600051: Customer phone number is missing."
func (c Code) Error() string {
	number := strconv.Itoa(int(c))
	if c.Description() != "" {
		return number + ": " + c.textWith(anyPattern)
	}
	return "Partner Center error code " + number
}

// textWith returns the API's text with an expression filled in.
func (c Code) textWith(pattern string) string {
	return strings.Replace(c.Description(), patternPlaceholder, pattern, 1)
}
