package countries

import "time"

// Brazil was listed in March 2021, without published digits.
var brazil = country{
	code:        "BR",
	name:        "Brazil",
	editions:    []asked{{in: &march2021}},
	callingCode: "55",
	labels:      []string{"número", "TIN", "cadastro"},
	others:      []string{"IE", "IM", "NIRE", "inscrição estadual", "inscrição municipal"},
	phones:      phones{trunk: "0", groups: []string{"2-4-4", "2-5-4", "5-4", "4-4", "3-3-4", "4-3-4"}},
	complete:    true,
	otherForms:  []string{"99999999999"}, // NIRE, of the state's trade board, and the state registrations of Mato Grosso and Tocantins
	schemes:     []Scheme{brazilianCompany, brazilianCompanyWithLetters, brazilianPerson},
}

// brazilianCompany is CNPJ as it has always been: eight digits for the
// company, four for the establishment, and two check digits. Twelve zeros
// are not issued. Numbers with letters have the same check.
//
//	16727230000197
var brazilianCompany = Scheme{
	Name:    "CNPJ",
	Title:   "number in the national register of legal entities (Cadastro Nacional da Pessoa Jurídica)",
	Source:  "python-stdnum, module stdnum.br.cnpj; docs.gobl.org, tax regime of Brazil",
	Example: "16727230000197",
	Holder:  Organization,
	aliases: cnpjLabels,
	named:   true,
	zeros:   2,
	form:    "99999999999999",
	holds:   cnpjHolds,
}

// brazilianCompanyWithLetters is CNPJ as issued since July 2026: twelve digits or
// capital letters, and two check digits. Older numbers stay valid. A letter's value
// is its ASCII code less 48, so A is 17.
//
//	12ABC34501DE35
var brazilianCompanyWithLetters = Scheme{
	Name:    "CNPJ with letters",
	Title:   "number in the national register of legal entities, with letters (CNPJ alfanumérico)",
	Source:  "Receita Federal, Instrução Normativa RFB 2.229 (2024-10-15), in force from July 2026; python-stdnum, module stdnum.br.cnpj",
	Example: "12ABC34501DE35",
	Holder:  Organization,
	aliases: cnpjLabels,
	named:   true,
	since:   time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC),
	form:    "************99",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Organization, holds(cnpjHolds(number)), !isDigits(number)
	},
}

var cnpjLabels = []string{"CNPJ", "CNPJ/MF", "CGC", "cadastro nacional da pessoa jurídica"}

func cnpjHolds(number string) bool {
	return number[:12] != "000000000000" &&
		brazilianCheck(weighted(number, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(number, 12) &&
		brazilianCheck(weighted(number, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(number, 13)
}

func brazilianCheck(sum int) int { return (11 - sum%11) % 11 % 10 }

// brazilianPerson is CPF, the number of a natural person: nine digits and two
// check digits. Businesses have other numbers of eleven digits, so one whose
// check fails is no CPF.
//
//	39053344705
var brazilianPerson = Scheme{
	Name:    "CPF",
	Title:   "number in the register of natural persons (Cadastro de Pessoas Físicas)",
	Source:  "python-stdnum, module stdnum.br.cpf; docs.gobl.org, tax regime of Brazil",
	Example: "39053344705",
	Holder:  Person,
	aliases: []string{"CPF", "CPF/MF"},
	form:    "99999999999",
	judge: func(number string) (holder Holder, check Check, fits bool) {
		return Person, CheckValid, number[:9] != "000000000" &&
			brazilianCheck(weighted(number, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(number, 9) &&
			brazilianCheck(weighted(number, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == digit(number, 10)
	},
}
