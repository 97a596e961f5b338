package countries

// Thailand was listed in March 2021, without published digits.
var thailand = country{
	code:        "TH",
	name:        "Thailand",
	callingCode: "66",
	listed:      &editionMarch2021,
}
