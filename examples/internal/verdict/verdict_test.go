package verdict_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

func TestOf(t *testing.T) {
	input := `{"id":"a","companyProfile":{"organizationRegistrationNumber":"123"},"billingProfile":{"defaultAddress":{"country":"by"}}}
null
{"billingProfile":{"defaultAddress":{"country":"Belarus"}}}
{"billingProfile":{"defaultAddress":{"country":"FR"}}}`
	screener := screening.New(countries.Latest())
	var answers []verdict.Answer
	for record := range records.JSON(strings.NewReader(input)) {
		answer := verdict.Of(record, screener)
		answers = append(answers, answer)
		answer.Report.Advisories = nil
		assert.Equal(t, answer, verdict.WithoutAdvisories(record, screener))
	}
	require.Len(t, answers, 4)
	refused, unreadable, undecided, accepted := answers[0], answers[1], answers[2], answers[3]
	assert.Equal(t, 1, refused.Record)
	assert.Equal(t, "a", refused.ID)
	assert.Equal(t, "BY", refused.Country)
	assert.Equal(t, screening.Refused, refused.Verdict())
	require.Len(t, refused.Report.Violations, 2)
	assert.Equal(t, pcerrors.RegistrationNumberInvalid, refused.Report.Violations[0].Code)
	assert.Equal(t, pcerrors.PhoneNumberMissing, refused.Report.Violations[1].Code)
	assert.Equal(t, 2, unreadable.Record)
	assert.EqualError(t, unreadable.Err, "line 2, column 1: expected a customer, found null")
	assert.Equal(t, verdict.Unreadable, unreadable.Verdict(), "a record that could not be read is not accepted")
	assert.Empty(t, undecided.Country)
	assert.Equal(t, screening.Undecided, undecided.Verdict())
	assert.NotEmpty(t, undecided.Report.Advisories)
	assert.Equal(t, &pcerrors.Undecided{Field: "billingProfile.defaultAddress.country", Given: true}, undecided.Report.Undecided)
	assert.Equal(t, screening.Accepted, accepted.Verdict())
}

func TestJSON(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer verdict.Answer
		want   string
	}{
		{"refused", verdict.Answer{Record: 1, ID: "a", Country: "RU", Report: screening.Report{
			Violations: []pcerrors.Violation{{Code: pcerrors.PhoneNumberMissing, Field: "f", Country: "RU"}},
			Advisories: []screening.Advisory{{Rule: "r", Field: "g", Message: "m", Basis: screening.Inferred, Source: "s", Suggestion: "1"}},
		}}, `{"record":1,"id":"a","country":"RU","verdict":"refused","accepted":false,` +
			`"violations":[{"code":600051,"field":"f","description":"Customer phone number is missing."}],` +
			`"advisories":[{"rule":"r","field":"g","message":"m","basis":"inferred","source":"s","suggestion":"1"}]}`},
		{"accepted", verdict.Answer{Record: 2}, `{"record":2,"country":"","verdict":"accepted","accepted":true,"violations":[],"advisories":[]}`},
		{"undecided", verdict.Answer{Record: 3, Report: screening.Report{Undecided: &pcerrors.Undecided{Field: "f"}}},
			`{"record":3,"country":"","verdict":"undecided","accepted":false,"violations":[],"undecided":{"field":"f","given":false},"advisories":[]}`},
		{"unreadable", verdict.Answer{Record: 3, Err: errors.New("expected a customer")}, `{"record":3,"error":"expected a customer"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			written, err := json.Marshal(test.answer)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(written), "exactly these members in this order")
		})
	}
}

func TestCountry(t *testing.T) {
	for body, want := range map[string]string{
		`{}`: "",
		`{"billingProfile":{"defaultAddress":{"country":"ru"}},"companyProfile":{"address":{"country":"DE"}}}`: "RU",
		`{"billingProfile":{},"companyProfile":{"address":{"country":"DE"}}}`:                                  "DE",
		`{"billingProfile":{"defaultAddress":{}},"companyProfile":{"address":{"country":"DE"}}}`:               "",
		`{"billingProfile":{"defaultAddress":{"country":"Eva Nagy"}}}`:                                         "",
		`{"billingProfile":{"defaultAddress":{"country":"ß"}}}`:                                                "",
		`{"billingProfile":{"defaultAddress":{"country":"1A"}}}`:                                               "",
	} {
		var customer screening.Customer
		require.NoError(t, json.Unmarshal([]byte(body), &customer))
		assert.Equal(t, want, verdict.Country(&customer), body)
	}
}

func TestSource(t *testing.T) {
	for rule := range screening.AdvisoryRules() {
		assert.Equal(t, rule.Source, verdict.Source(rule.Name))
	}
	assert.Empty(t, verdict.Source("no.rule"))
}
