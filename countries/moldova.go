package countries

// Moldova was listed in November 2020. IDNO identifies an organisation and
// IDNP a person, both by thirteen digits; shorter numbers are fiscal codes of
// older registrations.
var moldova = country{
	code:        "MD",
	name:        "Moldova",
	area:        "CEE",
	localName:   "IDNO/IDNP",
	comment:     "the state identification number (IDNO) given to a legal entity is also its fiscal code; state register of legal entities of Moldova",
	digits:      []int{6, 7, 8, 13},
	callingCode: "373",
	listed:      &editionNovember2020,
}
