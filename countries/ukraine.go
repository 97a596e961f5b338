package countries

// Ukraine was listed in November 2020. EDRPOU, eight digits, identifies an
// organisation; ten digits are a person's number, twelve a VAT payer's.
var ukraine = country{
	code:        "UA",
	name:        "Ukraine",
	area:        "CEE",
	localName:   "EGRPOU/EDRPOU",
	comment:     "identification code of a legal entity",
	digits:      []int{8, 10, 12},
	callingCode: "380",
	listed:      &editionNovember2020,
}
