package countries

// India was listed in March 2021, without published digits.
var india = country{
	code:        "IN",
	name:        "India",
	callingCode: "91",
	listed:      &editionMarch2021,
}
