package audit

import (
	"os"
	"sync/atomic"
	"time"
)

// Meter tells how far an audit is. It is safe for concurrent use.
type Meter struct {
	begun   atomic.Pointer[time.Time]
	records atomic.Int64 // written, or skipped as done before
	skipped atomic.Int64 // of these
	bytes   atomic.Int64 // of the input, read so far
	from    atomic.Int64 // bytes read when skipping ended
	total   atomic.Int64 // bytes of the input, 0 if unknown
}

// start determines the size of the input.
func (m *Meter) start(names []string) {
	now := time.Now()
	m.begun.Store(&now)
	total := int64(0)
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.Mode().IsRegular() {
			return
		}
		total += info.Size()
	}
	m.total.Store(total)
}

// resume starts the clock after what was done before.
func (m *Meter) resume() {
	now := time.Now()
	m.begun.Store(&now)
	m.from.Store(m.bytes.Load())
}

// elapsed returns the time since the audit began to judge.
func (m *Meter) elapsed(now time.Time) time.Duration {
	begun := m.begun.Load()
	if begun == nil {
		return 0
	}
	return now.Sub(*begun)
}
