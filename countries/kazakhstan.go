package countries

// Kazakhstan was listed in November 2020. BIN is the business identification
// number, IIN the individual one; both have twelve digits.
var kazakhstan = country{
	code:        "KZ",
	name:        "Kazakhstan",
	area:        "CEE",
	localName:   "БИН/ИИН",
	comment:     "BIN / IIN",
	digits:      []int{12},
	callingCode: "7",
	listed:      &editionNovember2020,
}
