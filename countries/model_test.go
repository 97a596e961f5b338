package countries_test

import (
	"math/rand/v2"
	"strings"

	"github.com/cspkit/customerscreen/countries"
)

// A model is a scheme's mathematics written a second time, from the weights
// and moduli of its source and without the package under test: it makes valid
// numbers and says which errors their checks can see.
type model struct {
	country string
	schemes []string // those that share the check
	module  string   // of python-stdnum, "" where it has none
	forms   []string // of numbers that are given out; see [random]
	loose   string   // a wider form, most of whose numbers are invalid
	checks  []check  // in the order in which they are computed

	around     func(number string) string // the registration number that a module's number stands in
	allSingles bool                       // theory promises that every single error is seen
}

// check computes one check character. There is none for some numbers, which
// are not given out.
type check struct {
	at       int
	expected func(number string) (c byte, ok bool)
}

// random makes a number of a form: 9 is a digit, A a capital letter, * either,
// {…} one of the characters in it, and any other character is itself.
func random(r *rand.Rand, form string) string {
	const digits, capitals = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	var number strings.Builder
	for i := 0; i < len(form); i++ {
		among := form[i : i+1]
		switch form[i] {
		case '9':
			among = digits
		case 'A':
			among = capitals
		case '*':
			among = digits + capitals
		case '{':
			end := i + strings.IndexByte(form[i:], '}')
			among = form[i+1 : end]
			i = end
		}
		number.WriteByte(among[r.IntN(len(among))])
	}
	return number.String()
}

// valid makes a number whose checks hold.
func (m model) valid(r *rand.Rand) string {
	for {
		number := []byte(random(r, m.forms[r.IntN(len(m.forms))]))
		given := true
		for _, c := range m.checks {
			expected, ok := c.expected(string(number))
			number[c.at] = expected
			given = given && ok
		}
		if given {
			return string(number)
		}
	}
}

// holds reports whether all checks hold.
func (m model) holds(number string) bool {
	for _, c := range m.checks {
		if expected, ok := c.expected(number); !ok || number[c.at] != expected {
			return false
		}
	}
	return true
}

// mutated makes one error in a number: a character changed, or two exchanged.
func mutated(r *rand.Rand, number string) string {
	errors := append(singleErrors(number), transpositions(number)...)
	return errors[r.IntN(len(errors))]
}

// singleErrors are all numbers with another digit in the place of a digit, or
// another letter in that of a letter.
func singleErrors(number string) []string {
	var errors []string
	for i := range len(number) {
		first, last := byte('0'), byte('9')
		if number[i] > '9' {
			first, last = 'A', 'Z'
		}
		for c := first; c <= last; c++ {
			if c != number[i] {
				errors = append(errors, number[:i]+string(c)+number[i+1:])
			}
		}
	}
	return errors
}

// transpositions are all numbers with two different neighbours exchanged.
func transpositions(number string) []string {
	var errors []string
	for i := 1; i < len(number); i++ {
		if number[i-1] != number[i] {
			errors = append(errors, number[:i-1]+number[i:i+1]+number[i-1:i]+number[i+1:])
		}
	}
	return errors
}

// values of characters.
func ascii(c byte) int { return int(c) - '0' }

func base36(c byte) int { return strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", c) }

func weigh(number string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += w * ascii(number[i])
	}
	return sum
}

// What becomes of a remainder.
func folded(r int) (byte, bool)   { return byte('0' + r%10), true }      // 10 becomes 0
func exact(r int) (byte, bool)    { return byte('0' + r%10), r < 10 }    // with 10 not given out
func opposite(r int) (byte, bool) { return byte('0' + (10-r)%10), true } // what is missing to a ten

func linear(at, modulus int, digit func(int) (byte, bool), weights ...int) check {
	return check{at, func(number string) (byte, bool) {
		return digit(((weigh(number, weights...) % modulus) + modulus) % modulus)
	}}
}

func luhnCheck(at, base int) check {
	return check{at, func(number string) (byte, bool) {
		sum := 0
		for i := at - 1; i >= 0; i-- {
			value := base36(number[i])
			if (at-i)%2 == 1 {
				value = 2*value/base + 2*value%base
			}
			sum += value
		}
		return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(base-sum%base)%base], true
	}}
}

// brazilian is 11 less the remainder, and 0 from 10 up.
func brazilian(at int, weights ...int) check {
	return linear(at, 11, func(r int) (byte, bool) {
		if r < 2 {
			return '0', true
		}
		return byte('0' + 11 - r), true
	}, weights...)
}

func twice(first, second []int) func(string) int {
	return func(number string) int {
		if r := weigh(number, first...) % 11; r != 10 {
			return r
		}
		return weigh(number, second...) % 11
	}
}

func edrpou(number string) (byte, bool) { return folded(edrpouRemainder(number)) }

// edrpouRemainder is 10 where both sets of weights leave that.
func edrpouRemainder(number string) int {
	first, second := []int{1, 2, 3, 4, 5, 6, 7}, []int{3, 4, 5, 6, 7, 8, 9}
	if strings.ContainsRune("345", rune(number[0])) {
		first, second = []int{7, 1, 2, 3, 4, 5, 6}, []int{9, 3, 4, 5, 6, 7, 8}
	}
	return twice(first, second)(number)
}

func kazakh(number string) (byte, bool) {
	return exact(twice([]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2})(number))
}

// verhoeffTables are the published tables of multiplication, permutation and
// inverse.
var verhoeffProduct = [10]string{
	"0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
	"5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
}
var verhoeffPermutation = [8]string{
	"0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
}

func verhoeffCheck(number string) (byte, bool) {
	product := 0
	for i := range 11 {
		value := verhoeffPermutation[(i+1)%8][ascii(number[10-i])]
		product = ascii(verhoeffProduct[product][ascii(value)])
	}
	return "0432156789"[product], true
}

func vkn(number string) (byte, bool) {
	sum := 0
	for i := range 9 {
		place := 9 - i
		if c := (ascii(number[i]) + place) % 10; c != 0 {
			power := []int{1, 2, 4, 8, 7, 5}[place%6] // 2 to the place, modulo 9
			if c = c * power % 9; c == 0 {
				c = 9
			}
			sum += c
		}
	}
	return opposite(sum % 10)
}

func rif(number string) (byte, bool) {
	sum := map[byte]int{'V': 4, 'E': 8, 'J': 12, 'C': 12, 'P': 16, 'G': 20}[number[0]]
	return "00987654321"[(sum+weigh(number[1:], 3, 2, 7, 6, 5, 4, 3, 2))%11], true
}

func unpOfPerson(number string) (byte, bool) {
	sum := 29*base36(number[0]) + 23*strings.IndexByte("ABCEHKMOPT", number[1]) + weigh(number[2:], 19, 17, 13, 7, 5, 3)
	return exact(sum % 11)
}

func repeat(form string, n int) string { return strings.Repeat(form, n) }

const panForm = "AAA{ABCEFGHJKLPT}A9999A"

var models = []model{
	{country: "RU", schemes: []string{"INN"}, module: "ru.inn", forms: []string{repeat("9", 10)},
		checks: []check{linear(9, 11, folded, 2, 4, 10, 3, 5, 9, 4, 6, 8)}},
	{country: "RU", schemes: []string{"INN of a person"}, module: "ru.inn", forms: []string{repeat("9", 12)},
		checks: []check{linear(10, 11, folded, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8), linear(11, 11, folded, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)}},
	{country: "BY", schemes: []string{"UNP"}, module: "by.unp", forms: []string{"{12345678}99999999"}, loose: repeat("9", 9),
		checks: []check{linear(8, 11, exact, 29, 23, 19, 17, 13, 7, 5, 3)}, allSingles: true},
	{country: "BY", schemes: []string{"UNP of a person"}, module: "by.unp", forms: []string{"{ABCEHKM}{ABCEHKMOPT}9999999"}, loose: "AA9999999",
		checks: []check{{8, unpOfPerson}}},
	{country: "UA", schemes: []string{"EDRPOU"}, module: "ua.edrpou", forms: []string{repeat("9", 8)},
		checks: []check{{7, edrpou}}},
	{country: "UA", schemes: []string{"RNTRC"}, module: "ua.rntrc", forms: []string{repeat("9", 10)},
		checks: []check{linear(9, 11, folded, -1, 5, 7, 9, 4, 6, 10, 5, 7)}},
	{country: "AZ", schemes: []string{"VÖEN"}, module: "az.voen", forms: []string{"999999999{12}"},
		checks: []check{linear(8, 11, exact, 4, 1, 8, 6, 2, 7, 5, 3)}},
	{country: "MD", schemes: []string{"IDNO", "IDNP"}, module: "md.idno", forms: []string{repeat("9", 13)},
		checks: []check{linear(12, 10, exact, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)}, allSingles: true},
	{country: "HU", schemes: []string{"adószám"}, module: "hu.anum", forms: []string{repeat("9", 8)},
		checks: []check{linear(7, 10, opposite, 9, 7, 3, 1, 9, 7, 3)}, allSingles: true,
		around: func(number string) string { return number + "242" }},
	{country: "HU", schemes: []string{"adóazonosító jel"}, forms: []string{"8999999999"},
		checks: []check{linear(9, 11, exact, 1, 2, 3, 4, 5, 6, 7, 8, 9)}, allSingles: true},
	{country: "KZ", schemes: []string{"BIN", "IIN"}, forms: []string{repeat("9", 12)},
		checks: []check{{11, kazakh}}},
	{country: "BR", schemes: []string{"CNPJ"}, module: "br.cnpj", forms: []string{repeat("9", 14)}, checks: cnpj},
	{country: "BR", schemes: []string{"CNPJ with letters"}, module: "br.cnpj", forms: []string{repeat("*", 11) + "A99"}, checks: cnpj},
	{country: "BR", schemes: []string{"CPF"}, module: "br.cpf", forms: []string{repeat("9", 11)},
		checks: []check{brazilian(9, 10, 9, 8, 7, 6, 5, 4, 3, 2), brazilian(10, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)}},
	{country: "IN", schemes: []string{"PAN"}, module: "in_.pan", forms: []string{panForm}, loose: "AAA{ABCDP}A{09}{09}{09}{09}{A9}"},
	{country: "IN", schemes: []string{"GSTIN"}, module: "in_.gstin", forms: []string{"{012}{123456789}" + panForm + "{123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ}Z*", "{3}{012345678}" + panForm + "{1}{ZDC}*", "9{79}" + panForm + "{1}Z*"},
		loose:  "99" + panForm + "{01A}{Z1}*",
		checks: []check{luhnCheck(14, 36)}, allSingles: true},
	{country: "IN", schemes: []string{"Aadhaar"}, module: "in_.aadhaar", forms: []string{"{23456789}" + repeat("9", 11)}, loose: repeat("9", 12),
		checks: []check{{11, verhoeffCheck}}, allSingles: true},
	{country: "PL", schemes: []string{"NIP"}, module: "pl.nip", forms: []string{"{123456789}999999999"}, loose: repeat("9", 10),
		checks: []check{linear(9, 11, exact, 6, 5, 7, 2, 3, 4, 5, 6, 7)}, allSingles: true},
	{country: "PL", schemes: []string{"REGON"}, module: "pl.regon", forms: []string{repeat("9", 9)},
		checks: []check{linear(8, 11, folded, 8, 9, 2, 3, 4, 5, 6, 7)}},
	{country: "PL", schemes: []string{"REGON of a local unit"}, module: "pl.regon", forms: []string{repeat("9", 14)},
		checks: []check{linear(8, 11, folded, 8, 9, 2, 3, 4, 5, 6, 7), linear(13, 11, folded, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)}},
	{country: "PL", schemes: []string{"PESEL"}, module: "pl.pesel", forms: []string{"99{02468}{123456789}{01}{123456789}99999"}, loose: repeat("9", 11),
		checks: []check{linear(10, 10, opposite, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)}, allSingles: true},
	{country: "TR", schemes: []string{"VKN"}, module: "tr.vkn", forms: []string{repeat("9", 10)},
		checks: []check{{9, vkn}}},
	{country: "TR", schemes: []string{"TCKN"}, module: "tr.tckimlik", forms: []string{"{123456789}9999999999"}, loose: repeat("9", 11),
		checks: []check{linear(9, 10, opposite, 3, 1, 3, 1, 3, 1, 3, 1, 3), linear(10, 10, exact, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)}, allSingles: true},
	{country: "TH", schemes: []string{"juristic person number"}, module: "th.moa", forms: []string{"0999999999999"}, loose: "{019}" + repeat("9", 12),
		checks: []check{thai}},
	{country: "TH", schemes: []string{"personal identification number"}, module: "th.pin", forms: []string{"{12345678}" + repeat("9", 12)}, loose: repeat("9", 13),
		checks: []check{thai}},
	{country: "VN", schemes: []string{"MST"}, module: "vn.mst", forms: []string{repeat("9", 10)}, loose: "99{01}{0}{0}{0}{0}{0}{01}9",
		checks: []check{vietnamese}, allSingles: true},
	{country: "VN", schemes: []string{"MST of a branch"}, module: "vn.mst", forms: []string{"9999999999{0123456789}9{123456789}"}, loose: repeat("9", 10) + "{00001}{00001}{00001}",
		checks: []check{vietnamese}},
	{country: "VE", schemes: []string{"RIF"}, module: "ve.rif", forms: []string{"{VEJCPG}999999999"}, loose: "A999999999",
		checks: []check{{9, rif}}},
	{country: "ZA", schemes: []string{"tax reference number"}, module: "za.tin", forms: []string{"{01239}999999999"}, loose: repeat("9", 10),
		checks: []check{luhnCheck(9, 10)}, allSingles: true},
	{country: "ZA", schemes: []string{"identity number"}, module: "za.idnr", forms: []string{"99{0}{123456789}{012}{123456789}9999{01}99", "990229" + "9999099"}, loose: repeat("9", 13),
		checks: []check{luhnCheck(12, 10)}, allSingles: true},
}

var cnpj = []check{brazilian(12, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), brazilian(13, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)}

var thai = linear(12, 11, func(r int) (byte, bool) { return byte('0' + (11-r)%10), true }, 2, 1, 0, -1, -2, -3, -4, -5, -6, -7, -8, -9)

var vietnamese = linear(9, 11, func(r int) (byte, bool) { return byte('0' + (10-r)%10), r != 0 }, 31, 29, 23, 19, 17, 13, 7, 5, 3)

func (m model) name() string { return m.country + " " + strings.Join(m.schemes, ", ") }

func (m model) registrationNumber(number string) string {
	if m.around == nil {
		return number
	}
	return m.around(number)
}

// identified reports whether the package under test takes a number for one of
// the model's schemes, with a check that does not fail.
func (m model) identified(number string) bool {
	rule, _ := countries.Latest().Rule(m.country)
	for _, identity := range rule.Identify(m.registrationNumber(number), today) {
		for _, scheme := range m.schemes {
			if identity.Scheme.Name == scheme && identity.Check != countries.CheckInvalid {
				return true
			}
		}
	}
	return false
}
