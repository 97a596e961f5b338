package countries

// Armenia was listed in November 2020. An Armenian organisation is known by
// its taxpayer number of eight digits. Ten digits are a person's public service
// number or a company's number in the state register: nothing tells them apart.
var armenia = country{
	code:        "AM",
	name:        "Armenia",
	area:        "CEE",
	localName:   "УНН/NZOU/НЗОУ/ հանրային ծառայության համարանիշը",
	comment:     "UNN / public service number",
	editions:    []asked{{in: &november2020, digits: []int{8, 10}}},
	callingCode: "374",
	labels:      []string{"համար", "կոդ"},
	phones:      phones{trunk: "0", groups: []string{"2-6", "3-5", "3-2-3", "2-2-2-2", "2-3-3"}},
	schemes:     []Scheme{armenianTaxpayer, armenianRegister, armenianPublicService},
}

// armenianTaxpayer is the number that the State Revenue Committee gives to
// every taxpayer, an organisation or a sole trader: seven serial digits and a
// check digit. No published check.
//
//	02561234
var armenianTaxpayer = Scheme{
	Name:    "TIN",
	Title:   "taxpayer number (ՀՎՀՀ, УНН)",
	Source:  "lookuptax.com, Armenia TIN number guide; OECD, Information on Tax Identification Numbers, Armenia",
	Example: "02561234",
	aliases: []string{"ՀՎՀՀ", "HVHH", "УНН", "UNN", "UNHH", "ИНН", "INN", "TIN", "VAT", "հարկ վճարողի հաշվառման համար"},
	named:   true,
	zeros:   1,
	form:    "99999999",
}

// armenianRegister is a company's registration: ten digits, printed
// 16.110.00666. No published check.
//
//	1611000666
var armenianRegister = Scheme{
	Name:    "state register number",
	Title:   "number in the state register of legal entities (պետական գրանցման համար)",
	Source:  "org-id.guide, list AM-SRALE; " + november2020.source + ", which takes ten digits",
	Example: "1611000666",
	Holder:  Organization,
	written: "99-999-99999",
	aliases: []string{"պետական գրանցման համար", "գրանցման համար", "state register number", "state registration number"},
	form:    "9999999999",
}

// armenianPublicService is a natural person's public service number,
// formerly the social security number: ten digits. No published check.
//
//	2205760123
var armenianPublicService = Scheme{
	Name:    "public service number",
	Title:   "public service number of a person (հանրային ծառայությունների համարանիշ)",
	Source:  november2020.source + "; Armenian Government decision 419-N (2012-04-05)",
	Example: "2205760123",
	Holder:  Person,
	written: labelled,
	aliases: []string{"ՀԾՀ", "ՀԾՀՀ", "НЗОУ", "NZOU", "PSN", "SSN", "հանրային ծառայության համարանիշ", "հանրային ծառայությունների համարանիշ"},
	named:   true,
	form:    "9999999999",
}
