package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// create runs the program and returns what it printed.
func create(t *testing.T, stdin string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &err)
	return out.String(), err.String(), status
}

var update = flag.Bool("update", false, "write the golden files anew")

func TestShippedCustomers(t *testing.T) {
	for policy := range countries.Policies() {
		t.Run(policy.Name(), func(t *testing.T) {
			out, stderr, status := create(t, "", "-policy", policy.Name())
			assert.Zero(t, status)
			assert.Empty(t, stderr)
			golden := filepath.Join("testdata", policy.Name()+".txt")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(out), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err, "run this test with -update")
			assert.Equal(t, strings.ReplaceAll(string(want), "\r\n", "\n"), out)
			for _, found := range []string{"600002", "600049", "600050", "600051", "undecided"} {
				assert.Contains(t, out, found)
			}
		})
	}
}

// partnerCenterAt runs the program against a server that is not the program's own.
func partnerCenterAt(t *testing.T, stdin string) (*partnercentertest.Server, func() (string, int)) {
	t.Helper()
	t.Setenv(tokenVariable, "token")
	server := partnercentertest.NewServer()
	t.Cleanup(server.Close)
	return server, func() (string, int) {
		out, stderr, status := create(t, stdin, "-policy", "2021-03", "-base-url", server.URL+"/", "-")
		assert.Empty(t, stderr)
		return out, status
	}
}

const (
	accepted  = `{"CompanyProfile":{"OrganizationRegistrationNumber":"123456789"},"BillingProfile":{"DefaultAddress":{"Country":"BY","PhoneNumber":"+375"}},"Announced":[1]}`
	refused   = `{"CompanyProfile":{},"BillingProfile":{"DefaultAddress":{"Country":"BY","PhoneNumber":"+375"}}}`
	undecided = `{"CompanyProfile":{"OrganizationRegistrationNumber":"123456789"},"BillingProfile":{"DefaultAddress":{"Country":"Belarus","PhoneNumber":"+375"}}}`
)

func TestOnlyAcceptedCustomersAreSent(t *testing.T) {
	server, run := partnerCenterAt(t, refused+"\n"+accepted+"\n"+`{"id":}`+"\n"+undecided+"\n"+refused)
	out, status := run()
	assert.Equal(t, 1, status, "one record is unreadable")
	assert.Contains(t, out, "Customers: 5. Sent: 1. Refused before sending: 2. Undecided: 1. Failed: 0. Unreadable: 1.")
	require.Len(t, server.Requests(), 1)
	request := server.Requests()[0]
	assert.Equal(t, http.MethodPost, request.Method)
	assert.Contains(t, string(request.Body), `"Announced":[1]`)
	for _, name := range []string{"MS-RequestId", "MS-CorrelationId", "MS-Contract-Version", "X-Locale", "Accept", "Content-Type"} {
		assert.NotEmpty(t, request.Header.Get(name), name)
	}
	assert.Equal(t, "Bearer token", request.Header.Get("Authorization"))
}

// TestBadInput puts records that cannot be read between good ones: each is
// named by its number, place and field, and the others are screened and sent.
func TestBadInput(t *testing.T) {
	for _, test := range []struct{ name, bad, want string }{
		{"no JSON", `Aram-02561234`, "line 2: expected JSON: invalid character 'A' looking for beginning of value"},
		{"a trailing comma", `{"id":"1",}`, "line 2: expected JSON: invalid character '}' looking for beginning of object key string"},
		{"cut off", `{"companyProfile":{"organizationRegistrationNumber":"02561234"`, "line 2: expected JSON: invalid character '{' after object key:value pair"},
		{"an array for the profile", `{"companyProfile":[]}`, "line 2: companyProfile: expected an object, found an array"},
		{"an array for the address", `{"BillingProfile":{"DefaultAddress":[{"Country":"AM"}]}}`,
			"line 2: billingProfile.defaultAddress: expected an object, found an array"},
		{"a fraction for the number", `{"companyProfile":{"organizationRegistrationNumber":2561234.5}}`,
			"line 2: companyProfile.organizationRegistrationNumber: expected a string, found a number with a fraction or an exponent"},
		{"an array for the phone", `{"billingProfile":{"defaultAddress":{"phoneNumber":[37410555123]}}}`,
			"line 2: billingProfile.defaultAddress.phoneNumber: expected a string, found an array"},
		{"a string", `"Aram"`, "line 2: expected an object, found a string"},
		{"null", `null`, "line 2: expected a customer, found null"},
		{"a page of two lists", `{"items":[{}],"Items":[{}]}`, "line 2: expected one list of customers in a page, found items twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, run := partnerCenterAt(t, accepted+"\n"+test.bad+"\n"+refused+"\n"+accepted+"\n")
			out, status := run()
			assert.Equal(t, 1, status)
			bad := "  2  –    unreadable: "
			require.Contains(t, out, bad, "the record's number")
			line, _, _ := strings.Cut(out[strings.Index(out, bad)+len(bad):], "\n")
			assert.Contains(t, line, test.want)
			assert.Contains(t, out, "Sent: 2. Refused before sending: 1. Undecided: 0. Failed: 0. Unreadable: 1.")
			assert.Len(t, server.Requests(), 2)
			for _, value := range []string{"Aram", "2561234", "37410555123"} {
				assert.NotContains(t, out, value)
			}
		})
	}
}

// TestSecondOpinion sends a customer to a Partner Center that still acts by
// the older rules.
func TestSecondOpinion(t *testing.T) {
	t.Setenv(tokenVariable, "token")
	server := partnercentertest.NewServer(partnercentertest.WithPolicy("2020-11"))
	t.Cleanup(server.Close)
	customer := `{"companyProfile":{"organizationRegistrationNumber":"123456789"},"billingProfile":{"defaultAddress":{"country":"US"}}}`
	out, stderr, status := create(t, customer, "-policy", "2021-03", "-base-url", server.URL, "-")
	assert.Zero(t, status)
	assert.Empty(t, stderr)
	assert.Contains(t, out, "1  US   sent, and refused by Partner Center\n          600002  companyProfile.organizationRegistrationNumber\n")
	assert.Contains(t, out, "Sent: 1. Refused before sending: 0.")
	assert.Contains(t, out, "          Partner Center refused, by a code of customer screening, a customer that is accepted here: its rules have changed, so fetch live rules, and name the customer's country, which may be newly listed.\n")
	assert.Contains(t, out, "Disagreements: refused only by Partner Center: 1, only here: 0, with another code: 0.")
}

// TestObserve sends everything to a Partner Center whose rules have changed.
func TestObserve(t *testing.T) {
	t.Setenv(tokenVariable, "token")
	server := partnercentertest.NewServer(partnercentertest.WithCountryRules(
		[]byte(`{"iso2Code":"BY"}`),
		[]byte(`{"iso2Code":"PT","customerOrganizationRegistrationNumberRequired":true}`),
		[]byte(`{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{8}$","customerOrganizationRegistrationNumberRequired":true}`)))
	t.Cleanup(server.Close)
	customers := strings.Join([]string{
		refused, // no longer listed there
		strings.ReplaceAll(refused, "BY", "PT"),
		`{"companyProfile":{"organizationRegistrationNumber":"1234567"},"billingProfile":{"defaultAddress":{"country":"AZ"}}}`,
		strings.ReplaceAll(refused, "BY", "UA"), // refused by both
		strings.ReplaceAll(accepted, "BY", "FR"),
		undecided,
	}, "\n")
	out, stderr, status := create(t, customers, "-policy", "2021-03", "-base-url", server.URL, "-observe", "-")
	assert.Zero(t, status)
	assert.Empty(t, stderr)
	assert.Len(t, server.Requests(), 6)
	for _, meaning := range []string{"Partner Center took a customer that would be refused here", "Partner Center refused, by a code", "Partner Center refused with a different code"} {
		assert.Equal(t, 1, strings.Count(out, meaning), meaning)
	}
	assert.Equal(t, 1, strings.Count(out, "Under the November 2020 rules"), "of France alone: nothing else is another answer")
	assert.Contains(t, out, "Sent: 6. Refused before sending: 0. Undecided: 0.")
	assert.Contains(t, out, "Disagreements: refused only by Partner Center: 1, only here: 1, with another code: 1.")
}

// TestCountryIsPrintedOnlyAsACode gives a country that could be anything.
func TestCountryIsPrintedOnlyAsACode(t *testing.T) {
	for country, want := range map[string]string{
		"by":              "BY   refused before sending\n",
		"fr":              "FR   sent: created as ",
		"Aram \u001b[31m": "–    undecided, not sent\n          the customer cannot be judged: billingProfile.defaultAddress.country is not a country code",
		"UK":              "–    undecided, not sent\n",
		"":                "–    undecided, not sent\n          the customer cannot be judged: billingProfile.defaultAddress.country is not given",
	} {
		body, err := json.Marshal(map[string]any{"billingProfile": map[string]any{"defaultAddress": map[string]any{"country": country}}})
		require.NoError(t, err)
		out, _, status := create(t, string(body), "-policy", "2021-03", "-")
		assert.Zero(t, status)
		assert.Contains(t, out, "\n  1  "+want)
		assert.NotContains(t, out, "Aram")
		assert.NotContains(t, out, "\u001b")
	}
}

func TestFailuresAreReportedAndTheRestIsSent(t *testing.T) {
	server, run := partnerCenterAt(t, strings.Repeat(accepted+"\n", 4))
	server.Inject(partnercentertest.Throttled(57e9), partnercentertest.Cut(), partnercentertest.Truncated())
	out, status := run()
	assert.Equal(t, 1, status)
	assert.Contains(t, out, "sending failed: ")
	assert.Contains(t, out, "429")
	assert.Contains(t, out, "Sent: 1. Refused before sending: 0. Undecided: 0. Failed: 3.")
}

func TestCommandLine(t *testing.T) {
	t.Setenv(tokenVariable, "")
	for _, test := range []struct {
		args   []string
		status int
		stderr string
	}{
		{[]string{"-policy", "2019-01"}, 2, `create-customer: -policy "2019-01" is unknown`},
		{[]string{"-base-url", "https://example.invalid"}, 2, "PARTNER_CENTER_TOKEN"},
		{[]string{"-unknown"}, 2, "flag provided but not defined"},
		{[]string{"-help"}, 0, "-base-url"},
	} {
		_, stderr, status := create(t, "", test.args...)
		assert.Equal(t, test.status, status, test.args)
		assert.Contains(t, stderr, test.stderr)
	}
	latest, _, status := create(t, "", "-policy", "latest")
	assert.Equal(t, 0, status)
	assert.Contains(t, latest, countries.Latest().Name())
	out, _, _ := create(t, "")
	assert.Equal(t, latest, out, "the default")
	out, _, status = create(t, "", "no such file")
	assert.Equal(t, 1, status)
	assert.Contains(t, out, "no such file")
}
