package partnercentertest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// WithLimit throttles. In any window of that length, it answers so many requests
// of one kind, by one token and on one customer, and every further one with 429
// and the time to wait, see [Throttled]. A request that is answered 429 counts
// too. WithLimit panics unless both are above zero.
func WithLimit(requests int, window time.Duration) Option {
	if requests <= 0 || window <= 0 {
		panic("partnercentertest: a limit is a number of requests in a window, both above zero")
	}
	return func(h *Handler) { h.limit = limit{requests, window, make(map[[3]string][]time.Time)} }
}

// limit counts requests. The zero value is no limit.
type limit struct {
	requests int
	window   time.Duration
	seen     map[[3]string][]time.Time // of one kind of request, by one token and on one customer
}

// throttle counts a request and returns how long it has to wait, 0 for one that
// is answered.
func (h *Handler) throttle(t route, r *http.Request) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := h.limit
	if l.requests == 0 || !t.isLimited() {
		return 0
	}
	key := [...]string{t.method + t.path, r.Header.Get("Authorization"), lower(r.PathValue("id"))}
	now := time.Now()
	seen := slices.DeleteFunc(l.seen[key], func(at time.Time) bool { return now.Sub(at) >= l.window })
	seen = append(seen, now)
	l.seen[key] = seen
	if len(seen) <= l.requests {
		return 0
	}
	return seen[len(seen)-l.requests].Add(l.window).Sub(now) // that one has to leave the window
}

// isLimited reports whether limits are enforced on a kind of request: on those
// of a customer, but not on its profiles and their changes.
func (t route) isLimited() bool {
	return strings.HasPrefix(t.path, "customers/{id}") && !strings.Contains(t.path, "/profiles/") &&
		(t.method != http.MethodPatch || t.path != "customers/{id}")
}
