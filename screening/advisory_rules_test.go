package screening_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening"
)

func ExampleAdvisoryRules() {
	for rule := range screening.AdvisoryRules() {
		if strings.HasPrefix(rule.Name, "middleName.") {
			fmt.Printf("%s (%s): %s\n", rule.Name, rule.Basis, rule.Summary)
		}
	}
	// Output:
	// middleName.notPrintable (documented): has characters that cannot be printed
	// middleName.noLetter (documented): only digits, special characters or emoji
	// middleName.placeholder (documented): a placeholder, test or fake name
	// middleName.length (documented): more than 40 characters
}

// TestDocumentationListsEveryRule compares the table in the documentation of
// the package with the code. Its message is the table to copy.
func TestDocumentationListsEveryRule(t *testing.T) {
	var want strings.Builder
	for rule := range screening.AdvisoryRules() {
		fmt.Fprintf(&want, "\t%-34s %-10s %s\n", rule.Name, rule.Basis, rule.Summary)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments)
	require.NoError(t, err)
	var found strings.Builder
	for line := range strings.Lines(file.Doc.Text()) {
		rule, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if strings.HasPrefix(line, "\t") && strings.Contains(rule, ".") && !strings.ContainsAny(rule, "(:") {
			found.WriteString(line)
		}
	}
	assert.Equal(t, want.String(), found.String())
}

func TestEveryRuleIsComplete(t *testing.T) {
	names := make(map[string]bool)
	for rule := range screening.AdvisoryRules() {
		assert.Regexp(t, `^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$`, rule.Name)
		assert.False(t, names[rule.Name], rule.Name)
		names[rule.Name] = true
		assert.Contains(t, []screening.Basis{screening.Documented, screening.Disputed, screening.Inferred}, rule.Basis, rule.Name)
		assert.NotEmpty(t, rule.Summary, rule.Name)
		if rule.Basis == screening.Documented {
			assert.NotEmpty(t, rule.Source, rule.Name)
		}
	}
	for range screening.AdvisoryRules() {
		break // a caller may stop
	}
}
