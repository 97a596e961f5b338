package partnercentertest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// WithLimit throttles: of one kind of request, by one token and on one
// customer, a number is answered in any window of that length, and all above it
// with 429 and the time to wait, see [Throttled]. What is answered 429 counts
// too. It panics unless both are above zero.
func WithLimit(requests int, window time.Duration) Option {
	if requests <= 0 || window <= 0 {
		panic("partnercentertest: a limit is a number of requests in a window, both above zero")
	}
	return func(h *Handler) { h.limit = limit{requests, window, make(map[limited][]time.Time)} }
}

// limit counts requests. The zero value is no limit.
type limit struct {
	requests int
	window   time.Duration
	seen     map[limited][]time.Time
}

// limited is whose requests are counted together.
type limited struct {
	route         string
	authorization string
	customer      string
}

// wait counts a request and returns how long it would have to wait, 0 for one
// that is answered.
func (l limit) wait(t route, r *http.Request) time.Duration {
	if l.requests == 0 || !t.isLimited() {
		return 0
	}
	key := limited{t.method + t.path, r.Header.Get("Authorization"), lower(r.PathValue("id"))}
	now := time.Now()
	seen := slices.DeleteFunc(l.seen[key], func(at time.Time) bool { return now.Sub(at) >= l.window })
	wait := time.Duration(0)
	if len(seen) >= l.requests {
		// The one that has to leave the window first, with this one in it.
		wait = append(seen, now)[len(seen)+1-l.requests].Add(l.window).Sub(now)
	}
	l.seen[key] = append(seen, now)
	return wait
}

// throttle returns how long a request has to wait, 0 for one that is answered.
func (h *Handler) throttle(t route, r *http.Request) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.limit.wait(t, r)
}

// isLimited reports whether limits are enforced on a kind of request: on those
// of a customer, but not on its profiles and their changes.
func (t route) isLimited() bool {
	return strings.HasPrefix(t.path, "customers/{id}") && !strings.Contains(t.path, "/profiles/") &&
		(t.method != http.MethodPatch || t.path != "customers/{id}")
}
