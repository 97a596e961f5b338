package partnercentertest

import (
	"net/http"
	"slices"
	"strings"
)

// endpoint answers one kind of request. It runs while the handler is locked.
type endpoint func(r *http.Request, body []byte) *answer

// route is a kind of request: its method, and its path below the version. A
// segment in braces is a value, which the endpoint gets by [http.Request.PathValue].
type route struct {
	method, path string
	endpoint     endpoint
}

func (h *Handler) routes() []route {
	return []route{
		{"POST", "customers", h.createCustomer},
		{"GET", "customers", h.listCustomers},
		{"GET", "customers/{id}", h.ofCustomer(getCustomer)},
		{"PATCH", "customers/{id}", h.ofCustomer(h.patchCustomer)},
		{"GET", "customers/{id}/profiles/company", h.ofCustomer(getProfile("companyProfile"))},
		{"GET", "customers/{id}/profiles/billing", h.ofCustomer(getProfile("billingProfile"))},
		{"PUT", "customers/{id}/profiles/billing", h.ofCustomer(h.putBillingProfile)},
		{"GET", "customers/{id}/validationstatus", h.ofCustomer(getValidationStatus)},
		{"GET", "customers/{id}/agreements", h.ofCustomer(listAgreements)},
		{"POST", "customers/{id}/agreements", h.ofCustomer(confirmAgreement)},
		{"GET", "customers/{id}/qualifications", h.ofCustomer(listQualifications)},
		{"POST", "customers/{id}/qualifications", h.ofCustomer(setQualification)},
		{"POST", "customers/{id}/orders", h.ofEligibleCustomer(h.createOrder)},
		{"PATCH", "customers/{id}/orders/{resource}", h.ofEligibleCustomer(h.echo(http.StatusOK, "Order"))},
		{"GET", "customers/{id}/subscriptions", h.ofCustomer(listSubscriptions)},
		{"GET", "customers/{id}/subscriptions/{resource}", h.ofCustomer(getSubscription)},
		{"PATCH", "customers/{id}/subscriptions/{resource}", h.ofEligibleCustomer(patchSubscription)},
		{"POST", "customers/{id}/subscriptions/{resource}/upgrades", h.ofEligibleCustomer(h.echo(http.StatusOK, "UpgradeResult"))},
		{"POST", "customers/{id}/subscriptions/{resource}/conversions", h.ofEligibleCustomer(h.echo(http.StatusOK, "ConversionResult"))},
		{"POST", "customers/{id}/carts", h.ofCustomer(h.echo(http.StatusCreated, "Cart"))},
		{"POST", "customers/{id}/carts/{resource}/checkout", h.ofEligibleCustomer(h.checkout)},
		{"GET", "countryvalidationrules/{country}", h.getCountryValidationRules},
	}
}

// segmentsOf reads a path as ASP.NET routes it. Its percent encodings are
// decoded already, once.
func segmentsOf(path string) []string {
	var segments []string
	path = strings.ReplaceAll(path, `\`, "/")
	for segment := range strings.SplitSeq(strings.TrimRight(path, "/ "), "/") {
		switch {
		case segment == "" || segment == ".":
		case segment != "..":
			segments = append(segments, segment)
		case len(segments) > 0:
			segments = segments[:len(segments)-1]
		}
	}
	return segments
}

// fits reports whether a path, below the version, is the route's.
func (t route) fits(segments []string) bool {
	return slices.EqualFunc(segments, strings.Split(t.path, "/"), func(segment, want string) bool {
		return strings.HasPrefix(want, "{") || lower(segment) == want
	})
}

// setValues gives a request the values of its path.
func (t route) setValues(r *http.Request, segments []string) {
	for i, want := range strings.Split(t.path, "/") {
		if strings.HasPrefix(want, "{") {
			r.SetPathValue(strings.Trim(want, "{}"), segments[i])
		}
	}
}

// serve answers by the route of a request. One with the MS-RequestId of an
// earlier one that changed something is answered as that was.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, body []byte) {
	segments := segmentsOf(r.URL.Path)
	if len(segments) == 0 || lower(segments[0]) != "v1" && lower(segments[0]) != "v1.0" {
		notFound.write(w)
		return
	}
	segments = segments[1:]
	var allowed []string
	for _, route := range h.routes() {
		if !route.fits(segments) {
			continue
		}
		if lower(r.Method) == lower(route.method) {
			route.setValues(r, segments)
			if wait := h.throttle(route, r); wait > 0 {
				Throttled(wait)(nil).ServeHTTP(w, r)
				return
			}
			h.answer(route, r, strings.Join(segments, "/"), body).write(w)
			return
		}
		allowed = append(allowed, route.method)
	}
	if allowed == nil {
		notFound.write(w)
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	methodNotAllowed.write(w)
}

func (h *Handler) answer(route route, r *http.Request, path string, body []byte) *answer {
	h.mu.Lock()
	defer h.mu.Unlock()
	if route.method == http.MethodGet || r.Header.Get("MS-RequestId") == "" {
		return route.endpoint(r, body)
	}
	key := lower(route.method + " " + path + " " + r.Header.Get("MS-RequestId"))
	a, retried := h.answers[key]
	if !retried {
		a = route.endpoint(r, body)
		if a.status < http.StatusBadRequest {
			h.answers[key] = a
		}
	}
	return a
}
