package server

import (
	"net/http"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/translations"
)

// allRules answers GET /v1/rules.
func allRules(w http.ResponseWriter, r *http.Request, policy *countries.Policy) {
	all := rules.All(policy)
	for i := range all.Countries {
		translate(w, r, policy, &all.Countries[i])
	}
	translate(w, r, policy, all.Elsewhere)
	writeJSON(w, all)
}

// translate puts the form hints into the language of the request.
func translate(w http.ResponseWriter, r *http.Request, policy *countries.Policy, rule *rules.Rule) {
	w.Header().Set("Vary", "Accept-Language")
	language, _ := translations.In(languageOf(r))
	own, _ := policy.Rule(rule.Country)
	rule.RegistrationNumber = language.FormHints(own).RegistrationNumber
}

// oneRule answers GET /v1/rules/{country}.
func oneRule(w http.ResponseWriter, r *http.Request, policy *countries.Policy) {
	rule, known := rules.Of(policy, r.PathValue("country"))
	if !known {
		writeProblem(w, http.StatusNotFound, "expected a country code of two letters that Partner Center knows, for example /v1/rules/AM")
		return
	}
	translate(w, r, policy, &rule)
	writeJSON(w, rule)
}

// schema answers GET /v1/schema.
func schema(w http.ResponseWriter, _ *http.Request, policy *countries.Policy) {
	w.Header().Set("Content-Type", "application/schema+json")
	_, _ = w.Write(screening.JSONSchema(policy))
}
