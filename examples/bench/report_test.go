package bench

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/klauspost/cpuid/v2"
	"golang.org/x/perf/benchunit"
)

// TestMain prints the report after Go's own benchmarks, if these were asked for.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if pattern := flag.Lookup("test.bench").Value.String(); code == 0 && pattern != "" {
		var text bytes.Buffer
		report(io.MultiWriter(os.Stdout, &text), regexp.MustCompile(pattern))
		if pattern == everything {
			if err := os.WriteFile("README.md", text.Bytes(), 0o644); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(code)
}

// everything is the pattern of a report that is kept as README.md.
const everything = "."

// report prints the parts whose names match, and how their goals are met.
func report(out io.Writer, names *regexp.Regexp) {
	debug.SetGCPercent(800) // the live heap of a test is so small that the collector would never rest
	fmt.Fprintf(out, "# What it costs\n\nPrinted by `go test -C examples -bench %s ./bench`. [What is measured](doc.go). Times are one machine's: compare ratios.\n", names)
	fmt.Fprintf(out, "\nMedians of at least %d rounds in turn, %s, %s, %d cores, %s%s\n",
		fewerRounds, time.Now().Format(time.DateOnly), cpuid.CPU.BrandName, runtime.GOMAXPROCS(0), runtime.Version(), load())
	for _, part := range []struct {
		name  string
		print func(io.Writer)
	}{
		{"Screen", reportScreen},
		{"Register", reportRegister},
		{"Inspect", reportInspect},
		{"Decode", reportDecode},
		{"Transport", reportTransport},
		{"Audit", reportAudit},
		{"Startup", reportStartup},
		{"Growth", reportGrowth},
	} {
		if names.MatchString("Benchmark" + part.name) {
			part.print(out)
		}
	}
	printRows(out, append([][]string{{"Goal", "at most", "measured", ""}}, goals...))
}

// load says how busy the machine was in the minute before, where the system tells.
func load() string {
	averages, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	lastMinute, _, _ := strings.Cut(string(averages), " ")
	return ", load average " + lastMinute
}

// table prints measurements, in Markdown that reads well as it is. The last
// columns compare with the ways of these names.
func table(out io.Writer, title string, measurements []measurement, bases ...string) {
	rows := [][]string{{title, "time", "±", "allocations"}}
	for _, base := range bases {
		rows[0] = append(rows[0], "× "+base)
	}
	for _, m := range measurements {
		row := []string{m.name, duration(m.seconds.Center), m.seconds.PctRangeString(), "-"}
		if m.unit == 0 {
			row[3] = fmt.Sprintf("%.4g", m.allocations)
		}
		for _, base := range bases {
			row = append(row, fmt.Sprintf("%.3g", ratio(measurements, m.name, base)))
		}
		rows = append(rows, row)
	}
	printRows(out, rows)
}

// printRows prints a heading and rows; all but the first column are numbers.
func printRows(out io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	fmt.Fprintln(out)
	for r, row := range rows {
		for i, cell := range row {
			padding := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				fmt.Fprint(out, "| ", cell, padding, " |")
			} else {
				fmt.Fprint(out, " ", padding, cell, " |")
			}
		}
		fmt.Fprintln(out)
		if r == 0 {
			for i, width := range widths {
				if i == 0 {
					fmt.Fprint(out, "|", strings.Repeat("-", width+2), "|")
				} else {
					fmt.Fprint(out, strings.Repeat("-", width+1), ":|")
				}
			}
			fmt.Fprintln(out)
		}
	}
}

// goals are the rows of what was aimed at so far.
var goals [][]string

// goal notes what was aimed at and whether it is met.
func goal(what string, value, limit float64) {
	outcome := "met"
	if value > limit {
		outcome = "MISSED"
	}
	goals = append(goals, []string{what, fmt.Sprintf("%.4g", limit), fmt.Sprintf("%.4g", value), outcome})
}

// ratio returns how many times as long one way takes as another.
func ratio(measurements []measurement, name, base string) float64 {
	return find(measurements, name).over(find(measurements, base))
}

func find(measurements []measurement, name string) measurement {
	for _, m := range measurements {
		if m.name == name {
			return m
		}
	}
	panic("bench: no way is named " + name)
}

// duration writes seconds with the fitting unit, "12.3ns".
func duration(seconds float64) string { return benchunit.Scale(seconds, benchunit.Decimal) + "s" }
