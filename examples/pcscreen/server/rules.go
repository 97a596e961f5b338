package server

import (
	"net/http"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/screening"
)

// allRules answers GET /v1/rules.
func allRules(w http.ResponseWriter, _ *http.Request, policy *countries.Policy) {
	writeJSON(w, http.StatusOK, rules.All(policy))
}

// oneRule answers GET /v1/rules/{country}.
func oneRule(w http.ResponseWriter, r *http.Request, policy *countries.Policy) {
	rule, known := rules.Of(policy, r.PathValue("country"))
	if !known {
		writeProblem(w, http.StatusNotFound, "expected a country code of two letters that Partner Center knows, for example /v1/rules/AM")
		return
	}
	writeJSON(w, http.StatusOK, rule)
}

// schema answers GET /v1/schema.
func schema(w http.ResponseWriter, _ *http.Request, policy *countries.Policy) {
	w.Header().Set("Content-Type", "application/schema+json")
	_, _ = w.Write(screening.JSONSchema(policy))
}
