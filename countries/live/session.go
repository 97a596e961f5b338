package live

import (
	"cmp"
	"context"
	"crypto/rand"
	stderrors "errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/cspkit/customerscreen/errors"
)

// What one country's rules may cost.
const (
	maximalAttempts = 4
	maximalBody     = 1 << 20
	firstPause      = time.Second // where the API names none; doubled with each attempt
	longestPause    = 5 * time.Minute
)

// session is what the requests of one call have in common.
type session struct {
	client        *http.Client
	baseURL       string
	correlationID string

	mu       sync.Mutex
	resumeAt time.Time // until then no request is sent
	refusal  error     // of one request, where it would be that of every other
}

func newSession(f *Fetcher) *session {
	return &session{
		client:        cmp.Or(f.Client, http.DefaultClient),
		baseURL:       strings.TrimSuffix(cmp.Or(f.BaseURL, DefaultBaseURL), "/"),
		correlationID: newGUID(),
	}
}

// get returns the body of a resource, after several attempts if need be.
func (s *session) get(ctx context.Context, path string) ([]byte, error) {
	requestID := newGUID() // a retry is the same request
	var failure error
	for attempt := range maximalAttempts {
		if err := s.wait(ctx); err != nil {
			if failure != nil {
				err = fmt.Errorf("%w, while waiting to ask again after: %w", err, failure)
			}
			return nil, err
		}
		var body []byte
		if body, failure = s.send(ctx, path, requestID); failure == nil {
			return body, nil
		}
		if ctx.Err() != nil || !s.hold(failure, firstPause<<attempt) {
			break
		}
	}
	return nil, failure
}

// send makes one attempt.
func (s *session) send(ctx context.Context, path, requestID string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.baseURL+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("X-Locale", "en-US")
	request.Header.Set("MS-Contract-Version", "v1")
	request.Header.Set("MS-RequestId", requestID)
	request.Header.Set("MS-CorrelationId", s.correlationID)
	response, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maximalBody+1))
	switch {
	case response.StatusCode >= http.StatusBadRequest: // of a refusal a part will do
		return nil, errors.ParseResponseWithHeader(response.StatusCode, response.Header, body)
	case err != nil:
		return nil, fmt.Errorf("reading the answer: %w", err)
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("the API answered with HTTP status %d, expected %d", response.StatusCode, http.StatusOK)
	case len(body) > maximalBody:
		return nil, fmt.Errorf("the answer is larger than %d bytes", maximalBody)
	default:
		return body, nil
	}
}

// hold lets all requests wait after a failure that may pass, for as long as the
// API asks or else for the pause, and reports whether it may.
func (s *session) hold(failure error, pause time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	var answer *errors.APIError
	switch {
	case !stderrors.As(failure, &answer):
		if !isLostConnection(failure) {
			return false
		}
	case answer.Status == http.StatusUnauthorized || answer.Status == http.StatusForbidden || answer.RetryAfter > longestPause:
		s.refusal = failure
		return false
	case answer.Status != http.StatusTooManyRequests && answer.Status < http.StatusInternalServerError:
		return false
	default:
		pause = cmp.Or(answer.RetryAfter, pause)
	}
	if until := time.Now().Add(pause); until.After(s.resumeAt) {
		s.resumeAt = until
	}
	return true
}

// isLostConnection reports whether a connection ended that had been there.
func isLostConnection(err error) bool {
	var failed *net.OpError
	return stderrors.Is(err, io.EOF) || stderrors.Is(err, io.ErrUnexpectedEOF) || stderrors.As(err, &failed) && failed.Op != "dial"
}

// wait returns when a request may be sent, or an error where none may be.
func (s *session) wait(ctx context.Context) error {
	for {
		s.mu.Lock()
		pause, refusal := time.Until(s.resumeAt), s.refusal
		s.mu.Unlock()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case refusal != nil:
			return refusal
		case pause <= 0:
			return nil
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
}

// newGUID returns a random identifier in the form of the API's, a UUID of version 4.
func newGUID() string {
	var id [16]byte
	rand.Read(id[:])
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
