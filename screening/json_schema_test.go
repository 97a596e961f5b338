package screening_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

var update = flag.Bool("update", false, "write the golden files anew")

// What the schema accepts and refuses is proven by the examples module, whose
// tests run it under validators of two languages.

func TestJSONSchemaOfPolicies(t *testing.T) {
	for _, policy := range policies {
		t.Run(policy.Name(), func(t *testing.T) {
			schema := screening.JSONSchema(policy)
			golden := filepath.Join("testdata", "customer."+policy.Name()+".schema.json")
			if *update {
				require.NoError(t, os.WriteFile(golden, schema, 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), string(schema), "go test ./screening -update writes it anew")
			assert.Equal(t, schema, screening.JSONSchema(policy))
		})
	}
}

func TestJSONSchemaIsWhole(t *testing.T) {
	for _, policy := range policies {
		assertWhole(t, policy)
	}
}

// assertWhole follows every reference of a policy's schema.
func assertWhole(t *testing.T, policy *countries.Policy) {
	t.Helper()
	var schema map[string]any
	require.NoError(t, json.Unmarshal(screening.JSONSchema(policy), &schema))
	definitions := schema["$defs"].(map[string]any)
	for rule := range policy.Rules() {
		if rule.Listed() {
			assert.Contains(t, definitions, rule.Country())
		}
	}
	used := map[string]bool{}
	walk(schema, func(o map[string]any) {
		if target, ok := o["$ref"].(string); ok {
			name, rest, _ := strings.Cut(strings.TrimPrefix(target, "#/$defs/"), "/")
			used[name] = true
			require.Contains(t, definitions, name, target)
			if rest != "" {
				require.Contains(t, definitions[name], rest, target)
			}
		}
		for name := range mapOf(o["patternProperties"]) {
			assert.NotPanics(t, func() { regexp.MustCompile(name) })
		}
	})
	for name := range definitions {
		assert.True(t, used[name], "%s: nothing refers to %s", policy.Name(), name)
	}
}

func mapOf(value any) map[string]any {
	m, _ := value.(map[string]any)
	return m
}

// walk calls visit for every object of a JSON value.
func walk(value any, visit func(map[string]any)) {
	switch value := value.(type) {
	case map[string]any:
		visit(value)
		for _, v := range value {
			walk(v, visit)
		}
	case []any:
		for _, v := range value {
			walk(v, visit)
		}
	}
}

func TestJSONSchemaKnowsGoWhiteSpace(t *testing.T) {
	var schema struct {
		Definitions map[string]struct{ Pattern string } `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(screening.JSONSchema(countries.Latest()), &schema))
	given := regexp.MustCompile(schema.Definitions["given"].Pattern)
	for r := range rune(unicode.MaxRune) {
		if text := string(r); given.MatchString(text) != wire.Given(text) {
			t.Fatalf("%U", r)
		}
	}
	assert.False(t, given.MatchString(""))
}

// TestJSONSchemaOfARuleThatAsksForNothing has live rules without a constraint,
// Microsoft's own answer for Portugal among them.
func TestJSONSchemaOfARuleThatAsksForNothing(t *testing.T) {
	portugal, err := os.ReadFile("../countries/testdata/countryvalidationrules.PT.captured-2021-12.json")
	require.NoError(t, err)
	for policy := range countries.Policies() {
		for _, body := range []string{
			string(portugal), `{"iso2Code":"PT"}`, `{"iso2Code":"BR","customerOrganizationRegistrationNumberRequired":false,"customerOrganizationPhoneNumberRequired":false}`,
			`{"iso2Code":"RU","customerOrganizationRegistrationNumberRequired":false,"customerOrganizationPhoneNumberRequired":false}`,
		} {
			rule, err := countries.ParseValidationRules([]byte(body))
			if err != nil {
				require.NotZero(t, rule, "an expression that cannot be used")
			}
			assertWhole(t, policy.With(rule))
		}
	}
}

func ExampleJSONSchema() {
	var schema struct {
		Dialect string `json:"$schema"`
		Title   string `json:"title"`
	}
	json.Unmarshal(screening.JSONSchema(countries.March2021()), &schema)
	fmt.Println(schema.Dialect)
	fmt.Println(schema.Title)
	// Output:
	// https://json-schema.org/draft/2020-12/schema
	// Customer, as Partner Center screens it by the policy 2021-03
}
