// Package rules says what a policy asks for as programs read it: one object
// for one country, the same from every command and from the service.
package rules

import (
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/cspkit/customerscreen/countries"
)

// PolicyNames returns what [countries.PolicyNamed] takes: the policies' names,
// the oldest first, and latest.
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
	Countries []Rule `json:"countries"`           // ascending by code, or those that were asked for
	Elsewhere *Rule  `json:"elsewhere,omitempty"` // of the rest of the world
}

// Rule is what a country asks for: what a form needs, and what the table says.
type Rule struct {
	countries.FormHints
	Listed  bool   `json:"listed"`
	Digits  []int  `json:"digits"`  // that the number may have; never null, and empty where none are published
	Format  string `json:"format"`  // the expression that the text of 600050 names, or ""
	Area    string `json:"area"`    // Microsoft's, or ""
	Comment string `json:"comment"` // as published about the number, or ""
	Since   string `json:"since"`   // a date, 2006-01-02; "" where live rules alone list the country
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

// Some returns a policy with the rules that are given.
func Some(policy *countries.Policy, rules ...Rule) Policy {
	return Policy{Policy: policy.Name(), Since: date(policy), Countries: rules}
}

// Of returns the rule of a country code in either case: that of the rest of
// the world, under the country's name, where a policy has none of its own.
// Known is false for what is no country code.
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

// listedSince returns the date since when a country has been a listed one, up
// to a policy.
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

// CountryName returns the English name of a country code in either case: that
// of the policies where one lists the country, or else that of the Unicode
// CLDR. For what it has no name for it returns the code in capitals.
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

// microsoftsOwn are the names of Microsoft's country codes that are none of
// ISO's today.
//
// Source: Partner Center supported languages and locales, edition of
// 2022-06-29.
var microsoftsOwn = map[string]string{
	"AN": "Netherlands Antilles",
	"XE": "Sint Eustatius",
	"XJ": "Jan Mayen",
	"XS": "Saba",
}
