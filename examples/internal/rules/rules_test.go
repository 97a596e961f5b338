package rules_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/rules"
)

// live returns a policy with a live rule.
func live(t *testing.T, policy *countries.Policy, resource string) *countries.Policy {
	t.Helper()
	rule, err := countries.ParseValidationRules([]byte(resource))
	require.NoError(t, err)
	return policy.With(rule)
}

func TestPolicyNames(t *testing.T) {
	names := rules.PolicyNames()
	for _, name := range names {
		_, known := countries.PolicyNamed(name)
		assert.True(t, known, name)
	}
	for policy := range countries.Policies() {
		assert.Contains(t, names, policy.Name())
	}
	latest, _ := countries.PolicyNamed(names[len(names)-1])
	assert.Same(t, countries.Latest(), latest)
	assert.Len(t, names, len(slices.Collect(countries.Policies()))+1)
}

func TestAll(t *testing.T) {
	for policy := range countries.Policies() {
		all := rules.All(policy)
		assert.Equal(t, policy.Name(), all.Policy)
		assert.Equal(t, policy.Since().Format(time.DateOnly), all.Since)
		var want []string
		for rule := range policy.Rules() {
			want = append(want, rule.Country())
		}
		var got []string
		for _, rule := range all.Countries {
			got = append(got, rule.Country)
			one, known := rules.Of(policy, strings.ToLower(rule.Country))
			assert.True(t, known)
			assert.Equal(t, rule, one)
			assert.True(t, rule.Listed)
		}
		assert.Equal(t, want, got)
		elsewhere, _ := policy.Rule("")
		assert.Equal(t, elsewhere.FormHints(), all.Elsewhere.FormHints)
		assert.False(t, all.Elsewhere.Listed)
		assert.Equal(t, all.Since, all.Elsewhere.Since)
	}
}

func TestOf(t *testing.T) {
	for policy := range countries.Policies() {
		elsewhere := *rules.All(policy).Elsewhere
		for code := range countries.Codes() {
			rule, known := rules.Of(policy, code)
			assert.True(t, known, code)
			assert.Equal(t, code, rule.Country)
			if listed, _ := policy.Rule(code); !listed.Listed() {
				rule.Country, rule.Name = "", elsewhere.Name
				assert.Equal(t, elsewhere, rule, "%s has the rule of the rest of the world, under its own name", code)
			}
		}
		for _, code := range []string{"", "UK", "ZZ", "CU", "RUS", "Russia", " RU", "ŔU"} {
			_, known := rules.Of(policy, code)
			assert.False(t, known, "%q", code)
		}
	}
}

func TestJSON(t *testing.T) {
	kazakhstan, _ := rules.Of(countries.March2021(), "kz")
	written, err := json.Marshal(rules.Some(countries.March2021(), kazakhstan))
	require.NoError(t, err)
	assert.JSONEq(t, `{"policy":"2021-03","since":"2021-03-25","countries":[{
		"country":"KZ","name":"Kazakhstan",
		"registrationNumber":{"requirement":"required","label":"Business identification number","localLabel":"БИН",
			"pattern":"[0-9]{12}","inputMode":"numeric","maxLength":12,"example":"000740000728",
			"help":"The business's own number, and a person's only if the customer is a sole trader: 12 digits, without spaces or other separators."},
		"phoneNumber":{"requirement":"required","callingCode":"7"},
		"listed":true,"digits":[12],"format":"^(\\d{12})$","area":"CEE","comment":"BIN / IIN","since":"2020-11-17",
		"source":"Partner Center announcements, November 2020, item 11 (2020-11-17)"}]}`, string(written))
	elsewhere, err := json.Marshal(rules.All(countries.November2020()).Elsewhere)
	require.NoError(t, err)
	assert.Contains(t, string(elsewhere), `"country":"","name":"Rest of the world","registrationNumber":{"requirement":"notSupported"`)
	assert.Contains(t, string(elsewhere), `"digits":[]`, "never null")
}

func TestSince(t *testing.T) {
	for _, test := range []struct {
		policy  *countries.Policy
		country string
		want    string
	}{
		{countries.November2020(), "RU", "2020-11-17"},
		{countries.March2021(), "RU", "2020-11-17"},
		{countries.March2021(), "AE", "2021-03-25"},
		{countries.November2020(), "AE", "2020-11-17"},
		{countries.March2021(), "DE", "2021-03-25"},
		{live(t, countries.March2021(), `{"iso2Code":"PT","customerOrganizationRegistrationNumberRequired":true}`), "PT", ""},
		{live(t, countries.November2020(), `{"iso2Code":"AE","customerOrganizationRegistrationNumberRequired":true}`), "AE", ""},
		{live(t, countries.March2021(), `{"iso2Code":"RU","customerOrganizationRegistrationNumberRequired":false,"customerOrganizationPhoneNumberRequired":false}`), "RU", "2021-03-25"},
	} {
		rule, _ := rules.Of(test.policy, test.country)
		assert.Equal(t, test.want, rule.Since, "%s under %s", test.country, test.policy)
	}
}

func TestCountryName(t *testing.T) {
	names := []string{}
	for code := range countries.Codes() {
		name := rules.CountryName(code)
		assert.Greater(t, len(name), len(code), code)
		assert.Equal(t, name, rules.CountryName(strings.ToLower(code)))
		names = append(names, name)
	}
	slices.Sort(names)
	assert.Len(t, slices.Compact(names), len(names), "no two countries have one name")
	for code, want := range map[string]string{"RU": "Russia", "MM": "Myanmar", "TR": "Türkiye", "DE": "Germany", "XS": "Saba", "AN": "Netherlands Antilles", "UQ": "UQ"} {
		assert.Equal(t, want, rules.CountryName(code))
	}
	rule, _ := rules.Of(live(t, countries.Latest(), `{"iso2Code":"CU","customerOrganizationRegistrationNumberRequired":true}`), "CU")
	assert.Equal(t, "Cuba", rule.Name, "a live rule makes a code known")
}
