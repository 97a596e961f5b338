package countries

// Russia was listed in November 2020. INN, the taxpayer number, has ten digits
// for an organisation and twelve for a person; nine digits are a KPP, the
// reason code of a registration.
var russia = country{
	code:        "RU",
	name:        "Russia",
	area:        "CEE",
	localName:   "ИНН",
	comment:     "INN",
	editions:    []asked{{in: &november2020, digits: []int{9, 10, 12}}},
	callingCode: "7",
	others:      []string{"ОГРН", "OGRN", "ОГРНИП", "СНИЛС", "ПФР", "ФСС"},
	phones:      phones{trunk: "8", groups: []string{"3-3-2-2", "3-3-4", "4-2-2-2", "5-1-2-2", "4-3-3"}},
	schemes:     []Scheme{russianOrganization, russianPerson, russianReasonCode},
}

// russianOrganization is INN of an organisation: the tax office, five serial
// digits and a check digit.
//
//	7707083893: 2×7 + 4×7 + 10×0 + 3×7 + 5×0 + 9×8 + 4×3 + 6×8 + 8×9 = 267, 267 mod 11 mod 10 = 3
var russianOrganization = Scheme{
	Name:    "INN",
	Title:   "taxpayer number of an organisation (ИНН)",
	Source:  "python-stdnum, module stdnum.ru.inn; zapolnenie.info, checking an INN; Federal Tax Service of Russia, order MMV-7-6/435@ (2012-06-29)",
	Example: "7707083893",
	Holder:  Organization,
	aliases: russianLabels,
	named:   true,
	zeros:   1,
	form:    "9999999999",
	holds: func(number string) bool {
		return weighted(number, 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == digit(number, 9)
	},
}

var russianLabels = []string{"ИНН", "INN", "TIN", "идентификационный номер налогоплательщика"}

// russianPerson is INN of a person: the tax office, six serial digits and two
// check digits.
//
//	500100732259
var russianPerson = Scheme{
	Name:    "INN of a person",
	Title:   "taxpayer number of a person (ИНН)",
	Source:  "python-stdnum, module stdnum.ru.inn; zapolnenie.info, checking an INN; Federal Tax Service of Russia, order MMV-7-6/435@ (2012-06-29)",
	Example: "500100732259",
	Holder:  Person,
	aliases: russianLabels,
	named:   true,
	form:    "999999999999",
	holds: func(number string) bool {
		return weighted(number, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == digit(number, 10) &&
			weighted(number, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == digit(number, 11)
	},
}

// russianReasonCode is KPP, which stands beside the INN of an organisation and
// does not identify it alone: the tax office, two digits for the reason and
// three serial ones. Nearly all end in 001 or the like, and 00 is no reason: the
// others rather are an INN whose zero in front was dropped, where its check
// digit holds. No published check.
//
//	773601001
var russianReasonCode = Scheme{
	Name:     "KPP",
	Title:    "reason code of an organisation's registration (КПП), not an identity of its own",
	Source:   november2020.source + ", which takes nine digits; Federal Tax Service of Russia, order MMV-7-6/435@ (2012-06-29)",
	Example:  "773601001",
	Holder:   Organization,
	aliases:  []string{"КПП", "KPP"},
	doubtful: func(number string) bool { return number[4:6] == "00" || number[6:8] != "00" },
	form:     "999999999",
}
