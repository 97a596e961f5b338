// Package errors says what Partner Center would answer: the four BadRequest
// codes of its customer screening, the violations of one customer, and the
// error body that the API sends.
//
// Import it under a name of its own, beside the standard library's errors:
//
//	import pcerrors "github.com/cspkit/customerscreen/errors"
//
// Everything here is a value or read-only after construction, and safe for
// concurrent use. No text of an error contains a customer's data, whichever
// method writes it: Error, Format, MarshalJSON or LogValue. Of a value in a
// field that is not exported, package fmt calls none of them: do not print such
// a struct.
package errors

import (
	"strconv"
	"strings"
)

// Code is a Partner Center REST error code. It is an error only so that
//
//	errors.Is(err, pcerrors.PhoneNumberMissing)
//
// works on whatever a check returns, wrapped or joined: no function returns a
// Code to say that all is well. int(code) is the number alone. The zero value
// is no code.
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

// patternPlaceholder is where the text of 600050 carries the country's
// expression, and anyPattern what stands there where it is not known.
const (
	patternPlaceholder = "{0}"
	anyPattern         = "its country asks for"
)

// Description returns the text that the API sends with the code, and "" for a
// code other than the four. The text of RegistrationNumberInvalid holds {0}
// where the API puts the country's expression: [Violation.Error] fills it in.
//
// Source: Partner Center REST error codes, edition of 2021-03; the casing and
// full stop of 600049 as seen in the field (github.com/microsoft/Partner-Center-PowerShell,
// issue 357, 2021-04-20).
func (c Code) Description() string {
	switch c {
	case RegistrationNumberNotSupported:
		return "Organization registration id value is not supported."
	case RegistrationNumberMissing:
		return "Organization registration id information is missing."
	case RegistrationNumberInvalid:
		return "Organization registration id information is invalid and should be of the format " + patternPlaceholder + "."
	case PhoneNumberMissing:
		return "Customer phone number is missing."
	default:
		return ""
	}
}

// badRequest is the HTTP status of the four codes. The package does without
// net/http, which programs that use the rules alone need not carry.
const badRequest = 400

// HTTPStatus returns the HTTP status that the API answers the code with: 400
// for the four codes, and 0, not known, for any other.
func (c Code) HTTPStatus() int {
	if c.Description() == "" {
		return 0
	}
	return badRequest
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
