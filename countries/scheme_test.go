package countries_test

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/tests"
)

// today is a date on which every scheme is given out.
var today = time.Date(2026, time.November, 24, 0, 0, 0, 0, time.UTC)

func rule(t testing.TB, country string) countries.Rule {
	t.Helper()
	r, ok := countries.Latest().Rule(country)
	require.True(t, ok)
	return r
}

func ExampleRule_Identify() {
	rule, _ := countries.Latest().Rule("RU")
	on := time.Date(2026, time.November, 24, 0, 0, 0, 0, time.UTC)
	for _, number := range []string{"7707083893", "7707083892", "500100732259", "773601001", "77"} {
		fmt.Println(number)
		for _, identity := range rule.Identify(number, on) {
			fmt.Println("  "+identity.Scheme.Name, identity.Holder, identity.Check)
		}
	}
	// Output:
	// 7707083893
	//   INN organization valid
	// 7707083892
	//   INN organization invalid
	// 500100732259
	//   INN of a person person valid
	// 773601001
	//   KPP organization none
	// 77
}

func ExampleRule_Schemes() {
	for rule := range countries.Latest().Rules() {
		if schemes := rule.Schemes(); len(schemes) > 0 {
			fmt.Println(rule.Country(), schemes[0].Name, schemes[0].Example)
		}
	}
	// Output:
	// AE TRN 100123456700003
	// AM TIN 02561234
	// AZ VÖEN 9900003871
	// BR CNPJ 16727230000197
	// BY UNP 200988541
	// HU adószám 12892312242
	// IN GSTIN 27AAPFU0939F1ZV
	// KG INN 00207199610017
	// KZ BIN 000740000728
	// MD IDNO 1008600038413
	// PL NIP 1234563218
	// RU INN 7707083893
	// SA VAT 300710482300003
	// TH juristic person number 0994000617721
	// TJ INN 020025789
	// TR VKN 4540536920
	// UA EDRPOU 32855961
	// UZ INN 200123456
	// VE RIF J306811613
	// VN MST 0100233488
	// ZA tax reference number 0001339050
}

// TestEveryScheme checks what a scheme says of itself by its own example.
func TestEveryScheme(t *testing.T) {
	for rule := range countries.Latest().Rules() {
		names := make(map[string]bool)
		for _, scheme := range rule.Schemes() {
			t.Run(rule.Country()+"/"+scheme.Name, func(t *testing.T) {
				assert.False(t, names[scheme.Name], "another scheme of the country has the name")
				names[scheme.Name] = true
				for _, text := range []string{scheme.Name, scheme.Title, scheme.Source} {
					assert.NotEmpty(t, text)
				}
				found := false
				for _, identity := range rule.Identify(scheme.Example, today) {
					if identity.Scheme.Name != scheme.Name {
						continue
					}
					found = true
					assert.NotEqual(t, countries.CheckInvalid, identity.Check)
					if scheme.Holder != countries.AnyHolder {
						assert.Equal(t, scheme.Holder, identity.Holder)
					}
				}
				assert.True(t, found, "the example does not fit")
				if len(rule.NumberLengths()) > 0 && scheme.Name != "PIN" && !strings.ContainsAny(scheme.Example, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
					assert.True(t, rule.NumberFits(scheme.Example), "Partner Center does not take the example")
				}
			})
		}
	}
}

func TestIdentify(t *testing.T) {
	before := time.Date(2026, time.June, 30, 23, 59, 59, 0, time.UTC)
	for _, test := range []struct {
		name, country, number string
		on                    time.Time
		want                  string
	}{
		{"letters in CNPJ", "BR", "12ABC34501DE35", today, "CNPJ with letters organization valid"},
		{"not before they began", "BR", "12ABC34501DE35", before, ""},
		{"other schemes are older", "BR", "39053344705", before, "CPF person valid"},
		{"no letter in the check digits", "BR", "12ABC34501DE3A", today, ""},
		{"no character before the letters", "BR", "12@BC34501DE35", today, ""},
		{"no character behind the letters", "BR", "12[BC34501DE35", today, ""},
		{"no lower case", "BR", "12abc34501DE35", today, ""},
		{"the same backwards", "IN", "200009900002", today, ""},
		{"a sole trader's number in the register", "TR", "1729171606000015", today, "MERSIS any none"},
		{"twelve zeros", "BR", "00000000000000", today, "CNPJ organization invalid"},
		{"no separators", "PL", "123-456-32-18", today, ""},
		{"no other digits", "RU", "７７０７０８３８９３", today, ""},
		{"nothing", "RU", "", today, ""},
		{"a bank", "BY", "807000028", today, "UNP any valid"},
		{"a bank's, mistyped", "BY", "807000029", today, "UNP any invalid"},
		{"an organisation by its day", "KG", "00207199610017", today, "INN organization none"},
		{"no day of the calendar", "KG", "03207199610017", today, "INN of another form any none"},
		{"a leading 1 or 2 proves nothing", "KG", "20502198100469", today, "INN of another form any none"},
		{"a company's number in the register or a person's", "AM", "1611000666", today, "state register number organization none, public service number person none"},
		{"a business itself", "PL", "61018820100000", today, "REGON of a local unit any valid"},
		{"a business itself, mistyped", "PL", "61018820200000", today, "REGON of a local unit any invalid"},
		{"a communal council", "VE", "C299264660", today, "RIF organization valid"},
		{"tax deducted at source", "IN", "33AAAGM0289C1DZ", today, "GSTIN organization valid"},
		{"tax collected at source", "IN", "27AAICA3918J1CT", today, "GSTIN organization valid"},
		{"a foreign supplier", "IN", "9917USA29016OSD", today, "GSTIN without a PAN organization none"},
		{"a body of the United Nations", "IN", "2317UNO00001UND", today, "GSTIN without a PAN organization none"},
		{"an embassy", "IN", "0717USA00157ONE", today, "GSTIN without a PAN organization none"},
		{"a non-resident", "IN", "2717USA12345NR1", today, "GSTIN without a PAN organization none"},
		{"no such body", "IN", "2717USA12345XX1", today, ""},
		{"a partnership's account", "IN", "AAAEX1234F", today, "PAN organization none"},
		{"a small enterprise", "IN", "UDYAM-MH-19-0043052", today, "Udyam any none"},
		{"another character for a hyphen", "IN", "UDYAM-MH119-0043052", today, ""},
		{"K before the year", "ZA", "K2021422957", today, "company registration number organization none"},
		{"K before the year, with the kind", "ZA", "K202142295707", today, "company registration number organization none"},
		{"thirteen digits of no person", "ZA", "8001015009285", today, ""},
		{"a company's number with the VKN in it", "TR", "0890048533100001", today, "MERSIS organization valid"},
		{"a company's number in the register", "HU", "0110041585", today, "cégjegyzékszám organization none"},
		{"neither an organisation's nor a person's", "AZ", "9900003873", today, "VÖEN any invalid"},
		{"a territory that is none", "HU", "12892312221", today, "adószám any invalid"},
		{"a day that is none", "PL", "02381307589", today, "PESEL any invalid"},
		{"a day of birth", "PL", "44051401358", today, "PESEL person invalid"},
		{"a person's, mistyped", "MD", "2001234567892", today, "IDNP any invalid"},
		{"a person's with letters, mistyped", "BY", "MA1953685", today, "UNP of a person any invalid"},
		{"a trade board's number", "BR", "35300001236", today, ""},
		{"a person's, mistyped", "IN", "234123412347", today, ""},
		{"a day of birth", "KZ", "730115335269", today, "IIN person invalid"},
		{"a taxpayer number of before 2013", "KZ", "600900529983", today, ""},
		{"a number in the register of waste", "PL", "000007889", today, ""},
		{"a statistical number that begins like one", "PL", "000331501", today, "REGON any valid"},
		{"an investment certificate", "VN", "011043000123", today, ""},
		{"a person's number beside an investment certificate's", "VN", "011044000123", today, "personal identification number person none"},
		{"a word of seven letters", "AZ", "BAKUOIL", today, ""},
		{"a leap day", "ZA", "0002295044081", today, "identity number person valid"},
		{"a sole trader", "IN", "27AAPPU0939F1ZA", today, "GSTIN any valid"},
		{"a second remainder of 10", "UA", edrpouOfTwoTens, today, "EDRPOU organization valid"},
		{"two kinds at once", "SA", "2050123456", today, "CR organization none, national ID person none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, identities(rule(t, test.country), test.number, test.on))
		})
	}
	assert.Empty(t, countries.Rule{}.Identify("7707083893", today))
	elsewhere, _ := countries.Latest().Rule("DE")
	assert.Empty(t, elsewhere.Identify("7707083893", today))
	assert.Empty(t, elsewhere.Schemes())
}

// TestEdgesOfStructures has numbers on both sides of every limit that a scheme's
// structure names, with check digits that hold where it says what is not given
// out. Which side a number is on is told in the country's file.
func TestEdgesOfStructures(t *testing.T) {
	for country, numbers := range map[string]map[string]string{
		"AE": {
			"100123456700003": "TRN any none", "200123456700003": "",
			"784123456712345": "Emirates ID person none", "785123456712345": "",
		},
		"BY": {
			"100988545": "UNP any valid", "700988543": "UNP any valid", "000988540": "UNP any invalid", "800988540": "UNP any invalid",
			"AA0988542": "UNP of a person person valid", "MA0988549": "UNP of a person person valid", "AT0988540": "UNP of a person person valid",
			"OA0988540": "", "AD0988540": "", "DA0988540": "",
		},
		"HU": {
			"12892312102": "adószám any valid", "12892312544": "adószám any valid", "12892312151": "adószám any valid", "12892312120": "adószám any valid",
			"12892312002": "adószám any invalid", "12892312602": "adószám any invalid", "12892312101": "adószám any invalid",
			"12892312145": "adószám any invalid", "12892312150": "adószám any invalid", "12892312152": "adószám any invalid", "12892313102": "adószám any invalid",
			"8999999998": "adóazonosító jel person valid", "7999999990": "", "89999999980": "adószám any invalid",
			"0110041683": "cégjegyzékszám organization none", "2010041683": "cégjegyzékszám organization none", "0010041683": "", "2110041683": "",
		},
		"IN": {
			"01AAPFU0939F1Z9": "GSTIN organization valid", "37AAPFU0939F1ZU": "GSTIN organization valid",
			"00AAPFU0939F1ZB": "", "38AAPFU0939F1ZS": "GSTIN organization valid", "39AAPFU0939F1ZQ": "", "97AAPFU0939F1ZO": "GSTIN organization valid", "98AAPFU0939F1ZM": "", "99AAPFU0939F1ZK": "GSTIN organization valid", "27AAPFU0939F1AV": "", "27AAPFU0939F0ZV": "", "27AAPXU0939F1ZV": "",
			"AAPFU0939F": "PAN organization none", "AAPPU0939F": "PAN person none", "AAPFU0000F": "", "AAPXU0939F": "",
			"L12345AB2001ABC123456": "CIN organization none", "U12345AB2001ABC123456": "CIN organization none", "X12345AB2001ABC123456": "",
			"AAA1234": "LLPIN organization none", "AAA123": "", "100009900003": "",
		},
		"KZ": {
			"000740000728": "BIN organization valid", "000740000509": "BIN organization valid", // the latter by the second weights
			"000760000727": "BIN organization valid",
			"000730000723": "IIN person valid", "000770000721": "IIN person valid", "00074000072": "",
		},
		"MD": {
			"12345": "", "123456": "fiscal code any none", "12345678": "fiscal code any none", "123456789": "", "1234567A": "",
			"1008600038413": "IDNO organization valid", "2008600038410": "IDNP person valid", "0008600038416": "IDNO any valid", "9008600038419": "IDNO any valid",
		},
		"PL": {
			"0000359730": "NIP any invalid, KRS organization none", "0010359730": "NIP any invalid", "000": "",
			"02010107580": "PESEL person valid", "02123107581": "PESEL person valid", "02231307581": "PESEL person valid",
			"02610107588": "PESEL person valid", "02810107584": "PESEL person valid", "02923107585": "PESEL person valid",
		},
		"SA": {
			"300710482300003": "VAT any none", "200710482300003": "", "300710482300002": "", "300710482300": "",
			"3234567890": "TIN any none, CR organization none", "7234567890": "unified number organization none, CR organization none",
			"1234567890": "CR organization none, national ID person none", "0234567890": "CR organization none", "37": "",
		},
		"TH": {
			"0994000617721": "juristic person number organization valid", "1994000617729": "personal identification number person valid",
			"8994000617726": "personal identification number person valid", "9994000617720": "",
		},
		"TR": {"17291716060": "TCKN person valid", "07291716060": "", "0454053692000015": "MERSIS organization valid", "0454053692100015": "MERSIS organization none", "1454053692000015": "MERSIS any none"},
		"VN": {
			"0100000010": "MST any valid", "0100000000": "MST any invalid",
			"011011000123": "", "012043000123": "", "011041000123": "", "012013000123": "",
			"010011000123": "personal identification number person none", "013011000123": "personal identification number person none",
			"011111000123": "personal identification number person none", "011001000123": "personal identification number person none",
			"011051000123": "personal identification number person none", "011010000123": "personal identification number person none",
			"011014000123": "personal identification number person none", "111011000123": "",
			"0101018927": "MST any valid, GCNĐKKD organization none", "4127018927": "MST any invalid, GCNĐKKD organization none",
			"0100018927": "MST any invalid", "0108018927": "MST any invalid", "0131018927": "MST any invalid", "0103118927": "MST any valid", "0103118928": "MST any invalid",
			"0100233488001": "MST of a branch any valid", "0100233488000": "MST of a branch any invalid",
		},
		"ZA": {
			"3001339054": "tax reference number any valid", "9001339051": "tax reference number any valid", "4001339050": "VAT any none", "5001339050": "", "40": "",
			"180012345678": "company registration number organization none", "201912345678": "company registration number organization none",
			"179912345678": "", "211912345678": "",
			"8001015009087": "identity number person valid", "8001015009186": "identity number person valid", "8001015009285": "",
			"K1799123456": "", "K2021123456": "company registration number organization none", "K2121123456": "", "2021123457": "",
		},
	} {
		for number, want := range numbers {
			assert.Equal(t, want, identities(rule(t, country), number, today), "%s %s", country, number)
		}
	}
}

// identities writes what a number is, "INN organization valid".
func identities(rule countries.Rule, number string, on time.Time) string {
	var found []string
	for _, identity := range rule.Identify(number, on) {
		found = append(found, fmt.Sprint(identity.Scheme.Name, " ", identity.Holder, " ", identity.Check))
	}
	return strings.Join(found, ", ")
}

// edrpouOfTwoTens leaves 10 with both sets of weights, which makes its check
// digit 0.
const edrpouOfTwoTens = "00002810"

// TestSchemesCannotBeChanged guards the package's own list.
func TestSchemesCannotBeChanged(t *testing.T) {
	rule(t, "RU").Schemes()[0].Name = "changed"
	assert.Equal(t, "INN", rule(t, "RU").Schemes()[0].Name)
}

//go:embed testdata/stdnum.py
var stdnum string

// differences are the numbers that python-stdnum refuses and that are given out
// all the same.
var differences = []struct {
	module, why string
	concerns    func(number string) bool
}{
	{"by.unp", "8 is the first digit of banks and foreign-owned companies, and no first digit is part of the check",
		func(number string) bool { return number[0] == '0' || number[0] > '7' && number[0] <= '9' }},
	{"in_.pan", "E is a limited liability partnership", func(number string) bool { return number[3] == 'E' }},
	{"in_.gstin", "38 is Ladakh, 97 other territory and 99 the centre; D and C stand for tax deducted and collected at source; E as in PAN",
		func(number string) bool {
			return number[5] == 'E' || number[13] == 'D' || number[13] == 'C' || slices.Contains([]string{"38", "97", "99"}, number[:2])
		}},
	{"pl.regon", "the court register prints the number of a business itself with five zeros behind it",
		func(number string) bool { return len(number) == 14 && strings.HasSuffix(number, "00000") }},
	{"ve.rif", "C is a communal council", func(number string) bool { return number[0] == 'C' }},
}

// gaps are the numbers that some releases of python-stdnum do not know. They
// are left out where the release refuses the probe, a number that is valid.
var gaps = []struct {
	module, probe string
	concerns      func(number string) bool
}{
	{"az.voen", "9900003871", func(string) bool { return true }},
	{"br.cnpj", "12ABC34501DE35", func(number string) bool { return strings.ContainsAny(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") }},
	{"ua.edrpou", edrpouOfTwoTens, func(number string) bool { return number[7] == '0' && edrpouRemainder(number) == 10 }},
}

// TestAgainstPythonStdnum compares with another implementation, Debian's
// package python3-stdnum, over random numbers of every scheme that it knows.
func TestAgainstPythonStdnum(t *testing.T) {
	numbers := 20_700 // of each scheme, to compare 20,000 where a few are left out
	if !tests.All() {
		numbers = 207
	}
	if exec.Command("/usr/bin/python3", "-c", "import stdnum").Run() != nil {
		tests.Missing(t, "python-stdnum", "apt-get install python3-stdnum")
	}
	type question struct {
		model  int
		number string
	}
	var questions []question
	var input strings.Builder
	for _, gap := range gaps {
		input.WriteString(gap.module + " " + gap.probe + "\n")
	}
	for i, m := range models {
		if m.module == "" {
			continue
		}
		r := rand.New(rand.NewPCG(uint64(i), 1))
		loose := m.loose
		if loose == "" {
			loose = m.forms[0]
		}
		for n := range numbers {
			var number string
			switch n % 3 {
			case 0:
				number = random(r, loose)
			case 1:
				number = m.valid(r)
			case 2:
				number = mutated(r, m.valid(r))
			}
			questions = append(questions, question{i, number})
			input.WriteString(m.module + " " + number + "\n")
		}
	}

	oracle := exec.Command("/usr/bin/python3", "-c", stdnum)
	oracle.Stdin = strings.NewReader(input.String())
	oracle.Stderr = os.Stderr
	output, err := oracle.Output()
	require.NoError(t, err)
	answers := strings.Fields(string(output))
	require.Len(t, answers, len(gaps)+len(questions))

	type tally struct{ compared, valid, skipped, different, disagreed int }
	tallies := make([]tally, len(models))
	for n, q := range questions {
		m, tally := models[q.model], &tallies[q.model]
		skip := false
		for g, gap := range gaps {
			skip = skip || gap.module == m.module && answers[g] == "0" && gap.concerns(q.number)
		}
		if skip {
			tally.skipped++
			continue
		}
		theirs := answers[len(gaps)+n] == "1"
		tally.compared++
		if theirs {
			tally.valid++
		}
		ours := m.identified(q.number)
		if ours && !theirs && isDifferent(m.module, q.number) {
			tally.different++
			continue
		}
		if ours != theirs {
			tally.disagreed++
			if tally.disagreed <= 3 {
				t.Errorf("%s: %s: valid here %v, in python-stdnum %v", m.name(), q.number, ours, theirs)
			}
		}
	}
	for i, tally := range tallies {
		if m := models[i]; m.module != "" {
			t.Logf("%-40s %6d compared, %5d of them valid, %5d left out, %5d differ for a reason, %d disagreements", m.name(), tally.compared, tally.valid, tally.skipped, tally.different, tally.disagreed)
			if tally.compared == 0 {
				continue // the release does not know the scheme
			}
			assert.GreaterOrEqual(t, tally.compared, numbers-numbers/20, m.name())
			assert.Greater(t, tally.valid+tally.different, numbers/4, m.name())
		}
	}
}

func isDifferent(module, number string) bool {
	for _, d := range differences {
		if d.module == module && d.concerns(number) {
			return true
		}
	}
	return false
}

// TestErrorsAreDetected makes every single-character error and every
// transposition of neighbours in 200 numbers of each scheme. What the scheme's
// mathematics can see must be seen: a checked number never passes then.
func TestErrorsAreDetected(t *testing.T) {
	numbers := 200
	if !tests.All() {
		numbers = 20
	}
	for i, m := range models {
		if len(m.checks) == 0 {
			continue
		}
		t.Run(m.name(), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(i), 2))
			var singles, swaps rate
			for range numbers {
				number := m.valid(r)
				for !m.identified(number) { // a date or another part that is not given out
					number = m.valid(r)
				}
				for _, changed := range singleErrors(number) {
					singles.add(t, m, changed)
				}
				for _, changed := range transpositions(number) {
					swaps.add(t, m, changed)
				}
			}
			t.Logf("%-40s single errors %6.2f %%, transpositions %6.2f %%", m.name(), singles.percent(), swaps.percent())
			if m.allSingles {
				assert.Equal(t, singles.made, singles.detected, "theory promises every single error")
			}
		})
	}
}

type rate struct{ made, detected int }

func (r *rate) add(t *testing.T, m model, changed string) {
	r.made++
	if !m.identified(changed) {
		r.detected++
		return
	}
	if !m.holds(changed) {
		t.Errorf("%s: the check of %s holds no more", m.name(), changed)
	}
}

func (r *rate) percent() float64 { return 100 * float64(r.detected) / float64(r.made) }

func TestIdentifyAllocatesOnlyItsResult(t *testing.T) {
	russia := rule(t, "RU")
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { russia.Identify("7707083893", today) }), 1.0)
	assert.Zero(t, testing.AllocsPerRun(100, func() { russia.Identify("77", today) }))
}

func BenchmarkIdentify(b *testing.B) {
	for _, number := range []struct{ country, number string }{
		{"RU", "7707083893"}, {"KZ", "000740000728"}, {"BR", "12ABC34501DE35"}, {"IN", "27AAPFU0939F1ZV"}, {"TR", "4540536920"}, {"PL", "1234"},
	} {
		rule := rule(b, number.country)
		b.Run(number.country+"/"+number.number, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rule.Identify(number.number, today)
			}
		})
	}
}
