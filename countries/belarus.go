package countries

import "strings"

// Belarus was listed in November 2020. UNP is the payer number that
// organisations and sole traders share.
var belarus = country{
	code:        "BY",
	name:        "Belarus",
	area:        "CEE",
	localName:   "УНП",
	comment:     "UNP (the tax identification number)",
	editions:    []asked{{in: &november2020, digits: []int{9}}},
	callingCode: "375",
	phones:      phones{trunk: "80", groups: []string{"2-3-2-2", "3-2-2-2", "4-2-3", "2-7", "1-3-2-3", "3-2-4"}},
	schemes:     []Scheme{belarusianPayer, belarusianPerson},
}

// belarusianPayer is UNP in digits. The first digit is the region, 8 that of
// banks and foreign-owned companies, and the last the check digit over the
// others, where 10 is not issued.
//
//	200988541: 29×2 + 23×0 + 19×0 + 17×9 + 13×8 + 7×8 + 5×5 + 3×4 = 408, 408 mod 11 = 1
var belarusianPayer = Scheme{
	Name:    "UNP",
	Title:   "payer account number (УНП)",
	Source:  "python-stdnum, module stdnum.by.unp, whose list of regions is older; Ministry of Taxes and Duties of Belarus, resolution 127 (2003-12-31), as unp-validator on npmjs.com names it; tin-check.com and lookuptax.com, Belarus",
	Example: "200988541",
	aliases: []string{"УНП", "UNP", "УНН", "UNN", "ИНН", "TIN", "учетный номер плательщика", "уліковы нумар плацельшчыка"},
	named:   true,
	form:    "999999999",
	holds:   func(number string) bool { return weighted(number, 29, 23, 19, 17, 13, 7, 5, 3)%11 == digit(number, 8) },
}

// belarusianPerson is the UNP of a natural person, of two letters that
// Cyrillic and Latin share, the first up to M, and seven digits, of which
// the last is a check digit. Partner Center takes digits only.
//
//	MA1953684: M counts 22; A is the first of its letters and counts 0
var belarusianPerson = Scheme{
	Name:    "UNP of a person",
	Title:   "payer account number of a person (УНП)",
	Source:  "python-stdnum, module stdnum.by.unp; tin-check.com, Belarus",
	Example: "MA1953684",
	Holder:  Person,
	form:    "AA9999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		const shared = "ABCEHKMOPT"
		first, second := strings.IndexByte(shared, number[0]), strings.IndexByte(shared, number[1])
		if first < 0 || first > strings.IndexByte(shared, 'M') || second < 0 {
			return 0, 0, false
		}
		sum := 29*(int(number[0]-'A')+10) + 23*second + weighted(number[2:], 19, 17, 13, 7, 5, 3)
		return personIf(sum%11 == digit(number, 8))
	},
}
