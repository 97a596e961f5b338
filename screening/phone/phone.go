// Package phone checks phone numbers against the numbering plans of the world:
// whether a number is possible in the customer's country, whether its calling
// code is the country's, and what its international form is.
//
//	screener := screening.New(countries.Latest(), screening.WithAdvisor(phone.Advise))
//
// It reads numbers with the Go port of Google's libphonenumber, which adds
// about 3 MB to a program and a few milliseconds to its start: only programs
// that import this package pay for it. Partner Center itself only checks that a
// number is there.
package phone

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers/v2"
	"github.com/nyaruka/phonenumbers/v2/metadata"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/internal/spreadsheet"
	"github.com/cspkit/customerscreen/screening"
)

// source names the edition of the numbering plans.
const source = "libphonenumber " + metadata.Version + ", numbering plans by ITU-T E.164"

// Advise remarks on the phone numbers of the customer's two addresses by the
// country of each, under the rules phoneNumber.notPossible,
// phoneNumber.callingCode and phoneNumber.notInternational of package
// screening. Only the last has a suggestion, the international form, if the number
// is one of the country's plan and the text says nothing else. It leaves
// a number without digits, or whose digits a spreadsheet has lost, to the
// screener. It cannot judge a number without a calling code if the country is
// not known. It understands the word for an extension in the languages of the
// listed countries.
//
// A possible number has a length that the country uses. Advise does not check
// whether it is assigned to anyone: numbering plans grow faster than their
// lists.
//
// Advise is safe for concurrent use; it has no remark on a nil customer.
func Advise(customer *screening.Customer) []screening.Advisory {
	if customer == nil {
		return nil
	}
	var advisories []screening.Advisory
	if company := customer.CompanyProfile; company != nil && company.Address != nil {
		advisories = append(advisories, advise("companyProfile.address.phoneNumber", company.Address)...)
	}
	if billing := customer.BillingProfile; billing != nil && billing.DefaultAddress != nil {
		advisories = append(advisories, advise("billingProfile.defaultAddress.phoneNumber", billing.DefaultAddress)...)
	}
	return advisories
}

// advise remarks on one address's number.
func advise(field string, a *address.Address) []screening.Advisory {
	callingCode := phonenumbers.GetCountryCodeForRegion(strings.ToUpper(a.Country))
	if isPlain(a.PhoneNumber, callingCode) {
		return nil
	}
	return read(field, a, callingCode)
}

// read reads an address's number, and remarks on it.
func read(field string, a *address.Address, callingCode int) []screening.Advisory {
	if !strings.ContainsFunc(a.PhoneNumber, unicode.IsDigit) {
		return nil
	}
	region := strings.ToUpper(a.Country)
	text, damaged := spreadsheet.Read(a.PhoneNumber)
	switch {
	case !damaged:
		text = withoutForeignWord(a.PhoneNumber)
	case text == "":
		return nil
	}
	number, err := phonenumbers.ParseAndKeepRawInput(text, region)
	switch {
	case err == phonenumbers.ErrInvalidCountryCode && callingCode == 0:
		return nil
	case err != nil:
		return remark(field, "notPossible", "the text cannot be read as a phone number", "")
	case number.GetNationalNumber() == 0:
		return remark(field, "notPossible", "the phone number has no digits except zero", "")
	}
	if message := impossible[phonenumbers.IsPossibleNumberWithReason(number)]; message != "" {
		return remark(field, "notPossible", message, "")
	}
	if callingCode != 0 && int(number.GetCountryCode()) != callingCode {
		return remark(field, "callingCode", "the calling code is not that of the address's country", "")
	}
	if number.GetCountryCodeSource() != phonenumbers.PhoneNumber_FROM_NUMBER_WITH_PLUS_SIGN {
		return remark(field, "notInternational", "the phone number does not begin with + and the calling code: nobody can read it without the country", suggested(text, number, region))
	}
	return nil
}

// impossible says what is wrong with a number that is not possible.
var impossible = [...]string{
	phonenumbers.IS_POSSIBLE_LOCAL_ONLY: "the phone number lacks its area code",
	phonenumbers.INVALID_COUNTRY_CODE:   "no country has this calling code",
	phonenumbers.TOO_SHORT:              "the phone number is too short for its country",
	phonenumbers.INVALID_LENGTH:         "the phone number has a length that its country does not use",
	phonenumbers.TOO_LONG:               "the phone number is too long for its country",
}

// suggested writes a number as E.164 has it, and with an extension, which E.164
// cannot hold, as libphonenumber does. It is "" where the text could say
// something else: if the number is none of the country's plan, as of a range or
// without its area code, if a second number could be taken for an extension, or
// if letters were.
func suggested(text string, number *phonenumbers.PhoneNumber, region string) string {
	extension := number.GetExtension()
	hasLetters := strings.ContainsFunc(text, unicode.IsLetter)
	switch {
	case !phonenumbers.IsValidNumberForRegion(number, region), hasLetters != (extension != ""):
		return ""
	case extension != "":
		return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
	default:
		return phonenumbers.Format(number, phonenumbers.E164)
	}
}

func remark(field, rule, message, suggestion string) []screening.Advisory {
	return []screening.Advisory{{
		Rule:       "phoneNumber." + rule,
		Field:      field,
		Message:    message,
		Basis:      screening.Inferred,
		Source:     source,
		Suggestion: suggestion,
	}}
}
