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
	judge := verdict.New(countries.Latest(), verdict.Options{})
	bare := verdict.New(countries.Latest(), verdict.Options{ViolationsOnly: true})
	var answers []verdict.Answer
	for record := range records.JSON(strings.NewReader(input)) {
		answer := judge.Of(record)
		answers = append(answers, answer)
		answer.Report.Advisories = nil
		assert.Equal(t, answer, bare.Of(record))
	}
	require.Len(t, answers, 4)
	refused, unreadable, undecided, accepted := answers[0], answers[1], answers[2], answers[3]
	assert.Equal(t, 1, refused.Number)
	assert.Equal(t, "a", refused.ID())
	assert.Equal(t, "BY", refused.Country)
	assert.Equal(t, screening.Refused, refused.Verdict())
	require.Len(t, refused.Report.Violations, 2)
	assert.Equal(t, pcerrors.RegistrationNumberInvalid, refused.Report.Violations[0].Code)
	assert.Equal(t, pcerrors.PhoneNumberMissing, refused.Report.Violations[1].Code)
	assert.Equal(t, 2, unreadable.Number)
	assert.EqualError(t, unreadable.Err, "line 2, column 1: expected a customer, found null")
	assert.Equal(t, verdict.Unreadable, unreadable.Verdict(), "a record that could not be read is not accepted")
	assert.Empty(t, undecided.Country)
	assert.Equal(t, screening.Undecided, undecided.Verdict())
	assert.NotEmpty(t, undecided.Report.Advisories)
	assert.Equal(t, &pcerrors.Undecided{Field: "billingProfile.defaultAddress.country", Given: true}, undecided.Report.Undecided)
	assert.Equal(t, screening.Accepted, accepted.Verdict())
}

func TestJSON(t *testing.T) {
	customer := func(body string) *screening.Customer {
		c := new(screening.Customer)
		require.NoError(t, json.Unmarshal([]byte(body), c))
		return c
	}
	for _, test := range []struct {
		name   string
		answer verdict.Answer
		want   string
	}{
		{"refused", verdict.Answer{Record: records.Record{File: "c.csv", Number: 1, Row: 2, Customer: customer(`{"id":"a","billingProfile":{"companyName":"A"}}`)}, Country: "RU", Report: screening.Report{
			Violations: []pcerrors.Violation{{Code: pcerrors.PhoneNumberMissing, Field: "f", Country: "RU"}},
			Advisories: []screening.Advisory{{Rule: "r", Field: "g", Message: "m", Basis: screening.Inferred, Source: "s", Suggestion: "1"}},
		}}, `{"record":1,"file":"c.csv","row":2,"id":"a","company":"A","country":"RU","verdict":"refused","accepted":false,` +
			`"violations":[{"code":600051,"field":"f","description":"Customer phone number is missing."}],` +
			`"advisories":[{"rule":"r","field":"g","message":"m","basis":"inferred","source":"s","suggestion":"1"}]}`},
		{"accepted", verdict.Answer{Record: records.Record{Number: 2, Row: 3, Customer: customer(`{"companyProfile":{"companyName":"B"}}`)}},
			`{"record":2,"row":3,"company":"B","country":"","verdict":"accepted","accepted":true,"violations":[],"advisories":[]}`},
		{"undecided", verdict.Answer{Record: records.Record{Number: 3, Row: 1, Customer: customer(`{"billingProfile":{}}`)}, Report: screening.Report{Undecided: &pcerrors.Undecided{Field: "f"}}},
			`{"record":3,"row":1,"country":"","verdict":"undecided","accepted":false,"violations":[],"undecided":{"field":"f","given":false},"advisories":[]}`},
		{"undecided of a list", verdict.Answer{Record: records.Record{Number: 3, Row: 1, Customer: customer(`{"companyProfile":{}}`)}, Report: screening.Report{Undecided: &pcerrors.Undecided{Field: "f"}}},
			`{"record":3,"row":1,"country":"","verdict":"undecided","accepted":false,"violations":[],"undecided":{"field":"f","given":false},"advisories":[],` +
				`"remedy":"a list of customers has no addresses: ask for each of them by GET /v1/customers/{id}, which answers with the billing profile"}`},
		{"unreadable", verdict.Answer{Record: records.Record{Number: 3, Row: 4, Err: errors.New("expected a customer")}}, `{"record":3,"row":4,"error":"expected a customer"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			written, err := json.Marshal(test.answer)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(written), "exactly these members in this order")
		})
	}
}

func TestWithoutColumns(t *testing.T) {
	const input = "Country,INN,Phone\nRU,7707083893,+7 495 555 01 00\nRU,770708389,84955550100\n"
	rules := func(without ...string) []string {
		var rules []string
		for record := range records.CSV(strings.NewReader(input), nil, 1000) {
			for _, advisory := range verdict.New(countries.Latest(), verdict.Options{Without: without}).Of(record).Report.Advisories {
				assert.True(t, record.Table.Has(advisory.Field), advisory)
				rules = append(rules, advisory.Rule)
			}
		}
		return rules
	}
	all := rules()
	require.NotEmpty(t, all)
	assert.Contains(t, all, "phoneNumber.notInternational")
	assert.NotContains(t, rules("phoneNumber.notInternational"), "phoneNumber.notInternational")
	assert.Len(t, rules("phoneNumber.notInternational"), len(all)-1)
	for _, rule := range all {
		assert.Contains(t, verdict.Rules(), rule)
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
	for _, rule := range verdict.Rules() {
		assert.NotEmpty(t, verdict.Summary(rule), rule)
	}
}

func TestRemedyOfATotal(t *testing.T) {
	judge := verdict.New(countries.Latest(), verdict.Options{})
	for row, want := range map[string]string{
		"Итого,,3":   "the row looks like a total, and not like a customer: take it out of the file",
		"Total,XX,3": "", // somebody's, in a country that is none
		"Total,FR,3": "",
		"Oka,,3":     "",
	} {
		for record := range records.CSV(strings.NewReader("Company,Country,Seats\n"+row+"\n"), nil, 1000) {
			answer := judge.Of(record)
			assert.Equal(t, want, answer.Remedy(), row)
		}
	}
}
