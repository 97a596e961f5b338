package countries

// Brazil was listed in March 2021, without published digits.
var brazil = country{
	code:        "BR",
	name:        "Brazil",
	callingCode: "55",
	listed:      &editionMarch2021,
}
