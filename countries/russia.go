package countries

// Russia was listed in November 2020. INN, the taxpayer number, has ten digits
// for an organisation and twelve for a person; nine digits are a KPP, the
// reason code of a registration.
var russia = country{
	code:      "RU",
	name:      "Russia",
	area:      "CEE",
	localName: "ИНН",
	comment:   "INN",
	digits:    []int{9, 10, 12},
	listed:    &editionNovember2020,
}
