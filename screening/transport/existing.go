package transport

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/guid"
	"github.com/cspkit/customerscreen/internal/resource"
	"github.com/cspkit/customerscreen/screening"
)

// How long the outcome of a look-up is kept, and the longest that a failure
// keeps further look-ups away. A customer that is completed, approved or
// confirmed elsewhere must soon be seen, one that lost its number is left to
// Partner Center.
const (
	keepComplete   = 5 * time.Minute
	keepIncomplete = 10 * time.Second
	keepFailure    = 5 * time.Minute
)

// longestLookUp is the longest that a request waits for a look-up. What is left
// of the request's own time is for the request.
const longestLookUp = 10 * time.Second

// WithExistingCustomers makes the Transport look up the customer of a request
// that creates or changes a subscription, and refuse the request if that
// customer lacks what the policy asks for, as Partner Center would. These are
//
//	POST  …/v1/customers/{id}/orders
//	PATCH …/v1/customers/{id}/orders/{id}
//	PATCH …/v1/customers/{id}/subscriptions/{id}
//	POST  …/v1/customers/{id}/subscriptions/{id}/upgrades
//	POST  …/v1/customers/{id}/subscriptions/{id}/conversions
//	POST  …/v1/customers/{id}/carts/{id}/checkout
//
// Transitions and migrations to new commerce are not among them and pass
// unscreened: Microsoft does not say how it screens their customers.
//
// The answer says what to complete first, both after the API's text and as the
// rejection's Remedy. The look-up is a GET of the customer, sent to the same
// place through the same base transport, with the request's own Authorization,
// MS-CorrelationId, MS-Contract-Version, X-Locale and User-Agent, and a new
// MS-RequestId.
//
// If the base transport adds the Authorization, the Transport cannot tell
// partners apart: give each its own Transport.
//
// Results are kept, separately for each place and Authorization: five minutes
// for a complete customer, ten seconds for an incomplete one, and at most 4,096
// of them. Concurrent look-ups of one customer are one request. An update of
// the customer, its profiles, agreements or qualifications that goes through
// this Transport discards what is kept of that customer, and so does an
// accepted order that Partner Center answers with HTTP status 400 or 403.
//
// A look-up that fails, or has no answer after ten seconds, lets the request
// pass. It is reported (see [WithObserver]) and not kept. If Partner Center
// asks to wait, that customer is not looked up again until then, but for five
// minutes at most.
//
// A 401 or 403 means that this Authorization may not ask. It is reported once,
// and for five minutes no customer is looked up with that Authorization: its
// requests pass unscreened. A 403 with code 20002 is about that customer alone.
//
// [WithAccountStatus] and [WithCustomerAgreement] ask what else stops an order,
// in the same way, each with a look-up of its own: where one is denied, the
// others still ask.
func WithExistingCustomers() Option {
	return func(t *Transport) { t.ask(screeningFields, t.getCustomer) }
}

// WithExistingCustomersFrom is [WithExistingCustomers] with the caller's own
// look-up instead of the GET, for example in a database. Its context carries
// the values of one of the requests that wait for the customer. It ends when
// none of them is waiting any more, and after ten seconds at the latest; the
// customer is not looked up again until the call has returned. If lookUp
// panics, every request that waits for it panics with the same value. LookUp
// must be safe for concurrent use, and must not be nil.
func WithExistingCustomersFrom(lookUp func(ctx context.Context, customerID string) (*screening.Customer, error)) Option {
	if lookUp == nil {
		panic("transport: WithExistingCustomersFrom needs a function that looks a customer up")
	}
	return func(t *Transport) {
		t.ask(screeningFields, func(_ *http.Request, target target) lookUpVerdict {
			return func(ctx context.Context) verdict { return t.judge(lookUp(ctx, target.customer)) }
		})
	}
}

// question is asked about an existing customer. Questions are asked in this
// order, up to the first whose answer stops the request: the API's own order is
// not known.
type question int

const (
	screeningFields question = iota
	accountStatus
	customerAgreement
	questions // their number
)

// These are answered without a look-up of their own.
const (
	repeatedAgreement = questions + iota // by the answer to customerAgreement
	fieldsOfTheBody                      // by the body of the request
)

// existingCustomers finds out what is asked about customers.
type existingCustomers struct {
	prepare [questions]func(r *http.Request, target target) lookUpVerdict // nil where it is not asked
	*verdicts
}

// lookUpVerdict answers a question about a customer. It can outlast the request
// that it was prepared from, and keeps nothing of it.
type lookUpVerdict func(context.Context) verdict

// ask makes the Transport ask a question.
func (t *Transport) ask(q question, prepare func(r *http.Request, target target) lookUpVerdict) {
	if t.existing == nil {
		t.existing = &existingCustomers{verdicts: newVerdicts()}
	}
	t.existing.prepare[q] = prepare
}

// screen judges the existing customer of a request. The error is a
// [*pcerrors.Rejection], an [*UnscreenedError] or the context's.
func (e *existingCustomers) screen(r *http.Request, target target) error {
	var unscreened error
	for q := range questions {
		if e.prepare[q] == nil {
			continue
		}
		v, err := e.answer(r, target, q)
		switch {
		case err != nil:
			return err
		case len(v.violations) > 0:
			return &pcerrors.Rejection{Violations: slices.Clone(v.violations), Remedy: v.remedy}
		case unscreened == nil:
			unscreened = v.failure
		}
	}
	return unscreened
}

// answer finds the answer to a question. The error is the context's.
func (e *existingCustomers) answer(r *http.Request, target target, q question) (verdict, error) {
	key := verdictKey{
		question:      q,
		place:         r.URL.Scheme + "://" + r.URL.Host + target.base + " " + cmp.Or(target.authority, r.Host),
		authorization: authorizationOf(r),
	}
	ofAll := key // customers
	if v, ok := e.keptVerdict(ofAll); ok {
		return v, nil
	}
	key.customer = strings.ToLower(target.customer)
	v, err := e.verdict(r.Context(), key, e.prepare[q](r, target))
	if v.denied { // only the first such request reports it
		denied := &UnscreenedError{Reason: NotScreened, Err: errors.New("its Authorization was denied a look-up before")}
		if !e.keepFirst(ofAll, verdict{failure: denied, keep: keepFailure}) {
			v, _ = e.keptVerdict(ofAll)
		}
	}
	return v, err
}

// authorizationOf returns a digest, so that no token is kept.
func authorizationOf(r *http.Request) [sha256.Size]byte {
	return sha256.Sum256([]byte(strings.Join(headerValues(r, "Authorization"), "\n")))
}

// judge turns the customer that a look-up returned into a verdict.
func (t *Transport) judge(customer *screening.Customer, err error) verdict {
	if err != nil {
		return failed(err)
	}
	found := t.screener.Screen(customer)
	var rejection *pcerrors.Rejection
	switch {
	case errors.As(found, &rejection):
		return verdict{violations: rejection.Violations, remedy: remedy(rejection.Violations), keep: keepIncomplete}
	case found != nil: // undecided: not a customer elsewhere, but one not fully known
		return failed(found)
	default:
		return verdict{keep: keepComplete}
	}
}

// failed is the verdict of a look-up that found nothing.
func failed(err error) verdict {
	v := verdict{failure: &UnscreenedError{Reason: CustomerUnknown, Err: err}}
	var refusal *pcerrors.APIError
	if errors.As(err, &refusal) && refusal.RetryAfter > 0 {
		// It is kept, so without the words of the answer.
		v.failure = &UnscreenedError{Reason: CustomerUnknown, Err: &pcerrors.APIError{
			Status: refusal.Status, Code: refusal.Code,
			CorrelationID: refusal.CorrelationID, RequestID: refusal.RequestID, RetryAfter: refusal.RetryAfter,
		}}
		v.keep = min(refusal.RetryAfter, keepFailure)
	}
	return v
}

// remedy says what to do about the violations of an existing customer.
func remedy(violations []pcerrors.Violation) string {
	var steps []string
	for _, v := range violations {
		switch v.Code {
		case pcerrors.RegistrationNumberNotSupported:
			steps = append(steps, "remove "+v.Field)
		case pcerrors.RegistrationNumberInvalid:
			steps = append(steps, "correct "+v.Field)
		default:
			steps = append(steps, "set "+v.Field)
		}
	}
	return "Complete the existing customer first: " + strings.Join(steps, ", ") + "."
}

// getCustomer asks whether the customer that a request is aimed at is complete.
func (t *Transport) getCustomer(r *http.Request, target target) lookUpVerdict {
	return t.lookUp(r, target, "", "", func(body []byte) verdict {
		customer := new(screening.Customer)
		if err := resource.Parse(body, customer); err != nil {
			return failed(fmt.Errorf("the answer is not a customer: %w", err))
		}
		v := t.judge(customer, nil)
		if len(v.violations) > 0 && (customer.CompanyProfile == nil || customer.BillingProfile == nil) {
			return failed(errors.New("the answer lacks a profile of the customer"))
		}
		return v
	})
}

// lookUp prepares a GET of what is below the customer that a request is aimed
// at. Judge gets the body of a success.
func (t *Transport) lookUp(r *http.Request, target target, below, query string, judge func(body []byte) verdict) lookUpVerdict {
	request := newLookUp(r, target, below, query)
	return func(ctx context.Context) verdict {
		body, err := t.get(request.WithContext(ctx))
		if err == nil {
			return judge(body)
		}
		v := failed(err)
		var refusal *pcerrors.APIError
		v.denied = errors.As(err, &refusal) && (refusal.Status == http.StatusUnauthorized ||
			refusal.Status == http.StatusForbidden && refusal.Code != notTheirCustomer)
		return v
	}
}

// notTheirCustomer is the code of 403 where the partner has no relationship
// with the customer [Partner Center REST error codes].
const notTheirCustomer pcerrors.Code = 20002

// answerError is an error of the base transport's. Its text names the type
// alone: net/http quotes what it cannot read of a malformed answer.
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

// get returns the body that is answered with HTTP status 200.
func (t *Transport) get(request *http.Request) ([]byte, error) {
	if finding := t.lookUpToWait(request); finding != nil {
		return nil, finding
	}
	response, err := t.send(request)
	switch {
	case err != nil:
		return nil, &answerError{"no answer", err}
	case response == nil || response.Body == nil: // of a base transport that breaks its contract
		return nil, errors.New("no answer")
	}
	defer response.Body.Close()
	body, _, err := readLimited(response.Body, response.ContentLength)
	switch {
	case err == errTooLarge:
		return nil, fmt.Errorf("the answer with HTTP status %d is %w", response.StatusCode, err)
	case err != nil:
		return nil, &answerError{"the answer with HTTP status " + strconv.Itoa(response.StatusCode) + " cannot be read", err}
	}
	if err := pcerrors.ParseResponse(response.StatusCode, response.Header, body); err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("expected HTTP status 200, found %d", response.StatusCode)
	}
	return body, nil
}

// newLookUp composes a GET, by the identity of r.
func newLookUp(r *http.Request, target target, below, query string) *http.Request {
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
			Path:     base + "/customers/" + target.customer + below,
			RawPath:  target.base + "/customers/" + url.PathEscape(target.customer) + below,
			RawQuery: query,
		},
		Host:  cmp.Or(target.authority, r.Host),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header,
	}
}
