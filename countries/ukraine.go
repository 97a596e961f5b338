package countries

// Ukraine was listed in November 2020. EDRPOU, eight digits, identifies an
// organisation; ten digits are a person's number, twelve a VAT payer's.
var ukraine = country{
	code:        "UA",
	name:        "Ukraine",
	area:        "CEE",
	localName:   "EGRPOU/EDRPOU",
	comment:     "identification code of a legal entity",
	editions:    []asked{{in: &november2020, digits: []int{8, 10, 12}}},
	callingCode: "380",
	labels:      []string{"ИНН", "INN", "ІНН", "TIN", "ідентифікаційний код", "идентификационный код"},
	phones:      phones{trunk: "0", groups: []string{"2-3-2-2", "2-3-4", "3-3-3", "4-5", "3-2-2-2"}},
	schemes:     []Scheme{ukrainianOrganization, ukrainianPerson, ukrainianVAT},
}

// ukrainianOrganization is EDRPOU, the code of a legal entity: eight digits,
// the last one a check digit over the others. The check takes a second set
// of weights where the first leaves 10.
//
//	32855961: 7×3 + 1×2 + 2×8 + 3×5 + 4×5 + 5×9 + 6×6 = 155, 155 mod 11 = 1
var ukrainianOrganization = Scheme{
	Name:    "EDRPOU",
	Title:   "code in the register of enterprises and organisations (ЄДРПОУ)",
	Source:  "python-stdnum, module stdnum.ua.edrpou; uk.wikipedia.org, Контрольне число; org-id.guide, list UA-EDR",
	Example: "32855961",
	Holder:  Organization,
	aliases: []string{"ЄДРПОУ", "ЄДРПУ", "ЕДРПОУ", "ЕГРПОУ", "EDRPOU", "EGRPOU", "USREOU", "ідентифікаційний код юридичної особи", "идентификационный код юридического лица"},
	named:   true,
	zeros:   3,
	form:    "99999999",
	holds: func(number string) bool {
		sum := weighted(number, 1, 2, 3, 4, 5, 6, 7)
		if number[0] >= '3' && number[0] <= '5' {
			sum = weighted(number, 7, 1, 2, 3, 4, 5, 6)
		}
		if sum%11 == 10 {
			sum += 2 * digitSum(number[:7])
		}
		return sum%11%10 == digit(number, 7)
	},
}

// ukrainianPerson is RNTRC: the days from 1899-12-31 to the birth, four digits
// and a check digit.
//
//	1759013776
var ukrainianPerson = Scheme{
	Name:    "RNTRC",
	Title:   "registration number of a person's taxpayer card (РНОКПП)",
	Source:  "python-stdnum, module stdnum.ua.rntrc; uk.wikipedia.org, Контрольне число",
	Example: "1759013776",
	Holder:  Person,
	aliases: []string{"РНОКПП", "RNOKPP", "RNTRC", "реєстраційний номер облікової картки платника податків", "ІПН", "ИПН", "IPN"},
	form:    "9999999999",
	holds: func(number string) bool {
		// The first weight is -1, which modulo 11 is 10.
		return weighted(number, 10, 5, 7, 9, 4, 6, 10, 5, 7)%11%10 == digit(number, 9)
	},
}

// ukrainianVAT is the number of a VAT payer: twelve digits. No published
// check.
//
//	328559626555
var ukrainianVAT = Scheme{
	Name:    "VAT payer number",
	Title:   "individual tax number of a VAT payer (ІПН)",
	Source:  november2020.source + ", which takes twelve digits; Ministry of Finance of Ukraine, order 1307 (2015-12-31) on the tax invoice",
	Example: "328559626555",
	aliases: []string{"ІПН", "ИПН", "IPN", "ПДВ", "НДС", "VAT"},
	form:    "999999999999",
}
