package transport

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

// longestToWait bounds how long requests wait, whatever Retry-After says.
const longestToWait = 5 * time.Minute

// WithThrottling makes the Transport hold back what Partner Center would
// throttle. After an answer with status 429 and a Retry-After, it answers
// requests of the same method, resource, customer, place and Authorization with
// status 429 and the rest of that time, for five minutes at most. It does not
// send them, since each would count against the limit and make the wait longer.
// This applies to all requests, not only to those that are screened, and comes
// before screening. The observer is told of each: its Finding is a
// [*pcerrors.APIError].
//
// The look-ups of [WithExistingCustomers] and the other options obey it too, and
// give way first: while any request about a customer is throttled, that customer
// is not looked up.
//
// Source: API throttling guidance for partners, 2022-07-18.
func WithThrottling() Option {
	return func(t *Transport) { t.throttled = &throttled{until: make(map[throttledKind]time.Time)} }
}

// throttled knows which requests are held back, and until when. It is safe for
// concurrent use.
type throttled struct {
	mu    sync.Mutex
	until map[throttledKind]time.Time
}

// throttledKind is what limits are enforced on.
type throttledKind struct {
	kind          string // method and path, without identifiers; empty for all kinds
	customer      string
	place         string
	authorization [sha256.Size]byte
}

func kindOf(r *http.Request) throttledKind {
	path, authority := pathOf(r.URL)
	segments := strings.Split(strings.ToLower(clean(path)), "/")
	kind := throttledKind{
		place:         r.URL.Scheme + "://" + r.URL.Host + " " + cmp.Or(authority, r.Host),
		authorization: authorizationOf(r),
	}
	for i, segment := range segments {
		switch {
		case i > 0 && segments[i-1] == "customers":
			kind.customer, segments[i] = segment, "{id}"
		case strings.ContainsAny(segment, "0123456789"): // no resource's name has any
			segments[i] = "{id}"
		}
	}
	kind.kind = strings.ToUpper(methodOf(r)) + strings.Join(segments, "/")
	return kind
}

// ofAllKinds returns the customer's requests of every kind.
func (k throttledKind) ofAllKinds() throttledKind {
	k.kind = ""
	return k
}

// rest returns what Partner Center would answer requests of some kinds that have
// to wait, in whole seconds, and nil where they need not.
func (t *throttled) rest(kinds ...throttledKind) *pcerrors.APIError {
	t.mu.Lock()
	defer t.mu.Unlock()
	var rest time.Duration
	for _, kind := range kinds {
		rest = max(rest, time.Until(t.until[kind]))
	}
	if rest == 0 {
		return nil
	}
	return &pcerrors.APIError{Status: http.StatusTooManyRequests, RetryAfter: (rest + time.Second - 1).Truncate(time.Second)}
}

// wait makes requests of a kind wait, and look-ups of its customer.
func (t *throttled) wait(k throttledKind, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	makeRoom(t.until, func(until time.Time) time.Time { return until })
	until := time.Now().Add(min(wait, longestToWait))
	for _, kind := range [...]throttledKind{k, k.ofAllKinds()} {
		if until.After(t.until[kind]) { // a shorter pause ends no longer one
			t.until[kind] = until
		}
	}
}

// send sends a request, and takes notice of an answer that asks to wait.
func (t *Transport) send(r *http.Request) (*http.Response, error) {
	response, err := t.base.RoundTrip(r)
	if t.throttled == nil || err != nil || response == nil || response.StatusCode != http.StatusTooManyRequests || r.URL == nil {
		return response, err
	}
	if refusal, ok := pcerrors.ParseResponse(response.StatusCode, response.Header, nil).(*pcerrors.APIError); ok && refusal.RetryAfter > 0 {
		t.throttled.wait(kindOf(r), refusal.RetryAfter)
	}
	return response, nil
}

// toWait returns what a request has to wait for, nil where it is to be sent.
func (t *Transport) toWait(r *http.Request) *pcerrors.APIError {
	if t.throttled == nil || t.refuseNothing || r.URL == nil {
		return nil
	}
	return t.throttled.rest(kindOf(r))
}

// lookUpToWait is toWait of a look-up.
func (t *Transport) lookUpToWait(r *http.Request) *pcerrors.APIError {
	if t.throttled == nil {
		return nil
	}
	kind := kindOf(r)
	return t.throttled.rest(kind, kind.ofAllKinds())
}

// answerThrottled answers a request that is not sent.
func (t *Transport) answerThrottled(r *http.Request, finding *pcerrors.APIError) (*http.Response, error) {
	if r.Body != nil {
		r.Body.Close()
	}
	t.tell(r, finding)
	seconds := strconv.Itoa(int(finding.RetryAfter / time.Second))
	body := fmt.Appendf(nil, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in %s seconds."}`, seconds)
	response := respond(r, finding.Status, body)
	response.Header.Set("Retry-After", seconds)
	return response, nil
}
