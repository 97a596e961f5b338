package live

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

// TestAClockThatJumpsMovesNoPause looks for the monotonic reading in the time
// until which requests wait: with it, setting the machine's clock neither ends
// nor prolongs the wait.
func TestAClockThatJumpsMovesNoPause(t *testing.T) {
	s := newSession(&Fetcher{})
	_, mayPass := s.pauseAfter(&pcerrors.APIError{Status: http.StatusTooManyRequests, RetryAfter: 5 * time.Minute}, 0)
	require.True(t, mayPass)
	assert.NotEqual(t, s.resumeAt.Round(0).String(), s.resumeAt.String(), "Round(0) strips the monotonic reading")
	assert.InDelta(t, 5*time.Minute, time.Until(s.resumeAt), float64(time.Minute))
}
