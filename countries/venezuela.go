package countries

// Venezuela was listed in March 2021, without published digits.
var venezuela = country{
	code:        "VE",
	name:        "Venezuela",
	callingCode: "58",
	listed:      &editionMarch2021,
}
