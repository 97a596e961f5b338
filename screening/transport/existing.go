package transport

import (
	"cmp"
	"context"
	"crypto/sha256"
	stderrors "errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/guid"
	"github.com/cspkit/customerscreen/internal/resource"
	"github.com/cspkit/customerscreen/screening"
)

// How long the outcome of a look-up is kept, and the longest that a failure
// keeps further look-ups away. A customer that is completed elsewhere must
// soon be seen, one that lost its number is left to Partner Center.
const (
	keepComplete   = 5 * time.Minute
	keepIncomplete = 10 * time.Second
	keepFailure    = 5 * time.Minute
)

// longestLookUp is how long a request waits for a look-up without end. What is
// left of the request's own time is for the request.
const longestLookUp = 10 * time.Second

// WithExistingCustomers makes the Transport look up the customer of a request
// that creates or changes a subscription, and refuse the request where that
// customer lacks what the policy asks for: Partner Center would. These are
//
//	POST  …/v1/customers/{id}/orders
//	PATCH …/v1/customers/{id}/orders/{id}
//	PATCH …/v1/customers/{id}/subscriptions/{id}
//	POST  …/v1/customers/{id}/subscriptions/{id}/upgrades
//	POST  …/v1/customers/{id}/subscriptions/{id}/conversions
//	POST  …/v1/customers/{id}/carts/{id}/checkout
//
// Transitions and migrations to new commerce are not among them and pass
// unscreened: nothing is published of how their customers are screened.
//
// The answer says what to complete first, after the API's text and as the
// rejection's Remedy. The look-up is a GET of the customer from the same
// place and through the same base transport, with the request's own
// Authorization, MS-CorrelationId, MS-Contract-Version, X-Locale and
// User-Agent, and a new MS-RequestId.
//
// Where it is the base transport that adds the Authorization, partners cannot
// be told apart here: each needs a Transport of its own.
//
// What was found is kept, apart for each place and Authorization: that a
// customer is complete for five minutes, that it is not for ten seconds, of
// 4,096 customers at most. Concurrent look-ups of one customer are one
// request. An update of the customer or its profiles on this Transport makes
// it forget the customer. A look-up that fails, or has no answer after ten
// seconds, lets the request pass, is reported (see [WithObserver])
// and not kept, unless Partner Center asks to wait: then there is no further
// look-up of that customer before, or for five minutes.
func WithExistingCustomers() Option {
	return func(t *Transport) {
		t.existing = &existingCustomers{t.screener, t.getCustomer, newVerdicts()}
	}
}

// WithExistingCustomersFrom is [WithExistingCustomers] with a look-up of the
// caller's own instead of the GET, a database for example. The context has the
// values of one of the requests that wait for the customer, and ends when none
// of them does, or after ten seconds: then they wait no longer, and until the
// look-up ends there is no other one of that customer. A panic reaches each of
// them with its value. LookUp may be called by many goroutines at once, and must not be nil.
func WithExistingCustomersFrom(lookUp func(ctx context.Context, customerID string) (*screening.Customer, error)) Option {
	if lookUp == nil {
		panic("transport: WithExistingCustomersFrom needs a function that looks a customer up")
	}
	return func(t *Transport) {
		t.existing = &existingCustomers{t.screener, func(_ *http.Request, target target) customerLookUp {
			return func(ctx context.Context) (*screening.Customer, error) { return lookUp(ctx, target.customer) }
		}, newVerdicts()}
	}
}

// existingCustomers screens customers that are looked up.
type existingCustomers struct {
	screener *screening.Screener
	prepare  func(r *http.Request, target target) customerLookUp
	*verdicts
}

// customerLookUp looks up a customer. It can outlast the request that it was
// prepared from, and keeps nothing of it.
type customerLookUp func(context.Context) (*screening.Customer, error)

// screen judges the existing customer of a request. The error is a
// [*errors.Rejection], an [*UnscreenedError] or the context's.
func (e *existingCustomers) screen(r *http.Request, target target) error {
	key := verdictKey{
		customer:      strings.ToLower(target.customer),
		place:         r.URL.Scheme + "://" + r.URL.Host + target.base + " " + cmp.Or(target.authority, r.Host),
		authorization: sha256.Sum256([]byte(strings.Join(headerValues(r, "Authorization"), "\n"))),
	}
	lookUp := e.prepare(r, target)
	v, err := e.verdict(r.Context(), key, func(ctx context.Context) verdict {
		return e.judge(lookUp(ctx))
	})
	switch {
	case err != nil:
		return err
	case v.failure != nil:
		return &UnscreenedError{Reason: CustomerUnknown, Err: v.failure}
	case len(v.violations) > 0:
		return &errors.Rejection{Violations: slices.Clone(v.violations), Remedy: remedy(v.violations)}
	default:
		return nil
	}
}

// judge turns what a look-up returned into a verdict.
func (e *existingCustomers) judge(customer *screening.Customer, err error) verdict {
	var found error
	if err == nil {
		found = e.screener.Screen(customer)
	}
	var refusal *errors.APIError
	var rejection *errors.Rejection
	switch {
	case stderrors.As(err, &refusal) && refusal.RetryAfter > 0:
		// It is kept, so without the words of the answer.
		return verdict{failure: &errors.APIError{
			Status: refusal.Status, Code: refusal.Code,
			CorrelationID: refusal.CorrelationID, RequestID: refusal.RequestID, RetryAfter: refusal.RetryAfter,
		}, keep: min(refusal.RetryAfter, keepFailure)}
	case err != nil:
		return verdict{failure: err}
	case stderrors.As(found, &rejection):
		return verdict{violations: rejection.Violations, keep: keepIncomplete}
	case found != nil: // undecided: not a customer elsewhere, but one not fully known
		return verdict{failure: found}
	default:
		return verdict{keep: keepComplete}
	}
}

// remedy says what to do about the violations of an existing customer.
func remedy(violations []errors.Violation) string {
	var steps []string
	for _, v := range violations {
		switch v.Code {
		case errors.RegistrationNumberNotSupported:
			steps = append(steps, "remove "+v.Field)
		case errors.RegistrationNumberInvalid:
			steps = append(steps, "correct "+v.Field)
		default:
			steps = append(steps, "set "+v.Field)
		}
	}
	return "Complete the existing customer first: " + strings.Join(steps, ", ") + "."
}

// getCustomer prepares the GET of the customer that a request is aimed at.
func (t *Transport) getCustomer(r *http.Request, target target) customerLookUp {
	request := newCustomerRequest(r, target)
	return func(ctx context.Context) (*screening.Customer, error) {
		response, err := t.base.RoundTrip(request.WithContext(ctx))
		switch {
		case err != nil:
			return nil, &answerError{"no answer", err}
		case response == nil || response.Body == nil: // of a base transport that breaks its contract
			return nil, errNoAnswer
		}
		defer response.Body.Close()
		return readCustomer(response)
	}
}

var errNoAnswer = stderrors.New("no answer")

// answerError is an error of the base transport's. Its text names the type
// alone: net/http quotes of a malformed answer what it cannot read.
type answerError struct {
	what string
	err  error
}

func (e *answerError) Error() string { return e.what + fmt.Sprintf(" (%T)", e.err) }
func (e *answerError) Unwrap() error { return e.err }

// Format writes the text of Error for every verb of package fmt.
func (e answerError) Format(f fmt.State, verb rune) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), e.Error())
}

func readCustomer(response *http.Response) (*screening.Customer, error) {
	body, _, err := readLimited(response.Body, response.ContentLength)
	switch {
	case err == errTooLarge:
		return nil, fmt.Errorf("the answer with HTTP status %d is %w", response.StatusCode, err)
	case err != nil:
		return nil, &answerError{"the answer with HTTP status " + strconv.Itoa(response.StatusCode) + " cannot be read", err}
	}
	if err := errors.ParseResponse(response.StatusCode, response.Header, body); err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("expected HTTP status 200, found %d", response.StatusCode)
	}
	customer := new(screening.Customer)
	if err := resource.Parse(body, customer); err != nil {
		return nil, fmt.Errorf("the answer is not a customer: %w", err)
	}
	return customer, nil
}

// newCustomerRequest composes the GET of a customer, by the identity of r.
func newCustomerRequest(r *http.Request, target target) *http.Request {
	header := http.Header{
		"Accept":                                {"application/json"},
		http.CanonicalHeaderKey("MS-RequestId"): {guid.New()},
	}
	for _, name := range []string{"Authorization", "MS-CorrelationId", "MS-Contract-Version", "X-Locale", "User-Agent"} {
		if values := headerValues(r, name); values != nil {
			header[http.CanonicalHeaderKey(name)] = values
		}
	}
	base, _ := url.PathUnescape(target.base) // which was encoded
	return &http.Request{
		Method: http.MethodGet,
		URL: &url.URL{
			Scheme: r.URL.Scheme, User: r.URL.User, Host: r.URL.Host,
			Path:    base + "/customers/" + target.customer,
			RawPath: target.base + "/customers/" + url.PathEscape(target.customer),
		},
		Host:  cmp.Or(target.authority, r.Host),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header,
	}
}
