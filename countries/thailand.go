package countries

// Thailand was listed in March 2021, without published digits.
var thailand = country{
	code:        "TH",
	name:        "Thailand",
	editions:    []asked{{in: &march2021}},
	callingCode: "66",
	labels:      []string{"TIN", "เลขที่", "เลข"},
	others:      []string{"สาขา", "สาขาที่"},
	phones:      phones{trunk: "0", groups: []string{"1-3-4", "2-3-3", "2-3-4", "1-3-3-4"}},
	complete:    true,
	schemes:     []Scheme{thaiOrganization, thaiPerson},
}

// thaiOrganization is a legal entity's registration and, at once, its
// taxpayer number: thirteen digits, of which the first is 0 and the last a
// check digit over the others.
//
//	0994000617721
var thaiOrganization = Scheme{
	Name:    "juristic person number",
	Title:   "registration and taxpayer number of a legal entity (เลขทะเบียนนิติบุคคล)",
	Source:  "python-stdnum, module stdnum.th.moa; Department of Business Development of Thailand, regulation of 2542 on the registration number; Revenue Department of Thailand, note on the thirteen digits",
	Example: "0994000617721",
	Holder:  Organization,
	aliases: append([]string{"เลขทะเบียนนิติบุคคล", "ทะเบียนนิติบุคคล", "เลขทะเบียน", "ทะเบียนเลขที่", "เลขทะเบียนบริษัท", "ทะเบียนบริษัทเลขที่", "juristic person"}, thaiTaxLabels...),
	named:   true,
	zeros:   1,
	form:    "0999999999999",
	holds:   thaiHolds,
}

// thaiTaxLabels name the taxpayer number, which is a juristic person's or a
// natural person's.
var thaiTaxLabels = []string{"เลขประจำตัวผู้เสียภาษี", "เลขประจำตัวผู้เสียภาษีอากร", "เลขผู้เสียภาษี", "เลขที่ผู้เสียภาษี", "taxpayer identification"}

// thaiPerson is the number of a person's identity card and, at once, the
// taxpayer number: thirteen digits, of which the first is 1 to 8 and the
// last a check digit over the others.
//
//	1234545678781
var thaiPerson = Scheme{
	Name:    "personal identification number",
	Title:   "identification and taxpayer number of a person (เลขประจำตัวประชาชน)",
	Source:  "python-stdnum, module stdnum.th.pin; Revenue Department of Thailand, note on the thirteen digits",
	Example: "1234545678781",
	Holder:  Person,
	aliases: append([]string{"เลขประจำตัวประชาชน", "บัตรประชาชน"}, thaiTaxLabels...),
	named:   true,
	form:    "9999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, holds(thaiHolds(number)), number[0] != '0' && number[0] != '9'
	},
}

// thaiHolds weighs the digits by 13 down to 2, which modulo 11 are 2 down to
// -9.
func thaiHolds(number string) bool {
	return (11-weighted(number, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11)%10 == digit(number, 12)
}
