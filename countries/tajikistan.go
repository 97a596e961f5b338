package countries

// Tajikistan was listed in November 2020. INN is the taxpayer number, EIN the
// single identification number and KPP the reason code of a registration.
var tajikistan = country{
	code:        "TJ",
	name:        "Tajikistan",
	area:        "CEE",
	localName:   "ИНН/ЕИН/КПП",
	comment:     "INN / EIN / KPP",
	editions:    []asked{{in: &november2020, digits: []int{9, 10, 12}}},
	callingCode: "992",
	labels:      []string{"ЕИН", "EIN", "РЯМ", "КПП", "KPP"},
	phones:      phones{trunk: "8", groups: []string{"2-3-2-2", "2-3-4", "3-2-4", "4-1-4", "6-1-2", "3-2-2-2", "3-3-3"}},
	schemes:     []Scheme{tajikTaxpayer},
}

// tajikTaxpayer is INN, of organisations and persons: nine digits. The
// structure of the other lengths, and a check, are not published.
//
//	020025789
var tajikTaxpayer = Scheme{
	Name:    "INN",
	Title:   "taxpayer number (РМА, ИНН)",
	Source:  "org-id.guide, list TJ-TIN; taxdo.com, Tajikistan Tax ID Number Guide",
	Example: "020025789",
	aliases: []string{"РМА", "RMA", "ИНН", "INN", "TIN", "рақами мушаххаси андозсупоранда"},
	named:   true,
	zeros:   1,
	form:    "999999999",
}
