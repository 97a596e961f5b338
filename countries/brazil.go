package countries

// Brazil was listed in March 2021, without published digits.
var brazil = country{
	code:   "BR",
	name:   "Brazil",
	listed: &editionMarch2021,
}
