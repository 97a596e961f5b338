package screening_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/screening"
)

func ExampleAdvisory() {
	advisory := screening.Advisory{
		Rule:       "registrationNumber.checkDigit",
		Field:      "companyProfile.organizationRegistrationNumber",
		Message:    "the check digit of INN does not hold",
		Basis:      screening.Inferred,
		Source:     "Federal Tax Service of Russia",
		Suggestion: "7707083893",
	}
	fmt.Println(advisory) // without the suggestion: it can be a person's number
	fmt.Println("did you mean", advisory.Suggestion+"?")
	// Output:
	// registrationNumber.checkDigit: companyProfile.organizationRegistrationNumber: the check digit of INN does not hold
	// did you mean 7707083893?
}

func TestAdvisoryKeepsItsSuggestionOutOfTextAndLogs(t *testing.T) {
	advisory := screening.Advisory{
		Rule: "rule", Field: "field", Message: "message", Basis: screening.Documented, Source: "source", Suggestion: "7707083893",
	}
	for _, verb := range []string{"%v", "%+v", "%s", "%q"} {
		text := fmt.Sprintf(verb, advisory)
		assert.Contains(t, text, "rule: field: message")
		assert.NotContains(t, text, advisory.Suggestion)
		assert.NotContains(t, fmt.Sprintf(verb, []screening.Advisory{advisory}), advisory.Suggestion)
	}
	var log strings.Builder
	logger := slog.New(slog.NewTextHandler(&log, nil))
	logger.Info("customer", "advisory", advisory)
	assert.Contains(t, log.String(), "advisory.rule=rule advisory.field=field advisory.basis=documented")
	assert.NotContains(t, log.String(), advisory.Suggestion)
}
