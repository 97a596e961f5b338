package countries_test

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
)

func ExampleRule_Suggest() {
	on := time.Date(2026, time.November, 24, 0, 0, 0, 0, time.UTC)
	for _, typed := range []struct{ country, number string }{
		{"RU", "ИНН 77 0708-3893"},
		{"HU", "HU12892312-2-42"},
		{"UA", "32129"},
		{"BR", "7.70708E+09"},
	} {
		rule, _ := countries.Latest().Rule(typed.country)
		if number, ok := rule.Suggest(typed.number, on); ok {
			fmt.Printf("%s: write %s\n", typed.number, number)
		} else {
			fmt.Printf("%s: no suggestion\n", typed.number)
		}
	}
	// Output:
	// ИНН 77 0708-3893: write 7707083893
	// HU12892312-2-42: write 12892312242
	// 32129: write 00032129
	// 7.70708E+09: no suggestion
}

func TestSuggest(t *testing.T) {
	for _, test := range []struct{ name, country, typed, want string }{
		// Separators.
		{"spaces", "RU", " 77 07 08 38 93 ", "7707083893"},
		{"a no-break space", "RU", "7707\u00a0083893", "7707083893"},
		{"a thin and a narrow no-break space", "RU", "77\u200907\u202f083893", "7707083893"},
		{"zero-width characters", "RU", "\ufeff7707\u200b083893\u200f\u2060", "7707083893"},
		{"a line feed", "RU", "7707083893\r\n", "7707083893"},
		{"a line feed within", "RU", "77070\n83893", "7707083893"},
		{"dots and slashes", "BR", "16.727.230/0001-97", "16727230000197"},
		{"dashes of all kinds", "PL", "123‐456‑32–1—8", "1234563218"},
		{"a minus sign", "PL", "123−456−32−18", "1234563218"},
		{"grouped by commas", "RU", "7,707,083,893", "7707083893"},
		{"the apostrophe of a spreadsheet", "RU", "'7707083893", "7707083893"},
		{"the formula of a spreadsheet", "RU", `="7707083893"`, "7707083893"},
		{"a soft hyphen", "RU", "7707\u00ad083893", "7707083893"},
		// Labels and prefixes.
		{"a label", "RU", "ИНН 7707083893", "7707083893"},
		{"a label in Latin", "RU", "inn:7707083893", "7707083893"},
		{"a label behind", "RU", "7707083893 (ИНН)", "7707083893"},
		{"labels of two words", "TR", "Vergi Kimlik No: 4540536920", "4540536920"},
		{"a number sign", "BY", "УНП №200988541", "200988541"},
		{"an old label", "BY", "УНН 200988541", "200988541"},
		{"VÖEN", "AZ", "VÖEN: 9900003871", "9900003871"},
		{"VÖEN of two characters", "AZ", "VO\u0308EN: 9900003871", "9900003871"},
		{"Tax ID No.", "KZ", "Tax ID No. 000740000728", "000740000728"},
		{"two names of one number", "KZ", "БИН/ИИН 000740000728", "000740000728"},
		{"the country's prefix", "HU", "HU12892312242", "12892312242"},
		{"the country's prefix of a number with a letter", "VE", "VE-RIF J-30681161-3", "J306811613"},
		{"another country's prefix", "RU", "DE123456789", ""},
		{"any other word", "RU", "Sberbank 7707083893", ""},
		{"an Armenian label", "AM", "ՀՎՀՀ 02561234", "02561234"},
		{"a prefix of an Indian number", "IN", "GSTIN 27AAPFU0939F1ZV", "27AAPFU0939F1ZV"},
		// Digits of other scripts and letters.
		{"Arabic-Indic digits", "BY", "٢٠٠٩٨٨٥٤١", "200988541"},
		{"extended Arabic-Indic digits", "BY", "۲۰۰۹۸۸۵۴۱", "200988541"},
		{"Devanagari digits", "UZ", "२००१२३४५६", "200123456"},
		{"Myanmar digits", "UZ", "၂၀၀၁၂၃၄၅၆", "200123456"},
		{"Thai digits", "TH", "๐๙๙๔๐๐๐๖๑๗๗๒๑", "0994000617721"},
		{"full width, small letters", "IN", "２７ａａｐｆｕ０９３９ｆ１ｚｖ", "27AAPFU0939F1ZV"},
		{"a letter O beside digits", "IN", "27-aapfo-0939-f1z1", "27AAPFO0939F1Z1"},
		{"full width", "IN", "２７ＡＡＰＦＵ０９３９Ｆ１ＺＶ", "27AAPFU0939F1ZV"},
		{"bold mathematical digits", "UZ", "𝟐𝟎𝟎𝟏𝟐𝟑𝟒𝟓𝟔", "200123456"},
		{"small letters", "VE", "j306811613", "J306811613"},
		{"O for 0 and l for 1", "BY", "2OO98854l", "200988541"},
		{"Cyrillic О for 0", "BY", "2ОО988541", "200988541"},
		{"Cyrillic З for 3", "RU", "770708З89З", "7707083893"},
		{"O in a number with letters", "BR", "16727230OOO197", "16727230000197"},
		// Spreadsheets.
		{"a dropped zero", "TH", "994000617721", "0994000617721"},
		{"dropped zeros", "UA", "32129", "00032129"},
		{"a business's number short of a digit is no person's", "MD", "100600038413", ""},
		{"zeros are there already", "KZ", "00074000728", ""},
		{"dropped zeros of a long number", "KZ", "740000728", "000740000728"},
		{"all but one half of the digits dropped", "HU", "103242", "00000103242"},
		{"more than that dropped", "HU", "17242", ""},
		{"three dropped zeros where no digits are published", "VN", "1234561", "0001234561"},
		{"four dropped zeros where no digits are published", "VN", "123467", ""},
		{"a dropped zero of a number with letters", "BR", "2ABC34501DE81", ""},
		{"dropped zeros that no check digit confirms", "AM", "2561234", ""},
		{"dropped zeros of a mistyped number", "UA", "32128", ""},
		{"a point and a zero", "RU", "7707083893.0", "7707083893"},
		{"a decimal comma and zeros", "RU", "7707083893,00", "7707083893"},
		{"a point and a zero behind a dropped zero", "TH", "994000617721.0", "0994000617721"},
		{"scientific notation", "RU", "7.70708E+09", ""},
		{"scientific notation with the characters of a CNPJ", "BR", "1.2345678901E01", ""},
		{"a day", "UA", "12.05.2021", ""},
		{"a day, month first", "UA", "5/24/2021", ""},
		{"a day, year first", "UA", "2021-05-12", ""},
		{"a day and its time", "KG", "2021-05-12 10:00:00", ""},
		{"a day and its time", "KG", " 2021-05-12T10:00:00Z", ""},
		{"no day of the calendar", "UA", "32.13.2021", "32132021"},
		// Together.
		{"label, no-break space and Arabic digits", "BY", "УНП\u00a0٢٠٠-٩٨٨-٥٤١", "200988541"},
		{"label, separators and O", "RU", "ИНН: 77-O7-O8-3893", "7707083893"},
		{"prefix, full width and a line feed", "HU", "ＨＵ１２８９２３１２－２－４２\n", "12892312242"},
		// None.
		{"fine", "RU", "7707083893", ""},
		{"fine with a wrong check digit", "RU", "7707083892", ""},
		{"fine as a reason code", "RU", "773601001", ""},
		{"fine in a country without published digits", "PL", "1234563218", ""},
		{"a registration without a check", "PL", "0000359730", ""},
		{"two readings", "MD", "123456.0", ""},
		{"two numbers", "RU", "7707083893/773601001", ""},
		{"a list", "MD", "123456;1234567", ""},
		{"too short", "RU", "77-07", ""},
		{"nothing but separators", "RU", " - ", ""},
		{"nothing but a label", "RU", "ИНН", ""},
		{"invalid UTF-8", "RU", "7707083893\xff", ""},
		{"256 bytes", "RU", strings.Repeat(" ", 246) + "7707083893", "7707083893"},
		{"257 bytes", "RU", strings.Repeat(" ", 247) + "7707083893", ""},
		{"a very long one", "RU", strings.Repeat(" ", 300) + "7707083893", ""},
		{"a country without schemes", "IQ", "12-34", ""},
		{"a country without a rule", "DE", "DE 123-456", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			rule, _ := countries.Latest().Rule(test.country)
			found, ok := rule.Suggest(test.typed, today)
			assert.Equal(t, test.want, found)
			assert.Equal(t, test.want != "", ok)
		})
	}
}

func TestSuggestIsOfItsDate(t *testing.T) {
	const typed = "12.ABC.345/01DE-35"
	found, ok := rule(t, "BR").Suggest(typed, today)
	assert.True(t, ok)
	assert.Equal(t, "12ABC34501DE35", found)
	june := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)
	_, ok = rule(t, "BR").Suggest(typed, june)
	assert.False(t, ok)
	found, _ = rule(t, "BR").Suggest("390.533.447-05", june)
	assert.Equal(t, "39053344705", found, "other schemes are older")
	_, ok = countries.Rule{}.Suggest(typed, today)
	assert.False(t, ok)
}

func TestIsScientific(t *testing.T) {
	for value, want := range map[string]bool{
		"7.70708E+09": true, "7,70708E+09": true, "7.70708e9": true, "1E+11": true, " 1.2E+13 ": true, "1e-5": true,
		"": false, "E": false, "1E": false, "1E9": false, "7707083893": false, "12E45": false, "1.E+09": false, ".5E+09": false,
		"1.2.3E+09": false, "1.2E+009": false, "1.2E++9": false, "1,2,3E+09": false, "12.3E+09": false, "1.2E+٠٩": false, "IE": false,
	} {
		assert.Equal(t, want, countries.IsScientific(value), "%q", value)
	}
}

// TestEveryDigitOfUnicode suggests a number written with each character that
// is a decimal digit, and compares with Python's knowledge of its value.
func TestEveryDigitOfUnicode(t *testing.T) {
	python, err := exec.Command("/usr/bin/python3", "-c", `
import sys, unicodedata
for c in range(sys.maxunicode + 1):
    if unicodedata.category(chr(c)) == 'Nd':
        print(c, unicodedata.decimal(chr(c)))`).Output()
	if err != nil {
		t.Skip("python3 is missing: apt-get install python3")
	}
	uzbekistan, compared := rule(t, "UZ"), 0
	for line := range strings.Lines(string(python)) {
		code, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		c, err := strconv.Atoi(code)
		require.NoError(t, err)
		if c < utf8.RuneSelf || !unicode.IsDigit(rune(c)) { // of a newer Unicode than Go's
			continue
		}
		compared++
		found, _ := uzbekistan.Suggest("20012345"+string(rune(c)), today)
		assert.Equal(t, "20012345"+value, found, "%U", c)
	}
	assert.Greater(t, compared, 500)
}

// FuzzSuggest checks what every suggestion promises.
func FuzzSuggest(f *testing.F) {
	for _, typed := range []string{"ИНН 77 0708-3893", "HU12892312-2-42", "7.70708E+09", "32129.0", "٢٠٠٩٨٨٥٤١", "J-3O681161-3", "\xff\u0308É1"} {
		for _, country := range []string{"RU", "HU", "UA", "BY", "VE", "IN", "BR", "DE"} {
			f.Add(country, typed)
		}
	}
	f.Fuzz(func(t *testing.T, country, typed string) {
		rule, listed := countries.Latest().Rule(country)
		found, ok := rule.Suggest(typed, today)
		if !ok {
			assert.Empty(t, found)
			return
		}
		assert.True(t, listed)
		assert.NotEqual(t, typed, found)
		assert.True(t, rule.NumberFits(found), "%q for %q", found, typed)
		if rule.NumberPattern() == "" {
			assert.NotEmpty(t, rule.Identify(found, today), "%q for %q", found, typed)
		} else {
			assert.False(t, rule.NumberFits(typed), "%q is fine", typed)
		}
	})
}

func BenchmarkSuggest(b *testing.B) {
	for _, bench := range []struct{ name, country, typed string }{
		{"fine", "RU", "7707083893"},
		{"label and separators", "RU", "ИНН 77 0708-3893"},
		{"longest", "RU", strings.Repeat("ИНН", 42)},
		{"longest of digits", "KZ", strings.Repeat("1", 256)},
	} {
		rule := rule(b, bench.country)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rule.Suggest(bench.typed, today)
			}
		})
	}
}
