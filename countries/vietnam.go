package countries

// Vietnam was listed in March 2021, without published digits.
var vietnam = country{
	code:        "VN",
	name:        "Vietnam",
	callingCode: "84",
	listed:      &editionMarch2021,
}
