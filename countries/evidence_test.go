package countries_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/countries"
)

// evidence is what each scheme rests on: how many sources it names, and how
// many numbers of real organisations are of its kind and pass its check.
var evidence = []struct {
	country, scheme string
	sources, real   int
}{
	{"AE", "TRN", 2, 4},
	{"AE", "Emirates ID", 2, 0},
	{"AM", "TIN", 2, 6},
	{"AM", "state register number", 2, 2},
	{"AM", "public service number", 2, 2},
	{"AZ", "VÖEN", 2, 2},
	{"AZ", "PIN", 2, 0},
	{"BR", "CNPJ", 2, 3},
	{"BR", "CNPJ with letters", 2, 0},
	{"BR", "CPF", 2, 0},
	{"BY", "UNP", 2, 40},
	{"BY", "UNP of a person", 2, 0},
	{"HU", "adószám", 2, 8},
	{"HU", "cégjegyzékszám", 3, 1},
	{"HU", "adóazonosító jel", 2, 0},
	{"IN", "GSTIN", 3, 3},
	{"IN", "GSTIN without a PAN", 2, 2},
	{"IN", "PAN", 3, 2},
	{"IN", "CIN", 3, 8},
	{"IN", "LLPIN", 2, 0},
	{"IN", "Udyam", 2, 1},
	{"IN", "Aadhaar", 2, 0},
	{"KG", "INN", 2, 10},
	{"KG", "INN of another form", 2, 1},
	{"KZ", "BIN", 3, 29},
	{"KZ", "IIN", 2, 0},
	{"MD", "IDNO", 3, 6},
	{"MD", "IDNP", 2, 0},
	{"MD", "fiscal code", 2, 0},
	{"PL", "NIP", 2, 3},
	{"PL", "REGON", 3, 3},
	{"PL", "REGON of a local unit", 3, 4},
	{"PL", "KRS", 2, 3},
	{"PL", "PESEL", 3, 0},
	{"RU", "INN", 3, 21},
	{"RU", "INN of a person", 3, 0},
	{"RU", "KPP", 2, 0},
	{"SA", "VAT", 2, 0},
	{"SA", "TIN", 2, 0},
	{"SA", "unified number", 2, 1},
	{"SA", "CR", 2, 4},
	{"SA", "national ID", 2, 2},
	{"TH", "juristic person number", 3, 6},
	{"TH", "personal identification number", 2, 0},
	{"TJ", "INN", 2, 1},
	{"TR", "VKN", 3, 3},
	{"TR", "MERSIS", 2, 5},
	{"TR", "TCKN", 2, 0},
	{"UA", "EDRPOU", 3, 37},
	{"UA", "RNTRC", 2, 0},
	{"UA", "VAT payer number", 2, 0},
	{"UZ", "INN", 2, 7},
	{"VE", "RIF", 3, 7},
	{"VN", "MST", 3, 5},
	{"VN", "MST of a branch", 2, 0},
	{"VN", "personal identification number", 3, 0},
	{"ZA", "tax reference number", 3, 2},
	{"ZA", "VAT", 2, 1},
	{"ZA", "company registration number", 3, 8},
	{"ZA", "identity number", 2, 0},
}

// published are numbers that org-id.guide gives as examples, and of India's goods
// and services tax those that the GST portal knows, beside the shared file.
var published = map[string][]string{
	"AM": {"2618001938"},
	"AZ": {"3100073821"},
	"BR": {"02326629000151", "24367342000102", "02881697000182"},
	"BY": {"100281343"},
	"HU": {"28592822243"},
	"IN": {"L24111UR1986PLC015895", "U01111UR1995PLC017979", "AAACV7757J", "AAACR4849R", "33AAAGM0289C1DZ", "27AAICA3918J1CT", "9917USA29016OS6", "2317UNO00001UND"},
	"KG": {"01207199510092", "20502198100469"},
	"KZ": {"000640002067"},
	"PL": {"1231216692", "142445947", "0000172011"},
	"RU": {"7723861614"},
	"TH": {"0994000368968"},
	"TR": {"4940457659"},
	"UA": {"38422948"},
	"VN": {"0100109106"},
	"ZA": {"9415005603", "9045478147", "200703159207", "199401068007"},
}

// TestEvidence: a scheme stands on two sources at least, and none fails on a
// number that a real organisation has.
func TestEvidence(t *testing.T) {
	type kind struct{ country, scheme string }
	real := make(map[kind]int)
	try := func(country, number string) {
		identities := rule(t, country).Identify(number, today)
		held := len(identities) == 0
		for _, identity := range identities {
			if identity.Check != countries.CheckInvalid {
				held = true
				real[kind{country, identity.Scheme.Name}]++
			}
		}
		assert.True(t, held, "%s %s fails every check", country, number)
	}
	for _, row := range readTable(t, "public-organisations.csv", "country", "number", "source") {
		try(row[0], row[1])
	}
	for country, numbers := range published {
		for _, number := range numbers {
			try(country, number)
		}
	}
	found := evidence[:0:0]
	for rule := range countries.Latest().Rules() {
		for _, scheme := range rule.Schemes() {
			e := evidence[0]
			e.country, e.scheme = rule.Country(), scheme.Name
			e.sources, e.real = len(strings.Split(scheme.Source, "; ")), real[kind{rule.Country(), scheme.Name}]
			assert.GreaterOrEqual(t, e.sources, 2, "%s %s", e.country, e.scheme)
			t.Logf("%s %-38s %2d real numbers; %s", e.country, e.scheme, e.real, scheme.Source)
			found = append(found, e)
		}
	}
	assert.Equal(t, evidence, found)
}
