package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/address/resource"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// problem is one error of a sign-up. It contains nothing of what was typed.
type problem struct {
	Field   string `json:"field"`          // JSON path of the Customer resource; empty for the request itself
	Rule    string `json:"rule"`           // stable name of the rule, validator's tag
	Code    int    `json:"code,omitempty"` // what Partner Center would answer, where it would refuse
	Message string `json:"message"`        // for a person
	Hint    string `json:"hint,omitempty"` // how to write it
}

// problems lists what is wrong, and says with which status to answer it.
func problems(err error, policy *countries.Policy) (status int, found []problem) {
	var fields validator.ValidationErrors
	var member *resource.DecodeError
	var syntax *json.SyntaxError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &fields):
		for _, field := range fields {
			found = append(found, ofField(field, policy))
		}
		return http.StatusBadRequest, once(found)
	case errors.As(err, &member):
		return http.StatusBadRequest, []problem{{
			Field: member.Field, Rule: "type", Message: "Expected " + member.Expected + ", found " + member.Found + ".",
		}}
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, []problem{{Rule: "size", Message: "The request is too large."}}
	case errors.Is(err, io.EOF):
		return http.StatusBadRequest, []problem{{Rule: "syntax", Message: "Expected a customer, found an empty body."}}
	case errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF):
		// The text of encoding/json quotes one character, never a value.
		return http.StatusBadRequest, []problem{{Rule: "syntax", Message: "Expected JSON: " + err.Error() + "."}}
	default:
		return http.StatusBadRequest, []problem{{Rule: "syntax", Message: "The request could not be read."}}
	}
}

// ofField says what is wrong with a field: a country rule with Partner
// Center's own code and text, any other rule in words.
func ofField(field validator.FieldError, policy *countries.Policy) problem {
	_, path, _ := strings.Cut(field.Namespace(), ".") // without the name of the type
	p := problem{Field: path, Rule: field.Tag(), Message: message(field)}
	for _, found := range screening.Violations(validator.ValidationErrors{field}) {
		p.Code = int(found.Violation.Code)
		p.Message = found.Violation.Error()
		if found.Violation.Code != pcerrors.PhoneNumberMissing {
			rule, _ := policy.Rule(found.Violation.Country)
			p.Hint = rule.FormHints().RegistrationNumber.Help
		}
	}
	return p
}

// countryUnknown is the rule of a country by which nobody can judge the
// customer.
const countryUnknown = "countryUnknown"

// once leaves out what the contract's rules say of a country that is not
// known: that it is none says it all.
func once(found []problem) []problem {
	unknown := make(map[string]bool)
	for _, p := range found {
		if p.Rule == countryUnknown {
			unknown[p.Field] = true
		}
	}
	return slices.DeleteFunc(found, func(p problem) bool { return unknown[p.Field] && p.Rule != countryUnknown })
}

// message is the text for a rule that stands for no code.
func message(field validator.FieldError) string {
	switch field.Tag() {
	case countryUnknown:
		return "Expected a country code of two letters, for example AM for Armenia."
	case "required":
		return "This is required."
	case "email":
		return "Expected an e-mail address, for example name@example.com."
	case "min":
		return "Expected at least " + field.Param() + " characters."
	case "max":
		return "Expected at most " + field.Param() + " characters."
	case "len":
		return "Expected " + field.Param() + " characters."
	case "alpha":
		return "Expected letters from A to Z."
	default:
		return "This does not meet the rule " + field.Tag() + "."
	}
}
