// Package screening tells whether Partner Center will refuse a customer, before
// the request is sent. It has the customer resources, the [Screener], the rules
// for a host's own go-playground/validator/v10, and the rules as a JSON Schema.
// Package screening/transport judges what a client sends.
//
//	screener := screening.New(countries.Latest())
//	if err := screener.Screen(&customer); err != nil {
//		// a *errors.Rejection that names code, field and the API's text, or
//		// an *errors.Undecided: the customer's country is not known
//	}
//
// [Screener.Inspect] says what else looks wrong. Its advisories never refuse a
// customer. Each names its rule, its source and its basis: documented by
// Microsoft, disputed between its own pages, or inferred because the value is
// almost surely a mistake although nobody documents it. These are the rules:
//
//	registrationNumber.disputed        disputed   a number in a country that is not listed, which some of Microsoft's pages refuse
//	registrationNumber.placeholder     inferred   zeros, one character repeated, or a word for nothing
//	registrationNumber.characters      documented hyphens, special characters or spaces in the number
//	registrationNumber.spreadsheet     inferred   zeros in front or last digits lost in a spreadsheet
//	registrationNumber.jsonNumber      inferred   given as a JSON number, which cannot hold leading zeros
//	registrationNumber.reading         inferred   does not fit as typed, but obviously reads as one that does
//	registrationNumber.checkDigit      inferred   the check digit does not hold
//	registrationNumber.personal        documented a person's own number, where the business's is wanted
//	registrationNumber.nationalForm    inferred   not the form of a number of the country, where all forms are known
//	phoneNumber.noDigits               inferred   has no digit
//	phoneNumber.spreadsheet            inferred   written as a quantity by a spreadsheet, its last digits lost perhaps
//	phoneNumber.pattern                documented does not match the expression of a live rule
//	phoneNumber.notPossible            inferred   cannot be a number of the country (screening/phone)
//	phoneNumber.callingCode            inferred   has another country's calling code (screening/phone)
//	phoneNumber.notInternational       inferred   has no calling code (screening/phone)
//	firstName.notPrintable             documented has characters that cannot be printed
//	firstName.noLetter                 documented only digits, special characters or emoji
//	firstName.placeholder              documented a placeholder, test or fake name
//	firstName.singleCharacter          documented one character, and no Chinese or Korean one
//	firstName.length                   documented more than 40 characters
//	middleName.notPrintable            documented has characters that cannot be printed
//	middleName.noLetter                documented only digits, special characters or emoji
//	middleName.placeholder             documented a placeholder, test or fake name
//	middleName.length                  documented more than 40 characters
//	lastName.notPrintable              documented has characters that cannot be printed
//	lastName.noLetter                  documented only digits, special characters or emoji
//	lastName.placeholder               documented a placeholder, test or fake name
//	lastName.singleCharacter           documented one character, and no Chinese or Korean one
//	lastName.length                    documented more than 40 characters
//	companyName.notPrintable           inferred   has characters that cannot be printed
//	companyName.length                 documented fewer than 2 or more than 255 characters
//	companyName.noLetterOrDigit        documented only special characters, spaces or tabs
//	companyName.singleCharacters       documented single characters between spaces or tabs
//	companyName.repeatedCharacter      documented one character, three times or more
//	companyName.legalFormOnly          documented a legal form without a name
//	companyName.domainExtension        documented ends in a domain extension, which is not recommended
//	email.notPrintable                 inferred   has characters that cannot be printed
//	email.microsoftDomain              documented at microsoft.com, which is not the customer's
//	email.partnerDomain                documented at the partner's own domain (WithPartnerDomains)
//	country.unknown                    documented none of Microsoft's country codes
//	addresses.differ                   inferred   the two addresses name different countries
//	state.required                     documented not given in US, CA, CN or MX
//	state.length                       documented more than 2 characters
//	culture.unknown                    documented none of Microsoft's cultures
//	language.format                    documented neither two letters nor a culture
//	contract.required                  documented not given, and needed to create a customer
//	contract.length                    documented longer or shorter than the resource takes
//	contract.format                    documented no e-mail address by its form
//
// Names, company names and e-mail are judged by Validate company names,
// customer names and email addresses, edition of 2024; fields and their lengths
// by Create a customer, edition of 2023-07-28, and the Swagger of the customer
// service (2021); cultures by Partner Center supported languages and locales,
// edition of 2022-06-29; states by Validate an address, edition of 2022-09-20.
// Lengths count characters (Unicode code points). No error code is published
// for any of these rules.
//
// # Customers as they come
//
// Decoding a [Customer] or a profile takes any text. For JSON that is not the
// resource the error is a [*errors.DecodeError], which names the field and
// never a value. For text that is not JSON it is a syntax error. A screened
// name that appears twice in an object, "country" and "Country" included, is a
// DecodeError too: nobody knows which of the two Partner Center would take.
// Decoding, Screen and Inspect take time and memory linear in the size of the
// text.
//
// # Concurrency
//
// A [Screener] is safe for concurrent use. So are all other values of this
// package as long as nobody changes them: goroutines may read a customer
// concurrently, but not while one of them changes or decodes it.
package screening
