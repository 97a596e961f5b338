package countries

import (
	"slices"
	"strings"
)

// India was listed in March 2021, without published digits.
var india = country{
	code:        "IN",
	name:        "India",
	editions:    []asked{{in: &march2021}},
	callingCode: "91",
	labels:      []string{"TIN"},
	others:      []string{"TAN", "IEC", "FCRN", "DIN", "ESIC"},
	phones:      phones{trunk: "0", groups: []string{"5-5", "2-4-4", "3-3-4", "4-3-3", "4-6", "3-7"}},
	schemes:     []Scheme{indianGoodsAndServices, indianOtherGoodsAndServices, indianAccount, indianCompany, indianPartnership, indianEnterprise, indianPerson},
}

// indianGoodsAndServices is GSTIN, a business's registration for the goods
// and services tax in one state: the state (01 to 38, 97 or 99), the
// business's PAN, 1 to 9 or A to Z, Z or for tax deducted or collected at
// source D or C, and a check by Luhn mod 36. Where the PAN is a person's,
// the registration is a sole trader's and still the business's own.
//
//	27AAPFU0939F1ZV: Maharashtra, AAPFU0939F, the first registration there
var indianGoodsAndServices = Scheme{
	Name:    "GSTIN",
	Title:   "goods and services tax identification number",
	Source:  "python-stdnum, module stdnum.in_.gstin; docs.gobl.org, tax regime of India; for D, C and the states the GST portal, services.gst.gov.in",
	Example: "27AAPFU0939F1ZV",
	aliases: indianTaxLabels,
	named:   true,
	form:    "99AAAAA9999A*A*",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if number[12] == '0' || !strings.ContainsRune("ZDC", rune(number[13])) {
			return 0, 0, false
		}
		state := number2(number, 0)
		holder, _, fits = indianAccount.identify(number[2:12])
		if !fits || state == 0 || state > 38 && state != 97 && state != 99 {
			return 0, 0, false
		}
		if holder == Person {
			holder = AnyHolder
		}
		return holder, holds(luhn(number, 36)), true
	},
}

// indianOtherGoodsAndServices is GSTIN of those that have no PAN: of a
// foreign supplier of online services, of a non-resident, and of a body of
// the United Nations or an embassy: four digits, three letters for the
// country or body, five digits, OS, NR, UN or ON, and one more character.
// Whether that is a check is disputed.
//
//	9917USA29005OS9
//	2317UNO00001UND
var indianOtherGoodsAndServices = Scheme{
	Name:    "GSTIN without a PAN",
	Title:   "goods and services tax identification number of a foreign supplier, a non-resident or a body of the United Nations",
	Source:  "github.com/tk120404/gst, issue 3; the GST portal, services.gst.gov.in",
	Example: "9917USA29005OS9",
	Holder:  Organization,
	aliases: indianTaxLabels,
	named:   true,
	form:    "9999AAA99999AA*",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, CheckNone, slices.Contains([]string{"OS", "NR", "UN", "ON"}, number[12:14])
	},
}

var indianTaxLabels = []string{"GSTIN", "GST", "UIN", "GST registration", "जीएसटीआईएन", "जीएसटी"}

// indianAccount is PAN, the number of every taxpayer: five letters, four
// digits (not 0000) and a letter. The fourth letter is P for a person and A,
// B, C, E, F, G, H, J, K, L or T for others. The last letter is a check
// whose computation is secret: no published check.
//
//	AAPFU0939F: F, a firm
var indianAccount = Scheme{
	Name:    "PAN",
	Title:   "permanent account number",
	Source:  "python-stdnum, module stdnum.in_.pan; caclubindia.com, PAN structure; org-id.guide, list IN-PAN",
	Example: "AAPFU0939F",
	aliases: []string{"PAN", "permanent account", "पैन", "स्थायी खाता संख्या"},
	named:   true,
	form:    "AAAAA9999A",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if number[5:9] == "0000" {
			return 0, 0, false
		}
		switch number[3] {
		case 'P':
			return Person, CheckNone, true
		case 'A', 'B', 'C', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'T':
			return Organization, CheckNone, true
		default:
			return 0, 0, false
		}
	},
}

// indianCompany is CIN, by which a company is registered: L or U, five
// digits for the industry, the state, the year, three letters for the kind,
// six digits. No published check.
//
//	L17110MH1973PLC019786: listed, industry 17110, Maharashtra, 1973, public limited
var indianCompany = Scheme{
	Name:    "CIN",
	Title:   "corporate identification number",
	Source:  "caclubindia.com, Corporate Identity Number (CIN), after the Ministry of Corporate Affairs; corporate-cases.com, CIN, FCRN, LLPIN; org-id.guide, list IN-MCA",
	Example: "L17110MH1973PLC019786",
	Holder:  Organization,
	aliases: []string{"CIN", "corporate identity", "corporate identification"},
	form:    "A99999AA9999AAA999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, CheckNone, number[0] == 'L' || number[0] == 'U'
	},
}

// indianPartnership is LLPIN, by which a limited liability partnership is
// registered: three letters and four digits. No published check.
//
//	AAA1234
var indianPartnership = Scheme{
	Name:    "LLPIN",
	Title:   "limited liability partnership identification number",
	Source:  "restthecase.com, What is LLPIN?, after the Limited Liability Partnership Act, 2008; getswipe.in, corporate identification number",
	Example: "AAA1234",
	Holder:  Organization,
	aliases: []string{"LLPIN", "LLP identification"},
	form:    "AAA9999",
}

// indianEnterprise is Udyam, the registration of a micro, small or medium
// enterprise. Its hyphens belong to it. No published check.
//
//	UDYAM-MH-19-0043052: Maharashtra, district 19
var indianEnterprise = Scheme{
	Name:    "Udyam",
	Title:   "registration number of a micro, small or medium enterprise (Udyam)",
	Source:  "instantudyam.com, verify a Udyam number; godrejcapital.com, What is Udyam Registration Number (2025-07-25)",
	Example: "UDYAM-MH-19-0043052",
	aliases: []string{"Udyam registration", "Udyam no"},
	judge: func(number string) (holder Holder, check Check, fits bool) {
		rest, found := strings.CutPrefix(number, "UDYAM")
		return AnyHolder, CheckNone, found && hasForm(rest, "-AA-99-9999999")
	},
}

// indianPerson is Aadhaar, the number of an inhabitant: twelve digits, of
// which the first is 2 to 9 and the last a check digit by Verhoeff, and
// which are not the same backwards. Other numbers of twelve digits are in
// use: one whose check fails is none.
//
//	234123412346
var indianPerson = Scheme{
	Name:    "Aadhaar",
	Title:   "personal identity number (Aadhaar)",
	Source:  "python-stdnum, module stdnum.in_.aadhaar; Unique Identification Authority of India, A UID Numbering Scheme (2010)",
	Example: "234123412346",
	Holder:  Person,
	aliases: []string{"Aadhaar", "UID", "UIDAI"},
	form:    "999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, CheckValid, number[0] >= '2' && !isPalindrome(number) && verhoeff(number)
	},
}

func isPalindrome(number string) bool {
	for i := range len(number) / 2 {
		if number[i] != number[len(number)-1-i] {
			return false
		}
	}
	return true
}
