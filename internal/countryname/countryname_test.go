package countryname_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/internal/countryname"
)

func TestCode(t *testing.T) {
	for text, want := range map[string]string{
		"RU": "RU", " ru ": "RU", "rus": "RU", "643": "RU", "Russia": "RU", "RUSSIA": "RU", "Россия": "RU", "Russie": "RU", "Russland": "RU", "Rosja": "RU",
		"Russian Federation": "RU", "Russian-Federation": "RU", "Russia (RU)": "RU", "RU - Russia": "RU", "RU/Russia": "RU", "Russia, RU": "RU", "РФ": "RU",
		`="AZ"`: "AZ", "'AZ": "AZ", "\u200bAZ\ufeff": "AZ", "[AZ]": "AZ", "«Азербайджан»": "AZ", "31": "AZ", "031": "AZ", "Azərbaycan": "AZ", "Azerbaycan": "AZ",
		"Қазақстан": "KZ", "Казахстан": "KZ", "Kazachstan": "KZ", "РК": "KZ", "Україна": "UA", "Ukraine": "UA", "Magyarország": "HU", "Magyarorszag": "HU",
		"Հայաստան": "AM", "Тоҷикистон": "TJ", "Oʻzbekiston": "UZ", "O'zbekiston": "UZ", "Кыргызстан": "KG", "Беларусь": "BY", "Weißrussland": "BY",
		"TÜRKİYE": "TR", "Turkiye": "TR", "turkey": "TR", "Việt Nam": "VN", "Viet Nam": "VN", "ประเทศไทย": "TH", "भारत": "IN", "السعودية": "SA", "المملكة العربية السعودية": "SA",
		"UAE": "AE", "U.A.E.": "AE", "KSA": "SA", "RSA": "ZA", "UK": "GB", "England": "GB", "USA": "US", "U.S.": "US", "Holland": "NL", "Côte d’Ivoire": "CI",
		"Korea, Republic of": "KR", "Venezuela (Bolivarian Republic of)": "VE", "Moldova, Republic of": "MD", "Egypt, Arab Rep.": "EG", "Hong Kong SAR": "HK",
		"Korea, South": "KR", "Iraq, Republic of": "IQ", "Armenia, Republic of": "AM", "В'єтнам": "VN", "Netherlands, The": "NL", "S,U": "", "US,R": "", "Russia, Moscow": "",
		"O'zbekiston Respublikasi": "UZ", "Oʻzbekiston Respublikasi": "UZ", "\u0627\u0644\u0627\u0645\u0627\u0631\u0627\u062a": "AE", "\u0627\u0644\u0625\u0645\u0627\u0631\u0627\u062a": "AE",
		"Netherlands Antilles": "AN", "XK": "XK", "Kosovo": "XK", "Burma": "MM", "Congo, Dem. Rep.": "CD",

		"Cànada": "CA", "İsrail": "IL", "Me\u0301xico": "MX", "İngiltere": "", "RU / ' / Kazakhstan": "",
		strings.Repeat(" ", 194) + "Russia": "RU", strings.Repeat(" ", 195) + "Russia": "",

		"N/A": "", "n.a.": "", "n-a": "", "No.": "", "c/o": "", "P/L": "", "A/S": "", "u.s.": "US", "NA": "NA", "(na)": "NA",

		"": "", " ": "", "R": "", "ZZ": "", "Cuba": "", "CU": "", "EU": "", "Europe": "", "Ruritania": "", "RU, KZ": "", "Russia (Moscow)": "", "Congo (RU)": "",
		"-": "", "()": "", "\xff": "", "999": "", "Niger/Nigeria": "", "Guinea-Bissau": "GW", "Guinea": "GN",
		strings.Repeat("Russia", 50): "",
		"𐌀𐌁":                         "", // behind every name of the table
	} {
		assert.Equal(t, want, countryname.Code(text), "%q", text)
	}
}

func FuzzCode(f *testing.F) {
	for _, seed := range []string{"Russia (RU)", "İ", "ß", "\xff", "a\u0301", "()", "Russia (" + strings.Repeat("\a", 188) + "RU)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if code := countryname.Code(text); code != "" {
			assert.Len(t, code, 2)
			assert.Equal(t, code, countryname.Code(code))
			if around := " " + text + "\u200b"; len(around) <= 200 { // a longer text is no name
				assert.Equal(t, code, countryname.Code(around), "%q", text)
			}
		}
	})
}

func BenchmarkCode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		countryname.Code("Russian Federation")
	}
}
