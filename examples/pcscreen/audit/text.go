package audit

import (
	"strconv"
	"strings"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/rules"
)

// percent formats a part of a whole, or returns "" for a whole of 0.
func percent(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 1, 64) + " %"
}

// titleOf returns the API's text of a code, for all countries.
func titleOf(code int) string {
	return strings.Replace(pcerrors.Code(code).Description(), "{0}", "of the country", 1)
}

// countryName returns the English name for a country code, or says that it is no
// code, as "" is.
func countryName(code string, policy *countries.Policy) string {
	if _, known := policy.Rule(code); !known {
		return "no country code"
	}
	return rules.CountryName(code)
}
