package countries_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/countries"
)

// evidence is what each scheme rests on: how many sources it names, whether a law
// or an authority is among them, and how many numbers of real organisations are
// of its kind and pass its check.
//
// Looked up in November 2026: python-stdnum's newest revision, which is compared
// number by number; the lists of org-id.guide; the tax regimes of gobl; lookuptax.com
// and taxid.pro. Laws were seen as others quote them.
var evidence = []struct {
	country, scheme string
	sources, real   int
	primary         bool
}{
	{"AE", "TRN", 2, 4, false},
	{"AE", "Emirates ID", 2, 0, false},
	{"AM", "TIN", 2, 6, true},
	{"AM", "state register number", 2, 2, true},
	{"AM", "public service number", 2, 2, true},
	{"AZ", "VÖEN", 2, 2, true},
	{"AZ", "PIN", 2, 0, true},
	{"BR", "CNPJ", 2, 3, false},
	{"BR", "CNPJ with letters", 2, 0, true},
	{"BR", "CPF", 2, 0, false},
	{"BY", "UNP", 3, 40, true},
	{"BY", "UNP of a person", 2, 0, false},
	{"HU", "adószám", 2, 8, false},
	{"HU", "cégjegyzékszám", 3, 1, true},
	{"HU", "adóazonosító jel", 2, 0, true},
	{"IN", "GSTIN", 3, 3, true},
	{"IN", "GSTIN without a PAN", 2, 2, true},
	{"IN", "PAN", 3, 2, false},
	{"IN", "CIN", 3, 8, false},
	{"IN", "LLPIN", 2, 0, true},
	{"IN", "Udyam", 2, 1, false},
	{"IN", "Aadhaar", 2, 0, true},
	{"KG", "INN", 2, 10, false},
	{"KG", "INN of another form", 2, 1, false},
	{"KZ", "BIN", 3, 29, true},
	{"KZ", "IIN", 2, 0, true},
	{"MD", "IDNO", 3, 6, false},
	{"MD", "IDNP", 2, 0, true},
	{"MD", "fiscal code", 2, 0, true},
	{"PL", "NIP", 2, 3, false},
	{"PL", "REGON", 3, 3, true},
	{"PL", "REGON of a local unit", 3, 4, true},
	{"PL", "KRS", 2, 3, true},
	{"PL", "PESEL", 3, 0, true},
	{"RU", "INN", 3, 21, true},
	{"RU", "INN of a person", 3, 0, true},
	{"RU", "KPP", 2, 0, true},
	{"SA", "VAT", 2, 0, false},
	{"SA", "TIN", 2, 0, true},
	{"SA", "unified number", 2, 1, true},
	{"SA", "CR", 2, 4, true},
	{"SA", "national ID", 2, 2, true},
	{"TH", "juristic person number", 3, 6, true},
	{"TH", "personal identification number", 2, 0, true},
	{"TJ", "INN", 2, 1, false},
	{"TR", "VKN", 3, 3, false},
	{"TR", "MERSIS", 2, 5, false},
	{"TR", "TCKN", 2, 0, false},
	{"UA", "EDRPOU", 3, 37, false},
	{"UA", "RNTRC", 2, 0, false},
	{"UA", "VAT payer number", 2, 0, true},
	{"UZ", "INN", 2, 7, true},
	{"VE", "RIF", 3, 7, false},
	{"VN", "MST", 3, 5, true},
	{"VN", "MST of a branch", 2, 0, true},
	{"VN", "GCNĐKKD", 2, 3, true},
	{"VN", "personal identification number", 3, 0, true},
	{"ZA", "tax reference number", 3, 2, true},
	{"ZA", "VAT", 2, 1, false},
	{"ZA", "company registration number", 3, 8, true},
	{"ZA", "identity number", 2, 0, false},
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
	"VN": {"0100109106", "4103001932", "0103001041", "0103018927"}, // the last three of Vinamilk, FPT and Trần Anh, as they printed them before 2010
	"ZA": {"9415005603", "9045478147", "200703159207", "199401068007"},
}

// primary recognises a source that is no secondary one: a law, the authority that
// issues the numbers, what it has told the OECD, or Microsoft.
var primary = regexp.MustCompile(`(?i)\b(law|act|decree|decision|resolution|order|regulation|circular|procedure|notice|note|instrução|oecd|gst portal|sama|cégközlöny|gov\.pl|register \(ekrs|statistics poland|unique identification authority|partner center)\b`)

// TestEvidence: a scheme stands on two sources at least, and none fails on a
// number that a real organisation has.
func TestEvidence(t *testing.T) {
	type kind struct{ country, scheme string }
	numbers := make(map[kind]int)
	try := func(country, number string) {
		identities := rule(t, country).Identify(number, today)
		held := len(identities) == 0
		for _, identity := range identities {
			if identity.Check != countries.CheckInvalid {
				held = true
				numbers[kind{country, identity.Scheme.Name}]++
			}
		}
		assert.True(t, held, "%s %s fails every check", country, number)
	}
	for _, row := range readTable(t, "public-organisations.csv", "country", "number", "source") {
		try(row[0], row[1])
	}
	for country, known := range published {
		for _, number := range known {
			try(country, number)
		}
	}
	found := evidence[:0:0]
	for rule := range countries.Latest().Rules() {
		for _, scheme := range rule.Schemes() {
			e := evidence[0]
			e.country, e.scheme = rule.Country(), scheme.Name
			e.primary = primary.MatchString(scheme.Source)
			e.sources, e.real = len(strings.Split(scheme.Source, "; ")), numbers[kind{rule.Country(), scheme.Name}]
			assert.GreaterOrEqual(t, e.sources, 2, "%s %s", e.country, e.scheme)
			t.Logf("%s %-38s %2d real numbers; primary source: %-5v; %s", e.country, e.scheme, e.real, e.primary, scheme.Source)
			found = append(found, e)
		}
	}
	assert.Equal(t, evidence, found)
}
