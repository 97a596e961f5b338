package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"strings"
	"sync"
	"time"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/guid"
)

// What one country's rules may cost.
const (
	maximalAttempts = 4
	maximalBody     = 1 << 20
	firstPause      = time.Second // where the API names none; doubled with each attempt
	longestPause    = 5 * time.Minute
	longestAttempt  = time.Minute // a client may have no timeout, and a server no end
)

// session is what the requests of one call have in common.
type session struct {
	client        *http.Client
	baseURL       string
	correlationID string

	mu        sync.Mutex
	resumeAt  time.Time // until then the API asks for no request
	throttled int       // how many times it asked for that with no success in between
	refusal   error     // of one request, which every other would meet too
}

func newSession(f *Fetcher) *session {
	return &session{
		client:        cmp.Or(f.Client, http.DefaultClient),
		baseURL:       strings.TrimSuffix(cmp.Or(f.BaseURL, DefaultBaseURL), "/"),
		correlationID: guid.New(),
	}
}

// get returns the body of a resource, after several attempts if need be.
func (s *session) get(ctx context.Context, path string) ([]byte, error) {
	requestID := guid.New() // a retry is the same request
	var failure error
	var pause time.Duration
	for attempt := range maximalAttempts {
		if err := s.wait(ctx, pause); err != nil {
			if failure != nil {
				err = fmt.Errorf("%w, while waiting to ask again after: %w", err, failure)
			}
			return nil, err
		}
		var body []byte
		if body, failure = s.send(ctx, path, requestID); failure == nil {
			s.succeeded()
			return body, nil
		}
		var mayPass bool
		if pause, mayPass = s.pauseAfter(failure, firstPause<<attempt); !mayPass || ctx.Err() != nil {
			break
		}
	}
	return nil, failure
}

// send makes one attempt.
func (s *session) send(ctx context.Context, path, requestID string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, longestAttempt)
	defer cancel()
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
		return nil, pcerrors.ParseResponse(response.StatusCode, response.Header, body)
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

// pauseAfter returns how long to wait after a failure that may pass: what the
// API asks for, or else the pause. After one that will not, mayPass is false.
// What the answer means for every other request holds from now on.
func (s *session) pauseAfter(failure error, otherwise time.Duration) (pause time.Duration, mayPass bool) {
	var answer *pcerrors.APIError
	if !errors.As(failure, &answer) {
		return otherwise, isLostConnection(failure)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	pause = cmp.Or(answer.RetryAfter, otherwise)
	throttled := answer.Status == http.StatusTooManyRequests
	if throttled && !now.Before(s.resumeAt) { // else this request was under way before the pause
		s.throttled++
	}
	switch {
	case answer.Status == http.StatusUnauthorized, answer.Status == http.StatusForbidden, pause > longestPause,
		throttled && s.throttled == maximalAttempts:
		s.refusal = failure
		return 0, false
	case throttled:
		if until := now.Add(pause); until.After(s.resumeAt) {
			s.resumeAt = until
		}
		return 0, true
	default:
		return pause, answer.Status >= http.StatusInternalServerError
	}
}

// isLostConnection reports whether an established connection ended.
func isLostConnection(err error) bool {
	var failed *net.OpError
	var headers textproto.ProtocolError // that were cut off in a line
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.As(err, &headers) || errors.As(err, &failed) && failed.Op != "dial"
}

func (s *session) succeeded() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.throttled = 0
}

// wait returns after the pause, when a request may be sent, or an error where
// none may be.
func (s *session) wait(ctx context.Context, pause time.Duration) error {
	for {
		if pause > 0 {
			select {
			case <-time.After(pause):
			case <-ctx.Done():
			}
		}
		s.mu.Lock()
		refusal := s.refusal
		pause = time.Until(s.resumeAt)
		s.mu.Unlock()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case refusal != nil:
			return refusal
		case pause <= 0:
			return nil
		}
	}
}
