package countries

// Türkiye was listed in March 2021, without published digits.
var turkiye = country{
	code:        "TR",
	name:        "Türkiye",
	editions:    []asked{{in: &march2021}},
	callingCode: "90",
	labels:      []string{"VKN", "TCKN", "TCKIMLIK", "TC", "MERSIS", "MERSİS", "VERGI", "VERGİ", "KIMLIK", "KİMLİK", "TIN", "VAT"},
	schemes:     []Scheme{turkishTaxpayer, turkishRegistry, turkishPerson},
}

// turkishTaxpayer is VKN, the tax number of a business.
//
//	4540536920
var turkishTaxpayer = Scheme{
	Name:      "VKN",
	Title:     "tax identification number (vergi kimlik numarası)",
	Issuer:    "Revenue Administration of Türkiye",
	Structure: "10 digits, the last one a check digit over the others",
	Source:    "python-stdnum, module stdnum.tr.vkn",
	Example:   "4540536920",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !isDigitsOf(number, 10) {
			return 0, 0, false
		}
		sum := digit(number, 9)
		for i := 1; i <= 9; i++ {
			shifted := (digit(number, 9-i) + i) % 10
			if shifted == 0 {
				continue
			}
			doubled := shifted << i % 9
			if doubled == 0 {
				doubled = 9
			}
			sum += doubled
		}
		return AnyHolder, holds(sum%10 == 0), true
	},
}

// turkishRegistry is a business's number in the trade register. That of a
// company is 0, its VKN and five digits; that of a sole trader begins with the
// person's TCKN, and is the business's all the same. No published check.
//
//	0454053692000015
var turkishRegistry = Scheme{
	Name:      "MERSIS",
	Title:     "number in the central trade registry system (MERSİS numarası)",
	Issuer:    "Ministry of Trade of Türkiye",
	Structure: "16 digits, the first of them 0 for a company; no published check",
	Source:    "org-id.guide, list TR-MERSIS; blog.bilsoft.com, MERSİS No Nedir?",
	Example:   "0454053692000015",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !isDigitsOf(number, 16) {
			return 0, 0, false
		}
		if number[0] == '0' {
			return Organization, CheckNone, true
		}
		return AnyHolder, CheckNone, true
	},
}

// turkishPerson is the identification number of a citizen.
//
//	17291716060
var turkishPerson = Scheme{
	Name:      "TCKN",
	Title:     "identification number of a person (T.C. kimlik numarası)",
	Issuer:    "Directorate of Population and Citizenship Affairs of Türkiye",
	Structure: "11 digits: the first is not 0, the last two are check digits over the ones before",
	Source:    "python-stdnum, module stdnum.tr.tckimlik",
	Example:   "17291716060",
	Holder:    Person,
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !isDigitsOf(number, 11) || number[0] == '0' {
			return 0, 0, false
		}
		return Person, holds((weighted(number, 3, 1, 3, 1, 3, 1, 3, 1, 3)+digit(number, 9))%10 == 0 &&
			digitSum(number[:10])%10 == digit(number, 10)), true
	},
}
