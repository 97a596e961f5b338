package countries

// United Arab Emirates was listed in March 2021, without published digits. Most
// businesses have a licence of their emirate or free zone, whose numbers have
// many forms.
var unitedArabEmirates = country{
	code:        "AE",
	name:        "United Arab Emirates",
	editions:    []asked{{in: &march2021}},
	callingCode: "971",
	labels:      []string{"TIN", "licence", "license", "trade licence", "trade license", "رخصة", "رقم الرخصة", "الرخصة التجارية"},
	phones:      phones{trunk: "0", groups: []string{"1-3-4", "2-3-4", "3-5"}},
	schemes:     []Scheme{emiratiTaxpayer, emiratiPerson},
}

// emiratiTaxpayer is TRN, a registration for VAT or corporate tax: fifteen
// digits that begin with 1. No published check.
//
//	100123456700003
var emiratiTaxpayer = Scheme{
	Name:    "TRN",
	Title:   "tax registration number (رقم التسجيل الضريبي)",
	Source:  "jaxaauditors.com, Structure of TRN; taxdo.com, United Arab Emirates Tax ID Number Guide, after the Federal Tax Authority",
	Example: "100123456700003",
	aliases: []string{"TRN", "VAT", "tax registration number", "رقم التسجيل الضريبي", "الرقم الضريبي"},
	named:   true,
	form:    "199999999999999",
}

// emiratiPerson is the number of an identity card: 784, the country's number
// in ISO 3166-1, the year of birth and eight digits. The issuer publishes no
// check.
//
//	784198012345678
var emiratiPerson = Scheme{
	Name:    "Emirates ID",
	Title:   "number of a person's identity card (رقم الهوية)",
	Source:  "docs.trellix.com, UAE ID; EmiratesKit.Core on nuget.org",
	Example: "784198012345678",
	Holder:  Person,
	aliases: []string{"Emirates ID", "EID", "رقم الهوية", "الهوية"},
	written: "999-9999-9999999-9",
	form:    "784999999999999",
}
