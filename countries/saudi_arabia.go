package countries

// Saudi Arabia was listed in March 2021, without published digits.
var saudiArabia = country{
	code:        "SA",
	name:        "Saudi Arabia",
	callingCode: "966",
	listed:      &editionMarch2021,
}
