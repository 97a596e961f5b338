package countries

import "strings"

// South Africa was listed in March 2021, without published digits. Company
// numbers of before 2000, nine digits with CK in front for a close corporation,
// have no second source: nothing is said of them, so that no zero is put in
// front of nine digits either.
var southAfrica = country{
	code:        "ZA",
	name:        "South Africa",
	editions:    []asked{{in: &march2021}},
	callingCode: "27",
	labels:      []string{"TIN", "tax"},
	phones:      phones{trunk: "0", groups: []string{"2-3-4", "3-3-3", "2-7"}},
	schemes:     []Scheme{southAfricanTax, southAfricanVAT, southAfricanCompany, southAfricanPerson},
}

// southAfricanTax is the tax reference number of organisations and persons:
// ten digits, of which the first is 0, 1, 2, 3 or 9 and the last a check
// digit by Luhn.
//
//	0001339050
var southAfricanTax = Scheme{
	Name:    "tax reference number",
	Title:   "tax reference number",
	Source:  "python-stdnum, module stdnum.za.tin; OECD, Information on Tax Identification Numbers, South Africa; support.payspace.com, tax reference number validation",
	Example: "0001339050",
	aliases: []string{"TRN", "tax reference", "tax ref", "taxpayer reference", "taxpayer ref", "income tax"},
	named:   true,
	form:    "9999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if number[0] > '3' && number[0] != '9' {
			return 0, 0, false
		}
		// A company's number without its kind, 1966/010988, is no mistyped one.
		if century := number2(number, 0); !luhn(number, 10) && century >= 18 && century <= 20 {
			return 0, 0, false
		}
		return AnyHolder, holds(luhn(number, 10)), true
	},
}

// southAfricanVAT is a business's registration for VAT: ten digits that
// begin with 4. No published check: that of the tax reference number fails
// on real ones.
//
//	4220122222
var southAfricanVAT = Scheme{
	Name:    "VAT",
	Title:   "VAT registration number",
	Source:  "marketdirect.co.za, How to do a VAT registration in South Africa, after SARS; docs.infor.com, M3, tax registration numbers of South Africa",
	Example: "4220122222",
	aliases: []string{"VAT"},
	form:    "4999999999",
}

// southAfricanCompany is a company's or close corporation's registration,
// written 2000/000001/07: the year, six digits and the kind of enterprise. Since
// 2014 also K, the year and six digits, with or without the kind. No published
// check.
//
//	200000000107
//	K2021422957
var southAfricanCompany = Scheme{
	Name:    "company registration number",
	Title:   "company registration number (CIPC)",
	Source:  "Companies Act, 1973, Notice 1762 (R 385), new numbers from 2000-01-01; youverify.co, South African business registration number; org-id.guide, list ZA-CIP",
	Example: "200000000107",
	Holder:  Organization,
	aliases: []string{"CIPC", "company registration", "registration", "reg", "reg no", "registration no", "registration number"},
	judge: func(number string) (holder Holder, check Check, fits bool) {
		digits := strings.TrimPrefix(number, "K")
		if !isDigits(digits) || len(digits) != 12 && (len(digits) != 10 || digits == number) {
			return 0, 0, false
		}
		century := number2(digits, 0)
		return Organization, CheckNone, century >= 18 && century <= 20
	},
}

// southAfricanPerson is the number of an identity document: the birth date,
// four serial digits, 0 for a citizen or 1 for a resident, a digit, and a
// check digit by Luhn. Thirteen digits that are none can be a business's
// traffic register number, which Microsoft's page allows: they are no
// mistyped identity number.
//
//	7503305044089: born on 30 March 1975, a citizen
var southAfricanPerson = Scheme{
	Name:    "identity number",
	Title:   "identity number of a person",
	Source:  "python-stdnum, module stdnum.za.idnr; westerncape.gov.za, decoding your South African ID number",
	Example: "7503305044089",
	Holder:  Person,
	aliases: []string{"identity number", "identity document", "RSA ID"},
	form:    "9999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		// The century is not written; every year that 4 divides has a leap day in the current one.
		return Person, CheckValid, isDate(2000+number2(number, 0), number2(number, 2), number2(number, 4)) &&
			number[10] <= '1' && luhn(number, 10)
	},
}
