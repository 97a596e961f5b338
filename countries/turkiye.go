package countries

// Türkiye was listed in March 2021, without published digits.
var turkiye = country{
	code:   "TR",
	name:   "Türkiye",
	listed: &editionMarch2021,
}
