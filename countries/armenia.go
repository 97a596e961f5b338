package countries

// Armenia was listed in November 2020. An Armenian organisation is known by
// its taxpayer number of eight digits; the public service number of ten digits
// is a person's.
var armenia = country{
	code:        "AM",
	name:        "Armenia",
	area:        "CEE",
	localName:   "УНН/NZOU/НЗОУ/ հանրային ծառայության համարանիշը",
	comment:     "UNN / public service number",
	digits:      []int{8, 10},
	callingCode: "374",
	listed:      &editionNovember2020,
}
