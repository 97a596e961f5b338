package countries

// Armenia was listed in November 2020. An Armenian organisation is known by
// its taxpayer number of eight digits; the public service number of ten digits
// is a person's.
var armenia = country{
	code:        "AM",
	name:        "Armenia",
	area:        "CEE",
	localName:   "УНН/NZOU/НЗОУ/ հանրային ծառայության համարանիշը",
	comment:     "UNN / public service number",
	editions:    []asked{{in: &november2020, digits: []int{8, 10}}},
	callingCode: "374",
	labels:      []string{"TIN", "UNN", "UNHH", "INN", "HVHH", "NZOU", "PSN", "SSN", "УНН", "ИНН", "НЗОУ", "ՀՎՀՀ", "ՀԾՀ"},
	schemes:     []Scheme{armenianTaxpayer, armenianPublicService},
}

// armenianTaxpayer is the number that the State Revenue Committee gives to
// every taxpayer, an organisation or a sole trader: seven serial digits and a
// check digit. How that is computed is not published: no published check.
//
//	02561234
var armenianTaxpayer = Scheme{
	Name:      "TIN",
	Title:     "taxpayer number (ՀՎՀՀ, УНН)",
	Issuer:    "State Revenue Committee of Armenia; for banks the Central Bank",
	Structure: "8 digits: 7 serial digits and a check digit, whose computation is not published",
	Source:    "lookuptax.com, Armenia TIN number guide, after OECD, Information on Tax Identification Numbers, Armenia",
	Example:   "02561234",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return AnyHolder, CheckNone, isDigitsOf(number, 8)
	},
}

// armenianPublicService is a natural person's public service number, formerly
// the social security number. No published check.
//
//	2205760123
var armenianPublicService = Scheme{
	Name:      "public service number",
	Title:     "public service number of a person (հանրային ծառայությունների համարանիշ)",
	Issuer:    "Police of Armenia",
	Structure: "10 digits, no published check",
	Source:    november2020.source + "; Armenian Government decision 419-N (2012-04-05)",
	Example:   "2205760123",
	Holder:    Person,
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, CheckNone, isDigitsOf(number, 10)
	},
}
