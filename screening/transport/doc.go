// Package transport judges what a client sends to Partner Center: a [Transport]
// is an [http.RoundTripper] that answers requests which Partner Center's
// customer screening would refuse, and sends all others. Options make it ask
// what else stops an existing customer's order, and wait when Partner Center
// asks for it.
//
//	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()))
//
// It is safe for concurrent use.
package transport
