package countries

// South Africa was listed in March 2021, without published digits.
var southAfrica = country{
	code:        "ZA",
	name:        "South Africa",
	callingCode: "27",
	listed:      &editionMarch2021,
}
