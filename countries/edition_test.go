package countries_test

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// TestAThirdEdition proves that a later edition may change digits, delist a
// country and list another, and that all that judges by a policy follows.
func TestAThirdEdition(t *testing.T) {
	policies := countries.MadeUp()
	require.Len(t, policies, 3)
	march, next := policies[1], policies[2]
	assert.Empty(t, countries.March2021().Diff(march), "the editions before stay as they were")
	assert.Equal(t, "2031-05", next.Name())

	missing, invalid, noPhone := pcerrors.RegistrationNumberMissing, pcerrors.RegistrationNumberInvalid, pcerrors.PhoneNumberMissing
	cases := []struct {
		country, number, phone string
		march, next            []pcerrors.Code
	}{
		{"AZ", "1234567", "1", nil, []pcerrors.Code{invalid}},
		{"az", "12345678", "1", []pcerrors.Code{invalid}, nil},
		{"AZ", "", "", []pcerrors.Code{missing, noPhone}, []pcerrors.Code{missing, noPhone}},
		{"HU", "1", "", []pcerrors.Code{invalid, noPhone}, nil},
		{"HU", "", "", []pcerrors.Code{missing, noPhone}, nil},
		{"GE", "", "", nil, []pcerrors.Code{missing, noPhone}},
		{"GE", "12345678901", "1", nil, nil},
		{"ge", "1", "1", nil, []pcerrors.Code{invalid}},
		{"RU", "7707083893", "", []pcerrors.Code{noPhone}, []pcerrors.Code{noPhone}},
		{"FR", "1", "", nil, nil},
	}
	moved := partnercentertest.NewHandler(partnercentertest.WithPolicy(march.Name()), partnercentertest.WithCountryRules(resources(t, march, next)...))
	for _, c := range cases {
		customer := &screening.Customer{
			CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: c.number},
			BillingProfile: &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: c.country, PhoneNumber: c.phone}},
		}
		for policy, want := range map[*countries.Policy][]pcerrors.Code{march: c.march, next: c.next} {
			name := policy.Name() + " " + c.country + " " + c.number
			assert.Equal(t, want, codesOf(screening.New(policy).Screen(customer)), name)

			v := validator.New()
			v.SetTagName("none")
			require.NoError(t, screening.Register(v, policy))
			var registered []pcerrors.Code
			for _, found := range screening.Violations(v.Struct(customer)) {
				registered = append(registered, found.Violation.Code)
			}
			assert.Equal(t, want, registered, name)
		}
		body, err := json.Marshal(customer)
		require.NoError(t, err)
		var answered []pcerrors.Code
		if len(c.next) > 0 {
			answered = c.next[:1] // the API answers one
		}
		assert.Equal(t, answered, answeredBy(t, moved, body), c.country)
	}

	t.Run("rules", func(t *testing.T) {
		azerbaijan, _ := next.Rule("AZ")
		assert.Equal(t, []int{8}, azerbaijan.NumberLengths())
		assert.Equal(t, "made up", azerbaijan.Source())
		hungary, known := next.Rule("HU")
		assert.True(t, known)
		assert.False(t, hungary.Listed())
		russia, _ := next.Rule("RU")
		assert.NotEqual(t, "made up", russia.Source(), "what an edition does not change keeps its source")
		assert.Len(t, slices.Collect(next.Rules()), 24)
	})
	t.Run("form hints", func(t *testing.T) {
		azerbaijan, _ := next.Rule("AZ")
		assert.Equal(t, `\d{8}`, strings.ReplaceAll(azerbaijan.FormHints().RegistrationNumber.Pattern, "[0-9]", `\d`))
		hungary, _ := next.Rule("HU")
		assert.Equal(t, countries.Optional, hungary.FormHints().RegistrationNumber.Requirement)
		georgia, _ := next.Rule("GE")
		assert.Equal(t, "Georgia", georgia.FormHints().Name)
	})
	t.Run("schema", func(t *testing.T) {
		var schema struct {
			Definitions map[string]json.RawMessage `json:"$defs"`
		}
		require.NoError(t, json.Unmarshal(screening.JSONSchema(next), &schema))
		names := slices.Collect(maps.Keys(schema.Definitions))
		assert.Contains(t, names, "GE")
		assert.NotContains(t, names, "HU")
		assert.Contains(t, string(schema.Definitions["AZ"]), `{8}`)
	})
	t.Run("difference", func(t *testing.T) {
		changed := make(map[string]bool)
		for _, difference := range march.Diff(next) {
			changed[difference.Country] = true
		}
		assert.Equal(t, []string{"AZ", "GE", "HU"}, slices.Sorted(maps.Keys(changed)))
	})
}

func codesOf(err error) []pcerrors.Code {
	var codes []pcerrors.Code
	var rejection *pcerrors.Rejection
	if errors.As(err, &rejection) {
		for _, v := range rejection.Violations {
			codes = append(codes, v.Code)
		}
	}
	return codes
}

// resources are the country-rules resources by which one policy differs from
// the one before.
func resources(t *testing.T, before, after *countries.Policy) []json.RawMessage {
	t.Helper()
	var resources []json.RawMessage
	for code := range countries.Codes() {
		was, _ := before.Rule(code)
		is, _ := after.Rule(code)
		switch {
		case is.Listed():
			resource, err := json.Marshal(is)
			require.NoError(t, err)
			resources = append(resources, resource)
		case was.Listed():
			resources = append(resources, json.RawMessage(`{"iso2Code":"`+code+`"}`))
		}
	}
	return resources
}

// answeredBy is the code with which a stand-in refuses a customer, or none.
func answeredBy(t *testing.T, standIn http.Handler, body []byte) []pcerrors.Code {
	t.Helper()
	request := httptest.NewRequest("POST", "/v1/customers", strings.NewReader(string(body)))
	request.Header.Set("Authorization", "Bearer token")
	recorder := httptest.NewRecorder()
	standIn.ServeHTTP(recorder, request)
	answer, err := io.ReadAll(recorder.Body)
	require.NoError(t, err)
	return codesOf(pcerrors.ParseResponse(recorder.Code, nil, answer))
}

func TestPolicyNamed(t *testing.T) {
	for policy := range countries.Policies() {
		found, ok := countries.PolicyNamed(policy.Name())
		assert.True(t, ok)
		assert.Same(t, policy, found)
		inForce, ok := countries.InForce(policy.Since())
		assert.True(t, ok)
		assert.Same(t, policy, inForce)
	}
	newest, ok := countries.PolicyNamed("latest")
	assert.True(t, ok)
	assert.Same(t, countries.Latest(), newest)
	all := slices.Collect(countries.Policies())
	assert.Same(t, countries.Latest(), all[len(all)-1])
	for _, name := range []string{"", "Latest", "2021-3", "2031-05"} {
		none, ok := countries.PolicyNamed(name)
		assert.False(t, ok, name)
		assert.Nil(t, none)
	}
	for range countries.Policies() {
		break
	}
}
