package countries

// Moldova was listed in November 2020. IDNO identifies an organisation and
// IDNP a person, both by thirteen digits; shorter numbers are fiscal codes of
// older registrations.
var moldova = country{
	code:        "MD",
	name:        "Moldova",
	area:        "CEE",
	localName:   "IDNO/IDNP",
	comment:     "the state identification number (IDNO) given to a legal entity is also its fiscal code; state register of legal entities of Moldova",
	editions:    []asked{{in: &november2020, digits: []int{6, 7, 8, 13}}},
	callingCode: "373",
	labels:      []string{"TIN", "cod", "număr"},
	others:      []string{"TVA", "cod TVA", "c/TVA"},
	phones:      phones{trunk: "0", groups: []string{"2-3-3", "2-2-2-2", "3-2-3", "3-5", "1-3-2-2", "2-2-2", "3-3"}},
	schemes:     []Scheme{moldovanOrganization, moldovanPerson, moldovanFiscalCode},
}

// moldovanOrganization is IDNO: 1 for the register of legal entities, three
// digits for the year, eight more and a check digit. A first digit that is
// neither 1 nor the 2 of persons does not tell whose it is.
//
//	1008600038413: 7×1 + 3×0 + 1×0 + 7×8 + 3×6 + 1×0 + 7×0 + 3×0 + 1×3 + 7×8 + 3×4 + 1×1 = 153, 153 mod 10 = 3
var moldovanOrganization = Scheme{
	Name:    "IDNO",
	Title:   "state identification number of an organisation (IDNO)",
	Source:  "python-stdnum, module stdnum.md.idno; tools.gera.services, Moldova IDNO; org-id.guide, list MD-IDNO",
	Example: "1008600038413",
	aliases: []string{"IDNO", "cod fiscal", "codul fiscal", "c/f", "фискальный код", "код фискальный"},
	named:   true,
	form:    "9999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if number[0] == '1' {
			holder = Organization
		}
		return holder, holds(moldovanHolds(number)), number[0] != '2'
	},
}

// moldovanPerson is IDNP, made like IDNO, with the register of the population
// in front, which is 2.
//
//	2001234567891
var moldovanPerson = Scheme{
	Name:    "IDNP",
	Title:   "state identification number of a person (IDNP)",
	Source:  "lookuptax.com, Moldova TIN number guide, after the Government of Moldova, decision 333; python-stdnum, module stdnum.md.idno",
	Example: "2001234567891",
	Holder:  Person,
	aliases: []string{"IDNP"},
	named:   true,
	form:    "2999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return personIf(moldovanHolds(number))
	},
}

func moldovanHolds(number string) bool {
	return weighted(number, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)%10 == digit(number, 12)
}

// moldovanFiscalCode is of a registration from before IDNO: six, seven or
// eight digits. No published check.
//
//	1234567
var moldovanFiscalCode = Scheme{
	Name:    "fiscal code",
	Title:   "fiscal code of an older registration (cod fiscal)",
	Source:  november2020.source + "; Ministry of Finance of Moldova, regulation 09 (2001-06-28) on the fiscal code",
	Example: "1234567",
	aliases: []string{"cod fiscal", "codul fiscal", "c/f", "фискальный код", "код фискальный"},
	named:   true,
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return AnyHolder, CheckNone, len(number) >= 6 && len(number) <= 8 && isDigits(number)
	},
}
