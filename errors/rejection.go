package errors

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
)

// Violation is one reason why Partner Center would refuse a customer: certain,
// and always with one of the named codes. It is an error; [errors.Is] finds its
// code. The zero value is not a violation and is never returned.
type Violation struct {
	// Code is what the API would answer.
	Code Code

	// Field is the JSON path of the field concerned, in the API's camelCase and
	// from the resource that was screened, for example
	// "companyProfile.organizationRegistrationNumber" for a customer and
	// "organizationRegistrationNumber" for a company profile or a number alone.
	// It is empty where no field is to blame, as when the customer is under
	// review.
	Field string

	// Country is the ISO 3166-1 alpha-2 code, in capitals, of the customer's
	// country. It is empty where a remote refusal does not name it, and where
	// the rule for the rest of the world was asked without a customer.
	Country string

	// Pattern is the anchored regular expression that the country expects,
	// for example `^(\d{7}|\d{10})$`. Only RegistrationNumberInvalid has one.
	Pattern string
}

// Error returns the code's description, with the pattern filled in.
func (v Violation) Error() string {
	if v.Code.Description() == "" {
		return v.Code.Error()
	}
	return v.Code.textWith(cmp.Or(v.Pattern, anyPattern))
}

// Unwrap returns the code, for [errors.Is] and [errors.As].
func (v Violation) Unwrap() error { return v.Code }

// MarshalJSON writes the violation as services exchange it: its code, its
// field and the API's text.
//
//	{"code":600051,"field":"billingProfile.defaultAddress.phoneNumber","description":"Customer phone number is missing."}
func (v Violation) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Code        Code   `json:"code"`
		Field       string `json:"field"`
		Description string `json:"description"`
	}{v.Code, v.Field, v.Error()})
}

// Rejection is the error for a refused customer: every violation found, the
// number's before the phone's. The library never returns the zero value, which
// has no violations.
//
// [errors.Is] finds each of its codes; [errors.As] finds the *Rejection and its
// first [Violation], wrapped or joined.
type Rejection struct {
	Violations []Violation

	// Remedy says what to do first where the refused request does not itself
	// carry the fields, such as an order for an existing customer that lacks
	// them. Otherwise it is empty.
	Remedy string

	// CorrelationID and RequestID come from the headers of a remote refusal;
	// Microsoft's support asks for them. They are empty for a customer screened
	// here, and where the headers are missing or lack them.
	CorrelationID string
	RequestID     string
}

// Error names each violation by code, field and the API's text, and then the
// remedy. It contains none of the customer's values.
func (r *Rejection) Error() string {
	var text strings.Builder
	text.WriteString("Partner Center refuses the customer")
	separator := ": "
	for _, v := range r.Violations {
		text.WriteString(separator)
		if v.Field != "" {
			text.WriteString(v.Field + ": ")
		}
		text.WriteString(strconv.Itoa(int(v.Code)) + ": " + v.Error())
		separator = "; "
	}
	if r.Remedy != "" {
		text.WriteString(" " + r.Remedy)
	}
	return text.String()
}

// Format writes the text of Error for every verb of package fmt, as
// [APIError.Format] does: an ID is whatever the caller sent.
func (r Rejection) Format(f fmt.State, verb rune) { formatText(f, verb, r.Error()) }

// LogValue returns the text of Error, so that every log/slog handler writes all
// violations: a JSON handler would otherwise write the API's error body, which
// has only the first.
func (r *Rejection) LogValue() slog.Value { return slog.StringValue(r.Error()) }

// Unwrap returns the violations, for [errors.Is] and [errors.As].
func (r *Rejection) Unwrap() []error {
	violations := make([]error, len(r.Violations))
	for i, v := range r.Violations {
		violations[i] = v
	}
	return violations
}

// source is what the API's error bodies name as their origin in the field.
const source = "PartnerFD"

// MarshalJSON writes the API's error body (code, description, data, source) for
// the first violation, since the API answers one error per response. The code
// is a number, as seen in the field. The remedy follows the API's text, within
// the 1,024 characters of a description. Marshaling a Rejection without
// violations is an error.
func (r Rejection) MarshalJSON() ([]byte, error) {
	if len(r.Violations) == 0 {
		return nil, errors.New("errors: a rejection without a violation has no error body")
	}
	first := r.Violations[0]
	description := first.Error()
	if r.Remedy != "" {
		description = cut(description + " " + r.Remedy)
	}
	return json.Marshal(struct {
		Code        Code     `json:"code"`
		Description string   `json:"description"`
		Data        []string `json:"data"`
		Source      string   `json:"source"`
	}{first.Code, description, []string{}, source})
}
