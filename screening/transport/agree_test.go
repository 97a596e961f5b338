package transport_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// TestEveryDisagreementHasItsMeaning compares each verdict with each answer: a
// code counts only where it was asked about, and no sentence is another's.
func TestEveryDisagreementHasItsMeaning(t *testing.T) {
	lacking := strings.Replace(completeCustomer, "123456789", "", 1)
	all := []transport.Option{transport.WithExistingCustomers(), transport.WithAccountStatus(), transport.WithCustomerAgreement(true)}
	status := []transport.Option{transport.WithAccountStatus()}
	confirmed := []transport.Option{transport.WithCustomerAgreement(true)}
	const stopped, taken = http.StatusForbidden, http.StatusCreated
	seen := map[string]string{}
	for name, test := range map[string]struct {
		options    []transport.Option
		path, body string
		customer   string
		standing   string // the validation status
		agreement  bool   // is confirmed
		status     int    // of Partner Center's answer
		code       int
		want       transport.Agreement
		meaning    string // its beginning
	}{
		"create, refused there":   {nil, "", completeCustomer, "", "", false, 400, 600050, transport.RefusedThere, "Partner Center refused, by a code of customer screening, a customer that is accepted here: its rules have changed"},
		"create, refused here":    {nil, "", incompleteCustomer, "", "", false, taken, 0, transport.RefusedHere, "Partner Center took a customer that would be refused here: its rules have changed"},
		"create, another code":    {nil, "", incompleteCustomer, "", "", false, 400, 600002, transport.OtherCode, "Partner Center refused with a different code of customer screening than the one found here: its rules have changed"},
		"create, a review's code": {nil, "", completeCustomer, "", "", false, stopped, 800073, transport.NotCompared, "There was nothing to compare."},
		"create, both":            {nil, "", incompleteCustomer, "", "", false, stopped, 800073, transport.NotCompared, "There was nothing to compare."},

		"order, refused there":   {all, "/orders", "{}", completeCustomer, "Allowed", true, 400, 600049, transport.RefusedThere, "Partner Center refused, by a code of customer screening, an order of a customer that was complete when looked up"},
		"order, refused here":    {all, "/orders", "{}", lacking, "Allowed", true, taken, 0, transport.RefusedHere, "Partner Center took an order of a customer that was incomplete when looked up"},
		"order, another code":    {all, "/orders", "{}", lacking, "Allowed", true, 400, 600051, transport.OtherCode, "Partner Center refused with a different code of customer screening than the one found here: the customer has changed"},
		"order, another reason":  {all, "/orders", "{}", lacking, "Allowed", true, stopped, 800075, transport.OtherCode, "Partner Center refused the request too, for another reason"},
		"review, refused there":  {all, "/orders", "{}", completeCustomer, "Allowed", true, stopped, 800074, transport.RefusedThere, "Partner Center refused an order because of its review"},
		"review, refused here":   {all, "/orders", "{}", completeCustomer, "UnderReview", true, taken, 0, transport.RefusedHere, "Partner Center took an order of a customer whose validation status stops orders"},
		"review, another code":   {all, "/orders", "{}", completeCustomer, "UnderReview", true, stopped, 800075, transport.OtherCode, "Partner Center refused with a different code of its review"},
		"review, fields there":   {all, "/orders", "{}", completeCustomer, "UnderReview", true, 400, 600049, transport.OtherCode, "Partner Center refused the request too"},
		"review, failed":         {all, "/orders", "{}", completeCustomer, "UnderReview", true, 500, 0, transport.NotCompared, "There was nothing"},
		"no agreement there":     {all, "/orders", "{}", completeCustomer, "Allowed", true, stopped, 13605, transport.RefusedThere, "Partner Center refused an order because the customer agreement is missing"},
		"no agreement here":      {all, "/orders", "{}", completeCustomer, "Allowed", false, taken, 0, transport.RefusedHere, "Partner Center took an order of a customer for whom the partner has confirmed no agreement"},
		"order, 409":             {all, "/orders", "{}", completeCustomer, "Allowed", true, 409, 600061, transport.NotCompared, "There was nothing"},
		"agreed":                 {all, "/orders", "{}", completeCustomer, "Allowed", true, taken, 0, transport.Agreed, "Partner Center's answer agrees with the verdict."},
		"status alone, agreed":   {status, "/orders", "{}", completeCustomer, "Allowed", false, taken, 0, transport.Agreed, "Partner Center's answer"},
		"status alone, stopped":  {status, "/orders", "{}", completeCustomer, "Allowed", false, stopped, 800073, transport.RefusedThere, "Partner Center refused an order because of its review"},
		"status alone, fields":   {status, "/orders", "{}", completeCustomer, "Allowed", false, 400, 600049, transport.NotCompared, "There was nothing"},
		"status alone, accepted": {status, "/orders", "{}", completeCustomer, "Allowed", false, stopped, 13605, transport.NotCompared, "There was nothing"},

		"repeated there":                 {confirmed, "/agreements", customerAgreement, completeCustomer, "", false, 409, 600061, transport.RefusedThere, "Partner Center refused an agreement as a repetition"},
		"repeated here":                  {confirmed, "/agreements", customerAgreement, completeCustomer, "", true, taken, 0, transport.RefusedHere, "Partner Center took an agreement that repeats a confirmed one"},
		"agreement, a code of screening": {confirmed, "/agreements", customerAgreement, completeCustomer, "", false, 400, 600049, transport.NotCompared, "There was nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			e := newEligible(t, completeCustomer, nil, append(test.options, transport.WithNothingRefused())...)
			path := "https://api.example/v1/customers"
			if test.path != "" {
				path += "/" + theID + test.path
				e = newEligible(t, test.customer, nil, append(test.options, transport.WithNothingRefused())...)
				require.NoError(t, e.SetValidationStatus(theID, test.standing))
			}
			if test.agreement {
				confirming := newRequest(t, "POST", "https://api.example/v1/customers/"+theID+"/agreements", strings.NewReader(customerAgreement))
				response, err := inMemory{e.Handler}.RoundTrip(confirming)
				require.NoError(t, err)
				require.Equal(t, http.StatusCreated, response.StatusCode)
			}
			body, err := json.Marshal(map[string]int{"code": test.code})
			require.NoError(t, err)
			answer := onlyChanges(answering(test.status, string(body)))
			e.Inject(answer, answer, answer, answer) // look-ups come before it
			response, err := e.tripper.RoundTrip(newRequest(t, "POST", path, strings.NewReader(test.body)))
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())

			require.Len(t, e.told, 1)
			assert.True(t, e.told[0].Sent)
			assert.Equal(t, test.want, e.told[0].Agreement)
			meaning := e.told[0].Meaning()
			assert.True(t, strings.HasPrefix(meaning, test.meaning), meaning)
			assert.Regexp(t, `^[A-Z].*\.$`, meaning)
			seen[meaning] = name
		})
	}
	assert.Len(t, seen, 16, "the sentences: two that are no disagreement, five and five of what only one refuses, four of different codes")
}

// onlyChanges lets look-ups pass.
func onlyChanges(fault func(http.Handler) http.Handler) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		failing := fault(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				next.ServeHTTP(w, r)
				return
			}
			failing.ServeHTTP(w, r)
		})
	}
}

// TestAPartnerWhomNobodyBindsIsObserved: each request is told once, is not
// read, and goes out whatever the options say.
func TestAPartnerWhomNobodyBindsIsObserved(t *testing.T) {
	reseller := screening.New(countries.March2021(), screening.WithPartner(screening.IndirectReseller))
	base := &counting{}
	var told []transport.Outcome
	tripper := transport.New(base, reseller, transport.WithUnscreenedRefused(), transport.WithExistingCustomers(), transport.WithAccountStatus(),
		transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
	for i, request := range []struct{ method, path string }{
		{"POST", ""}, {"PATCH", "/1"}, {"PUT", "/1/profiles/billing"}, {"GET", "/1/agreements"}, {"POST", "/1/agreements"}, {"POST", "/1/qualifications"}, {"POST", "/1/orders"},
	} {
		response, err := tripper.RoundTrip(newRequest(t, request.method, "https://api.example/v1/customers"+request.path, strings.NewReader(incompleteCustomer)))
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Len(t, told, i+1)
		assert.Equal(t, transport.PartnerNotBound, reasonOf(told[i].Finding))
		assert.EqualError(t, told[i].Finding, "transport: the rules do not bind this partner, for whom nothing is screened")
		assert.Empty(t, told[i].Verdict)
		assert.True(t, told[i].Sent)
		assert.Equal(t, transport.NotCompared, told[i].Agreement)
		assert.EqualValues(t, i+1, base.requests.Load(), "nothing is looked up")
	}
	response, err := tripper.RoundTrip(newRequest(t, "GET", "https://api.example/v1/customers/1", nil))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Len(t, told, 7, "a request of no concern is not told")
}
