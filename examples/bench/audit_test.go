package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/generate"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
)

// auditSize is the number of customers that an audit is timed with: as many as
// make its start, some 25 ms, small beside the rest.
const auditSize = 100_000

// writeCustomers writes made-up customers to a new file, one a line.
func writeCustomers(folder string, n int) (path string) {
	path = filepath.Join(folder, "customers.ndjson")
	file := must(os.Create(path))
	if err := (generate.Customers{Seed: 1}).Write(file, 1, n); err != nil {
		panic(err)
	}
	if err := file.Close(); err != nil {
		panic(err)
	}
	return path
}

// auditCommand audits a file of customers and writes what there is to say of
// them. The program is in the folder.
func auditCommand(folder, input string, flags ...string) *exec.Cmd {
	arguments := append([]string{"audit", "--policy", "2020-11", "--fail-on", "never", "--force", "--out", findingsIn(folder), input}, flags...)
	return exec.Command(filepath.Join(folder, "pcscreen"), arguments...)
}

func findingsIn(folder string) string { return filepath.Join(folder, "findings.ndjson") }

// onCores is a way that runs a program on so many cores.
func onCores(cores int, name string, newCommand func() *exec.Cmd) way {
	return way{name: fmt.Sprintf("%s, cores: %d", name, cores), run: func(n int) {
		for range n {
			command := newCommand()
			command.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", cores))
			if output, err := command.CombinedOutput(); err != nil {
				panic(fmt.Sprintf("bench: %v: %s", err, output))
			}
			processTime += command.ProcessState.UserTime() + command.ProcessState.SystemTime()
		}
	}, unit: auditSize}
}

// processTime is what the processors have spent on the processes so far.
var processTime time.Duration

// ofProcessors is a way that is measured by the time of the processors, which
// another program on the machine takes nothing of.
func ofProcessors(w way) way {
	w.name, w.clock = w.name+", processors' time", func() time.Duration { return processTime }
	return w
}

const auditName, inspectName = "audit --no-advisories", "audit"

// auditWays are whole processes: that of the walk, and audits.
func auditWays(folder string) []way {
	build(folder, "./testdata/walk", "../pcscreen")
	path := writeCustomers(folder, auditSize)
	walk := func() *exec.Cmd { return exec.Command(filepath.Join(folder, "walk"), path) }
	violations := func() *exec.Cmd { return auditCommand(folder, path, "--no-advisories") }
	all := func() *exec.Cmd { return auditCommand(folder, path) }
	return []way{
		ofProcessors(onCores(2, walkName, walk)),
		ofProcessors(onCores(2, auditName, violations)),
		ofProcessors(onCores(2, inspectName, all)),
		onCores(1, auditName, violations),
		onCores(2, auditName, violations),
		onCores(1, inspectName, all),
		onCores(2, inspectName, all),
	}
}

func BenchmarkAudit(b *testing.B) { benchmark(b, auditWays(b.TempDir())) }

func reportAudit(out io.Writer) {
	folder := must(os.MkdirTemp("", "customerscreen-audit"))
	defer os.RemoveAll(folder)
	measurements := compare(auditWays(folder)...)
	walk := measurements[0].name
	table(out, "Process of an audit of 100,000 customers, for one of about 1 kB", measurements, walk)
	goal("processors' time of audit --no-advisories over that of the walk", ratio(measurements, measurements[1].name, walk), 3.5)
	goal("processors' time of audit over that of the walk", ratio(measurements, measurements[2].name, walk), 7)
	for _, name := range []string{auditName, inspectName} {
		goal("time of "+name+" on 2 cores over that on 1", ratio(measurements, name+", cores: 2", name+", cores: 1"), 1/1.8)
	}
	reportMemory(out, folder)
}

// reportMemory audits inputs of growing size in a process each. Where there is
// no /proc it cannot tell.
func reportMemory(out io.Writer, folder string) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		fmt.Fprintln(out, "\npeak memory left out:", err)
		return
	}
	rows := [][]string{{"Peak memory of an audit", "MB"}}
	var peaks []float64
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		peak := peakMemory(folder, n)
		peaks = append(peaks, peak)
		rows = append(rows, []string{fmt.Sprintf("%d customers", n), fmt.Sprintf("%.0f", peak/1e6)})
	}
	printRows(out, rows)
	goal("memory of an audit of 1,000,000 customers over that of 100,000", peaks[2]/peaks[1], 1.1)
}

// peakMemory returns the bytes of memory that a process had at most while it
// audited n customers.
func peakMemory(folder string, n int) float64 {
	process := auditCommand(folder, "-")
	input := must(process.StdinPipe())
	if err := process.Start(); err != nil {
		panic(err)
	}
	if err := (generate.Customers{Seed: 1}).Write(input, 1, n); err != nil {
		panic(err)
	}
	// Of a process that has ended, the system tells the peak of whoever started it, if that is higher.
	status := must(os.ReadFile(fmt.Sprintf("/proc/%d/status", process.Process.Pid)))
	if err := input.Close(); err != nil {
		panic(err)
	}
	if err := process.Wait(); err != nil {
		panic(err)
	}
	return must(strconv.ParseFloat(string(peak.FindSubmatch(status)[1]), 64)) * 1024
}

var peak = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// TestAuditDoesAllTheWork checks that what is timed reads every customer, and
// writes as many findings as there are.
func TestAuditDoesAllTheWork(t *testing.T) {
	tests.Long(t)
	folder := t.TempDir()
	build(folder, "./testdata/walk", "../pcscreen")
	path := writeCustomers(folder, 2000)
	assert.NoError(t, exec.Command(filepath.Join(folder, "walk"), path).Run())

	screener := screening.New(countries.November2020(), screening.WithAdvisor(phone.Advise))
	violations, findings := 0, 0
	for line := range bytes.Lines(must(os.ReadFile(path))) {
		var customer screening.Customer
		require.NoError(t, json.Unmarshal(line, &customer))
		report := screener.Inspect(&customer)
		violations += len(report.Violations)
		findings += len(report.Violations) + len(report.Advisories)
	}
	for want, flags := range map[int][]string{violations: {"--no-advisories"}, findings: nil} {
		require.NoError(t, auditCommand(folder, path, flags...).Run())
		assert.Equal(t, want, bytes.Count(must(os.ReadFile(findingsIn(folder))), []byte("\n")), flags)
	}
	require.NoError(t, os.WriteFile(path, []byte("{\"id\":\n"), 0o600))
	assert.Error(t, exec.Command(filepath.Join(folder, "walk"), path).Run())
}
