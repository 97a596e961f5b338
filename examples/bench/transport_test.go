package bench

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

func BenchmarkTransport(b *testing.B) {
	server := httptest.NewServer(created)
	defer server.Close()
	benchmark(b, transportWays(server))
}

// created answers every request as if it had created a customer.
var created = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	w.WriteHeader(http.StatusCreated)
})

// transportWays send the accepted customers over loopback: by a client alone,
// through the transport, and with an observer that counts.
func transportWays(server *httptest.Server) []way {
	base, screener := server.Client().Transport, screening.New(countries.November2020())
	outcomes := map[transport.Agreement]int{}
	observer := transport.WithObserver(func(o transport.Outcome) { outcomes[o.Agreement]++ })
	return []way{
		{name: "client alone", run: sending(base, server.URL)},
		{name: "transport", run: sending(transport.New(base, screener), server.URL)},
		{name: "transport and observer", run: sending(transport.New(base, screener, observer), server.URL)},
	}
}

func sending(by http.RoundTripper, url string) func(n int) {
	client, customers := &http.Client{Transport: by}, accepted()
	return func(n int) {
		for s := range cycle(customers, n) {
			response := must(client.Post(url+"/v1/customers", "application/json", bytes.NewReader(s.line)))
			io.Copy(io.Discard, response.Body)
			response.Body.Close()
		}
	}
}

func reportTransport(out io.Writer) {
	server := httptest.NewServer(created)
	defer server.Close()
	measurements := compare(transportWays(server)...)
	table(out, "create-customer over loopback", measurements, "client alone", "transport")
	goal(out, "the time with the transport and an observer over that of the client alone", ratio(measurements, "transport and observer", "client alone"), 1.15)
	goal(out, "the time with an observer over that of the transport without", ratio(measurements, "transport and observer", "transport"), 1.05)
}
