package countries_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
)

var update = flag.Bool("update", false, "write the golden files anew")

var policies = slices.Collect(countries.Policies())

func TestFormHintsOfPolicies(t *testing.T) {
	for _, policy := range policies {
		t.Run(policy.Name(), func(t *testing.T) {
			var hints []countries.FormHints
			for rule := range policy.Rules() {
				hints = append(hints, rule.FormHints())
			}
			elsewhere, _ := policy.Rule("")
			encoded, err := json.MarshalIndent(append(hints, elsewhere.FormHints()), "", "  ")
			require.NoError(t, err)

			golden := filepath.Join("testdata", "form-hints."+policy.Name()+".json")
			if *update {
				require.NoError(t, os.WriteFile(golden, append(encoded, '\n'), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.JSONEq(t, string(want), string(encoded), "go test ./countries -update writes it anew")
		})
	}
}

// TestFormHintsAgreeWithTheRule compares what a browser would let pass with
// what the rule accepts.
func TestFormHintsAgreeWithTheRule(t *testing.T) {
	numbers := []string{"", "1", "12345X", "１２３４５６７", "1234567\n", " 1234567"}
	for n := range 20 {
		numbers = append(numbers, "12345678901234567890"[:n+1])
	}
	for _, policy := range policies {
		for rule := range policy.Rules() {
			hint := rule.FormHints().RegistrationNumber
			pattern := regexp.MustCompile("^(?:" + hint.Pattern + ")$") // as HTML anchors it
			for _, number := range numbers {
				passes := hint.Pattern == "" || pattern.MatchString(number)
				assert.Equal(t, rule.NumberFits(number), passes, "%s: %q", rule.Country(), number)
				assert.False(t, passes && hint.MaxLength != 0 && len(number) > hint.MaxLength, "%s: %q is too long to type", rule.Country(), number)
			}
		}
	}
}

func TestFormHintsGiveExamplesThatPass(t *testing.T) {
	examples := 0
	for _, policy := range policies {
		for rule := range policy.Rules() {
			hint := rule.FormHints().RegistrationNumber
			if hint.Example == "" {
				continue
			}
			examples++
			assert.NoError(t, rule.CheckRegistrationNumber(hint.Example), rule.Country())
			for _, identity := range rule.Identify(hint.Example, policy.Since().AddDate(10, 0, 0)) {
				if identity.Check == countries.CheckValid {
					assert.NotEqual(t, countries.Person, identity.Holder, rule.Country())
				}
			}
		}
	}
	assert.NotZero(t, examples)
}

func TestFormHintsElsewhere(t *testing.T) {
	for _, test := range []struct {
		policy *countries.Policy
		want   countries.Requirement
	}{
		{countries.November2020(), countries.NotSupported},
		{countries.March2021(), countries.Optional},
	} {
		rule, _ := test.policy.Rule("FR")
		hints := rule.FormHints()
		assert.Empty(t, hints.Country)
		assert.Equal(t, "Rest of the world", hints.Name)
		assert.Equal(t, test.want, hints.RegistrationNumber.Requirement)
		assert.Equal(t, countries.Optional, hints.PhoneNumber.Requirement)
	}
	assert.Equal(t, countries.Optional, countries.Rule{}.FormHints().RegistrationNumber.Requirement)
}

func ExampleRule_FormHints() {
	rule, _ := countries.March2021().Rule("RU")
	hints := rule.FormHints()
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	encoder.Encode(hints.PhoneNumber)
	encoder.Encode(hints.RegistrationNumber.Pattern)
	// Output:
	// {
	//   "requirement": "required",
	//   "callingCode": "7"
	// }
	// "[0-9]{9}|[0-9]{10}|[0-9]{12}"
}

func TestFormHintsOfLiveRules(t *testing.T) {
	rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"PT",
		"customerOrganizationRegistrationNumberRegex":"^(?i)PT\\d{9}$",
		"customerOrganizationRegistrationNumberSample":"pt123456789",
		"customerOrganizationRegistrationNumberRequired":true}`))
	require.NoError(t, err)
	rule, _ = countries.Latest().With(rule).Rule("PT")
	hints := rule.FormHints()
	assert.NotEmpty(t, hints.Name)
	assert.Equal(t, countries.Required, hints.RegistrationNumber.Requirement)
	assert.Equal(t, "^[Pp][Tt][0-9]{9}$", hints.RegistrationNumber.Pattern)
	assert.Equal(t, "text", hints.RegistrationNumber.InputMode)
	assert.Equal(t, "pt123456789", hints.RegistrationNumber.Example)
	assert.NotContains(t, hints.RegistrationNumber.Help, "separators", "the rule may ask for some")
}
