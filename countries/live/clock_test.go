package live

import (
	stderrors "errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAClockThatJumpsMovesNoPause looks for the monotonic reading in the time
// until which requests wait: with it, setting the machine's clock neither ends
// nor prolongs the wait.
func TestAClockThatJumpsMovesNoPause(t *testing.T) {
	s := newSession(&Fetcher{})
	require.True(t, s.throttle(stderrors.New("throttled"), time.Hour))
	assert.NotEqual(t, s.resumeAt.Round(0).String(), s.resumeAt.String(), "Round(0) strips the monotonic reading")
	assert.InDelta(t, time.Hour, time.Until(s.resumeAt), float64(time.Minute))
}
