package countries

// Kazakhstan was listed in November 2020. BIN is the business identification
// number, IIN the individual one; both have twelve digits.
var kazakhstan = country{
	code:        "KZ",
	name:        "Kazakhstan",
	area:        "CEE",
	localName:   "БИН/ИИН",
	comment:     "BIN / IIN",
	editions:    []asked{{in: &november2020, digits: []int{12}}},
	callingCode: "7",
	labels:      []string{"TIN", "нөмірі"},
	others:      []string{"РНН", "ИИК", "IIK", "ЖСК", "КБе"},
	phones:      phones{trunk: "8", groups: []string{"3-3-2-2", "3-3-4", "4-2-2-2", "5-1-2-2"}},
	schemes:     []Scheme{kazakhBusiness, kazakhPerson},
}

// kazakhBusiness is BIN: year and month of the registration, the kind of the
// business (4, 5 or 6), the kind of its office, five serial digits and a
// check digit.
//
//	000740000728: fifth digit 4, a resident legal entity
var kazakhBusiness = Scheme{
	Name:    "BIN",
	Title:   "business identification number (БИН)",
	Source:  "Government of Kazakhstan, decree 406 (2007-05-22), rules on forming identification numbers; yvision.kz, computing and checking IIN and BIN; org-id.guide, list KZ-BIN",
	Example: "000740000728",
	Holder:  Organization,
	aliases: []string{"БИН", "BIN", "БСН", "BSN", "бизнес-идентификационный номер", "бизнес-сәйкестендіру нөмірі"},
	named:   true,
	zeros:   3,
	form:    "999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, holds(kazakhHolds(number)), number[4] >= '4' && number[4] <= '6'
	},
}

// kazakhPerson is IIN: the birth date, century and sex, four serial digits and
// a check digit. Numbers of twelve digits that do not begin with a date are in
// use, such as the taxpayer numbers (РНН) of before 2013: one whose check fails is
// no IIN.
//
//	730115335268
var kazakhPerson = Scheme{
	Name:    "IIN",
	Title:   "individual identification number (ИИН)",
	Source:  "Government of Kazakhstan, decree 406 (2007-05-22), rules on forming identification numbers; yvision.kz, computing and checking IIN and BIN",
	Example: "730115335268",
	Holder:  Person,
	aliases: []string{"ИИН", "IIN", "ЖСН", "индивидуальный идентификационный номер", "жеке сәйкестендіру нөмірі"},
	named:   true,
	form:    "999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if number[4] >= '4' && number[4] <= '6' {
			return 0, 0, false
		}
		ok := kazakhHolds(number)
		return Person, holds(ok), ok || isDate(2000+number2(number, 0), number2(number, 2), number2(number, 4))
	},
}

// kazakhHolds takes a second set of weights where the first leaves 10; a number
// for which that leaves 10 as well is not given out.
func kazakhHolds(number string) bool {
	remainder := weighted(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11
	if remainder == 10 {
		remainder = weighted(number, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11
	}
	return remainder == digit(number, 11)
}
