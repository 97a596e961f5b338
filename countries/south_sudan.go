package countries

// South Sudan was listed in March 2021, without published digits. No citable
// source describes its numbers or a check: they draw no advisory.
var southSudan = country{
	code:        "SS",
	name:        "South Sudan",
	editions:    []asked{{in: &march2021}},
	callingCode: "211",
}
