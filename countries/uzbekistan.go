package countries

// Uzbekistan was listed in November 2020. INN is the taxpayer number.
var uzbekistan = country{
	code:        "UZ",
	name:        "Uzbekistan",
	area:        "CEE",
	localName:   "INN",
	comment:     "INN",
	digits:      []int{9},
	callingCode: "998",
	listed:      &editionNovember2020,
}
