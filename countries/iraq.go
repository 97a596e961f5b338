package countries

// Iraq was listed in March 2021, without published digits.
var iraq = country{
	code:        "IQ",
	name:        "Iraq",
	callingCode: "964",
	listed:      &editionMarch2021,
}
