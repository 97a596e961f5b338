package transport

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestAClockThatJumpsKeepsNoVerdictLonger looks for the monotonic reading in
// the time until which a verdict is kept: with it, setting the machine's clock
// neither drops the verdict nor keeps it.
func TestAClockThatJumpsKeepsNoVerdictLonger(t *testing.T) {
	v := newVerdicts()
	v.keep(verdictKey{customer: "a"}, verdict{keep: time.Hour})
	until := v.kept[verdictKey{customer: "a"}].until
	assert.NotEqual(t, until.Round(0).String(), until.String(), "Round(0) strips the monotonic reading")
}

// TestRoomForVerdicts: what has expired makes room before anything else does,
// and what may not be kept takes none.
func TestRoomForVerdicts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		key := func(n int) verdictKey { return verdictKey{customer: strconv.Itoa(n)} }
		v := newVerdicts()
		v.keep(key(0), verdict{})
		assert.Empty(t, v.kept)

		v.keep(key(0), verdict{keep: time.Second})
		time.Sleep(time.Second)
		v.keep(key(1), verdict{keep: time.Second})
		assert.NotContains(t, v.kept, key(0), "though there is room")
		time.Sleep(time.Second)

		v.keep(key(1), verdict{keep: time.Second})
		for n := 2; n <= maxKept; n++ {
			v.keep(key(n), verdict{keep: time.Hour})
		}
		assert.Len(t, v.kept, maxKept)
		time.Sleep(time.Second)
		v.keep(key(maxKept+1), verdict{keep: time.Hour})
		assert.NotContains(t, v.kept, key(1))
		assert.Len(t, v.kept, maxKept, "of what has not expired all is there")

		v.keep(key(maxKept+2), verdict{keep: time.Hour})
		assert.Contains(t, v.kept, key(maxKept+2))
		assert.Len(t, v.kept, maxKept)
	})
}
