package screening

import (
	"testing"
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
