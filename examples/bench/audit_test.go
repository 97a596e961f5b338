package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	segmentio "github.com/segmentio/encoding/json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/generate"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/examples/pcscreen/audit"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
)

// auditSize is the number of customers that an audit is timed with.
const auditSize = 30_000

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

// decodeOnly reads a file of customers into the struct and does nothing with
// them, with the audit's decoder, on all cores.
func decodeOnly(path string) (customers int) {
	file := must(os.Open(path))
	defer file.Close()
	workers := runtime.GOMAXPROCS(0)
	batches := make(chan []byte, 2*workers)
	counts := make(chan int, workers)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			count := 0
			for batch := range batches {
				for line := range bytes.Lines(batch) {
					if !segmentio.Valid(line) {
						panic("bench: a line is not JSON")
					}
					if err := new(screening.Customer).UnmarshalJSON(line); err != nil {
						panic(err)
					}
					count++
				}
			}
			counts <- count
		})
	}
	in := bufio.NewReaderSize(file, 1<<16)
	for {
		batch := make([]byte, 1<<18)
		n, err := io.ReadFull(in, batch)
		rest, _ := in.ReadBytes('\n') // of the line that the batch ends in
		batches <- append(batch[:n], rest...)
		if err != nil {
			break
		}
	}
	close(batches)
	running.Wait()
	for range workers {
		customers += <-counts
	}
	return customers
}

// auditFile audits a file of customers and writes what there is to say of them.
func auditFile(path string, inspect bool) {
	must(audit.Run(context.Background(), audit.Options{
		Names:   []string{path},
		Policy:  countries.November2020(),
		Judging: verdict.Options{ViolationsOnly: !inspect},
		Out:     findingsOf(path),
		Force:   true,
		Now:     auditDate,
	}))
}

func findingsOf(path string) string { return filepath.Join(filepath.Dir(path), "findings.ndjson") }

var auditDate = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

// onCores is a way that runs on so many cores.
func onCores(cores int, name string, run func()) way {
	return way{fmt.Sprintf("%s, cores: %d", name, cores), func(n int) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		for range n {
			run()
		}
	}, auditSize}
}

const decodeName, auditName, inspectName = "decode only", "audit --no-advisories", "audit"

func auditWays(folder string) []way {
	path := writeCustomers(folder, auditSize)
	var ways []way
	for _, cores := range []int{1, 2} {
		ways = append(ways,
			onCores(cores, decodeName, func() { decodeOnly(path) }),
			onCores(cores, auditName, func() { auditFile(path, false) }),
			onCores(cores, inspectName, func() { auditFile(path, true) }),
		)
	}
	return ways
}

func BenchmarkAudit(b *testing.B) { benchmark(b, auditWays(b.TempDir())) }

func reportAudit(out io.Writer) {
	folder := must(os.MkdirTemp("", "customerscreen-audit"))
	defer os.RemoveAll(folder)
	measurements := compare(auditWays(folder)...)
	table(out, "Audit, for a customer of about 1 kB", measurements, decodeName+", cores: 1", decodeName+", cores: 2")
	for _, cores := range []string{", cores: 1", ", cores: 2"} {
		goal(out, "time of an audit without inspection over that of decoding alone"+cores, ratio(measurements, auditName+cores, decodeName+cores), 1/.8)
		goal(out, "time of an audit over that of decoding alone"+cores, ratio(measurements, inspectName+cores, decodeName+cores), 1/.5)
	}
	for _, name := range []string{auditName, inspectName} {
		goal(out, "time of "+name+" on 2 cores over that on 1", ratio(measurements, name+", cores: 2", name+", cores: 1"), 1/1.8)
	}
	reportMemory(out, folder)
}

// reportMemory audits inputs of growing size in a process each. Where there is
// no /proc it cannot tell.
func reportMemory(out io.Writer, folder string) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		fmt.Fprintln(out, "peak memory left out:", err)
		return
	}
	command := filepath.Join(folder, "pcscreen")
	if output, err := exec.Command("go", "build", "-o", command, "../pcscreen").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("bench: %v: %s", err, output))
	}
	rows := [][]string{{"Peak memory of pcscreen audit", "MB"}}
	var peaks []float64
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		peak := peakMemory(command, n)
		peaks = append(peaks, peak)
		rows = append(rows, []string{fmt.Sprintf("%d customers", n), fmt.Sprintf("%.0f", peak/1e6)})
	}
	printRows(out, rows)
	goal(out, "memory for the most customers over that for a tenth of them", peaks[2]/peaks[1], 1.1)
}

// peakMemory returns the bytes of memory that a process had at most while it
// audited n customers.
func peakMemory(command string, n int) float64 {
	process := exec.Command(command, "audit", "--policy", "2020-11", "--fail-on", "never", "--out", command+".ndjson", "-")
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
	const customers = 2000
	path := writeCustomers(t.TempDir(), customers)
	assert.Equal(t, customers, decodeOnly(path))

	screener := screening.New(countries.November2020(), screening.WithDate(auditDate), screening.WithAdvisor(phone.Advise))
	violations, findings := 0, 0
	for line := range bytes.Lines(must(os.ReadFile(path))) {
		var customer screening.Customer
		require.NoError(t, json.Unmarshal(line, &customer))
		report := screener.Inspect(&customer)
		violations += len(report.Violations)
		findings += len(report.Violations) + len(report.Advisories)
	}
	for inspect, want := range map[bool]int{false: violations, true: findings} {
		auditFile(path, inspect)
		assert.Equal(t, want, bytes.Count(must(os.ReadFile(findingsOf(path))), []byte("\n")), "inspect: %t", inspect)
	}
}
