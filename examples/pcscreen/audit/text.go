package audit

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

// grouped writes a number with commas between thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// percent writes a part of a whole, and nothing where there is no whole.
func percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 1, 64) + " %"
}

// right writes a number as wide as the widest.
func right(n, widest int) string {
	text := grouped(n)
	return strings.Repeat(" ", max(len(grouped(widest))-len(text), 0)) + text
}

// titleOf is the API's text of a code, for all countries.
func titleOf(code int) string {
	return strings.Replace(pcerrors.Code(code).Description(), "{0}", "of the country", 1)
}

// countryName is the English name of a country: the policy's where it has a
// rule, or else that of the Unicode CLDR.
func countryName(code string, policy *countries.Policy) string {
	if code == "" {
		return "no country given"
	}
	if rule, ok := policy.Rule(code); ok && rule.Name() != "" {
		return rule.Name()
	}
	region, err := language.ParseRegion(code)
	if err != nil || !region.IsCountry() {
		return "not a country"
	}
	return display.English.Regions().Name(region)
}
