package countries

// Kyrgyzstan was listed in November 2020. INN is the taxpayer number.
var kyrgyzstan = country{
	code:        "KG",
	name:        "Kyrgyzstan",
	area:        "CEE",
	localName:   "ИНН",
	comment:     "UNN / public service number",
	digits:      []int{14},
	callingCode: "996",
	listed:      &editionNovember2020,
}
