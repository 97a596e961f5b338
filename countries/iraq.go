package countries

// Iraq was listed in March 2021, without published digits. No citable
// source describes its numbers or a check: they draw no advisory.
var iraq = country{
	code:        "IQ",
	name:        "Iraq",
	editions:    []asked{{in: &march2021}},
	callingCode: "964",
}
