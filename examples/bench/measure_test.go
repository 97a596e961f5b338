package bench

import (
	"iter"
	"runtime"
	"testing"
	"time"

	"golang.org/x/perf/benchmath"
)

// way is one of several ways to do the same work.
type way struct {
	name string
	run  func(n int) // does the work n times
	unit int         // customers in one work, or runs of a program; 0 means one customer

	clock func() time.Duration // of what is measured; nil for time as it passes
}

// measurement is what a way costs for one customer.
type measurement struct {
	way
	rounds      []float64         // seconds
	seconds     benchmath.Summary // the median, and where it is with a confidence of 95 %
	allocations float64
}

// over returns the median of the rounds' quotients: what slows the machine for
// a while slows both of a round.
func (m measurement) over(base measurement) float64 {
	quotients := make([]float64, min(len(m.rounds), len(base.rounds)))
	for i := range quotients {
		quotients[i] = m.rounds[i] / base.rounds[i]
	}
	return summary(quotients).Center
}

// less returns what a way costs beyond another, round by round.
func (m measurement) less(other measurement) measurement {
	rounds := make([]float64, min(len(m.rounds), len(other.rounds)))
	for i := range rounds {
		rounds[i] = m.rounds[i] - other.rounds[i]
	}
	return measurement{rounds: rounds}
}

func summary(values []float64) benchmath.Summary {
	return benchmath.AssumeNothing.Summary(benchmath.NewSample(values, &benchmath.DefaultThresholds), 0.95)
}

// Of each way there are this many times, each of a batch that takes at least so
// long. Batches are short, so that another program on the machine spoils a few
// of them and leaves the median alone.
const (
	rounds      = 301
	fewerRounds = 11 // for a way that takes longer than this in all:
	enough      = 2 * time.Second
	batch       = 200 * time.Microsecond
)

// compare lets the ways take turns and returns what each costs.
func compare(ways ...way) []measurement {
	sizes := make([]int, len(ways))
	for i, w := range ways {
		sizes[i] = size(w)
	}
	runtime.GC()
	values := make([][]float64, len(ways))
	spent := make([]time.Duration, len(ways))
	for round := range rounds {
		for i, w := range ways {
			if round >= fewerRounds && spent[i] > enough {
				continue
			}
			took := timed(w, sizes[i])
			spent[i] += took
			values[i] = append(values[i], took.Seconds()/float64(sizes[i]*max(1, w.unit)))
		}
	}
	measurements := make([]measurement, len(ways))
	for i, w := range ways {
		measurements[i] = measurement{w, values[i], summary(values[i]), allocations(w)}
	}
	return measurements
}

// size returns how many times a way does its work in a batch, after it has
// done so at least once.
func size(w way) int {
	for n := 1; ; n *= 2 {
		if took := timed(w, n); took > batch/4 {
			return max(1, int(float64(n)*float64(batch)/float64(took)))
		}
	}
}

func timed(w way, n int) time.Duration {
	if w.clock == nil {
		start := time.Now()
		w.clock = func() time.Duration { return time.Since(start) }
	}
	start := w.clock()
	w.run(n)
	return w.clock() - start
}

// allocations returns those of a customer, where the work is one.
func allocations(w way) float64 {
	if w.unit > 0 {
		return 0
	}
	return testing.AllocsPerRun(1, func() { w.run(poolSize) }) / poolSize
}

// benchmark runs the ways as Go's own benchmarks.
func benchmark(b *testing.B, ways []way) {
	for _, w := range ways {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			w.run(b.N)
		})
	}
}

// cycle returns n things out of a pool, again and again in the same order.
func cycle[T any](pool []T, n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i := 0; n > 0; n-- {
			if !yield(pool[i]) {
				return
			}
			if i++; i == len(pool) {
				i = 0
			}
		}
	}
}

// must returns a value that cannot fail to be there but by a defect of this
// package.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
