//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/generate"
)

// auditing is an audit as a process of its own, of customers that come through
// a pipe.
type auditing struct {
	t              *testing.T
	command        *exec.Cmd
	input          io.WriteCloser
	stdout, stderr bytes.Buffer
	folder         string
}

func startAudit(t *testing.T, folder string, arguments ...string) *auditing {
	t.Helper()
	a := &auditing{t: t, folder: folder}
	a.command = exec.Command("pcscreen", append([]string{"audit", "-", "--out", "out.csv", "--html", "report.html"}, arguments...)...)
	a.command.Dir = folder
	a.command.Stdout, a.command.Stderr = &a.stdout, &a.stderr
	var err error
	a.input, err = a.command.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, a.command.Start())
	return a
}

const customersOfATest = 40_000

// send sends customers, and ends the input after the last.
func (a *auditing) send(from, to int) {
	a.t.Helper()
	require.NoError(a.t, generate.Customers{Seed: 5, BrokenEvery: 999}.Write(a.input, from, to))
	if to == customersOfATest {
		require.NoError(a.t, a.input.Close())
	}
}

// end waits for the process to end.
func (a *auditing) end() (status int) {
	a.t.Helper()
	err := a.command.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	require.NoError(a.t, err)
	return 0
}

// file returns what is in a file of the audit by now.
func (a *auditing) file(name string) string {
	text, err := os.ReadFile(filepath.Join(a.folder, name))
	if err != nil {
		return ""
	}
	return string(text)
}

// checkpoint returns the number of records, and of bytes of the output, that
// the audit would go on after.
func (a *auditing) checkpoint() (records int, size int64) {
	var found struct {
		At      struct{ Records int }
		OutSize int64
	}
	text := a.file("out.csv.resume")
	for line := range strings.Lines(text) { // the last that is whole
		if end := strings.LastIndexByte(line, ' '); strings.HasPrefix(line, "{") && strings.HasSuffix(line, "\n") {
			_ = json.Unmarshal([]byte(line[:end]), &found)
		}
	}
	return found.At.Records, found.OutSize
}

// outcome is all that an audit leaves, without its times.
func (a *auditing) outcome() []string {
	lines := strings.SplitAfter(a.stdout.String(), "\n")
	require.Greater(a.t, len(lines), 3)
	count, _, found := strings.Cut(lines[2], " records")
	require.True(a.t, found, lines[2])
	lines[2] = count + " records\n"
	return []string{strings.Join(lines, ""), a.file("out.csv"), a.file("report.html")}
}

func TestAuditGoesOnAfterASignal(t *testing.T) {
	whole := startAudit(t, t.TempDir())
	whole.send(1, customersOfATest)
	require.Equal(t, 1, whole.end(), whole.stderr.String())
	assert.Empty(t, whole.stderr.String())
	want := whole.outcome()

	for name, signal := range map[string]syscall.Signal{"interrupted": syscall.SIGINT, "terminated": syscall.SIGTERM, "killed": syscall.SIGKILL} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			stopped := startAudit(t, folder)
			sent := 0
			send := func() bool {
				stopped.send(sent+1, sent+500)
				sent += 500
				return sent+500 < customersOfATest
			}
			for records := 0; records == 0; records, _ = stopped.checkpoint() {
				require.True(t, send(), "no checkpoint by record %d", sent)
				time.Sleep(50 * time.Millisecond)
			}
			for size := int64(1 << 62); int64(len(stopped.file("out.csv"))) <= size; _, size = stopped.checkpoint() {
				require.True(t, send(), "no rows beyond a checkpoint, as a crash leaves them")
				time.Sleep(time.Millisecond)
			}
			require.NoError(t, stopped.command.Process.Signal(signal))
			status := stopped.end()
			rows := stopped.file("out.csv")
			assert.True(t, strings.HasPrefix(want[1], rows), "the rows of a whole audit")
			if signal == syscall.SIGKILL {
				assert.Equal(t, -1, status)
			} else {
				assert.Equal(t, 2, status)
				assert.True(t, strings.HasSuffix(rows, "\n"), "whole rows")
				assert.Regexp(t, `^Not complete: the audit came to record [\d,]+. What is written is complete up to there.
Go on from there with --resume and the same inputs and flags.
pcscreen: stopped
$`, stopped.stderr.String())
				assert.Contains(t, stopped.file("report.html"), "Not complete.")
			}

			resumed := startAudit(t, folder, "--resume")
			resumed.send(1, customersOfATest)
			require.Equal(t, 1, resumed.end(), resumed.stderr.String())
			assert.Equal(t, want, resumed.outcome())
			left, err := filepath.Glob(filepath.Join(folder, "*"))
			require.NoError(t, err)
			assert.Equal(t, []string{filepath.Join(folder, "out.csv"), filepath.Join(folder, "report.html")}, left)
		})
	}
}

func TestAuditOntoAFullDisk(t *testing.T) {
	folder := t.TempDir()
	input, err := os.Create(filepath.Join(folder, "customers.ndjson"))
	require.NoError(t, err)
	require.NoError(t, generate.Customers{Seed: 5}.Write(input, 1, 5000))
	require.NoError(t, input.Close())
	run := func(script string) (status int, stderr string) {
		command := exec.Command("sh", "-c", script)
		command.Dir = folder
		var text bytes.Buffer
		command.Stderr = &text
		err := command.Run()
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			return exit.ExitCode(), text.String()
		}
		require.NoError(t, err)
		return 0, text.String()
	}

	// A limit on the size of files stands for the end of the disk.
	status, stderr := run("ulimit -f 64; exec pcscreen audit customers.ndjson --out out.csv")
	assert.Equal(t, 2, status)
	assert.Regexp(t, `^Not complete: the audit came to record [\d,]+. What is written is complete up to there.
Go on from there with --resume and the same inputs and flags.
pcscreen: write out.csv: file too large
$`, stderr)
	part, err := os.ReadFile(filepath.Join(folder, "out.csv"))
	require.NoError(t, err)
	assert.NotEmpty(t, part)
	assert.True(t, bytes.HasSuffix(part, []byte("\n")), "whole rows")
	status, stderr = run("pcscreen audit customers.ndjson --out out.csv --resume")
	assert.Equal(t, 1, status, stderr)
	resumed, err := os.ReadFile(filepath.Join(folder, "out.csv"))
	require.NoError(t, err)
	status, stderr = run("pcscreen audit customers.ndjson --out whole.csv")
	assert.Equal(t, 1, status, stderr)
	whole, err := os.ReadFile(filepath.Join(folder, "whole.csv"))
	require.NoError(t, err)
	assert.Equal(t, string(whole), string(resumed))

	if _, err := os.Stat("/dev/full"); err == nil {
		status, stderr = run("pcscreen audit customers.ndjson --out - >/dev/full")
		assert.Equal(t, 2, status)
		assert.Contains(t, stderr, "Not complete: the audit came to record 0.")
		assert.Contains(t, stderr, "no space left on device")
	}

	status, stderr = run("{ pcscreen audit customers.ndjson --out - 3>&-; echo status $? >status; } | read -r line")
	assert.Equal(t, 0, status, "that of read")
	assert.Contains(t, stderr, "Not complete: the audit came to record ")
	assert.Contains(t, stderr, "broken pipe")
	text, err := os.ReadFile(filepath.Join(folder, "status"))
	require.NoError(t, err)
	assert.Equal(t, "status 2\n", string(text))
}
