package countries

// Hungary was listed in November 2020. Adószám, a business's tax number, has
// eleven digits; adóazonosító jel, a person's, has ten.
var hungary = country{
	code:        "HU",
	name:        "Hungary",
	area:        "CEE",
	localName:   "TIN",
	comment:     "tax identification number",
	digits:      []int{10, 11},
	callingCode: "36",
	listed:      &editionNovember2020,
}
