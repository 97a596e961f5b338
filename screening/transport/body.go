package transport

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/resource"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

// maxBody is the number of bytes of a body that are read in order to screen
// it, many times those of any customer.
const maxBody = 1 << 20

// readBody reads the body of a request. Send is the request to send: its body,
// and each one that its GetBody returns, starts with the very text that was
// read. The error is an [*UnscreenedError], or the context's.
func readBody(r *http.Request) (body []byte, send *http.Request, err error) {
	size := r.ContentLength
	if slices.Contains(r.TransferEncoding, "chunked") {
		size = -1 // net/http sends all, whatever length was announced
	}
	switch {
	case slices.ContainsFunc(headerValues(r, "Content-Encoding"), compresses):
		return nil, r, &UnscreenedError{Reason: BodyEncoded}
	case size > maxBody:
		return nil, r, &UnscreenedError{Reason: BodyTooLarge}
	case r.Body == nil || r.Body == http.NoBody:
		return nil, r, nil
	}
	again := &replay{body: r.Body}
	if reflect.TypeOf(r.Body) != inMemory {
		// A body that is still being written must not outlast the request.
		defer context.AfterFunc(r.Context(), func() { _ = again.Close() })()
	}
	body, again.rest, err = readLimited(r.Body, size)
	again.read.Reset(body)
	if size > 0 {
		body = body[:min(int64(len(body)), size)] // net/http sends no more
	}

	// A shallow copy: the trailer's values arrive in the caller's own map.
	send = r.WithContext(r.Context())
	send.Body = again
	if again.rest == http.NoBody {
		_ = again.Close()
		// Header and body go out at once: net/http knows that it need not wait for this type.
		send.Body = io.NopCloser(&again.read)
	}
	if err == nil && r.GetBody != nil {
		text := body // captured, a result would be allocated
		send.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }
	}
	return body, send, unscreened(r, err)
}

// inMemory is the type that [http.NewRequest] makes of a body in memory: it
// closes nothing, and so ends no read.
var inMemory = reflect.TypeOf(io.NopCloser(new(bytes.Reader)))

func compresses(encoding string) bool {
	return encoding != "" && !strings.EqualFold(encoding, "identity")
}

var errTooLarge = errors.New("larger than what is read")

// readLimited reads to the end, but not further than one byte above maxBody or,
// where it is above 0, size. What is left is in rest: http.NoBody for nothing. It
// takes as much memory as has arrived, whatever was announced.
func readLimited(source io.Reader, size int64) (text []byte, rest io.Reader, err error) {
	limit := maxBody + 1
	if size > 0 {
		limit = int(min(size, maxBody)) + 1
	}
	text = make([]byte, 0, min(limit, 4<<10))
	for err == nil && len(text) < limit {
		text = slices.Grow(text, 1)
		var n int
		n, err = source.Read(text[len(text):min(cap(text), limit)])
		text = text[:len(text)+n]
	}
	switch {
	case err != nil && err != io.EOF:
		return text, failing{err}, err
	case len(text) > maxBody:
		return text, source, errTooLarge
	case err == io.EOF:
		return text, http.NoBody, nil
	default:
		return text, source, nil
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
	read bytes.Reader
	rest io.Reader

	body       io.Closer
	once       sync.Once
	closeError error
}

func (b *replay) Read(p []byte) (int, error) {
	if b.read.Len() > 0 {
		return b.read.Read(p)
	}
	return b.rest.Read(p)
}

func (b *replay) Close() error {
	b.once.Do(func() { b.closeError = b.body.Close() })
	return b.closeError
}

// failing is a reader that has come to an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// readResource reads a resource from a body that holds nothing else. The error
// is an [*UnscreenedError].
func readResource(body []byte, into json.Unmarshaler) error {
	err := resource.Parse(body, into)
	switch err.(type) {
	case nil:
		return nil
	case *pcerrors.DecodeError:
		return &UnscreenedError{Reason: BodyOfUnknownShape, Err: err}
	default:
		return &UnscreenedError{Reason: BodyNotJSON, Err: err}
	}
}

// screenCreateBody judges the body of a create-customer request.
func screenCreateBody(s *screening.Screener, body []byte) error {
	customer := new(screening.Customer)
	if err := readResource(body, customer); err != nil {
		return err
	}
	if customer.CompanyProfile == nil && customer.BillingProfile == nil {
		return &UnscreenedError{Reason: BodyOfUnknownShape, Err: errNoProfile}
	}
	return undecidedIsUnscreened(s.Screen(customer))
}

var errNoProfile = &pcerrors.DecodeError{Expected: "companyProfile or billingProfile", Found: "neither"}

// undecidedIsUnscreened returns an error of a Screener as one of a request.
func undecidedIsUnscreened(err error) error {
	if undecided, ok := err.(*pcerrors.Undecided); ok {
		return &UnscreenedError{Reason: CountryUnknown, Err: undecided}
	}
	return err
}

// screenChangeBody judges a customer of which only what changes is given: the
// number, where the change gives it and the country that it has to fit. What
// is not given may be there already, or be missing: nobody knows here.
func screenChangeBody(s *screening.Screener, body []byte) error {
	change := new(screening.Customer)
	if err := readResource(body, change); err != nil {
		return err
	}
	if change.BillingProfile == nil || change.BillingProfile.DefaultAddress == nil || !wire.Given(change.Country()) {
		return &UnscreenedError{Reason: NotScreened}
	}
	found := s.Screen(change)
	if err := only(found, pcerrors.RegistrationNumberInvalid, pcerrors.RegistrationNumberNotSupported); err != nil {
		return undecidedIsUnscreened(err)
	}
	if found != nil || change.CompanyProfile == nil || !wire.Given(change.CompanyProfile.OrganizationRegistrationNumber) {
		return &UnscreenedError{Reason: NotScreened}
	}
	return nil
}

// screenBillingProfileBody judges a billing profile that replaces one: the
// country and the phone, since the number is in the company profile.
func screenBillingProfileBody(s *screening.Screener, body []byte) error {
	profile := new(screening.CustomerBillingProfile)
	if err := readResource(body, profile); err != nil {
		return err
	}
	return undecidedIsUnscreened(only(s.Screen(&screening.Customer{BillingProfile: profile}), pcerrors.PhoneNumberMissing))
}

// screenBillingProfileChangeBody judges a billing profile of which only what
// changes is given: a country and a phone are enough, and anything less may be
// there already.
func screenBillingProfileChangeBody(s *screening.Screener, body []byte) error {
	profile := new(screening.CustomerBillingProfile)
	if err := readResource(body, profile); err != nil {
		return err
	}
	if a := profile.DefaultAddress; a == nil || !wire.Given(a.Country) || !wire.Given(a.PhoneNumber) {
		return &UnscreenedError{Reason: NotScreened}
	}
	return screenBillingProfileBody(s, body)
}

// only returns an error of a Screener with the violations of some codes alone,
// and nil where it has none of these.
func only(err error, codes ...pcerrors.Code) error {
	rejection, ok := err.(*pcerrors.Rejection)
	if !ok {
		return err
	}
	rejection.Violations = slices.DeleteFunc(rejection.Violations, func(v pcerrors.Violation) bool { return !slices.Contains(codes, v.Code) })
	if len(rejection.Violations) == 0 {
		return nil
	}
	return rejection
}
