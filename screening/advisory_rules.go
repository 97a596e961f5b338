package screening

import (
	"iter"
	"slices"
)

// AdvisoryRule is what all advisories of one rule share. The package
// documentation has a table of the rules.
type AdvisoryRule struct {
	Name    string // stable, for example "middleName.placeholder"
	Basis   Basis  // what the rule rests on
	Source  string // where it is written, with its edition; empty where each advisory names its own
	Summary string // what an advisory of the rule says
}

// AdvisoryRules returns every rule of [Screener.Inspect] and of package
// screening/phone, in the order of a report.
func AdvisoryRules() iter.Seq[AdvisoryRule] {
	return slices.Values(advisoryRules[:])
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

// advisoryRuleID is a rule's place in the table.
type advisoryRuleID uint8

const (
	numberDisputed advisoryRuleID = iota
	numberPlaceholder
	numberCharacters
	numberSpreadsheet
	numberJSONNumber
	numberReading
	numberCheckDigit
	numberPersonal
	numberNationalForm

	phoneNoDigits
	phoneSpreadsheet
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

	companyNameNotPrintable
	companyNameLength
	companyNameNoLetterOrDigit
	companyNameSingleCharacters
	companyNameRepeatedCharacter
	companyNameLegalFormOnly
	companyNameDomainExtension

	emailNotPrintable
	emailMicrosoftDomain
	emailPartnerDomain

	countryUnknown
	addressesDiffer
	stateRequired
	stateLength
	cultureUnknown
	languageFormat

	contractRequired
	contractLength
	contractFormat

	advisoryRuleCount // no rule
)

// advisoryRules is the one table of the rules, in the order of reports.
var advisoryRules = [advisoryRuleCount]AdvisoryRule{
	numberDisputed:     {"registrationNumber.disputed", Disputed, disputedPages, "a number in a country that is not listed, which some of Microsoft's pages refuse"},
	numberPlaceholder:  {"registrationNumber.placeholder", Inferred, "", "zeros, one character repeated, or a word for nothing"},
	numberCharacters:   {"registrationNumber.characters", Documented, tableNovember2020, "hyphens, special characters or spaces in the number"},
	numberSpreadsheet:  {"registrationNumber.spreadsheet", Inferred, leadingZeros, "zeros in front or last digits lost in a spreadsheet"},
	numberJSONNumber:   {"registrationNumber.jsonNumber", Inferred, jsonNumbers, "given as a JSON number, which cannot hold leading zeros"},
	numberReading:      {"registrationNumber.reading", Inferred, "", "does not fit as typed, but obviously reads as one that does"},
	numberCheckDigit:   {"registrationNumber.checkDigit", Inferred, "", "the check digit does not hold"},
	numberPersonal:     {"registrationNumber.personal", Documented, personalPage, "a person's own number, where the business's is wanted"},
	numberNationalForm: {"registrationNumber.nationalForm", Inferred, "", "not the form of a number of the country, where all forms are known"},

	phoneNoDigits:         {"phoneNumber.noDigits", Inferred, "ITU-T E.164", "has no digit"},
	phoneSpreadsheet:      {"phoneNumber.spreadsheet", Inferred, leadingZeros, "written as a quantity by a spreadsheet, its last digits lost perhaps"},
	phonePattern:          {"phoneNumber.pattern", Documented, countryRules, "does not match the expression of a live rule"},
	phoneNotPossible:      {"phoneNumber.notPossible", Inferred, "", "cannot be a number of the country (screening/phone)"},
	phoneCallingCode:      {"phoneNumber.callingCode", Inferred, "", "has another country's calling code (screening/phone)"},
	phoneNotInternational: {"phoneNumber.notInternational", Inferred, "", "has no calling code (screening/phone)"},

	firstNameNotPrintable:    {"firstName.notPrintable", Documented, namesPage, "has characters that cannot be printed"},
	firstNameNoLetter:        {"firstName.noLetter", Documented, namesPage, "only digits, special characters or emoji"},
	firstNamePlaceholder:     {"firstName.placeholder", Documented, namesPage, "a placeholder, test or fake name"},
	firstNameSingleCharacter: {"firstName.singleCharacter", Documented, namesPage, "one character, and no Chinese or Korean one"},
	firstNameLength:          {"firstName.length", Documented, namesPage, "more than 40 characters"},

	middleNameNotPrintable: {"middleName.notPrintable", Documented, namesPage, "has characters that cannot be printed"},
	middleNameNoLetter:     {"middleName.noLetter", Documented, namesPage, "only digits, special characters or emoji"},
	middleNamePlaceholder:  {"middleName.placeholder", Documented, namesPage, "a placeholder, test or fake name"},
	middleNameLength:       {"middleName.length", Documented, namesPage, "more than 40 characters"},

	lastNameNotPrintable:    {"lastName.notPrintable", Documented, namesPage, "has characters that cannot be printed"},
	lastNameNoLetter:        {"lastName.noLetter", Documented, namesPage, "only digits, special characters or emoji"},
	lastNamePlaceholder:     {"lastName.placeholder", Documented, namesPage, "a placeholder, test or fake name"},
	lastNameSingleCharacter: {"lastName.singleCharacter", Documented, namesPage, "one character, and no Chinese or Korean one"},
	lastNameLength:          {"lastName.length", Documented, namesPage, "more than 40 characters"},

	companyNameNotPrintable:      {"companyName.notPrintable", Inferred, unseen, "has characters that cannot be printed"},
	companyNameLength:            {"companyName.length", Documented, namesPage, "fewer than 2 or more than 255 characters"},
	companyNameNoLetterOrDigit:   {"companyName.noLetterOrDigit", Documented, namesPage, "only special characters, spaces or tabs"},
	companyNameSingleCharacters:  {"companyName.singleCharacters", Documented, namesPage, "single characters between spaces or tabs"},
	companyNameRepeatedCharacter: {"companyName.repeatedCharacter", Documented, namesPage, "one character, three times or more"},
	companyNameLegalFormOnly:     {"companyName.legalFormOnly", Documented, namesPage, "a legal form without a name"},
	companyNameDomainExtension:   {"companyName.domainExtension", Documented, namesPage, "ends in a domain extension, which is not recommended"},

	emailNotPrintable:    {"email.notPrintable", Inferred, unseen, "has characters that cannot be printed"},
	emailMicrosoftDomain: {"email.microsoftDomain", Documented, namesPage, "at microsoft.com, which is not the customer's"},
	emailPartnerDomain:   {"email.partnerDomain", Documented, namesPage, "at the partner's own domain (WithPartnerDomains)"},

	countryUnknown:  {"country.unknown", Documented, countriesPage, "none of Microsoft's country codes"},
	addressesDiffer: {"addresses.differ", Inferred, whichAddress, "the two addresses name different countries"},
	stateRequired:   {"state.required", Documented, addressPage, "not given in US, CA, CN or MX"},
	stateLength:     {"state.length", Documented, addressResource, "more than 2 characters"},
	cultureUnknown:  {"culture.unknown", Documented, countriesPage, "none of Microsoft's cultures"},
	languageFormat:  {"language.format", Documented, countriesPage, "neither two letters nor a culture"},

	contractRequired: {"contract.required", Documented, createPage, "not given, and needed to create a customer"},
	contractLength:   {"contract.length", Documented, createPage, "longer or shorter than the resource takes"},
	contractFormat:   {"contract.format", Documented, createPage, "no e-mail address by its form"},
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
