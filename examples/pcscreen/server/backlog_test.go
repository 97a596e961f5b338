package server

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
)

// filled returns a backlog of ten bytes that is full, and where the end of
// one more write is told.
func filled() (b *backlog, written <-chan error) {
	b = newBacklog(10)
	_, _ = b.Write([]byte(strings.Repeat("a", 10)))
	ended := make(chan error, 1)
	go func() {
		_, err := b.Write([]byte("b"))
		ended <- err
	}()
	return b, ended
}

func TestBacklogIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, written := filled()
		synctest.Wait()
		assert.Empty(t, written, "waits for room")
		var taken strings.Builder
		for chunk := range b.chunks() {
			taken.Write(chunk)
			synctest.Wait()
			if taken.Len() == 11 {
				b.finish()
			}
		}
		assert.NoError(t, <-written)
		assert.Equal(t, strings.Repeat("a", 10)+"b", taken.String())
	})
}

func TestBacklogOfAClientThatHasGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, written := filled()
		synctest.Wait()
		b.abandon()
		assert.ErrorIs(t, <-written, errGone)
		_, err := b.Write(nil)
		assert.ErrorIs(t, err, errGone)
	})
}
