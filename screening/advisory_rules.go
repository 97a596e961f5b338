package screening

import (
	"iter"

	"github.com/cspkit/customerscreen/errors"
)

// AdvisoryRule is what all advisories of one rule share. The table in the
// documentation of this package lists them all.
type AdvisoryRule struct {
	Name    string       // stable, for example "middleName.placeholder"
	Basis   errors.Basis // what the rule rests on
	Source  string       // where it is written, with its edition; empty where each advisory names its own
	Summary string       // what an advisory of the rule says
}

// AdvisoryRules returns every rule by which [Screener.Inspect] and the package
// screening/phone remark, in the order in which a report tells them.
func AdvisoryRules() iter.Seq[AdvisoryRule] {
	return func(yield func(AdvisoryRule) bool) {
		for _, r := range advisoryRules {
			if !yield(r) {
				return
			}
		}
	}
}

// Sources of the rules.
const (
	tableNovember2020 = "Partner Center announcements, November 2020, item 11 (2020-11-17)"
	numbersPage       = "Registration ID number information (learn.microsoft.com/partner-center/reg-number-id)"
	leadingZeros      = "Keeping leading zeros and large numbers (support.microsoft.com, Excel)"
	namesPage         = "Validate company names, customer names and email addresses, edition of 2024 (learn.microsoft.com/partner-center/customers/validate-names-addresses)"
	createPage        = "Create a customer, edition of 2023-07-28 (learn.microsoft.com/partner-center/developer/create-a-customer)"
	addressResource   = "Swagger of the customer service (2021), Address"
	countryRules      = "country-rules resource, phoneNumberRegex (GET /v1/countryvalidationrules)"
	whichAddress      = "no source: the country and the phone number that count are read from the default address"
)

// advisoryRuleID is a rule's place in the table.
type advisoryRuleID uint8

const (
	numberCharacters advisoryRuleID = iota
	numberSpreadsheet
	numberReading
	numberCheckDigit
	numberPersonal
	numberNationalForm

	phoneNoDigits
	phonePattern
	phoneNotPossible
	phoneCallingCode
	phoneNotInternational

	firstNameNotPrintable
	firstNameNoLetter
	firstNamePlaceholder
	firstNameSingleCharacter
	firstNameLength

	middleNameNotPrintable
	middleNameNoLetter
	middleNamePlaceholder
	middleNameLength

	lastNameNotPrintable
	lastNameNoLetter
	lastNamePlaceholder
	lastNameSingleCharacter
	lastNameLength

	companyNameLength
	companyNameNoLetterOrDigit
	companyNameSingleCharacters
	companyNameRepeatedCharacter
	companyNameLegalFormOnly
	companyNameDomainExtension

	emailMicrosoftDomain
	emailPartnerDomain

	countryUnknown
	addressesDiffer
	stateLength

	contractRequired
	contractLength
	contractFormat

	advisoryRuleCount // no rule
)

// advisoryRules is the one table of the rules, in the order of reports.
var advisoryRules = [advisoryRuleCount]AdvisoryRule{
	numberCharacters:   {"registrationNumber.characters", errors.Documented, tableNovember2020, "hyphens, special characters or spaces in the number"},
	numberSpreadsheet:  {"registrationNumber.spreadsheet", errors.Inferred, leadingZeros, "leading zeros or last digits lost in a spreadsheet"},
	numberReading:      {"registrationNumber.reading", errors.Inferred, "", "does not fit as typed, but obviously reads as one that does"},
	numberCheckDigit:   {"registrationNumber.checkDigit", errors.Inferred, "", "the check digit does not hold"},
	numberPersonal:     {"registrationNumber.personal", errors.Documented, numbersPage, "a person's own number, where the business's is wanted"},
	numberNationalForm: {"registrationNumber.nationalForm", errors.Inferred, "", "not the form of a number of the country"},

	phoneNoDigits:         {"phoneNumber.noDigits", errors.Inferred, "ITU-T E.164", "has no digit"},
	phonePattern:          {"phoneNumber.pattern", errors.Documented, countryRules, "does not match the expression of a live rule"},
	phoneNotPossible:      {"phoneNumber.notPossible", errors.Inferred, "", "cannot be a number of the country (screening/phone)"},
	phoneCallingCode:      {"phoneNumber.callingCode", errors.Inferred, "", "has another country's calling code (screening/phone)"},
	phoneNotInternational: {"phoneNumber.notInternational", errors.Inferred, "", "has no calling code (screening/phone)"},

	firstNameNotPrintable:    {"firstName.notPrintable", errors.Documented, namesPage, "has characters that cannot be printed"},
	firstNameNoLetter:        {"firstName.noLetter", errors.Documented, namesPage, "only digits, special characters or emoji"},
	firstNamePlaceholder:     {"firstName.placeholder", errors.Documented, namesPage, "a placeholder, test or fake name"},
	firstNameSingleCharacter: {"firstName.singleCharacter", errors.Documented, namesPage, "one character, and no Chinese or Korean one"},
	firstNameLength:          {"firstName.length", errors.Documented, namesPage, "more than 40 characters"},

	middleNameNotPrintable: {"middleName.notPrintable", errors.Documented, namesPage, "has characters that cannot be printed"},
	middleNameNoLetter:     {"middleName.noLetter", errors.Documented, namesPage, "only digits, special characters or emoji"},
	middleNamePlaceholder:  {"middleName.placeholder", errors.Documented, namesPage, "a placeholder, test or fake name"},
	middleNameLength:       {"middleName.length", errors.Documented, namesPage, "more than 40 characters"},

	lastNameNotPrintable:    {"lastName.notPrintable", errors.Documented, namesPage, "has characters that cannot be printed"},
	lastNameNoLetter:        {"lastName.noLetter", errors.Documented, namesPage, "only digits, special characters or emoji"},
	lastNamePlaceholder:     {"lastName.placeholder", errors.Documented, namesPage, "a placeholder, test or fake name"},
	lastNameSingleCharacter: {"lastName.singleCharacter", errors.Documented, namesPage, "one character, and no Chinese or Korean one"},
	lastNameLength:          {"lastName.length", errors.Documented, namesPage, "more than 40 characters"},

	companyNameLength:            {"companyName.length", errors.Documented, namesPage, "fewer than 2 or more than 255 characters"},
	companyNameNoLetterOrDigit:   {"companyName.noLetterOrDigit", errors.Documented, namesPage, "only special characters, spaces or tabs"},
	companyNameSingleCharacters:  {"companyName.singleCharacters", errors.Documented, namesPage, "single characters between spaces or tabs"},
	companyNameRepeatedCharacter: {"companyName.repeatedCharacter", errors.Documented, namesPage, "one character, three times or more"},
	companyNameLegalFormOnly:     {"companyName.legalFormOnly", errors.Documented, namesPage, "a legal form without a name"},
	companyNameDomainExtension:   {"companyName.domainExtension", errors.Documented, namesPage, "ends in a domain extension, which is not recommended"},

	emailMicrosoftDomain: {"email.microsoftDomain", errors.Documented, namesPage, "at microsoft.com, which is not the customer's"},
	emailPartnerDomain:   {"email.partnerDomain", errors.Documented, namesPage, "at the partner's own domain (WithPartnerDomains)"},

	countryUnknown:  {"country.unknown", errors.Documented, addressResource, "no country code of ISO 3166-1"},
	addressesDiffer: {"addresses.differ", errors.Inferred, whichAddress, "the two addresses name different countries"},
	stateLength:     {"state.length", errors.Documented, addressResource, "more than 2 characters"},

	contractRequired: {"contract.required", errors.Documented, createPage, "not given, and needed to create a customer"},
	contractLength:   {"contract.length", errors.Documented, createPage, "longer or shorter than the resource takes"},
	contractFormat:   {"contract.format", errors.Documented, createPage, "no e-mail address by its form"},
}

// advisoryRuleNamed returns the place of a rule in the table, advisoryRuleCount
// for a name that is not in it.
func advisoryRuleNamed(name string) advisoryRuleID {
	for i := range advisoryRules {
		if advisoryRules[i].Name == name {
			return advisoryRuleID(i)
		}
	}
	return advisoryRuleCount
}
