package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// TestOtherValidators needs validators of other makers, and of languages whose $
// stops before a final line feed, to accept what Screen accepts: every fixture,
// and the accepted ones with a line feed behind the number or the country.
func TestOtherValidators(t *testing.T) {
	tests.Long(t)
	others := map[string][]string{"jsonschema for Python": {"python3", "accept.py"}}
	if exec.Command("python3", "-c", "import jsonschema").Run() != nil {
		tests.Missing(t, "python-jsonschema", "apt-get install python3-jsonschema")
	}
	for _, name := range []string{"hyperjump", "cfworker"} {
		if _, err := os.Stat(filepath.Join("node_modules", "@"+name)); err != nil {
			tests.Missing(t, name, "npm ci --prefix examples/schema")
		}
		others[name] = []string{"node", "accept.js", name}
	}
	for policy := range countries.Policies() {
		screener := screening.New(policy)
		var customers []string
		var want []bool
		add := func(text string) {
			var customer screening.Customer
			if json.Unmarshal([]byte(text), &customer) == nil {
				customers, want = append(customers, text), append(want, screener.Screen(&customer) == nil)
			}
		}
		for fixture := range partnercentertest.Fixtures() {
			for _, c := range fixture.Cases {
				text := compact(t, c.Customer)
				add(text)
				var customer screening.Customer
				if json.Unmarshal([]byte(text), &customer) != nil || customer.CompanyProfile == nil || screener.Screen(&customer) != nil {
					continue
				}
				for _, value := range []string{customer.CompanyProfile.OrganizationRegistrationNumber, customer.Country()} {
					add(strings.Replace(text, fmt.Sprintf(`%q`, value), fmt.Sprintf(`%q`, value+"\n"), 1))
				}
			}
		}
		schema := filepath.Join(t.TempDir(), "customer.schema.json")
		require.NoError(t, os.WriteFile(schema, screening.JSONSchema(policy), 0o600))
		for name, command := range others {
			t.Run(policy.Name()+"/"+name, func(t *testing.T) {
				run := exec.CommandContext(t.Context(), command[0], append(command[1:], schema)...)
				run.Stdin = strings.NewReader(strings.Join(customers, "\n"))
				var complaints bytes.Buffer
				run.Stderr = &complaints
				output, err := run.Output()
				require.NoError(t, err, "%s", &complaints)
				found := strings.Fields(string(output))
				require.Len(t, found, len(customers))
				for i := range customers {
					assert.Equal(t, fmt.Sprint(want[i]), found[i], customers[i])
				}
			})
		}
	}
}

func compact(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}
