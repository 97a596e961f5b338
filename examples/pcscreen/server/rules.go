package server

import (
	"net/http"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// countryRule is a rule as the API tells it: what a form needs, and what the
// table says.
type countryRule struct {
	countries.FormHints
	Listed  bool   `json:"listed"`
	Digits  []int  `json:"digits"`  // that the number may have; empty where none are published
	Format  string `json:"format"`  // the expression that the text of 600050 names, or ""
	Area    string `json:"area"`    // Microsoft's, or ""
	Comment string `json:"comment"` // as published about the number, or ""
	Source  string `json:"source"`
}

func describeRule(rule countries.Rule, listed bool) countryRule {
	return countryRule{
		FormHints: rule.FormHints(),
		Listed:    listed,
		Digits:    append([]int{}, rule.Lengths()...),
		Format:    rule.Pattern(),
		Area:      rule.Area(),
		Comment:   rule.Comment(),
		Source:    rule.Source(),
	}
}

// policyRules is a policy as the API tells it.
type policyRules struct {
	Policy    string        `json:"policy"`
	Since     string        `json:"since"` // the date, as 2006-01-02
	Countries []countryRule `json:"countries"`
	Elsewhere countryRule   `json:"elsewhere"`
}

// rules answers GET /v1/rules.
func rules(w http.ResponseWriter, _ *http.Request, policy *countries.Policy) {
	answer := policyRules{Policy: policy.Name(), Since: policy.Since().Format("2006-01-02")}
	for rule := range policy.Rules() {
		answer.Countries = append(answer.Countries, describeRule(rule, true))
	}
	elsewhere, _ := policy.Rule("")
	answer.Elsewhere = describeRule(elsewhere, false)
	writeJSON(w, http.StatusOK, answer)
}

// rule answers GET /v1/rules/{country}.
func rule(w http.ResponseWriter, r *http.Request, policy *countries.Policy) {
	country := strings.ToUpper(r.PathValue("country"))
	if !isCountry(country) {
		writeProblem(w, http.StatusNotFound, "expected a country's ISO 3166-1 alpha-2 code, for example /v1/rules/AM")
		return
	}
	rule, listed := policy.Rule(country)
	answer := describeRule(rule, listed)
	answer.Country = country
	writeJSON(w, http.StatusOK, answer)
}

// schema answers GET /v1/schema.
func schema(w http.ResponseWriter, _ *http.Request, policy *countries.Policy) {
	w.Header().Set("Content-Type", "application/schema+json")
	_, _ = w.Write(screening.JSONSchema(policy))
}

// iso is the validator that knows the assigned codes of ISO 3166-1.
var iso = sync.OnceValue(func() *validator.Validate { return validator.New() })

func isCountry(code string) bool { return iso().Var(code, "iso3166_1_alpha2") == nil }

// allCountries returns every country's code, ascending.
func allCountries() []string {
	var codes []string
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			if code := string(first) + string(second); isCountry(code) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}
