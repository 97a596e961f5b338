// Package countrynames holds the test that writes the library's table of
// countries' names: the Unicode CLDR's, by golang.org/x/text/language/display,
// which is too large for the library itself, and those of other sources.
package countrynames

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/countryname"
)

var update = flag.Bool("update", false, "write the table anew")

const table = "../../../internal/countryname/names.txt"

// languages are those of the listed countries, and English, German and French.
var languages = strings.Fields("en de fr ru hy az be hu kk ky ro tg uk uz ar pt hi my pl th tr es vi af zu")

// others are names that the CLDR does not have: those of Microsoft's table
// (Partner Center supported languages and locales, edition of 2022-06-29), ISO
// 3166's official and inverted ones, the World Bank's, autonyms, those of
// before a change of name, and usual abbreviations.
var others = map[string][]string{
	"AE": {"UAE", "U.A.E.", "VAE", "ОАЭ", "EAU", "BAE", "ZEA", "Emirates", "الإمارات"},
	"AM": {"Republic of Armenia", "Hayastan", "Հայաստանի Հանրապետություն", "РА", "Республика Армения"},
	"AN": {"Netherlands Antilles", "Niederländische Antillen", "Antilles néerlandaises", "ANT"},
	"AZ": {"Republic of Azerbaijan", "Azerbaijan Republic", "Azərbaycan Respublikası", "Aserbaidschan", "Азербайджанская Республика"},
	"BA": {"Bosnia"},
	"BO": {"Plurinational State of Bolivia"},
	"BR": {"Federative Republic of Brazil", "República Federativa do Brasil"},
	"BS": {"The Bahamas"},
	"BY": {"Republic of Belarus", "Weißrussland", "Weissrussland", "Белоруссия", "Byelorussia", "Рэспубліка Беларусь", "Республика Беларусь", "РБ", "Biélorussie"},
	"CD": {"Congo, Dem. Rep.", "Congo, the Democratic Republic of the", "Democratic Republic of the Congo", "DR Congo", "Zaire"},
	"CG": {"Congo, Rep.", "Republic of the Congo", "Congo-Brazzaville"},
	"CI": {"Ivory Coast", "Cote d'Ivoire", "Elfenbeinküste"},
	"CN": {"People's Republic of China", "PRC", "P.R. China", "VR China", "КНР"},
	"CV": {"Cape Verde", "Cabo Verde"},
	"CZ": {"Czech Republic", "Tschechische Republik"},
	"EG": {"Egypt, Arab Rep.", "Arab Republic of Egypt"},
	"FM": {"Micronesia, Fed. Sts.", "Micronesia, Federated States of", "Federated States of Micronesia"},
	"GB": {"UK", "U.K.", "Great Britain", "Britain", "United Kingdom of Great Britain and Northern Ireland", "England", "Scotland", "Wales", "Northern Ireland", "Großbritannien", "Grande-Bretagne", "Великобритания", "Büyük Britanya", "Reino Unido"},
	"GM": {"Gambia, The", "The Gambia"},
	"HK": {"Hong Kong", "Hong Kong SAR", "Hong Kong SAR, China", "Гонконг"},
	"HU": {"Magyar Köztársaság"},
	"IN": {"Republic of India", "Bharat", "भारत गणराज्य"},
	"IQ": {"Republic of Iraq"},
	"KG": {"Kyrgyz Republic", "Kirghizia", "Киргизия", "Кыргызская Республика", "Kirgisien", "Kirgisistan", "Kirgistan", "Kirghizistan", "Кыргыз Республикасы"},
	"KN": {"St. Kitts and Nevis"},
	"KR": {"Korea", "South Korea", "Korea, Rep.", "Korea, the Republic of", "Republic of Korea", "Südkorea", "Corée du Sud", "Южная Корея"},
	"KZ": {"Republic of Kazakhstan", "Казахстан", "Республика Казахстан", "Қазақстан Республикасы", "РК", "Qazaqstan"},
	"LA": {"Lao PDR", "Lao People's Democratic Republic", "Laos"},
	"LC": {"St. Lucia"},
	"MD": {"Republic of Moldova", "Moldova, the Republic of", "Moldavia", "Moldau", "Moldawien", "Молдавия", "Republica Moldova", "Республика Молдова"},
	"MK": {"Macedonia", "FYROM", "Former Yugoslav Republic of Macedonia", "Macedonia, the former Yugoslav Republic of", "Republic of North Macedonia"},
	"MM": {"Burma", "Union of Myanmar", "Republic of the Union of Myanmar", "Birma", "Бирма"},
	"MO": {"Macao", "Macau", "Macao SAR, China"},
	"NL": {"Holland", "The Netherlands", "Голландия"},
	"PL": {"Republic of Poland", "Rzeczpospolita Polska"},
	"PS": {"Palestine", "State of Palestine", "Palestine, State of", "West Bank and Gaza"},
	"RU": {"Russian Federation", "Rusya Federasyonu", "Russian Fed.", "Российская Федерация", "РФ", "Russische Föderation", "Fédération de Russie", "Rusia", "Rosja"},
	"SA": {"KSA", "K.S.A.", "Kingdom of Saudi Arabia", "Saudi", "المملكة العربية السعودية", "السعودية", "КСА"},
	"SK": {"Slovak Republic", "Slowakische Republik"},
	"SS": {"Republic of South Sudan"},
	"SZ": {"Swaziland", "Eswatini"},
	"TH": {"Kingdom of Thailand", "ราชอาณาจักรไทย", "ประเทศไทย", "Siam"},
	"TJ": {"Republic of Tajikistan", "Тоҷикистон", "Ҷумҳурии Тоҷикистон", "Tadschikistan", "Республика Таджикистан"},
	"TR": {"Turkey", "Турецкая Республика", "Türkiye", "Turkiye", "Türkiye Cumhuriyeti", "Republic of Turkey", "Republic of Türkiye"},
	"TW": {"Taiwan", "Taiwan, China", "Taiwan, Province of China"},
	"TZ": {"United Republic of Tanzania"},
	"UA": {"The Ukraine"},
	"US": {"USA", "U.S.A.", "U.S.", "United States of America", "The United States", "America", "США", "Vereinigte Staaten von Amerika", "États-Unis d'Amérique", "ABD", "EE.UU.", "EUA", "Stany Zjednoczone Ameryki"},
	"UZ": {"Republic of Uzbekistan", "O'zbekiston", "Oʻzbekiston Respublikasi", "Ўзбекистон", "Республика Узбекистан", "РУз"},
	"VA": {"Holy See", "Vatican", "Vatican City"},
	"VC": {"St. Vincent and the Grenadines"},
	"VE": {"Venezuela, RB", "Venezuela (Bolivarian Republic of)", "Bolivarian Republic of Venezuela", "República Bolivariana de Venezuela"},
	"VG": {"British Virgin Islands"},
	"VI": {"US Virgin Islands", "Virgin Islands (U.S.)"},
	"VN": {"Viet Nam", "Socialist Republic of Vietnam", "Việt Nam", "Вьетнам"},
	"XK": {"Kosovo", "XKX"},
	"YE": {"Yemen, Rep.", "Republic of Yemen"},
	"ZA": {"RSA", "R.S.A.", "Republic of South Africa", "South-Africa", "ЮАР", "Южная Африка"},
}

// TestTable makes the table anew and compares it. A name that two countries
// have, in whatever languages, is no country's.
func TestTable(t *testing.T) {
	codes := make(map[string]map[string]bool)
	add := func(name, code string) {
		if key := countryname.Key(name); key != "" {
			if codes[key] == nil {
				codes[key] = make(map[string]bool)
			}
			codes[key][code] = true
		}
	}
	certain := make(map[string]string) // codes, and names by hand: no other reading counts
	for code := range countries.Codes() {
		certain[countryname.Key(code)] = code
		for _, name := range others[code] {
			certain[countryname.Key(name)] = code
		}
		region, err := language.ParseRegion(code)
		if err != nil || !region.IsCountry() {
			continue
		}
		if iso3 := region.ISO3(); iso3 != "ZZZ" {
			certain[countryname.Key(iso3)] = code
		}
		if number := region.M49(); number > 0 {
			certain[fmt.Sprintf("%03d", number)] = code
			certain[fmt.Sprint(number)] = code // a spreadsheet eats zeros
		}
		for _, name := range languages {
			text := display.Regions(language.Make(name)).Name(region)
			add(text, code)
			if short, _, inBrackets := strings.Cut(text, " ("); inBrackets {
				add(short, code)
			}
		}
		add(display.Regions(language.English).Name(region), code)
	}
	for code := range others {
		assert.Contains(t, certain, countryname.Key(code), "no code of Microsoft's")
	}
	var lines []string
	for key, found := range codes {
		if _, ok := certain[key]; ok || len(found) > 1 {
			continue
		}
		for code := range found {
			lines = append(lines, key+"\t"+code)
		}
	}
	for key, code := range certain {
		lines = append(lines, key+"\t"+code)
	}
	slices.Sort(lines)
	text := strings.Join(lines, "\n") + "\n"
	if *update {
		require.NoError(t, os.WriteFile(table, []byte(text), 0o644))
	}
	want, err := os.ReadFile(table)
	require.NoError(t, err)
	assert.Equal(t, string(want), text, "go test -C examples ./internal/countrynames -update writes it anew")
}

func TestEveryCode(t *testing.T) {
	for code := range countries.Codes() {
		assert.Equal(t, code, countryname.Code(strings.ToLower(code)))
	}
}
