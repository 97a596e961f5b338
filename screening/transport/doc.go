// Package transport judges what a client sends to Partner Center: a
// [Transport] is an [http.RoundTripper] that answers the requests which Partner
// Center would refuse by its customer screening, and sends all others. Options
// make it ask what else stops an existing customer's order, and wait where
// Partner Center asks to.
//
//	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()))
//
// It is safe for concurrent use.
package transport
