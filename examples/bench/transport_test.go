package bench

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

func BenchmarkTransport(b *testing.B) {
	server := httptest.NewServer(created)
	defer server.Close()
	b.Run("loopback", func(b *testing.B) { benchmark(b, loopbackWays(server)) })
	b.Run("alone", func(b *testing.B) { benchmark(b, transportWays()) })
}

// created answers every request as if it had created a customer.
var created = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	io.Copy(io.Discard, r.Body)
	w.WriteHeader(http.StatusCreated)
})

// loopbackWays send customers over loopback: by a client alone, through the
// transport, and with an observer that counts.
func loopbackWays(server *httptest.Server) []way {
	base, screener := server.Client().Transport, screening.New(countries.November2020())
	outcomes := map[transport.Agreement]int{}
	observer := transport.WithObserver(func(o transport.Outcome) { outcomes[o.Agreement]++ })
	return []way{
		{name: "client alone", run: posting(base, server.URL)},
		{name: "transport", run: posting(transport.New(base, screener), server.URL)},
		{name: "transport and observer", run: posting(transport.New(base, screener, observer), server.URL)},
	}
}

func posting(by http.RoundTripper, url string) func(n int) {
	client, customers := &http.Client{Transport: by}, accepted()
	return func(n int) {
		for s := range cycle(customers, n) {
			response := must(client.Post(url+"/v1/customers", "application/json", bytes.NewReader(s.line)))
			io.Copy(io.Discard, response.Body)
			response.Body.Close()
		}
	}
}

// network is what a transport needs of one: it reads a request's body and
// closes it.
type network struct{ read int64 }

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	read, err := io.Copy(io.Discard, r.Body)
	n.read += read
	r.Body.Close()
	return &http.Response{StatusCode: http.StatusCreated, Body: http.NoBody, Request: r}, err
}

const bareName, transportName = "request", "request through the transport"

// transportWays are the transport without a network, and the walk of the bodies.
func transportWays() []way {
	return []way{
		{name: walkName, run: walk},
		{name: bareName, run: sending(new(network))},
		{name: transportName, run: sending(sendingAll(new(network)))},
	}
}

// sendingAll screens every request and sends it.
func sendingAll(base http.RoundTripper) *transport.Transport {
	return transport.New(base, screening.New(countries.November2020()), transport.WithNothingRefused())
}

// sending sends create-customer requests that could be cancelled.
func sending(by http.RoundTripper) func(n int) {
	return func(n int) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		for line := range cycle(lines(), n) {
			request := must(http.NewRequestWithContext(ctx, http.MethodPost, "https://api.partnercenter.microsoft.com/v1/customers", bytes.NewReader(line)))
			must(by.RoundTrip(request))
		}
	}
}

func reportTransport(out io.Writer) {
	server := httptest.NewServer(created)
	defer server.Close()
	measurements := compare(loopbackWays(server)...)
	table(out, "create-customer over loopback", measurements, "client alone", "transport")
	goal("time with the transport and an observer over that of the client alone", ratio(measurements, "transport and observer", "client alone"), 1.15)
	goal("time with an observer over that of the transport without", ratio(measurements, "transport and observer", "transport"), 1.05)

	measurements = compare(transportWays()...)
	table(out, "create-customer without a network", measurements, walkName)
	added := find(measurements, transportName).less(find(measurements, bareName))
	goal("what the transport adds to a request over the walk of its body", added.over(find(measurements, walkName)), 3.5)
}

// TestTransportSendsAll checks that what is timed sends every body whole.
func TestTransportSendsAll(t *testing.T) {
	bare, behind := new(network), new(network)
	sending(bare)(len(lines()))
	sending(sendingAll(behind))(len(lines()))
	assert.Equal(t, int64(len(bytes.Join(lines(), nil))), bare.read)
	assert.Equal(t, bare.read, behind.read)
}
