package bench

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// patterns has a compiled expression for each listed country, as integrators
// keep them.
var patterns = func() map[string]*regexp.Regexp {
	patterns := make(map[string]*regexp.Regexp)
	for country, lengths := range lengths {
		patterns[country] = regexp.MustCompile(pattern(lengths))
	}
	return patterns
}()

// pattern writes lengths as Partner Center does, ^(\d{7}|\d{10})$.
func pattern(lengths []int) string {
	alternatives := make([]string, len(lengths))
	for i, n := range lengths {
		alternatives[i] = `\d{` + strconv.Itoa(n) + `}`
	}
	return "^(" + strings.Join(alternatives, "|") + ")$"
}

// screenedFields returns the three values that are judged.
func screenedFields(customer *screening.Customer) (country, number, phone string) {
	if customer.CompanyProfile != nil {
		number = customer.CompanyProfile.OrganizationRegistrationNumber
	}
	switch {
	case customer.BillingProfile != nil && customer.BillingProfile.DefaultAddress != nil:
		country, phone = customer.BillingProfile.DefaultAddress.Country, customer.BillingProfile.DefaultAddress.PhoneNumber
	case customer.CompanyProfile != nil && customer.CompanyProfile.Address != nil:
		country, phone = customer.CompanyProfile.Address.Country, customer.CompanyProfile.Address.PhoneNumber
	}
	return country, number, phone
}

// upper returns a country code in capitals, of ASCII letters only.
func upper(country string) string {
	if len(country) != 2 {
		return ""
	}
	return strings.ToUpper(country)
}

// withValidator judges the customer by a function for the struct as a whole.
// The customer's tags are switched off: they are not what is compared.
func withValidator() func(*subject) error {
	v := validator.New()
	v.SetTagName("unused")
	v.RegisterStructValidation(func(level validator.StructLevel) {
		judgeFields(level, level.Current().Addr().Interface().(*screening.Customer))
	}, screening.Customer{})
	return func(s *subject) error { return v.Struct(s.customer) }
}

// aroundValidator judges a struct that has the customer in a field that is
// skipped, so that validator/v10 does not walk through it: the least it can do.
func aroundValidator() func(*subject) error {
	type signup struct {
		Customer *screening.Customer `validate:"-"`
	}
	v := validator.New()
	v.RegisterStructValidation(func(level validator.StructLevel) {
		judgeFields(level, level.Current().Addr().Interface().(*signup).Customer)
	}, signup{})
	return func(s *subject) error { return v.Struct(&signup{s.customer}) }
}

func judgeFields(level validator.StructLevel, customer *screening.Customer) {
	country, number, phone := screenedFields(customer)
	report := func(value, field string, code errors.Code) {
		level.ReportError(value, field, field, strconv.Itoa(int(code)), "")
	}
	country = upper(country)
	if !known[country] {
		report(country, "Country", undecided)
		return
	}
	numberGiven := strings.TrimSpace(number) != ""
	pattern, isListed := patterns[country]
	switch {
	case !isListed && numberGiven:
		report(number, "OrganizationRegistrationNumber", errors.RegistrationNumberNotSupported)
	case !isListed:
	case !numberGiven:
		report(number, "OrganizationRegistrationNumber", errors.RegistrationNumberMissing)
	case !pattern.MatchString(number):
		report(number, "OrganizationRegistrationNumber", errors.RegistrationNumberInvalid)
	}
	if isListed && strings.TrimSpace(phone) == "" {
		report(phone, "PhoneNumber", errors.PhoneNumberMissing)
	}
}

func fieldCodes(err error) []errors.Code {
	if err == nil {
		return nil
	}
	var codes []errors.Code
	for _, field := range err.(validator.ValidationErrors) {
		codes = append(codes, codeOf(field.Tag()))
	}
	return codes
}

// codeOf reads a code that a contender reports as a text.
func codeOf(text string) errors.Code { return errors.Code(must(strconv.Atoi(text))) }
