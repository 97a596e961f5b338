package screening_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/screening"
)

func ExampleAdvisoryRules() {
	for rule := range screening.AdvisoryRules() {
		fmt.Printf("%-34s %-10s %s\n", rule.Name, rule.Basis, rule.Summary)
	}
	// Output:
	// registrationNumber.disputed        disputed   a number in a country that is not listed, which some of Microsoft's pages refuse
	// registrationNumber.placeholder     inferred   zeros, one character repeated, 123456789, or a word
	// registrationNumber.characters      documented hyphens, special characters or spaces in the number
	// registrationNumber.spreadsheet     inferred   zeros in front or last digits lost in a spreadsheet
	// registrationNumber.jsonNumber      inferred   given as a JSON number, which cannot hold leading zeros
	// registrationNumber.reading         inferred   does not fit as typed, but obviously reads as one that does
	// registrationNumber.checkDigit      inferred   the check digit does not hold
	// registrationNumber.personal        documented a person's own number, where the business's is wanted
	// registrationNumber.nationalForm    inferred   not the form of a number of the country, where all forms are known
	// phoneNumber.noDigits               inferred   has no digit
	// phoneNumber.spreadsheet            inferred   written as a quantity by a spreadsheet, its last digits lost perhaps
	// phoneNumber.pattern                documented does not match the expression of a live rule
	// phoneNumber.notPossible            inferred   cannot be a number of the country (screening/phone)
	// phoneNumber.callingCode            inferred   has another country's calling code (screening/phone)
	// phoneNumber.notInternational       inferred   has no calling code (screening/phone)
	// firstName.notPrintable             documented has characters that cannot be printed
	// firstName.noLetter                 documented only digits, special characters or emoji
	// firstName.placeholder              documented a placeholder, test or fake name
	// firstName.singleCharacter          documented one character, and no Chinese or Korean one
	// firstName.length                   documented more than 40 characters
	// middleName.notPrintable            documented has characters that cannot be printed
	// middleName.noLetter                documented only digits, special characters or emoji
	// middleName.placeholder             documented a placeholder, test or fake name
	// middleName.length                  documented more than 40 characters
	// lastName.notPrintable              documented has characters that cannot be printed
	// lastName.noLetter                  documented only digits, special characters or emoji
	// lastName.placeholder               documented a placeholder, test or fake name
	// lastName.singleCharacter           documented one character, and no Chinese or Korean one
	// lastName.length                    documented more than 40 characters
	// companyName.notPrintable           inferred   has characters that cannot be printed
	// companyName.length                 documented fewer than 2 or more than 255 characters
	// companyName.noLetterOrDigit        documented only special characters, spaces or tabs
	// companyName.singleCharacters       documented single characters between spaces or tabs
	// companyName.repeatedCharacter      documented one character, three times or more
	// companyName.legalFormOnly          documented a legal form without a name
	// companyName.domainExtension        documented ends in a domain extension, which is not recommended
	// email.notPrintable                 inferred   has characters that cannot be printed
	// email.microsoftDomain              documented at microsoft.com, which is not the customer's
	// email.partnerDomain                documented at the partner's own domain (WithPartnerDomains)
	// country.unknown                    documented none of Microsoft's country codes
	// addresses.differ                   inferred   the two addresses name different countries
	// state.required                     documented not given in US, CA, CN or MX
	// state.length                       documented more than 2 characters
	// culture.unknown                    documented none of Microsoft's cultures
	// language.format                    documented neither two letters nor a culture
	// contract.required                  documented not given, and needed to create a customer
	// contract.length                    documented longer or shorter than the resource takes
	// contract.format                    documented no e-mail address by its form
}

func TestEveryRuleIsComplete(t *testing.T) {
	names := make(map[string]bool)
	for rule := range screening.AdvisoryRules() {
		assert.Regexp(t, `^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$`, rule.Name)
		assert.False(t, names[rule.Name], rule.Name)
		names[rule.Name] = true
		assert.Contains(t, []screening.Basis{screening.Documented, screening.Disputed, screening.Inferred}, rule.Basis, rule.Name)
		assert.NotEmpty(t, rule.Summary, rule.Name)
		if rule.Basis == screening.Documented {
			assert.NotEmpty(t, rule.Source, rule.Name)
		}
	}
	for range screening.AdvisoryRules() {
		break // a caller may stop
	}
}
