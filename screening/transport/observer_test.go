package transport_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/hex"
	"encoding/json"
	stderrors "errors"
	"fmt"
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

// TestCompressedAnswersAreCompared where the caller asked for gzip, and handed on
// as they came.
func TestCompressedAnswersAreCompared(t *testing.T) {
	var zipped bytes.Buffer
	writer := gzip.NewWriter(&zipped)
	_, err := writer.Write([]byte(`{"code":600051,"description":"Customer phone number is missing."}`))
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	for _, test := range []struct {
		encoding, answer string
		want             transport.Agreement
	}{
		{"gzip", zipped.String(), transport.RefusedThere},
		{"GZip", zipped.String(), transport.RefusedThere},
		{"gzip", zipped.String()[:zipped.Len()-8], transport.RefusedThere}, // its checksum is cut off
		{"gzip", "{}", transport.NotCompared},
		{"br", zipped.String(), transport.NotCompared},
		{"", zipped.String(), transport.NotCompared},
	} {
		var told []transport.Outcome
		base := roundTripper(func(r *http.Request) (*http.Response, error) {
			r.Body.Close()
			return &http.Response{
				StatusCode: http.StatusBadRequest, Header: http.Header{"Content-Encoding": {test.encoding}},
				Body: io.NopCloser(strings.NewReader(test.answer)),
			}, nil
		})
		tripper := transport.New(base, screener, transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
		response, err := tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(completeCustomer)))
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		response.Body.Close()
		assert.Equal(t, test.answer, string(body))
		require.Len(t, told, 1)
		assert.Equal(t, test.want, told[0].Agreement, "%s %q", test.encoding, test.answer)
	}
}

// TestALookUpThatFailsRefusesNothing, whatever its error is.
func TestALookUpThatFailsRefusesNothing(t *testing.T) {
	var told []transport.Outcome
	tripper := transport.New(&counting{}, screener,
		transport.WithExistingCustomersFrom(func(context.Context, string) (*screening.Customer, error) { return nil, &pcerrors.Rejection{} }),
		transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
	response, err := tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers/1/orders", strings.NewReader("{}")))
	require.NoError(t, err)
	response.Body.Close()
	require.Len(t, told, 1)
	assert.Empty(t, told[0].Verdict)
	assert.True(t, told[0].Sent)
	assert.Equal(t, transport.NotCompared, told[0].Agreement)
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

// TestOnlySuccessIsAcceptance: an answer that neither takes nor refuses the
// customer is not compared.
func TestOnlySuccessIsAcceptance(t *testing.T) {
	for _, test := range []struct {
		status         int
		body           string
		taken, refused transport.Agreement // of a customer that is accepted here, and one that is not
	}{
		{200, "", transport.Agreed, transport.RefusedHere},
		{201, "{}", transport.Agreed, transport.RefusedHere},
		{299, "", transport.Agreed, transport.RefusedHere},
		{101, "", transport.NotCompared, transport.NotCompared},
		{199, "", transport.NotCompared, transport.NotCompared},
		{300, "", transport.NotCompared, transport.NotCompared},
		{302, "", transport.NotCompared, transport.NotCompared},
		{304, "", transport.NotCompared, transport.NotCompared},
		{400, "{}", transport.NotCompared, transport.NotCompared},
		{400, `{"code":600051}`, transport.RefusedThere, transport.Agreed},
		{400, `{"code":600050}`, transport.RefusedThere, transport.OtherCode},
		{503, "", transport.NotCompared, transport.NotCompared},
	} {
		base := roundTripper(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: test.status, Body: io.NopCloser(strings.NewReader(test.body)), Request: r}, nil
		})
		var told []transport.Agreement
		tripper := transport.New(base, screener, transport.WithNothingRefused(),
			transport.WithObserver(func(o transport.Outcome) { told = append(told, o.Agreement) }))
		for _, body := range []string{completeCustomer, incompleteCustomer} {
			response, err := tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(body)))
			require.NoError(t, err)
			response.Body.Close()
		}
		assert.Equal(t, []transport.Agreement{test.taken, test.refused}, told, "%d %s", test.status, test.body)
	}
}

// TestBasesThatBreakTheirContract answer nothing, or without a body.
func TestBasesThatBreakTheirContract(t *testing.T) {
	for _, answer := range []*http.Response{nil, {StatusCode: 201}, {StatusCode: 400}, {StatusCode: 200}} {
		base := roundTripper(func(*http.Request) (*http.Response, error) { return answer, nil })
		var told []transport.Outcome
		tripper := transport.New(base, screener, transport.WithExistingCustomers(),
			transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
		for _, path := range []string{"/v1/customers", "/v1/customers/1/orders"} {
			response, err := tripper.RoundTrip(newRequest(t, "POST", "https://api.example"+path, strings.NewReader(completeCustomer)))
			require.NoError(t, err)
			assert.Same(t, answer, response)
		}
		require.Len(t, told, 2)
		assert.EqualError(t, told[1].Finding, "transport: looking up the existing customer: no answer")
		if answer == nil {
			assert.Equal(t, transport.NotCompared, told[0].Agreement)
		}
		panics := transport.New(base, screener, transport.WithObserver(func(transport.Outcome) { panic("observer") }))
		assert.PanicsWithValue(t, "observer", func() {
			_, _ = panics.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(completeCustomer)))
		})
	}
}

// TestChangesAreAcceptedOfWhatWasJudged: what a change does not tell has no
// verdict, so that a refusal of Partner Center's is no disagreement.
func TestChangesAreAcceptedOfWhatWasJudged(t *testing.T) {
	standIn := partnercentertest.NewHandler()
	addCustomers(t, standIn)
	const number = `"companyProfile":{"organizationRegistrationNumber":"123456789"}`
	for body, want := range map[string]string{
		`{}`: "",
		`{"companyProfile":{"companyName":"New"}}`:                                 "",
		`{` + number + `}`:                                                         "",
		`{"billingProfile":{"defaultAddress":{"country":"BY"}}}`:                   "",
		`{"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":"1"}}}`: "",
		`{"billingProfile":{"defaultAddress":{"country":"FR"}}}`:                   "",
		`{"companyProfile":{"organizationRegistrationNumber":" "},"billingProfile":{"defaultAddress":{"country":"FR"}}}`: "",
		`{` + number + `,"billingProfile":{"defaultAddress":{"country":" "}}}`:                                           "",
		`{` + number + `,"billingProfile":{"defaultAddress":{"country":"BY"}}}`:                                          "",
		`{` + number + `,"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":" "}}}`:                        "",
		`{` + number + `,"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":"1"}}}`:                        "accepted",
		`{` + number + `,"billingProfile":{"defaultAddress":{"country":"FR"}}}`:                                          "accepted",
		`{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"BY"}}}`: "refused",
		`{` + number + `,"billingProfile":{"defaultAddress":{"country":"UK"}}}`:                                          "undecided",
	} {
		var told []transport.Outcome
		tripper := transport.New(inMemory{standIn}, screener, transport.WithNothingRefused(),
			transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
		response, err := tripper.RoundTrip(newRequest(t, "PATCH", "https://api.example/v1/customers/"+incompleteID, strings.NewReader(body)))
		require.NoError(t, err)
		response.Body.Close()
		require.Len(t, told, 1)
		assert.Equal(t, screening.Verdict(want), told[0].Verdict, body)
		assert.NotContains(t, []transport.Agreement{transport.RefusedThere, transport.RefusedHere, transport.OtherCode}, told[0].Agreement, body)
		if want == "" {
			var unscreened *transport.UnscreenedError
			require.ErrorAs(t, told[0].Finding, &unscreened)
			assert.Equal(t, transport.NotScreened, unscreened.Reason)
		}
	}
}

// TestChangesOfABillingProfile: a country and a phone that are given are judged.
func TestChangesOfABillingProfile(t *testing.T) {
	for body, want := range map[string]any{
		`{"defaultAddress":{"country":"BY","phoneNumber":"1"}}`: screening.Accepted,
		`{"defaultAddress":{"country":"FR","phoneNumber":"1"}}`: screening.Accepted,
		`{"defaultAddress":{"country":"UK","phoneNumber":"1"}}`: screening.Undecided,
		`{"defaultAddress":{"country":"BY","phoneNumber":" "}}`: transport.NotScreened,
		`{"defaultAddress":{"country":" ","phoneNumber":"1"}}`:  transport.NotScreened,
		`{"defaultAddress":{"country":"BY"}}`:                   transport.NotScreened,
		`{"defaultAddress":{"phoneNumber":"1"}}`:                transport.NotScreened,
		`{"email":"a@b.example"}`:                               transport.NotScreened,
		`{"defaultAddress":[]}`:                                 transport.BodyOfUnknownShape,
		`<`:                                                     transport.BodyNotJSON,
	} {
		var told []transport.Outcome
		base := &counting{}
		tripper := transport.New(base, screener, transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
		response, err := tripper.RoundTrip(newRequest(t, "PATCH", "https://api.example/v1/customers/1/profiles/billing", strings.NewReader(body)))
		require.NoError(t, err)
		response.Body.Close()
		require.Len(t, told, 1, body)
		var got any = told[0].Verdict
		if unscreened := new(transport.UnscreenedError); told[0].Verdict == "" && stderrors.As(told[0].Finding, &unscreened) {
			got = unscreened.Reason
		}
		assert.Equal(t, want, got, body)
		assert.EqualValues(t, 1, base.requests.Load(), "nothing of it is refused")
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
		base := roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 400, Body: &closeCounter{Reader: strings.NewReader("{}"), close: func() error { closed++; return nil }}}, nil
		})
		tripper := transport.New(base, screener, transport.WithObserver(func(transport.Outcome) { panic("observer") }))
		assert.PanicsWithValue(t, "observer", func() {
			_, _ = tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(completeCustomer)))
		})
		assert.Equal(t, 1, closed)
	})
}

// TestOutcomesPrintNoRequest prints outcomes in every form, alone and nested.
func TestOutcomesPrintNoRequest(t *testing.T) {
	var told []transport.Outcome
	tripper := transport.New(&counting{}, screener, transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
	request := newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(bodyOf(t, "BY", "987654321", "1")))
	request.Header.Set("Authorization", "Bearer 1337-token")
	response, err := tripper.RoundTrip(request)
	require.NoError(t, err)
	response.Body.Close()
	require.Len(t, told, 1)
	digits := hex.EncodeToString([]byte("1337-token"))
	for _, v := range []any{told[0], &told[0], told, map[string]any{"outcome": told[0]}, struct{ Outcome transport.Outcome }{told[0]}} {
		_, err := json.Marshal(v)
		require.NoError(t, err)
		for _, text := range printed(v, anyVerb) {
			assert.NotContains(t, text, "1337-token")
			assert.NotContains(t, strings.ToLower(text), digits)
			assert.NotContains(t, text, "987654321")
		}
	}
	text, err := json.Marshal(told)
	require.NoError(t, err)
	assert.JSONEq(t, `[{"method":"POST","verdict":"accepted","sent":true,"agreement":"agreed"}]`, string(text))
	assert.Equal(t, told[0].String(), fmt.Sprintf("%v", told[0]))
	assert.Equal(t, "["+told[0].String()+"]", fmt.Sprintf("%+v", told))
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
		assert.Contains(t, text, "nothing is looked up")
	}
	assert.Panics(t, func() { transport.WithObserver(nil) })
}
