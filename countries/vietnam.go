package countries

// Vietnam was listed in March 2021, without published digits.
var vietnam = country{
	code:        "VN",
	name:        "Vietnam",
	editions:    []asked{{in: &march2021}},
	callingCode: "84",
	labels:      []string{"TIN", "VAT", "mã số", "số", "ĐKKD", "GPKD", "GPĐKKD", "GCNĐKKD", "ĐKDN", "GCNĐKDN", "CNĐKDN", "giấy CNĐKDN", "giấy CNĐKKD", "đăng ký kinh doanh", "đăng ký doanh nghiệp", "giấy chứng nhận đăng ký kinh doanh", "giấy chứng nhận đăng ký doanh nghiệp"},
	phones:      phones{trunk: "0", groups: []string{"2-4-4", "3-4-3", "4-6", "2-3-2-2", "3-3-3", "2-3-4", "3-7"}},
	complete:    true,
	otherForms: []string{
		"999999999999", // investment certificate of 2006 to 2015, which was a registration at once
		"99A9999999",   // household business or cooperative, Decree 88/2006/ND-CP and circular 03/2006/TT-BKH: province, district, 7 or 8, six digits
	},
	schemes: []Scheme{vietnameseTaxpayer, vietnameseBranch, vietnameseCertificate, vietnamesePerson},
}

// vietnameseTaxpayer is MST, the tax code, which is a business's
// registration code at once: two digits for the province, seven serial ones
// that are not all zero, and a check digit.
//
//	0100233488
var vietnameseTaxpayer = Scheme{
	Name:    "MST",
	Title:   "tax code and business registration code (mã số thuế, mã số doanh nghiệp)",
	Source:  "python-stdnum, module stdnum.vn.mst; Ministry of Finance of Vietnam, circular 105/2020/TT-BTC; org-id.guide, list VN-TIN",
	Example: "0100233488",
	aliases: vietnameseLabels,
	named:   true,
	zeros:   1,
	form:    "9999999999",
	holds:   mstHolds,
}

var vietnameseLabels = []string{"MST", "mã số thuế", "MSDN", "mã số doanh nghiệp", "mã doanh nghiệp"}

// vietnameseBranch is MST of a branch: that of the business and 001 to 999.
//
//	0314409058002
var vietnameseBranch = Scheme{
	Name:    "MST of a branch",
	Title:   "tax code of a branch (mã số thuế)",
	Source:  "python-stdnum, module stdnum.vn.mst; Ministry of Finance of Vietnam, circular 105/2020/TT-BTC",
	Example: "0314409058002",
	aliases: vietnameseLabels,
	named:   true,
	zeros:   1,
	form:    "9999999999999",
	holds:   func(number string) bool { return mstHolds(number) && number[10:] != "000" },
}

func mstHolds(number string) bool {
	return number[2:9] != "0000000" && 10-weighted(number, 31, 29, 23, 19, 17, 13, 7, 5, 3)%11 == digit(number, 9)
}

// vietnameseCertificate is a business registration certificate of before June
// 2010, when MST took its place: two digits for the province, 0 for a company, 1
// for a branch or 2 for a representative office, the kind of company from 1 to 7,
// and six serial ones, of which no province came to 100,000. No published check:
// such a number is no mistyped MST.
//
//	0103018927
var vietnameseCertificate = Scheme{
	Name:    "GCNĐKKD",
	Title:   "business registration certificate of before 2010 (giấy chứng nhận đăng ký kinh doanh)",
	Source:  "Ministry of Planning and Investment of Vietnam, circular 03/2006/TT-BKH (2006-10-19); Decree 88/2006/ND-CP on business registration, replaced by Decree 43/2010/ND-CP",
	Example: "0103018927",
	Holder:  Organization,
	written: labelled,
	form:    "9999099999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, CheckNone, number[2] <= '2' && number[3] >= '1' && number[3] <= '7'
	},
}

// vietnamesePerson is a citizen's number, since July 2025 also a person's tax
// code. No published check.
//
//	001080012345
var vietnamesePerson = Scheme{
	Name:    "personal identification number",
	Title:   "personal identification number (số định danh cá nhân, CCCD)",
	Source:  "Law on Identification of Vietnam (2023), article 12; Circular 86/2024/TT-BTC (2024-12-23); for the provinces Decree 137/2015/ND-CP, article 7",
	Example: "001080012345",
	Holder:  Person,
	aliases: []string{"CCCD", "căn cước", "căn cước công dân", "CMND", "số định danh cá nhân"},
	written: labelled,
	form:    "099999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		// 011043000123 can be an investment certificate or of a man born in 1943.
		isCertificate := number[2] >= '1' && number[2] <= '2' && number[3] == '0' && number[4] >= '1' && number[4] <= '4' && number[5] >= '1' && number[5] <= '3'
		return Person, CheckNone, !isCertificate
	},
}
