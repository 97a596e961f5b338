package countries

// Türkiye was listed in March 2021, without published digits.
var turkiye = country{
	code:        "TR",
	name:        "Türkiye",
	callingCode: "90",
	listed:      &editionMarch2021,
}
