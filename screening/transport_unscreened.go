package screening

import "net/http"

// UnscreenedReason is why a request could not be screened.
type UnscreenedReason string

// The reasons. All but the last concern the body of the request.
const (
	BodyUnreadable     UnscreenedReason = "the body cannot be read"
	BodyTooLarge       UnscreenedReason = "the body is larger than 1 MiB"
	BodyEncoded        UnscreenedReason = "the body has a Content-Encoding"
	BodyNotJSON        UnscreenedReason = "the body is not JSON"
	BodyOfUnknownShape UnscreenedReason = "the body is not the resource that belongs there"
	CustomerUnknown    UnscreenedReason = "the existing customer cannot be looked up"
)

// UnscreenedError says why a request could not be screened.
type UnscreenedError struct {
	Reason UnscreenedReason

	// Err is what was found, nil where the reason says it all: of a body that
	// is not the resource a [*resource.DecodeError] that names the field, of a
	// look-up its failure, an [*errors.APIError] where Partner Center answered.
	Err error
}

// Error names the reason and what was found. It contains no customer data,
// unless Err is the error of a body or a look-up of the caller's that does.
func (e *UnscreenedError) Error() string {
	text := "screening: " + string(e.Reason)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns Err.
func (e *UnscreenedError) Unwrap() error { return e.Err }

// WithUnscreenedReported makes the Transport call report for each request that
// it passes on although it could not be screened, before it is sent. Report
// may be called by many goroutines at once; it must not change the request or
// read its body, and the request waits for it.
func WithUnscreenedReported(report func(*http.Request, *UnscreenedError)) TransportOption {
	return func(t *Transport) { t.reportUnscreened = report }
}

// WithUnscreenedRefused makes the Transport refuse a request whose body cannot
// be screened: its error is an [*UnscreenedError], and nothing is sent. It is
// for programs that know what they send. A look-up of an existing customer
// that fails never refuses a request.
func WithUnscreenedRefused() TransportOption {
	return func(t *Transport) { t.refuseUnscreened = true }
}
