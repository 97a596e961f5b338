package main

import (
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// newGateway returns the reverse proxy. It logs what went by without a
// verdict, and nothing of a customer.
func newGateway(upstream *url.URL, policy *countries.Policy, log *slog.Logger) http.Handler {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.MaxIdleConnsPerHost = 100 // all of them go to one host
	base.DisableCompression = true // answers pass as they come
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(upstream) },
		Transport: transport.New(base, screening.New(policy),
			transport.WithExistingCustomers(),
			transport.WithUnscreenedReported(func(r *http.Request, why *transport.UnscreenedError) {
				log.WarnContext(r.Context(), "passed on without a verdict",
					"method", r.Method, "reason", why.Reason, "correlationID", r.Header.Get("MS-CorrelationId"))
			})),
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelError),
	}
}
