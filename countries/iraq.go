package countries

// Iraq was listed in March 2021, without published digits. No structure of
// its numbers is known from a citable source, and there is no published check:
// nothing is remarked on them.
var iraq = country{
	code:        "IQ",
	name:        "Iraq",
	editions:    []asked{{in: &march2021}},
	callingCode: "964",
}
