package countries

// Saudi Arabia was listed in March 2021, without published digits.
var saudiArabia = country{
	code:        "SA",
	name:        "Saudi Arabia",
	editions:    []asked{{in: &march2021}},
	callingCode: "966",
	labels:      []string{"TRN", "رقم"},
	phones:      phones{trunk: "0", groups: []string{"2-3-4", "3-3-3", "3-3-4", "4-5"}},
	schemes:     []Scheme{saudiVAT, saudiTaxpayer, saudiUnified, saudiCommercial, saudiPerson},
}

// saudiVAT is a VAT registration: the taxpayer number, three digits for the
// subsidiary and the kind of tax. No published check.
//
//	300710482300003
var saudiVAT = Scheme{
	Name:    "VAT",
	Title:   "VAT registration number (الرقم الضريبي)",
	Source:  "docs.gobl.org, tax regime of Saudi Arabia, rule GOBL-SA-TAX-IDENTITY-01; taxid.pro, Saudi Arabia",
	Example: "300710482300003",
	aliases: []string{"VAT", "الرقم الضريبي", "رقم التسجيل الضريبي", "رقم ضريبة القيمة المضافة"},
	form:    "399999999999993",
}

// saudiTaxpayer is a taxpayer's number for all taxes: 3 for Saudi Arabia,
// eight serial digits and a check digit, whose computation is not published.
//
//	3002707692
var saudiTaxpayer = Scheme{
	Name:    "TIN",
	Title:   "taxpayer number (الرقم المميز)",
	Source:  "OECD, Information on Tax Identification Numbers, Saudi Arabia; lookuptax.com, Saudi Arabia TIN number guide",
	Example: "3002707692",
	aliases: []string{"TIN", "الرقم المميز"},
	named:   true,
	form:    "3999999999",
}

// saudiUnified is the number of an establishment, the "700 number": ten
// digits that begin with 7. No published check.
//
//	7001234567
var saudiUnified = Scheme{
	Name:    "unified number",
	Title:   "unified number of an establishment (الرقم الموحد, 700)",
	Source:  "SAMA Rulebook, explanation of the ten-digit computer number of the Ministry of Interior; SAMA circular 42007290 (2020-09-28), after Cabinet resolution 225",
	Example: "7001234567",
	Holder:  Organization,
	aliases: []string{"unified number", "unified national number", "الرقم الموحد", "الرقم الوطني الموحد"},
	form:    "7999999999",
}

// saudiCommercial is a commercial registration, of ten digits. Those of
// Riyadh begin with 1010 and those of Dammam with 2050, as a person's number
// can: such a number does not tell which it is. No published check.
//
//	1010123456
var saudiCommercial = Scheme{
	Name:    "CR",
	Title:   "commercial registration number (السجل التجاري)",
	Source:  "Qeemah Cloud, Saudi Commercial Registration (CR) structure, after the Ministry of Commerce; SAMA circular 42007290 (2020-09-28), by which the ten-digit unified number takes its place",
	Example: "1010123456",
	Holder:  Organization,
	aliases: []string{"CR", "CRN", "س.ت", "commercial registration", "commercial register", "السجل التجاري", "رقم السجل التجاري", "سجل تجاري"},
	form:    "9999999999",
}

// saudiPerson is the number of a citizen, which begins with 1, or of a
// foreign resident, which begins with 2.
//
//	1034567890
var saudiPerson = Scheme{
	Name:    "national ID",
	Title:   "number of a citizen's or resident's identity card (رقم الهوية, الإقامة)",
	Source:  "SAMA Rulebook, explanation of the ten-digit computer number of the Ministry of Interior; lookuptax.com, Saudi Arabia TIN number guide",
	Example: "1034567890",
	Holder:  Person,
	aliases: []string{"national ID", "Iqama", "رقم الهوية", "الهوية الوطنية", "الإقامة", "رقم الإقامة"},
	form:    "9999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, CheckNone, number[0] == '1' || number[0] == '2'
	},
}
