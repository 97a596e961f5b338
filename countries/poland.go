package countries

// Poland was listed in March 2021, without published digits.
var poland = country{
	code:        "PL",
	name:        "Poland",
	callingCode: "48",
	listed:      &editionMarch2021,
}
