package records

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/cspkit/customerscreen/countries"
)

// countryCode returns the ISO 3166-1 alpha-2 code of a country that a
// spreadsheet names in words or by its three letters. Anything else comes back
// as it was, without the spaces around it.
func countryCode(name string) string {
	name = strings.TrimSpace(name)
	if len(name) <= 2 {
		return name
	}
	if code, ok := countryCodes()[fold(name)]; ok {
		return code
	}
	if region, err := language.ParseRegion(name); err == nil && len(name) == 3 && region.IsCountry() {
		return region.String()
	}
	return name
}

// countryCodes are the codes by the countries' folded names: the Unicode
// CLDR's in the languages of the headers, the policy's own, and a few in use
// beside them.
var countryCodes = sync.OnceValue(func() map[string]string {
	codes := make(map[string]string)
	for rule := range countries.Latest().Rules() {
		codes[fold(rule.CountryName())] = rule.Country()
	}
	namers := []display.Namer{
		display.Regions(language.English), display.Regions(language.French),
		display.Regions(language.German), display.Regions(language.Russian),
	}
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			region, err := language.ParseRegion(string(first) + string(second))
			if err != nil || !region.IsCountry() || region.Canonicalize() != region {
				continue
			}
			for _, namer := range namers {
				name := namer.Name(region)
				codes[fold(name)] = region.String()
				if short, _, inBrackets := strings.Cut(name, " ("); inBrackets {
					codes[fold(short)] = region.String()
				}
			}
		}
	}
	for name, code := range map[string]string{
		"Burma": "MM", "Great Britain": "GB", "Republic of Kazakhstan": "KZ", "Republic of Moldova": "MD", "Moldau": "MD", "Moldawien": "MD",
		"Republic of South Africa": "ZA", "Republic of Belarus": "BY", "Weißrussland": "BY", "Russian Federation": "RU", "Russische Föderation": "RU",
		"Fédération de Russie": "RU", "Российская Федерация": "RU", "Белоруссия": "BY", "Киргизия": "KG", "Kirgisien": "KG", "Kirghizistan": "KG",
		"Kirgistan": "KG", "UAE": "AE", "VAE": "AE", "United States of America": "US", "Viet Nam": "VN",
	} {
		codes[fold(name)] = code
	}
	delete(codes, "")
	return codes
})
