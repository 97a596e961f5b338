package transport_test

import (
	"bytes"
	stderrors "errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

func addSamples(f *testing.F, add func(body []byte)) {
	samples, err := filepath.Glob("../testdata/*.json")
	require.NoError(f, err)
	for _, sample := range samples {
		body, err := os.ReadFile(sample)
		require.NoError(f, err)
		add(body)
	}
	for _, body := range []string{completeCustomer, incompleteCustomer, "", "null", "\x00", `{"companyProfile":`, `{"id":"\ud800"}`, `{"x":1,"X":2,"x":3}`} {
		add([]byte(body))
	}
}

// FuzzTransportForwards sends any body by any method and path, and expects
// what is forwarded to be what came, to the byte.
func FuzzTransportForwards(f *testing.F) {
	addSamples(f, func(body []byte) {
		f.Add("POST", "v1/customers", body, true)
		f.Add("patch", "v1/customers/%2f/", body, false)
		f.Add("PUT", "api/v1/Customers/ /profiles/billing", body, false)
	})
	f.Fuzz(func(t *testing.T, method, path string, body []byte, seekable bool) {
		request, err := http.NewRequest(method, "https://api.example/"+path, bytes.NewReader(body))
		if err != nil {
			return
		}
		if !seekable {
			chunked(request)
		}
		var forwarded []byte
		sent := false
		tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
			sent = true
			assert.Equal(t, request.URL, r.URL)
			assert.Equal(t, request.ContentLength, r.ContentLength)
			if r.Body != nil {
				forwarded, err = io.ReadAll(r.Body)
			}
			return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, err
		}), screening.New(countries.Latest()))
		response, err := tripper.RoundTrip(request)
		require.NoError(t, err)
		if sent {
			require.Equal(t, string(body), string(forwarded))
			return
		}
		answer, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		var rejection *pcerrors.Rejection
		require.ErrorAs(t, pcerrors.ParseResponse(response.StatusCode, nil, answer), &rejection)
	})
}

// FuzzLookUpAnswer answers the look-up of an existing customer with anything.
// The order is refused where the answer is a customer that the Screener
// refuses, and passes in any other case.
func FuzzLookUpAnswer(f *testing.F) {
	addSamples(f, func(body []byte) {
		f.Add(200, "", body)
		f.Add(429, "57", body)
	})
	f.Fuzz(func(t *testing.T, status int, wait string, body []byte) {
		screener := screening.New(countries.Latest())
		orders := 0
		var reported *transport.UnscreenedError
		tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodGet {
				return &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {wait}}, Body: io.NopCloser(bytes.NewReader(body))}, nil
			}
			orders++
			return &http.Response{StatusCode: http.StatusCreated, Body: http.NoBody}, nil
		}), screener, transport.WithExistingCustomers(), transport.WithRejectionAsError(),
			reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = err }))
		_, err := tripper.RoundTrip(orderRequest(t.Context(), completeID))
		var rejection *pcerrors.Rejection
		if stderrors.As(err, &rejection) {
			var c screening.Customer
			require.Equal(t, http.StatusOK, status)
			require.Zero(t, orders)
			require.NoError(t, c.UnmarshalJSON(body))
			want := screener.Screen(&c).(*pcerrors.Rejection)
			require.Equal(t, want.Violations, rejection.Violations)
			return
		}
		require.NoError(t, err)
		require.Equal(t, 1, orders)
		if reported != nil {
			require.Equal(t, transport.CustomerUnknown, reported.Reason)
			require.NotContains(t, reported.Error(), "\n")
		}
	})
}
