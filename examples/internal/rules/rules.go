// Package rules describes what a policy asks for, for programs: one object for a
// country, the same from every command and from the service.
package rules

import (
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/cspkit/customerscreen/countries"
)

// PolicyNames returns the names that [countries.PolicyNamed] takes: the oldest
// policy first, and latest at the end.
func PolicyNames() []string {
	var names []string
	for policy := range countries.Policies() {
		names = append(names, policy.Name())
	}
	return append(names, "latest")
}

// Policy is a policy and its rules.
type Policy struct {
	Policy    string `json:"policy"`
	Since     string `json:"since"`               // a date, 2006-01-02
	Countries []Rule `json:"countries"`           // ascending by code, or as requested
	Elsewhere *Rule  `json:"elsewhere,omitempty"` // of the rest of the world
}

// Rule is what a country asks for: its form hints, and the published table.
type Rule struct {
	countries.FormHints
	Listed  bool   `json:"listed"`
	Digits  []int  `json:"digits"`  // that the number may have; empty, never null, if none are published
	Format  string `json:"format"`  // the expression in the text of 600050, or ""
	Area    string `json:"area"`    // Microsoft's, or ""
	Comment string `json:"comment"` // as published about the number, or ""
	Since   string `json:"since"`   // a date, 2006-01-02; "" if only live rules list the country
	Source  string `json:"source"`
}

// All returns every rule of a policy.
func All(policy *countries.Policy) Policy {
	elsewhere := elsewhere(policy)
	all := Some(policy)
	all.Elsewhere = &elsewhere
	for rule := range policy.Rules() {
		all.Countries = append(all.Countries, describe(policy, rule))
	}
	return all
}

// Some returns a policy with the given rules.
func Some(policy *countries.Policy, rules ...Rule) Policy {
	return Policy{Policy: policy.Name(), Since: date(policy), Countries: rules}
}

// Of returns the rule for a country code in either case. A country without its own
// rule has that of the rest of the world, under its own name. Known is false for
// what is not a country code.
func Of(policy *countries.Policy, code string) (r Rule, known bool) {
	rule, known := policy.Rule(code)
	if !known || rule.Country() != "" {
		return describe(policy, rule), known
	}
	r = elsewhere(policy)
	r.Country, r.Name = strings.ToUpper(code), CountryName(code)
	return r, true
}

func elsewhere(policy *countries.Policy) Rule {
	rule, _ := policy.Rule("")
	return describe(policy, rule)
}

func describe(policy *countries.Policy, rule countries.Rule) Rule {
	r := Rule{
		FormHints: rule.FormHints(),
		Listed:    rule.Listed(),
		Digits:    append([]int{}, rule.NumberLengths()...),
		Format:    rule.NumberPattern(),
		Area:      rule.Area(),
		Comment:   rule.NumberComment(),
		Since:     date(policy),
		Source:    rule.Source(),
	}
	if r.Country != "" {
		r.Name = CountryName(r.Country)
	}
	if r.Listed {
		r.Since = listedSince(policy, r.Country)
	}
	return r
}

// listedSince returns since when a country has been listed, as of a policy.
func listedSince(policy *countries.Policy, country string) string {
	since := ""
	for p := range countries.Policies() {
		switch rule, _ := p.Rule(country); {
		case !rule.Listed():
			since = ""
		case since == "":
			since = date(p)
		}
		if p.Name() == policy.Name() {
			break
		}
	}
	return since
}

func date(policy *countries.Policy) string { return policy.Since().Format(time.DateOnly) }

// CountryName returns the English name for a country code in either case: from the
// policies if one lists the country, otherwise from the Unicode CLDR. Without a
// name it returns the code in capitals.
func CountryName(code string) string {
	code = strings.ToUpper(code)
	for policy := range countries.Policies() {
		if rule, _ := policy.Rule(code); rule.CountryName() != "" {
			return rule.CountryName()
		}
	}
	if name := microsoftsOwn[code]; name != "" {
		return name
	}
	region, err := language.ParseRegion(code)
	if name := display.English.Regions().Name(region); err == nil && name != "" {
		return name
	}
	return code
}

// microsoftsOwn are the names for Microsoft's country codes that are not in ISO
// 3166-1 today.
//
// Source: Partner Center supported languages and locales, edition of
// 2022-06-29.
var microsoftsOwn = map[string]string{
	"AN": "Netherlands Antilles",
	"XE": "Sint Eustatius",
	"XJ": "Jan Mayen",
	"XS": "Saba",
}
