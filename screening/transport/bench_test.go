package transport_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

var screener = screening.New(countries.March2021())

// BenchmarkTransport sends an accepted create-customer request over loopback,
// with the bare client and through the transport in turns, so that both see
// the same machine. It reports their medians, by how much the transport's is
// above the bare client's, and the share of the request that the verdict, and
// reading the customer for it, take.
func BenchmarkTransport(b *testing.B) {
	body, err := os.ReadFile("../testdata/create-customer.request.pascal.json")
	require.NoError(b, err)
	answer, err := os.ReadFile("../testdata/customer.response.json")
	require.NoError(b, err)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusCreated)
		w.Write(answer)
	}))
	defer server.Close()
	post := func(client *http.Client) {
		response, err := client.Post(server.URL+"/v1/customers", "application/json", bytes.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
		if response.StatusCode != http.StatusCreated {
			b.Fatal(response.Status)
		}
	}
	bare := &http.Client{Transport: server.Client().Transport}
	screened := &http.Client{Transport: transport.New(server.Client().Transport, screener)}
	var customer screening.Customer
	require.NoError(b, json.Unmarshal(body, &customer))
	verdict := func() { err = screener.Screen(&customer) }

	var bareTimes, screenedTimes, verdictTimes []time.Duration
	for b.Loop() {
		bareTimes = append(bareTimes, timed(func() { post(bare) }))
		screenedTimes = append(screenedTimes, timed(func() { post(screened) }))
		verdictTimes = append(verdictTimes, timed(verdict))
	}
	require.NoError(b, err)
	whole := median(bareTimes)
	b.ReportMetric(whole, "bare-ns")
	b.ReportMetric(median(screenedTimes), "transport-ns")
	b.ReportMetric(100*(median(screenedTimes)-whole)/whole, "overhead-%")
	b.ReportMetric(100*median(verdictTimes)/whole, "verdict-%")
}

func timed(do func()) time.Duration {
	start := time.Now()
	do()
	return time.Since(start)
}

func median(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2])
}

// BenchmarkTransportAlone is what the transport adds to an accepted request,
// without a network, and that as a multiple of jsontext's bare walk over the
// body, which takes turns with it.
func BenchmarkTransportAlone(b *testing.B) {
	// A test's own heap is so small that the collector would never rest.
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	response, err := os.ReadFile("../testdata/customer.response.json")
	require.NoError(b, err)
	body := jsontext.Value(response)
	require.NoError(b, body.Compact())
	base := &counting{}
	tripper := transport.New(base, screener)
	request := newRequest(b, "POST", "https://api.partnercenter.microsoft.com/v1/customers", bytes.NewReader(body))
	send := func(by http.RoundTripper) {
		request.Body = io.NopCloser(bytes.NewReader(body))
		_, err = by.RoundTrip(request)
	}
	ways := []func(){
		func() {
			if !body.IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
				b.Fatal("no JSON")
			}
		},
		func() { send(base) },
		func() { send(tripper) },
	}
	times := make([][]time.Duration, len(ways))
	b.ReportAllocs()
	for b.Loop() {
		for i, way := range ways {
			times[i] = append(times[i], timed(func() {
				for range calls {
					way()
				}
			})/calls)
		}
	}
	require.NoError(b, err)
	walk := median(times[0])
	b.ReportMetric(walk, "walk-ns")
	b.ReportMetric((median(times[2])-median(times[1]))/walk, "transport/walk")
}

// calls is how many of one way take a turn together.
const calls = 25

// BenchmarkOtherRequests is what the transport adds to a request that is none
// of its concern.
func BenchmarkOtherRequests(b *testing.B) {
	tripper := transport.New(roundTripper(func(*http.Request) (*http.Response, error) { return nil, nil }), screener)
	request := newRequest(b, "POST", "https://api.partnercenter.microsoft.com/v1/customers/1/carts", nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tripper.RoundTrip(request); err != nil {
			b.Fatal(err)
		}
	}
}
