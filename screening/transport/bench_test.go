package transport_test

import (
	"net/http"
	"testing"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

var screener = screening.New(countries.March2021())

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
