package countries

// Thailand was listed in March 2021, without published digits.
var thailand = country{
	code:   "TH",
	name:   "Thailand",
	listed: &editionMarch2021,
}
