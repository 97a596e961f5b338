package countries

// Azerbaijan was listed in November 2020. VÖEN, the taxpayer number, has ten
// digits; the personal identification code has seven characters.
var azerbaijan = country{
	code:        "AZ",
	name:        "Azerbaijan",
	area:        "CEE",
	localName:   "ИНН/VOEN/ПИК",
	comment:     "TIN / INN / PIC",
	digits:      []int{7, 10},
	callingCode: "994",
	listed:      &editionNovember2020,
}
