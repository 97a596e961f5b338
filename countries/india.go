package countries

// India was listed in March 2021, without published digits.
var india = country{
	code:        "IN",
	name:        "India",
	editions:    []asked{{in: &march2021}},
	callingCode: "91",
	labels:      []string{"GSTIN", "GST", "PAN", "CIN", "LLPIN", "AADHAAR", "UID", "TIN"},
	schemes:     []Scheme{indianGoodsAndServices, indianAccount, indianCompany, indianPartnership, indianPerson},
}

// indianGoodsAndServices is GSTIN, a business's registration for the goods and
// services tax in one state. It carries the business's PAN; where that is a
// person's, the registration is a sole trader's and still the business's own.
//
//	27AAPFU0939F1ZV: Maharashtra, AAPFU0939F, the first registration there
var indianGoodsAndServices = Scheme{
	Name:      "GSTIN",
	Title:     "goods and services tax identification number",
	Issuer:    "Goods and Services Tax Network, India",
	Structure: "15 characters: the state (01 to 37), a PAN, 1 to 9 or A to Z, Z, and a check by Luhn mod 36",
	Source:    "python-stdnum, module stdnum.in_.gstin",
	Example:   "27AAPFU0939F1ZV",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !hasForm(number, "99AAAAA9999A*Z*") || number[12] == '0' {
			return 0, 0, false
		}
		state := number2(number, 0)
		holder, _, fits = indianAccount.judge(number[2:12])
		if !fits || state == 0 || state > 37 {
			return 0, 0, false
		}
		if holder == Person {
			holder = AnyHolder
		}
		return holder, holds(luhn(number, 36)), true
	},
}

// indianAccount is PAN, the number of every taxpayer. Its fourth letter says
// whom it identifies. The last letter is a check whose computation is secret:
// no published check.
//
//	AAPFU0939F: F, a firm
var indianAccount = Scheme{
	Name:      "PAN",
	Title:     "permanent account number",
	Issuer:    "Income Tax Department, India",
	Structure: "5 letters, 4 digits (not 0000) and a letter; the fourth letter is P for a person, A B C F G H J K L T for others",
	Source:    "python-stdnum, module stdnum.in_.pan",
	Example:   "AAPFU0939F",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !hasForm(number, "AAAAA9999A") || number[5:9] == "0000" {
			return 0, 0, false
		}
		switch number[3] {
		case 'P':
			return Person, CheckNone, true
		case 'A', 'B', 'C', 'F', 'G', 'H', 'J', 'K', 'L', 'T':
			return Organization, CheckNone, true
		default:
			return 0, 0, false
		}
	},
}

// indianCompany is CIN, by which a company is registered. No published check.
//
//	L17110MH1973PLC019786: listed, industry 17110, Maharashtra, 1973, public limited
var indianCompany = Scheme{
	Name:      "CIN",
	Title:     "corporate identification number",
	Issuer:    "Ministry of Corporate Affairs, India",
	Structure: "21 characters: L or U, 5 digits for the industry, 2 letters for the state, the year, 3 letters for the kind, 6 digits",
	Source:    "caclubindia.com, Corporate Identity Number (CIN), after the Ministry of Corporate Affairs",
	Example:   "L17110MH1973PLC019786",
	Holder:    Organization,
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, CheckNone, hasForm(number, "A99999AA9999AAA999999") && (number[0] == 'L' || number[0] == 'U')
	},
}

// indianPartnership is LLPIN, by which a limited liability partnership is
// registered. No published check.
//
//	AAA1234
var indianPartnership = Scheme{
	Name:      "LLPIN",
	Title:     "limited liability partnership identification number",
	Issuer:    "Ministry of Corporate Affairs, India",
	Structure: "7 characters: 3 letters and 4 digits",
	Source:    "restthecase.com, What is LLPIN?, after the Limited Liability Partnership Act, 2008",
	Example:   "AAA1234",
	Holder:    Organization,
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, CheckNone, hasForm(number, "AAA9999")
	},
}

// indianPerson is Aadhaar, the number of an inhabitant.
//
//	234123412346
var indianPerson = Scheme{
	Name:      "Aadhaar",
	Title:     "personal identity number (Aadhaar)",
	Issuer:    "Unique Identification Authority of India",
	Structure: "12 digits: the first is 2 to 9, the last a check digit by Verhoeff; not the same backwards",
	Source:    "python-stdnum, module stdnum.in_.aadhaar",
	Example:   "234123412346",
	Holder:    Person,
	judge: func(number string) (holder Holder, check Check, fits bool) {
		if !isDigitsOf(number, 12) || number[0] < '2' {
			return 0, 0, false
		}
		return Person, holds(!isPalindrome(number) && verhoeff(number)), true
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
