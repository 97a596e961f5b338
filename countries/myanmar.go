package countries

// Myanmar was listed in March 2021, without published digits.
var myanmar = country{
	code:        "MM",
	name:        "Myanmar",
	callingCode: "95",
	listed:      &editionMarch2021,
}
