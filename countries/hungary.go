package countries

// Hungary was listed in November 2020. Adószám, a business's tax number, has
// eleven digits. Ten digits are a company's number in the register or
// adóazonosító jel, a person's.
var hungary = country{
	code:        "HU",
	name:        "Hungary",
	area:        "CEE",
	localName:   "TIN",
	comment:     "tax identification number",
	editions:    []asked{{in: &november2020, digits: []int{10, 11}}},
	callingCode: "36",
	labels:      []string{"TIN", "szám", "száma"},
	others:      []string{"KSH", "statisztikai számjel", "statisztikai szám"},
	phones:      phones{groups: []string{"1-3-4", "2-3-3", "2-3-4", "2-1-3-4", "2-2-3-3", "2-2-3-4", "3-3-4", "4-3-3", "4-3-4"}},
	schemes:     []Scheme{hungarianBusiness, hungarianCompany, hungarianPerson},
}

// hungarianBusiness is adószám, the number of a taxable business: eight
// digits, the last a check digit, that alone are the number in the European
// Union, the kind of VAT (1 to 5), and the territory (02 to 20, 22 to 44,
// 51).
//
//	12892312242: 9×1 + 7×2 + 3×8 + 1×9 + 9×2 + 7×3 + 3×1 + 1×2 = 100, 100 mod 10 = 0
var hungarianBusiness = Scheme{
	Name:    "adószám",
	Title:   "tax number of a business (adószám)",
	Source:  "python-stdnum, module stdnum.hu.anum; lookuptax.com and taxid.pro, Hungary",
	Example: "12892312242",
	aliases: []string{"adószám", "adószáma", "adósz", "asz", "ANUM", "VAT", "áfa", "közösségi adószám", "EU adószám"},
	named:   true,
	form:    "99999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		territory := number2(number, 9)
		ok := weighted(number, 9, 7, 3, 1, 9, 7, 3, 1)%10 == 0 &&
			number[8] >= '1' && number[8] <= '5' &&
			(territory >= 2 && territory <= 44 && territory != 21 || territory == 51)
		// An association's or foundation's register number, 01-02-0000123, is no mistyped one.
		if court, kind := number2(number, 0), number2(number, 2); !ok && court >= 1 && court <= 20 && (kind == 1 || kind == 2) {
			return 0, 0, false
		}
		return AnyHolder, holds(ok), true
	},
}

// hungarianCompany is a company's number in the register, printed
// 01-10-041683: the court (01 to 20), the legal form, and a serial number.
// No published check.
//
//	0110041683: Budapest, a company limited by shares
var hungarianCompany = Scheme{
	Name:    "cégjegyzékszám",
	Title:   "number in the company register (cégjegyzékszám)",
	Source:  "Cégközlöny, guide (2019-03-20); blog.cegjelzo.com, the e-register explained; org-id.guide, list HU-AFA",
	Example: "0110041683",
	Holder:  Organization,
	aliases: []string{"cégjegyzékszám", "cégjegyzékszáma", "cégjegyzék szám", "Cg", "Cgj", "cégjsz", "cjsz", "company registration number"},
	form:    "9999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		court := number2(number, 0)
		return Organization, CheckNone, court >= 1 && court <= 20
	},
}

// hungarianPerson is adóazonosító jel: 8, the days from 1867-01-01 to the
// birth, a serial number and a check digit.
//
//	8071592153: 1×8 + 2×0 + 3×7 + 4×1 + 5×5 + 6×9 + 7×2 + 8×1 + 9×5 = 179, 179 mod 11 = 3
var hungarianPerson = Scheme{
	Name:    "adóazonosító jel",
	Title:   "tax identification sign of a person (adóazonosító jel)",
	Source:  "lookuptax.com and taxid.pro, Hungary; OECD, Information on Tax Identification Numbers, Hungary",
	Example: "8071592153",
	Holder:  Person,
	aliases: []string{"adóazonosító", "adóazonosító jel", "adóazonosító szám"},
	named:   true,
	form:    "8999999999",
	holds:   func(number string) bool { return weighted(number, 1, 2, 3, 4, 5, 6, 7, 8, 9)%11 == digit(number, 9) },
}
