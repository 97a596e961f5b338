package screening

import (
	stderrors "errors"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
)

// Inspect returns the violations that [Screener.Screen] finds, and advisories
// on everything else that looks wrong. It is safe for concurrent use.
func (s *Screener) Inspect(customer *Customer) Report {
	var report Report
	var rejection *errors.Rejection
	if stderrors.As(s.Screen(customer), &rejection) {
		report.Violations = rejection.Violations
	}
	rule, _ := s.policy.Rule(customer.address().Country)
	i := &inspection{customer: customer, rule: rule, on: time.Now()}
	i.registrationNumber()
	report.Advisories = i.found
	return report
}

// inspection is one customer that is being looked at, and the remarks so far.
type inspection struct {
	customer *Customer
	rule     countries.Rule // of the customer's country
	on       time.Time      // the date on which the customer is sent
	found    []errors.Advisory
}

// advise adds a remark under a rule of the table.
func (i *inspection) advise(rule advisoryRule, field, message, suggestion string) {
	i.found = append(i.found, errors.Advisory{
		Rule:       rule.name,
		Field:      field,
		Message:    message,
		Basis:      rule.basis,
		Source:     rule.source,
		Suggestion: suggestion,
	})
}

// advisoryRule is what all remarks of one rule share.
type advisoryRule struct {
	name   string
	basis  errors.Basis
	source string
}
