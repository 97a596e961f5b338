package bench

import (
	"strconv"
	"strings"

	validation "github.com/go-ozzo/ozzo-validation/v4"

	"github.com/cspkit/customerscreen/errors"
)

// ozzo has what ozzo-validation's rules need of a country.
var ozzo = func() map[string]validation.MatchRule {
	matches := make(map[string]validation.MatchRule)
	for country, pattern := range patterns {
		matches[country] = validation.Match(pattern).ErrorObject(ozzoError(errors.RegistrationNumberInvalid))
	}
	return matches
}()

var (
	numberRequired = validation.Required.ErrorObject(ozzoError(errors.RegistrationNumberMissing))
	numberAbsent   = validation.Empty.ErrorObject(ozzoError(errors.RegistrationNumberNotSupported))
	countryUnknown = ozzoError(undecided)
	phoneRequired  = validation.Required.ErrorObject(ozzoError(errors.PhoneNumberMissing))
)

func ozzoError(code errors.Code) validation.Error {
	return validation.NewError(strconv.Itoa(int(code)), code.Description())
}

func withOzzo(s *subject) error {
	country, number, phone := screenedFields(s.customer)
	country = upper(country)
	if !known[country] {
		return validation.Errors{"country": countryUnknown}
	}
	if strings.TrimSpace(number) == "" {
		number = ""
	}
	match, isListed := ozzo[country]
	if !isListed {
		return validation.Errors{"organizationRegistrationNumber": validation.Validate(number, numberAbsent)}.Filter()
	}
	return validation.Errors{
		"organizationRegistrationNumber": validation.Validate(number, numberRequired, match),
		"phoneNumber":                    validation.Validate(strings.TrimSpace(phone), phoneRequired),
	}.Filter()
}

func ozzoCodes(err error) []errors.Code {
	if err == nil {
		return nil
	}
	var codes []errors.Code
	for _, field := range []string{"country", "organizationRegistrationNumber", "phoneNumber"} {
		if found, ok := err.(validation.Errors)[field]; ok {
			codes = append(codes, codeOf(found.(validation.Error).Code()))
		}
	}
	return codes
}
