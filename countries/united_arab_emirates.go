package countries

// United Arab Emirates was listed in March 2021, without published digits.
var unitedArabEmirates = country{
	code:        "AE",
	name:        "United Arab Emirates",
	callingCode: "971",
	listed:      &editionMarch2021,
}
