package countries

// Uzbekistan was listed in November 2020. INN is the taxpayer number.
var uzbekistan = country{
	code:        "UZ",
	name:        "Uzbekistan",
	area:        "CEE",
	localName:   "INN",
	comment:     "INN",
	editions:    []asked{{in: &november2020, digits: []int{9}}},
	callingCode: "998",
	others:      []string{"ЖШШИР", "ПИНФЛ", "PINFL", "JSHSHIR", "ХХТУТ"},
	phones:      phones{trunk: "8", groups: []string{"2-3-2-2", "2-3-4", "2-7"}},
	schemes:     []Scheme{uzbekTaxpayer},
}

// uzbekTaxpayer is INN, of organisations and persons: nine digits. No
// published check.
//
//	200123456
var uzbekTaxpayer = Scheme{
	Name:    "INN",
	Title:   "taxpayer number (СТИР, ИНН)",
	Source:  "Cabinet of Ministers of Uzbekistan, resolution 130 (1997-03-11); nine digits: Central Bank of Uzbekistan, procedure 295 (1997-01-16)",
	Example: "200123456",
	aliases: []string{"СТИР", "STIR", "ИНН", "INN", "TIN", "soliq to'lovchining identifikatsiya raqami", "солиқ тўловчининг идентификация рақами"},
	named:   true,
	form:    "999999999",
}
