package bench

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/internal/tests"
)

// programs are the small ones in testdata/startup.
var programs = []string{"nothing", "validator", "screen", "register", "validator-http", "transport"}

// additions are what programs are larger by with the library, and what is aimed
// at: 600 kB were, before the customer was read by jsontext, and with the names
// of countries in 25 languages.
var additions = []struct {
	what, program, base string
	limit               float64
}{
	{"kB of a program that only calls Screen over one with validator/v10 alone", "screen", "validator", 1200},
	{"kB of a program with Register over one with validator/v10 alone", "register", "validator", 1250},
	{"kB of a program with the transport over one with validator/v10 and net/http", "transport", "validator-http", 600},
}

// growth returns how many kB larger one program is than another.
func growth(folder, program, base string) float64 {
	return float64(binarySize(folder, program)-binarySize(folder, base)) / 1000
}

func TestStartupPrograms(t *testing.T) {
	output, err := exec.Command("go", "vet", startupPrograms, "./testdata/walk").CombinedOutput()
	assert.NoError(t, err, "%s", output)
	tests.Long(t)
	folder := t.TempDir()
	build(folder, startupPrograms)
	for _, program := range programs {
		assert.NoError(t, exec.Command(filepath.Join(folder, program)).Run(), program)
	}
	for _, a := range additions[:2] { // the third is a goal that was missed
		assert.LessOrEqual(t, growth(folder, a.program, a.base), a.limit, a.what)
	}
}

// build builds programs into a folder.
func build(folder string, packages ...string) {
	command := exec.Command("go", append([]string{"build", "-o", folder + string(filepath.Separator)}, packages...)...)
	if output, err := command.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("bench: %v: %s", err, output))
	}
}

const startupPrograms = "./testdata/startup/..."

func startupWays(folder string) []way {
	var ways []way
	for _, program := range programs {
		path := filepath.Join(folder, program)
		ways = append(ways, way{name: program, run: func(n int) {
			for range n {
				if err := exec.Command(path).Run(); err != nil {
					panic(err)
				}
			}
		}, unit: 1})
	}
	return ways
}

func BenchmarkStartup(b *testing.B) {
	folder := b.TempDir()
	build(folder, startupPrograms)
	benchmark(b, startupWays(folder))
}

func reportStartup(out io.Writer) {
	folder := must(os.MkdirTemp("", "customerscreen-startup"))
	defer os.RemoveAll(folder)
	build(folder, startupPrograms)
	measurements := compare(startupWays(folder)...)
	rows := [][]string{{"Process start", "time", "±", "× validator", "allocations before main", "of these ours", "binary"}}
	for _, m := range measurements {
		all, ours := initAllocations(filepath.Join(folder, m.name))
		rows = append(rows, []string{m.name, duration(m.seconds.Center), m.seconds.PctRangeString(),
			fmt.Sprintf("%.3g", ratio(measurements, m.name, "validator")), strconv.Itoa(all), strconv.Itoa(ours),
			fmt.Sprintf("%d kB", binarySize(folder, m.name)/1000)})
	}
	printRows(out, rows)
	for _, a := range additions {
		goal(a.what, growth(folder, a.program, a.base), a.limit)
	}
}

func binarySize(folder, program string) int64 {
	return must(os.Stat(filepath.Join(folder, program))).Size()
}

var initTrace = regexp.MustCompile(`(?m)^init (\S+) .* (\d+) allocs$`)

// initAllocations returns what a program's packages allocate before main, and
// what those of the library do.
func initAllocations(path string) (all, ours int) {
	command := exec.Command(path)
	command.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace strings.Builder
	command.Stderr = &trace
	if err := command.Run(); err != nil {
		panic(err)
	}
	for _, line := range initTrace.FindAllStringSubmatch(trace.String(), -1) {
		n := must(strconv.Atoi(line[2]))
		all += n
		if strings.HasPrefix(line[1], "github.com/cspkit/customerscreen/") {
			ours += n
		}
	}
	return all, ours
}
