package transport

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// Outcome is what became of one request that concerns customer screening.
// However it is printed, logged or marshaled, it shows no header of the
// request, none of the customer's values and no text of an answer. It does show
// the text of the caller's own errors, which can come from a body, a look-up or
// a context's cause. An observer never gets the zero value.
type Outcome struct {
	// Request is the request as the caller sent it. Its body has been consumed.
	Request *http.Request

	// Verdict is what was found here: Accepted if nothing that was asked stops
	// the request, which for an order is what the options ask. It is "" if the
	// request was not screened.
	Verdict screening.Verdict

	// Finding is the verdict's reason: nil if the customer is accepted, a
	// [*pcerrors.Rejection], or an [*UnscreenedError], which holds the
	// [*pcerrors.Undecided] of an undecided customer. It is the context's error
	// if that ended before there was a verdict, and a [*pcerrors.APIError] if
	// [WithThrottling] held the request back.
	Finding error

	// Sent reports whether the request went to the base transport.
	Sent bool

	// Answer is what Partner Center answered, as [pcerrors.ParseResponse] reads
	// it: nil for a status below 400, and if nothing was sent. It is the base
	// transport's error if there was no answer.
	Answer error

	// Agreement compares the two. Meaning has the sentence.
	Agreement Agreement

	lookedUp bool // the verdict is about an existing customer
}

// String gives the request's method, the verdict or why there is none, whether
// the request was sent, the answer and the agreement.
func (o Outcome) String() string { return o.LogValue().String() }

// Format writes the text of String for every verb of package fmt, for the
// outcome alone, and in slices, maps and exported fields: fmt's own format
// would print the request and its token. In an unexported field fmt calls no
// method.
func (o Outcome) Format(f fmt.State, verb rune) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), o.String())
}

// MarshalJSON writes the attributes of LogValue as an object, for a log of
// nested outcomes.
func (o Outcome) MarshalJSON() ([]byte, error) {
	members := make(map[string]any)
	for _, attribute := range o.LogValue().Group() {
		members[attribute.Key] = attribute.Value.Any()
	}
	return json.Marshal(members)
}

// LogValue returns the content of String as attributes.
func (o Outcome) LogValue() slog.Value {
	values := []slog.Attr{slog.String("verdict", string(o.Verdict)), slog.Bool("sent", o.Sent), slog.String("agreement", string(o.Agreement))}
	if o.Request != nil {
		values = append([]slog.Attr{slog.String("method", methodOf(o.Request))}, values...)
	}
	if o.Finding != nil {
		values = append(values, slog.String("finding", o.Finding.Error()))
	}
	var refused *pcerrors.Rejection
	var failed *pcerrors.APIError
	switch {
	case errors.As(o.Answer, &refused):
		values = append(values, slog.String("answer", refused.Error()))
	case errors.As(o.Answer, &failed):
		values = append(values, slog.String("answer", failed.Error()))
	case o.Answer != nil:
		values = append(values, slog.String("answer", "none"))
	}
	return slog.GroupValue(values...)
}

// WithObserver calls a function exactly once for each request that concerns
// customer screening: one that carries or changes a customer, confirms an
// agreement, lists agreements without their type, sets a qualification, creates
// or changes a subscription, or is held back by [WithThrottling]. The request
// waits until the function returns. It may be called by many goroutines at
// once. WithObserver panics without a function.
//
// Of an answer with a status of 400 or more it waits for the first 64 KiB, or
// the end if that comes before; the client's caller still gets all of it. An
// answer in gzip is read too. In another encoding it is not, and the outcome is
// [NotCompared].
func WithObserver(observe func(Outcome)) Option {
	if observe == nil {
		panic("transport: WithObserver needs a function that takes an Outcome")
	}
	return func(t *Transport) { t.observe = observe }
}

// WithNothingRefused makes the Transport only observe: it sends every request,
// and tells the observer both its verdict and Partner Center's answer. It takes
// precedence over [WithUnscreenedRefused] and [WithRejectionAsError].
func WithNothingRefused() Option {
	return func(t *Transport) { t.refuseNothing = true }
}

// newOutcome tells what was found of a request.
func newOutcome(r *http.Request, finding error) Outcome {
	o := Outcome{Request: r, Finding: finding, Agreement: NotCompared}
	var undecided *pcerrors.Undecided
	switch finding.(type) {
	case nil:
		o.Verdict = screening.Accepted
	case *pcerrors.Rejection: // one that a caller's look-up returns is a failure
		o.Verdict = screening.Refused
	default:
		if errors.As(finding, &undecided) {
			o.Verdict = screening.Undecided
		}
	}
	return o
}

// maxAnswer is how many bytes of an error's answer are read, many times what the
// API's own take.
const maxAnswer = 64 << 10

// answered adds what came back for a request that was sent, and reports whether
// it tells if the request was taken. Nothing of the response's body is lost.
func (o *Outcome) answered(response *http.Response, err error) (tells bool) {
	o.Sent, o.Answer = true, err
	if err != nil || response == nil { // a base transport should return one of the two
		return false
	}
	if response.StatusCode >= http.StatusBadRequest && response.Body != nil {
		again := &replay{body: response.Body, rest: response.Body}
		var text bytes.Buffer
		if _, err := text.ReadFrom(io.LimitReader(response.Body, maxAnswer)); err != nil {
			again.rest = failing{err}
		}
		again.read.Reset(text.Bytes())
		response.Body = again
		o.Answer = pcerrors.ParseResponse(response.StatusCode, response.Header, uncompressed(response.Header, text.Bytes()))
	}
	return response.StatusCode/100 == 2 || o.Answer != nil // a redirection is neither
}

// uncompressed returns what an answer says. One is compressed still where the
// caller asked for that, as a gateway's client may.
func uncompressed(header http.Header, body []byte) []byte {
	if !strings.EqualFold(header.Get("Content-Encoding"), "gzip") {
		return body
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return body
	}
	text, _ := io.ReadAll(io.LimitReader(unzipped, maxAnswer)) // of one that is cut off, its beginning
	return text
}
