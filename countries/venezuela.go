package countries

// Venezuela was listed in March 2021, without published digits.
var venezuela = country{
	code:        "VE",
	name:        "Venezuela",
	editions:    []asked{{in: &march2021}},
	callingCode: "58",
	labels:      []string{"TIN", "número"},
	phones:      phones{trunk: "0", groups: []string{"3-7", "3-3-4", "3-3-2-2"}},
	complete:    true,
	schemes:     []Scheme{venezuelanRegistration},
}

// venezuelanRegistration is RIF: a letter (J a company, G a public body, C a
// communal council, V or E a person, P a passport), eight digits and a check
// digit over all of them.
//
//	V114702834
var venezuelanRegistration = Scheme{
	Name:    "RIF",
	Title:   "number in the register of fiscal information (Registro de Información Fiscal)",
	Source:  "python-stdnum, module stdnum.ve.rif, without C; groups.google.com, django-ve, Validar RIF (2011-02-09); SENIAT, by the numbers of communal councils",
	Example: "J306811613",
	aliases: []string{"RIF", "registro de información fiscal"},
	named:   true,
	zeros:   3,
	form:    "A999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		sum := 0
		switch number[0] {
		case 'V':
			holder, sum = Person, 4
		case 'E':
			holder, sum = Person, 8
		case 'J', 'C':
			holder, sum = Organization, 12
		case 'P':
			holder, sum = Person, 16
		case 'G':
			holder, sum = Organization, 20
		default:
			return 0, 0, false
		}
		sum += weighted(number[1:], 3, 2, 7, 6, 5, 4, 3, 2)
		return holder, holds(number[9] == "00987654321"[sum%11]), true
	},
}
