package transport

import (
	"bytes"
	"context"
	stderrors "errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/cspkit/customerscreen/address/resource"
	"github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

// maxBody is the number of bytes of a body that are read in order to screen
// it, many times those of any customer.
const maxBody = 1 << 20

// readBody reads the body of a request. Send is the request with all of its
// body still ahead: r itself where that is possible. The error is an
// [*UnscreenedError], or the context's.
func readBody(r *http.Request) (body []byte, send *http.Request, err error) {
	switch {
	case slices.ContainsFunc(headerValues(r, "Content-Encoding"), compresses):
		return nil, r, &UnscreenedError{Reason: BodyEncoded}
	case r.ContentLength > maxBody:
		return nil, r, &UnscreenedError{Reason: BodyTooLarge}
	case r.Body == nil || r.Body == http.NoBody:
		return nil, r, nil
	case r.GetBody != nil:
		body, err = readCopy(r)
		return body, r, err
	default:
		return readAhead(r)
	}
}

func compresses(encoding string) bool {
	return encoding != "" && !strings.EqualFold(encoding, "identity")
}

// readCopy reads a copy of the body and leaves the body alone.
func readCopy(r *http.Request) ([]byte, error) {
	source, err := r.GetBody()
	if err != nil {
		return nil, &UnscreenedError{Reason: BodyUnreadable, Err: err}
	}
	defer source.Close()
	body, err := readLimited(source, r.ContentLength)
	return body, unscreened(r, err)
}

// readAhead reads the body, and puts it back in front of the rest.
func readAhead(r *http.Request) (body []byte, send *http.Request, err error) {
	closeOnce := sync.OnceValue(r.Body.Close)
	// A body that is still being written must not outlast the request.
	stop := context.AfterFunc(r.Context(), func() { closeOnce() })
	body, err = readLimited(r.Body, r.ContentLength)
	stop()

	// A shallow copy: the trailer's values arrive in the caller's own map.
	send = r.WithContext(r.Context())
	send.Body = replay{io.MultiReader(bytes.NewReader(body), after(r.Body, err)), closeOnce}
	return body, send, unscreened(r, err)
}

var errTooLarge = stderrors.New("larger than what is read")

// readLimited reads to the end, but not further than one byte above maxBody.
// Size is what the end is expected to be at, or -1.
func readLimited(source io.Reader, size int64) ([]byte, error) {
	var body bytes.Buffer
	if 0 < size && size <= maxBody {
		body.Grow(int(size) + bytes.MinRead)
	}
	_, err := body.ReadFrom(io.LimitReader(source, maxBody+1))
	if err == nil && body.Len() > maxBody {
		err = errTooLarge
	}
	return body.Bytes(), err
}

// after is what is left of a body that was read with that error.
func after(body io.Reader, err error) io.Reader {
	switch err {
	case nil:
		return http.NoBody
	case errTooLarge:
		return body
	default:
		return failing{err}
	}
}

// unscreened says why a body that was read with that error cannot be screened.
func unscreened(r *http.Request, err error) error {
	switch {
	case err == nil:
		return nil
	case err == errTooLarge:
		return &UnscreenedError{Reason: BodyTooLarge}
	case r.Context().Err() != nil:
		return context.Cause(r.Context())
	default:
		return &UnscreenedError{Reason: BodyUnreadable, Err: err}
	}
}

// replay is a body of which a part was read before.
type replay struct {
	io.Reader
	close func() error
}

func (b replay) Close() error { return b.close() }

// failing is a reader that has come to an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// screenCreateBody judges the body of a create-customer request.
func screenCreateBody(s *screening.Screener, body []byte) error {
	customer, err := readResource(body, customerParts)
	if err != nil {
		return err
	}
	if customer.CompanyProfile == nil && customer.BillingProfile == nil {
		return &UnscreenedError{Reason: BodyOfUnknownShape, Err: errNoProfile}
	}
	return undecidedIsUnscreened(s.Screen(customer))
}

var errNoProfile = &resource.DecodeError{Expected: "companyProfile or billingProfile", Found: "neither"}

// undecidedIsUnscreened returns an error of a Screener as one of a request.
func undecidedIsUnscreened(err error) error {
	if undecided, ok := err.(*errors.Undecided); ok {
		return &UnscreenedError{Reason: CountryUnknown, Err: undecided}
	}
	return err
}

// screenChangeBody judges a customer of which only what changes is given: the
// number, where the change gives it and the country that it has to fit. What
// is not given may be there already, so that nothing is missing.
func screenChangeBody(s *screening.Screener, body []byte) error {
	change, err := readResource(body, customerParts)
	if err != nil {
		return err
	}
	if change.BillingProfile == nil || change.BillingProfile.DefaultAddress == nil || !wire.Given(change.Country()) {
		return nil
	}
	return undecidedIsUnscreened(only(s.Screen(change), errors.RegistrationNumberInvalid, errors.RegistrationNumberNotSupported))
}

// screenBillingProfileBody judges a billing profile that replaces one: the
// country and the phone, since the number is in the company profile.
func screenBillingProfileBody(s *screening.Screener, body []byte) error {
	profile, err := readResource(body, billingProfileParts)
	if err != nil {
		return err
	}
	err = only(s.Screen(&screening.Customer{BillingProfile: profile}), errors.PhoneNumberMissing)
	switch err := err.(type) {
	case *errors.Undecided:
		err.Field = strings.TrimPrefix(err.Field, "billingProfile.")
	case *errors.Rejection:
		err.Violations[0].Field = strings.TrimPrefix(err.Violations[0].Field, "billingProfile.")
	}
	return undecidedIsUnscreened(err)
}

// only returns an error of a Screener with the violations of some codes alone,
// and nil where it has none of these.
func only(err error, codes ...errors.Code) error {
	rejection, ok := err.(*errors.Rejection)
	if !ok {
		return err
	}
	rejection.Violations = slices.DeleteFunc(rejection.Violations, func(v errors.Violation) bool { return !slices.Contains(codes, v.Code) })
	if len(rejection.Violations) == 0 {
		return nil
	}
	return rejection
}
