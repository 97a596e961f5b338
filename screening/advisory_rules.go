package screening

import (
	"iter"
	"slices"
	"sync"

	"github.com/cspkit/customerscreen/address"
)

// AdvisoryRule is what all advisories of one rule share.
type AdvisoryRule struct {
	Name    string // stable, for example "middleName.placeholder"
	Basis   Basis  // what the rule rests on
	Source  string // where it is written, with its edition; empty where each advisory names its own
	Summary string // what an advisory of the rule says
}

// AdvisoryRules returns every rule of [Screener.Inspect] and of package
// screening/phone, in the order of a report. The example prints them.
func AdvisoryRules() iter.Seq[AdvisoryRule] {
	return slices.Values(advisoryRules)
}

// Sources of the rules.
const (
	tableNovember2020 = "Partner Center announcements, November 2020, item 11 (2020-11-17)"
	personalPage      = "Add a new customer record, edition of 2023-01-11 (learn.microsoft.com/partner-center/add-a-new-customer)"
	disputedPages     = "optional: Create a customer, edition of 2023-07-28, and Registration ID number information, edition of 2021-05-10; refused: REST error codes, edition of 2023-06-15, and Customer resources, edition of 2023-07-28"
	leadingZeros      = "Keeping leading zeros and large numbers (support.microsoft.com, Excel)"
	jsonNumbers       = "RFC 8259 (2017), section 6"
	namesPage         = "Validate company names, customer names and email addresses, edition of 2024 (learn.microsoft.com/partner-center/customers/validate-names-addresses)"
	createPage        = "Create a customer, edition of 2023-07-28 (learn.microsoft.com/partner-center/developer/create-a-customer)"
	addressResource   = "Swagger of the customer service (2021), Address"
	countriesPage     = "Partner Center supported languages and locales, edition of 2022-06-29"
	addressPage       = "Validate an address, editions of 2021-05-17 and 2022-09-20 (learn.microsoft.com/partner-center/developer/validate-an-address)"
	countryRules      = "country-rules resource, phoneNumberRegex (GET /v1/countryvalidationrules)"
	unseen            = "no source: nobody sees such characters, and copying leaves them"
	whichAddress      = "no source: the country and the phone number that count are read from the default address"
)

// advisoryRules is the one table of the rules, in the order of reports.
var advisoryRules = slices.Concat([]AdvisoryRule{
	{"registrationNumber.disputed", Disputed, disputedPages, "a number in a country that is not listed, which some of Microsoft's pages refuse"},
	{"registrationNumber.placeholder", Inferred, "", "zeros, one character repeated, 123456789, or a word"},
	{"registrationNumber.characters", Documented, tableNovember2020, "hyphens, special characters or spaces in the number"},
	{"registrationNumber.spreadsheet", Inferred, leadingZeros, "zeros in front or last digits lost in a spreadsheet"},
	{"registrationNumber.jsonNumber", Inferred, jsonNumbers, "given as a JSON number, which cannot hold leading zeros"},
	{"registrationNumber.reading", Inferred, "", "does not fit as typed, but obviously reads as one that does"},
	{"registrationNumber.checkDigit", Inferred, "", "the check digit does not hold"},
	{"registrationNumber.personal", Documented, personalPage, "a person's own number, where the business's is wanted"},
	{"registrationNumber.nationalForm", Inferred, "", "not the form of a number of the country, where all forms are known"},

	{"phoneNumber.noDigits", Inferred, "ITU-T E.164", "has no digit"},
	{"phoneNumber.spreadsheet", Inferred, leadingZeros, "written as a quantity by a spreadsheet, its last digits lost perhaps"},
	{"phoneNumber.pattern", Documented, countryRules, "does not match the expression of a live rule"},
	{"phoneNumber.notPossible", Inferred, "", "cannot be a number of the country (screening/phone)"},
	{"phoneNumber.callingCode", Inferred, "", "has another country's calling code (screening/phone)"},
	{"phoneNumber.notInternational", Inferred, "", "has no calling code (screening/phone)"},
}, rulesOfName(firstName), rulesOfName(middleName), rulesOfName(lastName), []AdvisoryRule{
	{"companyName.notPrintable", Inferred, unseen, "has characters that cannot be printed"},
	{"companyName.length", Documented, namesPage, "fewer than 2 or more than 255 characters"},
	{"companyName.noLetterOrDigit", Documented, namesPage, "only special characters, spaces or tabs"},
	{"companyName.singleCharacters", Documented, namesPage, "single characters between spaces or tabs"},
	{"companyName.repeatedCharacter", Documented, namesPage, "one character, three times or more"},
	{"companyName.legalFormOnly", Documented, namesPage, "a legal form without a name"},
	{"companyName.domainExtension", Documented, namesPage, "ends in a domain extension, which is not recommended"},

	{"email.notPrintable", Inferred, unseen, "has characters that cannot be printed"},
	{"email.microsoftDomain", Documented, namesPage, "at microsoft.com, which is not the customer's"},
	{"email.partnerDomain", Documented, namesPage, "at the partner's own domain (WithPartnerDomains)"},

	{"country.unknown", Documented, countriesPage, "none of Microsoft's country codes"},
	{"addresses.differ", Inferred, whichAddress, "the two addresses name different countries"},
	{"state.required", Documented, addressPage, "not given in US, CA, CN or MX"},
	{"state.length", Documented, addressResource, "more than 2 characters"},
	{"culture.unknown", Documented, countriesPage, "none of Microsoft's cultures"},
	{"language.format", Documented, countriesPage, "neither two letters nor a culture"},

	{"contract.required", Documented, createPage, "not given, and needed to create a customer"},
	{"contract.length", Documented, createPage, "longer or shorter than the resource takes"},
	{"contract.format", Documented, createPage, "no e-mail address by its form"},
})

// The names of a contact, as its rules begin.
const (
	firstName  = "firstName"
	middleName = "middleName"
	lastName   = "lastName"
)

// nameRules are the rules of a contact's names, by fault.
var nameRules = [...]struct{ kind, summary string }{
	address.NameNotPrintable:    {"notPrintable", "has characters that cannot be printed"},
	address.NameWithoutLetter:   {"noLetter", "only digits, special characters or emoji"},
	address.NamePlaceholder:     {"placeholder", "a placeholder, test or fake name"},
	address.NameSingleCharacter: {"singleCharacter", "one character, and no Chinese or Korean one"},
	address.NameTooLong:         {"length", "more than 40 characters"},
}

func rulesOfName(which string) (rules []AdvisoryRule) {
	for fault := address.NameNotPrintable; fault <= address.NameTooLong; fault++ {
		if which != middleName || fault != address.NameSingleCharacter { // an initial is a fine middle name
			rules = append(rules, AdvisoryRule{which + "." + nameRules[fault].kind, Documented, namesPage, nameRules[fault].summary})
		}
	}
	return rules
}

// places maps rule names to their places in the table.
var places = sync.OnceValue(func() map[string]int {
	places := make(map[string]int, len(advisoryRules))
	for i, r := range advisoryRules {
		places[r.Name] = i
	}
	return places
})

// placeOf returns a rule's place in the table, or the one after the last.
func placeOf(rule string) int {
	if place, known := places()[rule]; known {
		return place
	}
	return len(advisoryRules)
}
