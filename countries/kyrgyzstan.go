package countries

// Kyrgyzstan was listed in November 2020. INN is the taxpayer number. What its
// first digit means is published nowhere: 0 is seen on organisations alone, 1
// and 2 on both.
var kyrgyzstan = country{
	code:        "KG",
	name:        "Kyrgyzstan",
	area:        "CEE",
	localName:   "ИНН",
	comment:     "UNN / public service number",
	editions:    []asked{{in: &november2020, digits: []int{14}}},
	callingCode: "996",
	phones:      phones{trunk: "0", groups: []string{"3-3-3", "4-5", "3-2-2-2", "3-3-1-2"}},
	schemes:     []Scheme{kyrgyzOrganization, kyrgyzTaxpayer},
}

// kyrgyzOrganization is INN as most organisations have it: 0, the day of the
// registration and five digits. No published check.
//
//	00207199610017: registered on 1996-07-02
var kyrgyzOrganization = Scheme{
	Name:    "INN",
	Title:   "taxpayer number (ИНН)",
	Source:  "lookuptax.com, Kyrgyzstan TIN number guide; org-id.guide, lists KG-TIN and KG-INN",
	Example: "00207199610017",
	Holder:  Organization,
	aliases: kyrgyzLabels,
	named:   true,
	zeros:   1,
	form:    "09999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, CheckNone, isKyrgyzOrganization(number)
	},
}

// kyrgyzTaxpayer is INN of any other form, of an organisation or a person. No
// published check.
//
//	20502198100469: an organisation
var kyrgyzTaxpayer = Scheme{
	Name:    "INN of another form",
	Title:   "taxpayer number (ИНН, ПИН)",
	Source:  "lookuptax.com, Kyrgyzstan TIN number guide; org-id.guide, list KG-TIN",
	Example: "20502198100469",
	aliases: kyrgyzLabels,
	named:   true,
	form:    "99999999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return AnyHolder, CheckNone, !isKyrgyzOrganization(number)
	},
}

var kyrgyzLabels = []string{"ИНН", "INN", "ПИН", "PIN", "TIN", "УНН", "UNN", "ИСН", "салык төлөөчүнүн идентификациялык номери"}

func isKyrgyzOrganization(number string) bool {
	return number[0] == '0' &&
		isDate(100*number2(number, 5)+number2(number, 7), number2(number, 3), number2(number, 1))
}
