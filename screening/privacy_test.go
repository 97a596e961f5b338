package screening_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
	"github.com/cspkit/customerscreen/screening/transport"
)

// everythingSaidOf drives every entry point of the library with a customer, its
// JSON, its JSON broken, and answers that repeat it, and returns all errors and
// other values that are meant to be printed or logged. [Screener.Inspect] has
// a test of its own, which calls this one.
func everythingSaidOf(t testing.TB, screener *screening.Screener, validate *validator.Validate, c *screening.Customer) []any {
	t.Helper()
	said := []any{screener.Screen(c), screener.ScreenProfile(c.CompanyProfile)}
	for _, advisory := range phone.Advise(c) {
		said = append(said, advisory)
	}
	errs, _ := validate.Struct(c).(validator.ValidationErrors)
	said = append(said, errs)
	for _, v := range screening.Violations(errs) {
		said = append(said, v)
	}
	body, err := json.Marshal(c)
	require.NoError(t, err)
	said = append(said, saidByTransport(screener, body, body)...)
	for range 2 {
		broken := breakJSON(body)
		var decoded screening.Customer
		var profile screening.CustomerBillingProfile
		said = append(said, decoded.UnmarshalJSON(broken), profile.UnmarshalJSON(broken),
			jsonv2.Unmarshal(broken, &decoded), jsonv2.Unmarshal(broken, &profile, asEncodingJSON...))
		if json.Valid(broken) { // else encoding/json itself quotes escapes, from Go 1.27 on
			said = append(said, json.Unmarshal(broken, &decoded), json.Unmarshal(broken, &profile))
		}
		said = append(said, saidByTransport(screener, broken, broken)...)
	}
	for _, secret := range private(c) {
		if rand.IntN(4) == 0 {
			said = append(said, saidOfAnswer(t, secret)...)
		}
	}
	return said
}

// breakJSON makes one thing wrong with a customer's JSON.
func breakJSON(body []byte) []byte {
	at := rand.IntN(len(body))
	values := bytes.Split(body, []byte(`:"`))
	value := 1 + rand.IntN(len(values)) // the place before the value that is broken
	before, after := bytes.Join(values[:min(value, len(values))], []byte(`:"`)), bytes.Join(values[min(value, len(values)):], []byte(`:"`))
	with := func(between string) []byte { return []byte(string(before) + between + string(after)) }
	switch rand.IntN(9) {
	case 0:
		return body[:at]
	case 1:
		return append(append(bytes.Clone(body[:at]), byte(rand.IntN(256))), body[at:]...)
	case 2:
		return append(bytes.Clone(body), body...)
	case 3:
		return with(`:["`)
	case 4:
		return with(`:"\u`)
	case 5:
		return with(`:"\ud800\u`)
	case 6:
		return with(`:`)
	case 7: // values become names, each of them twice
		name, _, _ := strings.Cut(string(after), `"`)
		quoted := `"` + name + `"`
		return []byte(`{"companyProfile":{` + quoted + `:1,` + quoted + `:{},"address":{"country":[7]}}}`)
	default:
		return bytes.ReplaceAll(body, []byte(`"country":`), []byte(`"Country":"x","country":`))
	}
}

// saidByTransport sends a body by every row, and lets the look-up of an
// existing customer answer another.
func saidByTransport(screener *screening.Screener, body, existing []byte) []any {
	var said []any
	base := roundTripper(func(r *http.Request) (*http.Response, error) {
		answer := []byte("{}")
		if r.Method == http.MethodGet {
			answer = existing
		}
		return &http.Response{StatusCode: 200, Body: io.NopCloser(bytes.NewReader(answer))}, nil
	})
	report := transport.WithObserver(func(o transport.Outcome) {
		said = append(said, o.String(), o.LogValue(), o.Finding, o.Answer, o.Agreement)
	})
	for _, screens := range []http.RoundTripper{
		transport.New(base, screener, report, transport.WithExistingCustomers()),
		transport.New(base, screener, transport.WithRejectionAsError(), transport.WithUnscreenedRefused(), report,
			transport.WithExistingCustomersFrom(func(context.Context, string) (*screening.Customer, error) {
				var c screening.Customer
				return &c, c.UnmarshalJSON(existing)
			})),
	} {
		client := &http.Client{Transport: screens}
		for _, row := range []struct{ method, path string }{
			{"POST", "/v1/customers"}, {"PATCH", "/v1/customers/1"}, {"PUT", "/v1/customers/1/profiles/billing"}, {"POST", "/v1/customers/1/orders"},
		} {
			request, _ := http.NewRequest(row.method, "https://api.example"+row.path, bytes.NewReader(body))
			response, err := client.Do(request)
			said = append(said, err)
			if err == nil {
				answer, _ := io.ReadAll(response.Body)
				said = append(said, string(answer), response.Header)
			}
		}
	}
	return said
}

// saidOfAnswer lets the API answer with a text of the customer in every place.
func saidOfAnswer(t testing.TB, secret string) []any {
	quoted, err := json.Marshal(secret)
	require.NoError(t, err)
	text := strings.Trim(string(quoted), `"`)
	if _, err := strconv.Atoi(text); err == nil && len(text) <= 6 {
		text = "number " + text // or else it reads as a code of the API
	}
	header := http.Header{"Ms-Correlationid": {secret}, "Ms-Requestid": {secret}, "Retry-After": {"at " + secret}, "Date": {secret}}
	var said []any
	for _, body := range []string{
		secret, `{"code":"` + text + `","description":"` + text + `","source":"` + text + `","data":["` + text + `"],"` + text + `":1}`,
		`{"code":600050,"description":"` + text + ` ^1$ ` + text + `$"}`, `{"code":600049,"description":"` + text + `"}`, `{"statusCode":429,"message":"` + text + `"}`,
	} {
		for _, status := range []int{400, 429, 500} {
			said = append(said, pcerrors.ParseResponse(status, header, []byte(body)))
		}
		_, err := countries.ParseValidationRules([]byte(body))
		said = append(said, err)
		_, err = countries.ReadValidationRules(strings.NewReader(body))
		said = append(said, err)
		fetcher := live.Fetcher{Client: &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 400, Header: header, Body: io.NopCloser(strings.NewReader(body))}, nil
		})}}
		_, err = fetcher.Fetch(context.Background(), "AZ")
		said = append(said, err)
	}
	return said
}
