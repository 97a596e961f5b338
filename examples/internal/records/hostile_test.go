//go:build unix

package records_test

import (
	"bytes"
	"iter"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/internal/tests"
)

// growth is how many times larger the large input is. What is linear costs as
// many times more, what is quadratic the square of it: 256.
const growth = 16

// TestRecordsTakeLinearTime reads the worst inputs of 4 KiB to 1 MiB, and in CI
// to 64 MiB. Time is the processor's, which other processes do not prolong;
// memory is what is allocated in all.
func TestRecordsTakeLinearTime(t *testing.T) {
	repeat := func(begin, text string) func(size int) []byte {
		return func(size int) []byte { return []byte(begin + strings.Repeat(text, size/len(text))) }
	}
	readJSON := func(text []byte) iter.Seq[records.Record] { return records.JSON(bytes.NewReader(text)) }
	readCSV := func(text []byte) iter.Seq[records.Record] {
		return records.CSV(bytes.NewReader(text), nil, 1<<20)
	}
	for _, test := range []struct {
		name    string
		read    func([]byte) iter.Seq[records.Record]
		text    func(size int) []byte
		largest int
	}{
		{"a record a line", readJSON, repeat("", `{"id":"a"}`+"\n"), 16 << 20},
		{"one record", readJSON, repeat(`{"id":"`, "a"), 64 << 20},
		{"open brackets", readJSON, repeat("", "["), 64 << 20},
		{"open braces", readJSON, repeat("", `{"a":`), 1 << 20},
		{"open braces, a line each", readJSON, repeat("", "{\n"), 1 << 20},
		{"closing braces", readJSON, repeat("", "}"), 1 << 20},
		{"quotes", readJSON, repeat("", `"`), 1 << 20},
		{"backslashes", readJSON, repeat(`{"a":"`, `\`), 1 << 20},
		{"zeros", readJSON, repeat("", "\x00"), 1 << 20},
		{"no UTF-8", readJSON, repeat("", "\xff"), 1 << 20},
		{"line feeds", readJSON, repeat("{", "\n"), 1 << 20},
		{"a page", readJSON, repeat(`{"items":[{}`, `,{"id":"\ud800"}`), 1 << 20},
		{"a page that is whole", readJSON, func(size int) []byte {
			return append(repeat(`{"items":[{}`, `,{"id":"\ud800"}`)(size), "]}"...)
		}, 1 << 20},
		{"pages that are not closed, a line each", readJSON, repeat("", "{\"items\":[]\n"), 1 << 20},
		{"rows", readCSV, repeat("id,country\n", "a,FR\n"), 16 << 20},
		{"fields", readCSV, repeat("id,country\n", "a,"), 1 << 20},
		{"columns", readCSV, repeat("country", ",a"), 256 << 10},
		{"quotes in rows", readCSV, repeat("id,country\n", `"`), 1 << 20},
		{"a quote a row", readCSV, repeat("id,country\n", "x\",\"\n"), 16 << 20},
		{"rows that are never closed", readCSV, repeat("id,country\n", "\"\n\",\n"), 1 << 20},
		{"empty rows", readCSV, repeat("id,country\n", "\r\n"), 1 << 20},
		{"UTF-16", readCSV, repeat("\xff\xfei\x00,\x00c\x00o\x00u\x00n\x00t\x00r\x00y\x00\n\x00", "\x00\xd8\n\x00"), 1 << 20},
	} {
		t.Run(test.name, func(t *testing.T) {
			largest := test.largest
			if !tests.All() {
				largest = 64 << 10
			}
			for size := largest; size >= 64<<10; size /= growth * growth {
				begin, beginAllocated := costOf(t, test.read, test.text(size/growth))
				whole, wholeAllocated := costOf(t, test.read, test.text(size))
				require.LessOrEqual(t, whole, 8*growth*begin+250*time.Millisecond, "%d bytes, after %v for a part", size, begin)
				require.LessOrEqual(t, wholeAllocated, 4*growth*beginAllocated+8<<20, "%d bytes", size)
			}
		})
	}
}

func costOf(t testing.TB, read func([]byte) iter.Seq[records.Record], text []byte) (spent time.Duration, allocated uint64) {
	t.Helper()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := processorTime(t)
	for range read(text) {
	}
	spent = processorTime(t) - start
	runtime.ReadMemStats(&after)
	t.Logf("%d KiB: %v, %d KiB allocated", len(text)>>10, spent, (after.TotalAlloc-before.TotalAlloc)>>10)
	return spent, after.TotalAlloc - before.TotalAlloc
}

func processorTime(t testing.TB) time.Duration {
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
