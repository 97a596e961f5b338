package live_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain sees to it that no goroutine outlives its owner.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
