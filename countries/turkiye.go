package countries

// Türkiye was listed in March 2021, without published digits.
var turkiye = country{
	code:        "TR",
	name:        "Türkiye",
	editions:    []asked{{in: &march2021}},
	callingCode: "90",
	labels:      []string{"TIN", "VAT", "vergi", "numarası"},
	others:      []string{"ticaret sicil", "ticaret sicil no", "sicil", "sicil no"},
	phones:      phones{trunk: "0", groups: []string{"3-3-2-2", "3-3-4", "3-7", "3-3-1-3"}},
	schemes:     []Scheme{turkishTaxpayer, turkishRegistry, turkishPerson},
}

// turkishTaxpayer is VKN, the tax number of a business: ten digits, the last
// one a check digit over the others.
//
//	4540536920
var turkishTaxpayer = Scheme{
	Name:    "VKN",
	Title:   "tax identification number (vergi kimlik numarası)",
	Source:  "python-stdnum, module stdnum.tr.vkn; simlict.com, tax numbers; org-id.guide, list TR-VKN",
	Example: "4540536920",
	aliases: []string{"VKN", "V. No", "V.D.", "vergi dairesi", "vergi no", "vergi numarası", "vergi kimlik no", "vergi kimlik numarası", "vergi kimlik"},
	named:   true,
	zeros:   1,
	form:    "9999999999",
	holds: func(number string) bool {
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
		return sum%10 == 0
	},
}

// turkishRegistry is a business's number in the trade register. That of a
// company is 0, its VKN and five digits; that of a sole trader begins with the
// person's TCKN, and is the business's all the same. No published check of its
// own: where the VKN's holds, the number is confirmed, and where it does not
// nothing follows.
//
//	0454053692000015
var turkishRegistry = Scheme{
	Name:    "MERSIS",
	Title:   "number in the central trade registry system (MERSİS numarası)",
	Source:  "org-id.guide, list TR-MERSIS; blog.bilsoft.com, MERSİS No Nedir?",
	Example: "0454053692000015",
	aliases: []string{"MERSİS", "MERSİS no", "MERSİS numarası"},
	zeros:   2,
	form:    "9999999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		switch {
		case number[0] != '0':
			return AnyHolder, CheckNone, true
		case turkishTaxpayer.holds(number[1:11]):
			return Organization, CheckValid, true
		default:
			return Organization, CheckNone, true
		}
	},
}

// turkishPerson is the identification number of a citizen: eleven digits, of
// which the first is not 0 and the last two are check digits.
//
//	17291716060
var turkishPerson = Scheme{
	Name:    "TCKN",
	Title:   "identification number of a person (T.C. kimlik numarası)",
	Source:  "python-stdnum, module stdnum.tr.tckimlik; en.wikipedia.org, Turkish Identification Number",
	Example: "17291716060",
	Holder:  Person,
	aliases: []string{"TCKN", "TC", "V.D.", "vergi dairesi", "T.C. kimlik no", "TC kimlik numarası", "kimlik no", "kimlik"},
	named:   true,
	form:    "99999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, holds((weighted(number, 3, 1, 3, 1, 3, 1, 3, 1, 3)+digit(number, 9))%10 == 0 &&
			digitSum(number[:10])%10 == digit(number, 10)), number[0] != '0'
	},
}
