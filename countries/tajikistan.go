package countries

// Tajikistan was listed in November 2020. INN is the taxpayer number, EIN the
// single identification number and KPP the reason code of a registration.
var tajikistan = country{
	code:        "TJ",
	name:        "Tajikistan",
	area:        "CEE",
	localName:   "ИНН/ЕИН/КПП",
	comment:     "INN / EIN / KPP",
	digits:      []int{9, 10, 12},
	callingCode: "992",
	listed:      &editionNovember2020,
}
