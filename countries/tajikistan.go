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
	labels:      []string{"INN", "EIN", "KPP", "TIN", "ИНН", "ЕИН", "КПП", "РМА"},
	schemes:     []Scheme{tajikTaxpayer},
}

// tajikTaxpayer is INN, of organisations and persons. The structure of the
// other lengths, and a check, are not published.
//
//	020025789
var tajikTaxpayer = Scheme{
	Name:      "INN",
	Title:     "taxpayer number (РМА, ИНН)",
	Issuer:    "Tax Committee of Tajikistan",
	Structure: "9 digits, no published check",
	Source:    "org-id.guide, list TJ-TIN",
	Example:   "020025789",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return AnyHolder, CheckNone, isDigitsOf(number, 9)
	},
}
