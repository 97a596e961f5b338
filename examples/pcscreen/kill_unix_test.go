//go:build unix

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/examples/internal/generate"
	"github.com/cspkit/customerscreen/internal/tests"
)

// TestKilledAgainAndAgain kills audits at random times, and has them go on: in
// the end every file is, byte by byte, that of an audit in one go.
func TestKilledAgainAndAgain(t *testing.T) {
	kills, rows := 1, 4_000
	if tests.All() {
		kills, rows = 20, 12_000
	}
	row := func(i int) []any {
		return []any{fmt.Sprint("Oka ", i), "RU", []string{"7707083893", "7707-083893", "77"}[i%3], "+7 495 555 01 00", "=1;+2"}
	}
	header := []any{"Company", "Country", "INN", "Phone", "Note"}
	for extension, write := range map[string]func(name string){
		".ndjson": func(name string) {
			file, err := os.Create(name)
			require.NoError(t, err)
			require.NoError(t, generate.Customers{Seed: 7, BrokenEvery: 701}.Write(file, 1, 3*rows))
			require.NoError(t, file.Close())
		},
		".csv": func(name string) {
			var text bytes.Buffer
			fmt.Fprintln(&text, "Company;Country;INN;Phone;Note")
			for i := range 2 * rows {
				r := row(i)
				fmt.Fprintf(&text, "%s;%s;\"%s\";%s;\"%s\"\r\n", r...)
			}
			require.NoError(t, os.WriteFile(name, text.Bytes(), 0o600))
		},
		".xlsx": func(name string) {
			book := excelize.NewFile()
			stream, err := book.NewStreamWriter("Sheet1")
			require.NoError(t, err)
			require.NoError(t, stream.SetRow("A1", header))
			for i := range rows {
				require.NoError(t, stream.SetRow(fmt.Sprint("A", i+2), row(i)))
			}
			require.NoError(t, stream.Flush())
			require.NoError(t, book.SaveAs(name))
		},
	} {
		t.Run(extension, func(t *testing.T) {
			folder := t.TempDir()
			input := filepath.Join(folder, "customers"+extension)
			write(input)
			run := func(name string, more ...string) (*exec.Cmd, *bytes.Buffer) {
				out := filepath.Join(folder, name)
				require.NoError(t, os.MkdirAll(out, 0o700))
				command := exec.Command("pcscreen", append([]string{"audit", input, "--quiet", "--out", "out.csv", "--html", "report.html",
					"--fix-to", "fixed" + extension, "--fix", "registrationNumber.characters"}, more...)...)
				command.Dir = out
				var stderr bytes.Buffer
				command.Stderr = &stderr
				require.NoError(t, command.Start())
				return command, &stderr
			}
			files := func(name string) map[string]string {
				found := make(map[string]string)
				names, err := filepath.Glob(filepath.Join(folder, name, "*"))
				require.NoError(t, err)
				for _, path := range names {
					text, err := os.ReadFile(path)
					require.NoError(t, err)
					found[filepath.Base(path)] = string(text)
				}
				return found
			}
			began := time.Now()
			whole, stderr := run("whole")
			_ = whole.Wait() // its status is that of the customers
			require.Equal(t, 1, whole.ProcessState.ExitCode(), stderr.String())
			longest := time.Since(began)
			want := files("whole")
			require.Len(t, want, 3)

			random := rand.New(rand.NewPCG(uint64(kills), 1))
			killed := 0
			for audit := 0; killed < kills; audit++ {
				name := fmt.Sprint("killed", audit)
				isForced := (audit+len(extension))%2 == 0 // files are there already
				if isForced {
					require.NoError(t, os.MkdirAll(filepath.Join(folder, name), 0o700))
					for file := range want {
						require.NoError(t, os.WriteFile(filepath.Join(folder, name, file), []byte("old"), 0o600))
					}
				}
				for begins := true; ; begins = false {
					more := []string{"--resume"}
					switch {
					case begins && isForced:
						more = []string{"--force"}
					case begins:
						more = nil
					}
					command, stderr := run(name, more...)
					kill := time.AfterFunc(time.Duration(random.Int64N(int64(longest))), func() { _ = command.Process.Signal(syscall.SIGKILL) })
					_ = command.Wait() // killed, or with the status of the customers
					kill.Stop()
					if command.ProcessState.ExitCode() == -1 {
						killed++
						for file, text := range files(name) {
							if isForced && want[file] != "" {
								require.Contains(t, []string{"old", want[file]}, text, file)
							}
						}
						if killed < kills {
							continue
						}
						command, stderr = run(name, "--resume")
						_ = command.Wait()
					}
					if isForced && strings.Contains(stderr.String(), "--force begins anew") { // it was killed before it began
						command, stderr = run(name, "--force")
						_ = command.Wait()
					}
					// 0 says that it was finished when it was killed.
					require.Contains(t, []int{0, 1}, command.ProcessState.ExitCode(), stderr.String())
					break
				}
				require.Equal(t, want, files(name), name)
			}
		})
	}
}
