package transport

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/cspkit/customerscreen/screening"
)

// row is a kind of request that concerns customer screening, and what can be
// done about it.
type row struct {
	method        string
	path          string                                  // the end of the URL's path
	screenBody    func(*screening.Screener, []byte) error // nil where the body tells nothing
	needsCustomer bool                                    // the existing customer has to be complete
}

// rows are the requests that carry a customer, or need a complete one.
//
// Source: the Partner Center REST API's reference of customers, orders,
// carts and subscriptions.
var rows = [...]row{
	{method: http.MethodPost, path: "/v1/customers", screenBody: screenCreateBody},
	{method: http.MethodPatch, path: "/v1/customers/{id}", screenBody: screenChangeBody},
	{method: http.MethodPut, path: "/v1/customers/{id}/profiles/billing", screenBody: screenBillingProfileBody},
	{method: http.MethodPut, path: "/v1/customers/{id}/profiles/company"},
	{method: http.MethodPatch, path: "/v1/customers/{id}/profiles/company"},
	{method: http.MethodPost, path: "/v1/customers/{id}/orders", needsCustomer: true},
	{method: http.MethodPatch, path: "/v1/customers/{id}/orders/{id}", needsCustomer: true},
	{method: http.MethodPatch, path: "/v1/customers/{id}/subscriptions/{id}", needsCustomer: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/subscriptions/{id}/upgrades", needsCustomer: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/subscriptions/{id}/conversions", needsCustomer: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/carts/{id}/checkout", needsCustomer: true},
}

// target is what a request is aimed at.
type target struct {
	*row
	customer string // the customer's ID; empty where the request has none
	base     string // the escaped path before /v1/customers, of a gateway for example
}

// changesCustomer reports whether the request changes what is known of an
// existing customer.
func (t target) changesCustomer() bool { return t.customer != "" && !t.needsCustomer }

// targetOf finds a request's row; ok is false for one that is none of
// customer screening's concern.
func targetOf(r *http.Request) (t target, ok bool) {
	if r.URL == nil {
		return target{}, false // the base transport's error to give
	}
	path := strings.TrimSuffix(r.URL.EscapedPath(), "/")
	for i := range rows {
		row := &rows[i]
		if row.method != r.Method {
			continue
		}
		start, ok := endsWith(path, row.path)
		if !ok {
			continue
		}
		_, rest, _ := strings.Cut(path[start+len("/v1/"):], "/")
		id, _, _ := strings.Cut(rest, "/")
		if id, err := url.PathUnescape(id); err == nil {
			return target{row: row, customer: id, base: path[:start]}, true
		}
	}
	return target{}, false
}

// endsWith reports whether a path ends with the segments of a pattern, and
// where. Letter case does not count: Partner Center is a .NET service.
func endsWith(path, pattern string) (start int, ok bool) {
	start = len(path)
	for pattern != "" {
		separator := strings.LastIndexByte(path[:start], '/')
		if separator < 0 {
			return 0, false
		}
		last := strings.LastIndexByte(pattern, '/')
		segment, want := path[separator+1:start], pattern[last+1:]
		if segment == "" || want != "{id}" && !strings.EqualFold(segment, want) {
			return 0, false
		}
		start, pattern = separator, pattern[:last]
	}
	return start, true
}
