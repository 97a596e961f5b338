package audit

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/vbauerster/mpb/v8"
)

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := new(Meter)
		m.start([]string{save(t, t.TempDir(), "in.ndjson", string(make([]byte, 10_000)))})
		m.records.Store(1_234_567)
		m.bytes.Store(2_500)
		var terminal bytes.Buffer
		hide := m.show(&terminal, mpb.WithAutoRefresh(), mpb.WithWidth(100))
		time.Sleep(time.Second)
		hide()
		assert.Contains(t, terminal.String(), "1,234,567 records, ")
		assert.Contains(t, terminal.String(), " a second ")
		assert.Contains(t, terminal.String(), " 25 %, ")
		assert.Contains(t, terminal.String(), " left")
	})
}

func TestProgressIsSilentWithoutATerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "stderr")
		stderr, err := os.Create(path)
		require.NoError(t, err)
		hide := new(Meter).Show(stderr)
		time.Sleep(time.Second)
		hide()
		require.NoError(t, stderr.Close())
		assert.Empty(t, file(t, path))
	})
	var buffer bytes.Buffer
	new(Meter).Show(&buffer)()
	assert.Empty(t, buffer.String())
}

func TestTimeLeft(t *testing.T) {
	m := new(Meter)
	assert.Equal(t, " 0s", m.left(time.Now()))
	m.start([]string{"-"})
	begun := *m.begun.Load()
	m.bytes.Store(1000)
	assert.Equal(t, " 1m5s", m.left(begun.Add(65*time.Second)), "the time so far, where the size is not known")
	m.total.Store(4000)
	assert.Equal(t, " 25 %", m.left(begun.Add(time.Second/2)), "a blink says nothing")
	assert.Equal(t, " 25 %, 30s left", m.left(begun.Add(10*time.Second)))
	m.bytes.Store(5000)
	assert.Equal(t, " 100 %, 0s left", m.left(begun.Add(10*time.Second)), "of a workbook, more is read than it has")
}

// TestTimeLeftAfterAResume: what was done before is read quickly, and says
// nothing of how long the rest takes.
func TestTimeLeftAfterAResume(t *testing.T) {
	m := new(Meter)
	m.start(nil)
	m.total.Store(4000)
	m.bytes.Store(2000)
	m.resume()
	begun := *m.begun.Load()
	assert.Equal(t, " 10s", m.left(begun.Add(10*time.Second)))
	m.bytes.Store(3000)
	assert.Equal(t, " 75 %, 10s left", m.left(begun.Add(10*time.Second)))
}

func TestCounts(t *testing.T) {
	m := new(Meter)
	m.start(nil)
	begun := *m.begun.Load()
	assert.Empty(t, m.counts(begun), "nothing is done yet")
	m.skipped.Store(5000)
	assert.Equal(t, "5,000 records from before ", m.counts(begun))
	m.records.Store(5100)
	assert.Equal(t, "5,100 records ", m.counts(begun.Add(time.Second/2)))
	assert.Equal(t, "5,100 records, 10 a second ", m.counts(begun.Add(10*time.Second)))
}
