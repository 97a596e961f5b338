package countries

import "strings"

// Azerbaijan was listed in November 2020. VÖEN, the taxpayer number, has ten
// digits; the personal identification code has seven characters.
var azerbaijan = country{
	code:        "AZ",
	name:        "Azerbaijan",
	area:        "CEE",
	localName:   "ИНН/VOEN/ПИК",
	comment:     "TIN / INN / PIC",
	editions:    []asked{{in: &november2020, digits: []int{7, 10}}},
	callingCode: "994",
	labels:      []string{"nömrəsi"},
	phones:      phones{trunk: "0", groups: []string{"2-3-2-2", "3-2-2"}},
	schemes:     []Scheme{azerbaijaniTaxpayer, azerbaijaniPerson},
}

// azerbaijaniTaxpayer is VÖEN, the number of every taxpayer. The first two
// digits are the territory, six are serial, the ninth is the check digit, and
// the tenth says whom the number identifies.
//
//	9900003871: 4×9 + 1×9 + 8×0 + 6×0 + 2×0 + 7×0 + 5×3 + 3×8 = 84, 84 mod 11 = 7; an organisation
var azerbaijaniTaxpayer = Scheme{
	Name:    "VÖEN",
	Title:   "taxpayer number (vergi ödəyicisinin eyniləşdirmə nömrəsi)",
	Source:  "OECD, Information on Tax Identification Numbers, Azerbaijan; python-stdnum, module stdnum.az.voen",
	Example: "9900003871",
	aliases: []string{"VÖEN", "VOEN", "VÖİN", "ВОЕН", "ВӨЕН", "ВОЭН", "ИНН", "INN", "TIN", "vergi ödəyicisinin eyniləşdirmə nömrəsi"},
	named:   true,
	zeros:   1,
	form:    "9999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		switch number[9] {
		case '1':
			holder = Organization
		case '2':
			holder = Person
		}
		return holder, holds(holder != AnyHolder && weighted(number, 4, 1, 8, 6, 2, 7, 5, 3)%11 == digit(number, 8)), true
	},
}

// azerbaijaniPerson is the code that every inhabitant has: seven characters,
// digits and capital letters. Partner Center takes digits only. No published check.
//
//	5VBK5VR
var azerbaijaniPerson = Scheme{
	Name:    "PIN",
	Title:   "personal identification number (fərdi identifikasiya nömrəsi, ПИК)",
	Source:  "validatetin.com, TIN Check Azerbaijan; OECD, Information on Tax Identification Numbers, Azerbaijan",
	Example: "5VBK5VR",
	Holder:  Person,
	aliases: []string{"PIN", "FİN", "PIC", "ПИК", "ФИН", "FİN kod"},
	named:   true,
	written: labelled,
	form:    "*******",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, CheckNone, strings.ContainsAny(number, "0123456789")
	},
}
