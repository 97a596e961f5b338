package countries

// Belarus was listed in November 2020. UNP is the payer number that
// organisations and sole traders share.
var belarus = country{
	code:        "BY",
	name:        "Belarus",
	area:        "CEE",
	localName:   "УНП",
	comment:     "UNP (the tax identification number)",
	digits:      []int{9},
	callingCode: "375",
	listed:      &editionNovember2020,
}
