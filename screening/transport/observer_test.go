package transport_test

import (
	"bytes"
	"encoding/json"
	stderrors "errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// bodyOf returns the body of a create-customer request.
func bodyOf(t testing.TB, country, number, phone string) string {
	t.Helper()
	body, err := json.Marshal(customer(country, number, phone))
	require.NoError(t, err)
	return string(body)
}

// TestEveryKindOfAgreement sends to a stand-in whose rules were moved on
// purpose: each disagreement is told once, and nothing else is one.
func TestEveryKindOfAgreement(t *testing.T) {
	standIn := partnercentertest.NewHandler(partnercentertest.WithCountryRules(
		json.RawMessage(`{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{8}$","customerOrganizationRegistrationNumberRequired":true}`),
		json.RawMessage(`{"iso2Code":"GE","customerOrganizationRegistrationNumberRequired":true}`),
		json.RawMessage(`{"iso2Code":"HU"}`),
	))
	for name, test := range map[string]struct {
		body      string
		verdict   screening.Verdict
		agreement transport.Agreement
		there     pcerrors.Code // that Partner Center answers, 0 for none
	}{
		"accepted by both":             {bodyOf(t, "RU", "7707083893", "1"), screening.Accepted, transport.Agreed, 0},
		"refused by both":              {bodyOf(t, "RU", "", ""), screening.Refused, transport.Agreed, pcerrors.RegistrationNumberMissing},
		"refused by both, second code": {bodyOf(t, "RU", "7707083893", ""), screening.Refused, transport.Agreed, pcerrors.PhoneNumberMissing},
		"other digits":                 {bodyOf(t, "AZ", "1234567", "1"), screening.Accepted, transport.RefusedThere, pcerrors.RegistrationNumberInvalid},
		"another country":              {bodyOf(t, "GE", "", ""), screening.Accepted, transport.RefusedThere, pcerrors.RegistrationNumberMissing},
		"listed no longer":             {bodyOf(t, "HU", "", ""), screening.Refused, transport.RefusedHere, 0},
		"another code":                 {bodyOf(t, "AZ", "1234567", ""), screening.Refused, transport.OtherCode, pcerrors.RegistrationNumberInvalid},
		"undecided":                    {bodyOf(t, "Russia", "", ""), screening.Undecided, transport.NotCompared, 0},
		"not JSON":                     {"<", "", transport.NotCompared, 400056},
	} {
		t.Run(name, func(t *testing.T) {
			var told []transport.Outcome
			client := &http.Client{Transport: transport.New(inMemory{standIn}, screening.New(countries.Latest()),
				transport.WithNothingRefused(), transport.WithUnscreenedRefused(), transport.WithRejectionAsError(),
				transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))}
			request := newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(test.body))
			_, answer := send(t, client, request)

			require.Len(t, told, 1)
			o := told[0]
			assert.Equal(t, test.verdict, o.Verdict)
			assert.True(t, o.Sent, "nothing is refused")
			assert.Equal(t, test.agreement, o.Agreement)
			if test.there == 0 {
				assert.NoError(t, o.Answer)
			} else {
				assert.ErrorIs(t, o.Answer, test.there)
				assert.ErrorIs(t, pcerrors.ParseResponse(400, nil, answer), test.there, "the caller gets the answer as it came")
			}
			assert.Equal(t, test.verdict == screening.Accepted, o.Finding == nil)
		})
	}
}

func TestOutcomesOfWhatIsNotSent(t *testing.T) {
	var told []transport.Outcome
	client := &http.Client{Transport: transport.New(&counting{}, screening.New(countries.Latest()), transport.WithUnscreenedRefused(),
		transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))}
	for _, body := range []string{bodyOf(t, "RU", "", "1"), "<"} {
		response, err := client.Do(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(body)))
		if err == nil {
			response.Body.Close()
		}
	}
	require.Len(t, told, 2)
	assert.Equal(t, screening.Refused, told[0].Verdict)
	assert.Equal(t, screening.Verdict(""), told[1].Verdict)
	for _, o := range told {
		assert.False(t, o.Sent)
		assert.NoError(t, o.Answer)
		assert.Equal(t, transport.NotCompared, o.Agreement)
	}
}

// TestRequestsThatNoOptionLooksUp are told, and never refused.
func TestRequestsThatNoOptionLooksUp(t *testing.T) {
	var told []transport.Outcome
	client := &http.Client{Transport: transport.New(&counting{}, screening.New(countries.Latest()), transport.WithUnscreenedRefused(),
		transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))}
	for _, path := range []string{"/v1/customers/1/orders", "/v1/customers/1/carts/2/checkout", "/v1/invoices"} {
		response, err := client.Do(newRequest(t, "POST", "https://api.example"+path, strings.NewReader("{}")))
		require.NoError(t, err)
		response.Body.Close()
	}
	require.Len(t, told, 2)
	for _, o := range told {
		var unscreened *transport.UnscreenedError
		require.ErrorAs(t, o.Finding, &unscreened)
		assert.Equal(t, transport.NotScreened, unscreened.Reason)
		assert.True(t, o.Sent)
	}
}

// TestAnswersAreHandedOnWhole has answers of every kind: large ones, those that
// break off, and none.
func TestAnswersAreHandedOnWhole(t *testing.T) {
	long := `{"code":600051,"description":"` + strings.Repeat("x", 200<<10) + `"}`
	broken := stderrors.New("the line is gone")
	for name, test := range map[string]struct {
		status int
		body   io.Reader
		want   string
		fails  error
		answer pcerrors.Code
	}{
		"a refusal":        {400, strings.NewReader(`{"code":600051}`), `{"code":600051}`, nil, pcerrors.PhoneNumberMissing},
		"a large refusal":  {400, strings.NewReader(long), long, nil, pcerrors.PhoneNumberMissing},
		"a large success":  {201, strings.NewReader(long), long, nil, 0},
		"one that is cut":  {400, io.MultiReader(strings.NewReader(`{"code":600051,`), iotest.ErrReader(broken)), `{"code":600051,`, broken, pcerrors.PhoneNumberMissing},
		"one byte at once": {503, iotest.OneByteReader(strings.NewReader("<html>")), "<html>", nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			closed := 0
			base := roundTripper(func(r *http.Request) (*http.Response, error) {
				body := &closeCounter{Reader: test.body, close: func() error { closed++; return nil }}
				return &http.Response{StatusCode: test.status, Header: http.Header{}, Body: body, Request: r}, nil
			})
			var told []transport.Outcome
			tripper := transport.New(base, screener, transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
			response, err := tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(completeCustomer)))
			require.NoError(t, err)
			got, err := io.ReadAll(response.Body)
			assert.Equal(t, test.fails, err)
			assert.Equal(t, test.want, string(got))
			require.NoError(t, response.Body.Close())
			assert.Equal(t, 1, closed)
			require.Len(t, told, 1)
			if test.answer != 0 {
				assert.ErrorIs(t, told[0].Answer, test.answer)
				assert.Equal(t, transport.RefusedThere, told[0].Agreement)
			}
		})
	}
	t.Run("no answer", func(t *testing.T) {
		var told []transport.Outcome
		base := roundTripper(func(*http.Request) (*http.Response, error) { return nil, broken })
		tripper := transport.New(base, screener, transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
		_, err := tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(completeCustomer)))
		assert.Equal(t, broken, err)
		require.Len(t, told, 1)
		assert.Equal(t, broken, told[0].Answer)
		assert.True(t, told[0].Sent)
		assert.Equal(t, transport.NotCompared, told[0].Agreement)
	})
	t.Run("an observer that panics", func(t *testing.T) {
		closed := 0
		base := roundTripper(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 400, Body: &closeCounter{Reader: strings.NewReader("{}"), close: func() error { closed++; return nil }}}, nil
		})
		tripper := transport.New(base, screener, transport.WithObserver(func(transport.Outcome) { panic("observer") }))
		assert.PanicsWithValue(t, "observer", func() {
			_, _ = tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(completeCustomer)))
		})
		assert.Equal(t, 1, closed)
	})
}

func TestOutcomeSaysNothingOfTheCustomer(t *testing.T) {
	secret := "7707083839"
	o := transport.Outcome{
		Request: newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(secret)),
		Verdict: screening.Accepted, Sent: true, Agreement: transport.NotCompared,
		Answer: &pcerrors.APIError{Status: 400, Code: 2001, Description: secret},
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "outcome", o)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "outcome", o)
	assert.NotContains(t, log.String()+o.String(), secret)
	assert.Contains(t, o.String(), "method=POST")
	assert.Contains(t, o.String(), "code 2001")
	for answer, want := range map[error]string{
		stderrors.New(secret): "answer=none",
		&pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: pcerrors.PhoneNumberMissing}}}: "600051",
	} {
		text := transport.Outcome{Finding: &transport.UnscreenedError{Reason: transport.NotScreened}, Answer: answer}.String()
		assert.Contains(t, text, want)
		assert.NotContains(t, text, secret)
		assert.Contains(t, text, "it is not looked up")
	}
	for _, agreement := range []transport.Agreement{transport.NotCompared, transport.Agreed, transport.RefusedThere, transport.RefusedHere, transport.OtherCode} {
		assert.Regexp(t, `^[A-Z].*\.$`, agreement.String())
	}
	assert.Panics(t, func() { transport.WithObserver(nil) })
}
