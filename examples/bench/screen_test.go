package bench

import (
	"fmt"
	"io"
	"testing"
)

func BenchmarkScreen(b *testing.B) {
	for _, pool := range pools() {
		b.Run(pool.name, func(b *testing.B) { benchmark(b, screenWays(pool.customers)) })
	}
}

func screenWays(customers []*subject) []way {
	var ways []way
	for _, c := range contenders() {
		ways = append(ways, way{name: c.name, run: func(n int) { c.run(customers, n) }})
	}
	return ways
}

func reportScreen(out io.Writer) {
	for _, pool := range pools() {
		ways := screenWays(pool.customers)
		missing := pythonMissing()
		if missing == "" {
			ways = append(ways, pythonWay(pool.customers))
		}
		measurements := compare(ways...)
		table(out, "Screen, "+pool.name+" customers", measurements, byHandName, screenName)
		if missing != "" {
			fmt.Fprintln(out, "python-stdnum and re left out:", missing)
		}
		screen := find(measurements, screenName)
		if pool.name == acceptedName {
			goal("time of Screen over that by hand", ratio(measurements, screenName, byHandName), 1.5)
			goal("allocations of Screen, accepted customers", screen.allocations, 0)
		} else {
			goal("allocations of Screen, refused customers", screen.allocations, 2)
		}
	}
}
