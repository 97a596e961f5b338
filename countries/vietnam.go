package countries

// Vietnam was listed in March 2021, without published digits.
var vietnam = country{
	code:        "VN",
	name:        "Vietnam",
	editions:    []asked{{in: &march2021}},
	callingCode: "84",
	labels:      []string{"MST", "MSDN", "TIN", "VAT", "CCCD"},
	schemes:     []Scheme{vietnameseTaxpayer, vietnameseBranch, vietnamesePerson},
}

// vietnameseTaxpayer is MST, the tax code, which is a business's registration
// code at once: two digits for the province, seven serial and a check digit.
//
//	0100233488
var vietnameseTaxpayer = Scheme{
	Name:      "MST",
	Title:     "tax code and business registration code (mã số thuế, mã số doanh nghiệp)",
	Issuer:    "Ministry of Finance of Vietnam",
	Structure: "10 digits: 2 for the province, 7 serial that are not all zero, and a check digit over the others",
	Source:    "python-stdnum, module stdnum.vn.mst",
	Example:   "0100233488",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !isDigitsOf(number, 10) {
			return 0, 0, false
		}
		return AnyHolder, holds(mstHolds(number)), true
	},
}

// vietnameseBranch is MST of a branch: that of the business and three digits.
//
//	0314409058002
var vietnameseBranch = Scheme{
	Name:      "MST of a branch",
	Title:     "tax code of a branch (mã số thuế)",
	Issuer:    "Ministry of Finance of Vietnam",
	Structure: "13 digits: the MST of the business and 001 to 999",
	Source:    "python-stdnum, module stdnum.vn.mst",
	Example:   "0314409058002",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !isDigitsOf(number, 13) {
			return 0, 0, false
		}
		return AnyHolder, holds(mstHolds(number) && number[10:] != "000"), true
	},
}

func mstHolds(number string) bool {
	return number[2:9] != "0000000" && 10-weighted(number, 31, 29, 23, 19, 17, 13, 7, 5, 3)%11 == digit(number, 9)
}

// vietnamesePerson is a citizen's number, since July 2025 also a person's tax
// code. No published check.
//
//	001080012345
var vietnamesePerson = Scheme{
	Name:      "personal identification number",
	Title:     "personal identification number (số định danh cá nhân, CCCD)",
	Issuer:    "Ministry of Public Security of Vietnam",
	Structure: "12 digits, no published check",
	Source:    "Law on Identification of Vietnam (2023), article 12; Circular 86/2024/TT-BTC (2024-12-23)",
	Example:   "001080012345",
	Holder:    Person,
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, CheckNone, isDigitsOf(number, 12)
	},
}
