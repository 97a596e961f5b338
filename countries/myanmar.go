package countries

// Myanmar was listed in March 2021, without published digits. No citable
// source describes its numbers or a check: they draw no advisory.
var myanmar = country{
	code:        "MM",
	name:        "Myanmar",
	editions:    []asked{{in: &march2021}},
	callingCode: "95",
}
