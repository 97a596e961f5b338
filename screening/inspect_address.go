package screening

import (
	"strings"
	"unicode"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/internal/countryname"
	"github.com/cspkit/customerscreen/internal/spreadsheet"
	"github.com/cspkit/customerscreen/internal/wire"
)

// phoneNumber remarks on an address's phone number without numbering plans: by its
// digits, and by a live rule of the address's country.
func (i *inspection) phoneNumber(field string, a *address.Address) {
	if !wire.Given(a.PhoneNumber) {
		return
	}
	rule, _ := i.screener.policy.Rule(a.Country)
	digits, damaged := spreadsheet.Read(a.PhoneNumber)
	switch {
	case damaged && digits == "":
		i.advise("phoneNumber.spreadsheet", field, "a spreadsheet has written the phone number in scientific notation and lost its last digits: take it from its source, and keep the column as text", "")
	case damaged:
		i.advise("phoneNumber.spreadsheet", field, "a spreadsheet has written the phone number as a quantity: keep the column as text", digits)
	case !strings.ContainsFunc(a.PhoneNumber, unicode.IsDigit):
		i.advise("phoneNumber.noDigits", field, "the phone number has no digits", "")
	case !rule.PhoneFits(a.PhoneNumber):
		i.advise("phoneNumber.pattern", field, "the phone number does not match the live rule of its country, "+rule.PhonePattern(), "")
	}
}

// state remarks on a missing state in the countries that require one from a list.
func (i *inspection) state(field string, a *address.Address) {
	switch strings.ToUpper(a.Country) {
	case "US", "CA", "CN", "MX":
		if !wire.Given(a.State) {
			i.advise("state.required", field, "the state or province is missing, and the address's country requires it", "")
		}
	}
}

// addresses remarks on the countries of the two addresses.
func (i *inspection) addresses() {
	company, billing := i.customer.CompanyProfile.address(), i.customer.BillingProfile.address()
	companyCode := i.countryCode(inspectedCompanyAddress.country, company.Country)
	billingCode := i.countryCode(inspectedDefaultAddress.country, billing.Country)
	if companyCode != "" && billingCode != "" && companyCode != billingCode {
		i.advise("addresses.differ", inspectedCompanyAddress.country,
			"the company profile's address names a different country from the billing profile's default address, which decides the screening", "")
	}
}

// countryCode returns an address's country code in capitals. For any other text it
// returns "" and remarks on it.
func (i *inspection) countryCode(field, country string) string {
	if _, known := i.screener.policy.Rule(country); known {
		return strings.ToUpper(country)
	}
	if wire.Given(country) {
		i.advise("country.unknown", field, "the country is not one of Microsoft's country codes, such as AM for Armenia", countryname.Code(country))
	}
	return ""
}
