package countries

// South Sudan was listed in March 2021, without published digits. No structure of
// its numbers is known from a citable source, and there is no published check:
// nothing is remarked on them.
var southSudan = country{
	code:        "SS",
	name:        "South Sudan",
	editions:    []asked{{in: &march2021}},
	callingCode: "211",
}
