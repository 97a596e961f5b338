package countries

// Poland was listed in March 2021, without published digits.
var poland = country{
	code:        "PL",
	name:        "Poland",
	editions:    []asked{{in: &march2021}},
	callingCode: "48",
	labels:      []string{"TIN", "numer"},
	others:      []string{"BDO"},
	phones:      phones{groups: []string{"2-3-2-2", "3-3-3", "2-7"}},
	complete:    true,
	otherForms:  []string{"000999999"}, // in the register of waste, BDO
	schemes:     []Scheme{polishTaxpayer, polishStatistical, polishStatisticalUnit, polishCourt, polishPerson},
}

// polishTaxpayer is NIP, of every business and of the persons who run one:
// ten digits, the last one a check digit over the others.
//
//	1234563218: 6×1 + 5×2 + 7×3 + 2×4 + 3×5 + 4×6 + 5×3 + 6×2 + 7×1 = 118, 118 mod 11 = 8
var polishTaxpayer = Scheme{
	Name:    "NIP",
	Title:   "tax identification number (Numer Identyfikacji Podatkowej)",
	Source:  "python-stdnum, module stdnum.pl.nip; docs.gobl.org, tax regime of Poland",
	Example: "1234563218",
	aliases: []string{"NIP", "VAT", "numer identyfikacji podatkowej"},
	named:   true,
	form:    "9999999999",
	holds:   func(number string) bool { return weighted(number, 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == digit(number, 9) },
}

// polishStatistical is REGON, the statistical number of a business: nine
// digits, the last one a check digit over the others. What begins with 000
// and fails that can be a number in the register of waste (BDO).
//
//	192598184: 8×1 + 9×9 + 2×2 + 3×5 + 4×9 + 5×8 + 6×1 + 7×8 = 246, 246 mod 11 = 4
var polishStatistical = Scheme{
	Name:    "REGON",
	Title:   "number in the register of the national economy (Rejestr Gospodarki Narodowej)",
	Source:  "python-stdnum, module stdnum.pl.regon; ceidg-online.pl, Budowa numeru REGON (2018-01-14); Statistics Poland, REGON register",
	Example: "192598184",
	aliases: []string{"REGON"},
	zeros:   3,
	form:    "999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		ok := regonHolds(number)
		return AnyHolder, holds(ok), ok || number[:3] != "000"
	},
}

// polishStatisticalUnit is REGON of a local unit: that of the business, four
// digits and another check digit. The court register and the statistics office
// print that of the business itself with five zeros, which check nothing.
//
//	12345678512347
//	61018820100000
var polishStatisticalUnit = Scheme{
	Name:    "REGON of a local unit",
	Title:   "number of a local unit in the register of the national economy (REGON)",
	Source:  "python-stdnum, module stdnum.pl.regon; Statistics Poland, REGON register; for the five zeros extracts of the court register (ekrs.ms.gov.pl)",
	Example: "12345678512347",
	aliases: []string{"REGON"},
	zeros:   2,
	form:    "99999999999999",
	holds: func(number string) bool {
		return regonHolds(number) &&
			(number[9:] == "00000" || weighted(number, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)%11%10 == digit(number, 13))
	},
}

func regonHolds(number string) bool {
	return weighted(number, 8, 9, 2, 3, 4, 5, 6, 7)%11%10 == digit(number, 8)
}

// polishCourt is KRS, by which courts register companies and associations:
// ten digits that begin with 000. By its form it can be a NIP as well. No
// published check.
//
//	0000359730
var polishCourt = Scheme{
	Name:    "KRS",
	Title:   "number in the national court register (Krajowy Rejestr Sądowy)",
	Source:  "org-id.guide, list PL-KRS; Ministry of Justice of Poland, search of the register (ekrs.ms.gov.pl)",
	Example: "0000359730",
	Holder:  Organization,
	aliases: []string{"KRS", "numer KRS"},
	form:    "0009999999",
}

// polishPerson is PESEL: the birth date, in which the month carries the
// century, four digits and a check digit. To the month 80 is added for the
// 1800s, 20 for the 2000s, 40 for the 2100s and 60 for the 2200s.
//
//	44051401359: born on 1944-05-14
var polishPerson = Scheme{
	Name:    "PESEL",
	Title:   "number in the population register (PESEL)",
	Source:  "python-stdnum, module stdnum.pl.pesel; gov.pl, Numer PESEL; OECD, Information on Tax Identification Numbers, Poland",
	Example: "44051401359",
	Holder:  Person,
	aliases: []string{"PESEL"},
	named:   true,
	form:    "99999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		centuries := [...]int{1900, 2000, 2100, 2200, 1800}
		month := number2(number, 2)
		if !isDate(centuries[month/20]+number2(number, 0), month%20, number2(number, 4)) {
			return personIf(false)
		}
		return Person, holds((weighted(number, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)+digit(number, 10))%10 == 0), true
	},
}
