package transport

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// Transport is an [http.RoundTripper] that screens the requests of any Partner
// Center client, so that a customer who would be refused never reaches the
// network. Make one with [New]; the zero Transport panics. It is safe for
// concurrent use.
//
// It screens what a request's body shows:
//
//	POST  …/v1/customers                        number and phone
//	PATCH …/v1/customers/{id}                   the number, where the body gives it and a
//	                                            defaultAddress.country: what a change leaves
//	                                            out or blank may be there already, so that its
//	                                            reason is [NotScreened], unless the number is
//	                                            refused
//	PUT   …/v1/customers/{id}/profiles/billing  the phone
//	PATCH …/v1/customers/{id}/profiles/billing  the same, where the body gives a phone and a
//	                                            country; otherwise NotScreened
//
// and with [WithExistingCustomers] the customers of requests that create or
// change a subscription. Every other request passes untouched. The host does
// not matter, so that requests to proxies and sovereign clouds are screened
// too: give the Transport to a client that talks only to Partner Center.
//
// Paths and methods are read as a .NET service routes them: v1.0 is v1, letter
// case does not count, percent-encoded letters are letters, %2F, %5C and a
// backslash are slashes, repeated slashes count as one, dot segments are
// resolved, and trailing slashes and spaces do not count. A request that such a
// service would not take for one of these, but a more lenient one could, cannot
// be screened: its reason is [PathUnclear].
//
// It also tells the observer about requests that will not do what they are
// meant to: POST …/agreements and …/qualifications whose body lacks what the
// documented contract asks for, and GET …/agreements without agreementType,
// which the API answers only for MicrosoftCloudAgreement. With
// [WithAccountStatus] and [WithCustomerAgreement] it asks what else stops an
// order.
//
// The Transport answers a refused request as Partner Center would, with the
// status of its first code (400 for all codes of customer screening) and the
// API's error body. [pcerrors.ParseResponse] reads it, and so does any error
// handling that the client already has. The answer carries the request's own
// MS-RequestId and MS-CorrelationId, and the header [AnsweredLocally].
//
// An accepted request goes out byte for byte as it came. So does one that
// cannot be screened, or whose customer cannot be judged because its country is
// not known: Partner Center is the authority. See [WithObserver] and
// [WithUnscreenedRefused]. Up to 1 MiB of a body is read into memory, and what
// was judged is what is sent, even when the base transport retries.
type Transport struct {
	base             http.RoundTripper
	screener         *screening.Screener
	binds            bool               // whether the policy binds the partner
	existing         *existingCustomers // nil where they are not looked up
	throttled        *throttled         // nil where every request is sent
	contactDigest    func(*AgreementContact) contactDigest
	rejectionAsError bool
	refuseUnscreened bool
	refuseNothing    bool
	observe          func(Outcome) // nil where nobody does
}

// Option changes what a [Transport] does. The zero value, nil, changes
// nothing.
type Option func(*Transport)

// WithRejectionAsError makes the Transport return the [*pcerrors.Rejection] of a
// refused request as its error, instead of answering it. A
// [http.Client] wraps it in a [*url.Error], in which errors.As finds it. A
// client that sends again after an error, as go-retryablehttp does, should not
// after this one: its CheckRetry looks for it with errors.As.
func WithRejectionAsError() Option {
	return func(t *Transport) { t.rejectionAsError = true }
}

// New returns a Transport that sends with base, or with [http.DefaultTransport]
// if base is nil. New panics without a screener, which holds the choice of a
// policy. A nil option changes nothing.
func New(base http.RoundTripper, s *screening.Screener, options ...Option) *Transport {
	if s == nil {
		panic("transport: a screener is needed, for example screening.New(countries.Latest())")
	}
	if base == nil {
		base = http.DefaultTransport
	}
	// Only of a partner whom the policy does not bind a customer without a country is not undecided.
	t := &Transport{base: base, screener: s, binds: s.Screen(nil) != nil}
	for _, option := range options {
		if option != nil {
			option(t)
		}
	}
	return t
}

// RoundTrip answers a refused request, and sends any other. Its errors are
// those of the base transport, a [*pcerrors.Rejection] or an [*UnscreenedError]
// if an option asks for them, and the context's if it ends before the request
// is sent.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if finding := t.toWait(r); finding != nil {
		return t.answerThrottled(r, finding)
	}
	target, ok := targetOf(r)
	if !ok {
		return t.send(r)
	}
	send, sent := r, false
	defer func() {
		if !sent && send.Body != nil { // even where a callback or a look-up panics
			send.Body.Close()
		}
	}()
	send, finding := t.screen(r, target)
	if refusal := t.refusal(finding); refusal != nil {
		t.tell(r, finding)
		if rejection, ok := refusal.(*pcerrors.Rejection); ok && !t.rejectionAsError {
			return answer(r, rejection)
		}
		return nil, refusal
	}
	sent = true
	response, err := t.send(send)
	if t.existing != nil && (target.changesCustomer() || target.needsCustomer && finding == nil && refusesCustomer(response)) {
		t.existing.forget(target.customer)
	}
	if t.observe != nil {
		told := false
		defer func() {
			if !told && response != nil && response.Body != nil { // the observer panics, and nobody gets the response
				response.Body.Close()
			}
		}()
		outcome := newOutcome(r, finding)
		outcome.lookedUp = target.needsCustomer
		if outcome.answered(response, err) {
			outcome.Agreement = t.compare(&outcome, target)
		}
		t.observe(outcome)
		told = true
	}
	return response, err
}

// refusesCustomer reports whether an accepted order may have been refused for its
// customer: what is kept of that customer is out of date then.
func refusesCustomer(response *http.Response) bool {
	return response != nil && (response.StatusCode == http.StatusBadRequest || response.StatusCode == http.StatusForbidden)
}

// refusal returns the error for which a request is not sent, or nil.
func (t *Transport) refusal(finding error) error {
	switch finding := finding.(type) {
	case nil:
		return nil
	case *pcerrors.Rejection:
		if t.refuseNothing {
			return nil
		}
	case *UnscreenedError:
		if t.refuseNothing || !t.refuseUnscreened || passesAlways[finding.Reason] {
			return nil
		}
	}
	return finding
}

// tell tells the observer, if there is one, of a request that is not sent.
func (t *Transport) tell(r *http.Request, finding error) {
	if t.observe != nil {
		t.observe(newOutcome(r, finding))
	}
}

// CloseIdleConnections closes the base transport's idle connections, for
// [http.Client.CloseIdleConnections].
func (t *Transport) CloseIdleConnections() {
	if base, ok := t.base.(interface{ CloseIdleConnections() }); ok {
		base.CloseIdleConnections()
	}
}

// screen returns the request to send, and the error for which it should not
// be. The caller owns the body of the request to send, whatever the error.
func (t *Transport) screen(r *http.Request, target target) (send *http.Request, err error) {
	needsCustomer := target.needsCustomer && t.existing != nil
	switch {
	case !t.binds:
		return r, &UnscreenedError{Reason: PartnerNotBound}
	case target.listsAgreements:
		return r, &UnscreenedError{Reason: AgreementTypeMissing}
	case target.screenBody == nil && !target.confirmsAgreement && !needsCustomer:
		return r, &UnscreenedError{Reason: NotScreened}
	case target.unclear:
		return r, &UnscreenedError{Reason: PathUnclear}
	case needsCustomer:
		return r, t.existing.screen(r, target)
	}
	body, send, err := readBody(r)
	if err != nil {
		return send, err
	}
	if target.confirmsAgreement {
		return send, t.screenAgreement(r, target, body)
	}
	return send, target.screenBody(t.screener, body)
}

// headerValues returns the values of a request's header in the order in which
// they go out. Programs that want to send the API's own spelling, MS-RequestId,
// set names that are not canonical, and some both.
func headerValues(r *http.Request, name string) (values []string) {
	var spellings []string
	for key := range r.Header {
		if strings.EqualFold(key, name) {
			spellings = append(spellings, key)
		}
	}
	slices.Sort(spellings)
	for _, spelling := range spellings {
		values = append(values, r.Header[spelling]...)
	}
	return values
}

// AnsweredLocally is the name of a header, with the value "customerscreen",
// that only a [Transport]'s own answers have. Partner Center's do not.
const AnsweredLocally = "X-Answered-Locally"

// answer composes the response that Partner Center would give.
func answer(r *http.Request, rejection *pcerrors.Rejection) (*http.Response, error) {
	body, err := json.Marshal(rejection)
	if err != nil {
		return nil, err
	}
	return respond(r, rejection.Violations[0].Code.HTTPStatus(), body), nil
}

// respond composes a response to a request that is not sent.
func respond(r *http.Request, status int, body []byte) *http.Response {
	header := http.Header{
		"Content-Type":   {"application/json; charset=utf-8"},
		"Content-Length": {strconv.Itoa(len(body))},
		AnsweredLocally:  {"customerscreen"},
	}
	for _, name := range []string{"MS-RequestId", "MS-CorrelationId"} {
		for _, id := range headerValues(r, name) {
			header.Set(name, id)
		}
	}
	return &http.Response{
		Status:        strconv.Itoa(status) + " " + http.StatusText(status),
		StatusCode:    status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        header,
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       r,
	}
}
