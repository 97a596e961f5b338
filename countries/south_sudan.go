package countries

// South Sudan was listed in March 2021, without published digits.
var southSudan = country{
	code:        "SS",
	name:        "South Sudan",
	callingCode: "211",
	listed:      &editionMarch2021,
}
