package countries

// Kyrgyzstan was listed in November 2020. INN is the taxpayer number.
var kyrgyzstan = country{
	code:        "KG",
	name:        "Kyrgyzstan",
	area:        "CEE",
	localName:   "ИНН",
	comment:     "UNN / public service number",
	editions:    []asked{{in: &november2020, digits: []int{14}}},
	callingCode: "996",
	labels:      []string{"INN", "TIN", "PIN", "ИНН", "ПИН", "UNN"},
	schemes:     []Scheme{kyrgyzTaxpayer},
}

// kyrgyzTaxpayer is INN, of organisations and persons. No published check.
//
//	00207199610017
var kyrgyzTaxpayer = Scheme{
	Name:      "INN",
	Title:     "taxpayer number (ИНН)",
	Issuer:    "State Tax Service of Kyrgyzstan",
	Structure: "14 digits, no published check",
	Source:    "lookuptax.com, Kyrgyzstan TIN number guide",
	Example:   "00207199610017",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return AnyHolder, CheckNone, isDigitsOf(number, 14)
	},
}
