package audit

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stoppedAudit stops an audit of a spreadsheet in the middle.
func stoppedAudit(t *testing.T, options Options, input string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	options.Stdin = &stopping{strings.NewReader(input), len(input) / 2, cancel}
	summary, err := Run(ctx, options)
	require.ErrorIs(t, err, ErrStopped)
	require.NotZero(t, summary.tally.Records)
}

// TestResumeWithAnotherHeader swaps two columns: the cells are the same, and
// mean something else.
func TestResumeWithAnotherHeader(t *testing.T) {
	rows := strings.Repeat("RU,7707083893,+74955550100\n", 40_000)
	options := optionsIn(t.TempDir(), "")
	stoppedAudit(t, options, "country,inn,phone\n"+rows)
	options.Resume, options.Stdin = true, strings.NewReader("country,phone,inn\n"+rows)
	_, err := Run(t.Context(), options)
	require.ErrorIs(t, err, errOtherInput)
	options.Stdin = strings.NewReader("country,inn,phone\n" + rows)
	complete(t, options)
}

func TestAFinishedAuditIsResumed(t *testing.T) {
	for _, outputs := range []string{"both", "rows", "report"} {
		t.Run(outputs, func(t *testing.T) {
			options := optionsIn(t.TempDir(), mixed)
			if outputs == "rows" {
				options.HTML = ""
			}
			if outputs == "report" {
				options.Out = ""
			}
			complete(t, options)
			before := []string{optional(options.Out), optional(options.HTML)}
			options = with(options, mixed)
			options.Resume, options.Now = true, day.AddDate(0, 0, 1)
			summary, err := Run(t.Context(), options)
			require.NoError(t, err)
			assert.True(t, summary.Finished)

			options = with(options, mixed+mixed)
			_, err = Run(t.Context(), options)
			require.ErrorContains(t, err, "would write something else; --force begins anew")
			assert.Equal(t, before, []string{optional(options.Out), optional(options.HTML)}, "nothing is touched")
		})
	}
}

func optional(name string) string {
	text, _ := os.ReadFile(name)
	return string(text)
}

func TestFilesThatAreThereAlready(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, mixed)
	for _, name := range []string{options.Out, options.HTML} {
		require.NoError(t, os.WriteFile(name, []byte("mine"), 0o640))
		_, err := Run(t.Context(), with(options, mixed))
		require.ErrorContains(t, err, "the file is there already; --force replaces it")
		assert.Equal(t, "mine", file(t, name))
		left, err := filepath.Glob(filepath.Join(folder, "*"))
		require.NoError(t, err)
		assert.Equal(t, []string{name}, left)
		require.NoError(t, os.Remove(name))
	}
	require.NoError(t, os.WriteFile(options.Out, []byte(strings.Repeat("mine", 1000)), 0o640))
	options = with(options, mixed)
	options.Force = true
	complete(t, options)
	assert.NotContains(t, file(t, options.Out), "mine")
}

// TestForceReplacesAtTheEnd stops an audit that replaces files, before it has
// anything to put in their place.
func TestForceReplacesAtTheEnd(t *testing.T) {
	input := generated(t, 3000)
	want := uninterrupted(t, optionsIn(t.TempDir(), input), t.TempDir())
	folder := t.TempDir()
	options := optionsIn(folder, input)
	options.Force = true
	begin := func() {
		for _, name := range []string{options.Out, options.HTML} {
			require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
		}
		options := prepared(with(options, input))
		results, err := openResults(&options)
		require.NoError(t, err)
		require.NoError(t, results.takeFrom(start(t.Context(), &options, position{}, nil)))
		require.NoError(t, results.save())
		results.close() // as if it were killed
		assert.Equal(t, []string{"old", "old"}, []string{file(t, options.Out), file(t, options.HTML)})
	}
	begin()
	begin() // anew
	options = with(options, input)
	options.Force, options.Resume = false, true
	assert.Equal(t, want, outcome{complete(t, options), file(t, options.Out), file(t, options.HTML)})
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, left, 2, "no part is left")
}

func TestOutputsKeepTheirModeAndLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has neither")
	}
	folder := t.TempDir()
	options := optionsIn(folder, mixed)
	options.Force = true
	for _, name := range []string{options.Out, options.HTML} {
		require.NoError(t, os.WriteFile(name+".real", []byte("x"), 0o600))
		require.NoError(t, os.Chmod(name+".real", 0o640))
		require.NoError(t, os.Symlink(name+".real", name))
	}
	complete(t, options)
	for _, name := range []string{options.Out, options.HTML} {
		info, err := os.Lstat(name)
		require.NoError(t, err)
		assert.Equal(t, os.ModeSymlink, info.Mode().Type())
		info, err = os.Stat(name)
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o640), info.Mode())
		assert.Greater(t, info.Size(), int64(100))
	}
}

// TestDerivedNames has something else at the name that the audit would use.
func TestDerivedNames(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder, "")
	input := options.Out + ".resume"
	require.NoError(t, os.WriteFile(input, []byte(mixed), 0o600))
	options.Names = []string{input}
	for _, change := range []func(*Options){func(*Options) {}, func(o *Options) { o.Force = true }, func(o *Options) { o.Resume = true }} {
		options := options
		change(&options)
		_, err := Run(t.Context(), options)
		require.ErrorContains(t, err, "expected what an audit left to resume, found another file")
		assert.Equal(t, mixed, file(t, input))
		assert.NoFileExists(t, options.Out)
		assert.NoFileExists(t, options.HTML)
	}
	taken := with(options, mixed)
	taken.Names, taken.HTML, taken.Force = []string{"-"}, input, true
	require.NoError(t, os.Rename(input, filepath.Join(folder, "in.ndjson")))
	_, err := Run(t.Context(), taken)
	require.ErrorContains(t, err, "expected another name: the audit keeps there what it needs to go on")
	assert.NoFileExists(t, input)
	for _, name := range []string{options.HTML + ".rows", options.HTML + ".new", options.Out + ".new", options.Out + ".resume.new"} {
		require.NoError(t, os.WriteFile(name, []byte(mixed), 0o600))
	}
	options.Names = []string{filepath.Join(folder, "in.ndjson")}
	complete(t, options)
	for _, name := range []string{options.HTML + ".rows", options.HTML + ".new", options.Out + ".new", options.Out + ".resume.new"} {
		assert.Equal(t, mixed, file(t, name))
	}
}

func TestOneFileByTwoNames(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	require.NoError(t, os.Mkdir("sub", 0o700))
	require.NoError(t, os.Symlink("z.csv", "link.csv"))
	for _, name := range []string{"z.csv", "./z.csv", "sub/../z.csv", filepath.Join(folder, "z.csv"), "link.csv"} {
		options := optionsIn("", mixed)
		options.Out, options.HTML = "z.csv", name
		_, err := Run(t.Context(), options)
		require.ErrorContains(t, err, "expected another file than z.csv", name)
		assert.NoFileExists(t, "z.csv")
	}
}

// TestTwoAuditsToOneOutput begins a second one while the first waits.
func TestTwoAuditsToOneOutput(t *testing.T) {
	options := optionsIn(t.TempDir(), "")
	reader, writer := io.Pipe()
	first := options
	first.Stdin = reader
	ended := make(chan error)
	go func() {
		_, err := Run(t.Context(), first)
		ended <- err
	}()
	_, err := io.WriteString(writer, mixed) // it is read when the outputs are open
	require.NoError(t, err)
	for _, change := range []func(*Options){
		func(*Options) {},
		func(o *Options) { o.Resume = true },
		func(o *Options) { o.Force = true },
		func(o *Options) { o.Out, o.Force = "", true },
		func(o *Options) { o.HTML, o.Force = "", true },
	} {
		second := with(options, mixed)
		change(&second)
		_, err := Run(t.Context(), second)
		require.ErrorContains(t, err, "another audit or check is writing this file")
	}
	require.NoError(t, writer.Close())
	require.NoError(t, <-ended)
	assert.Contains(t, file(t, options.Out), "77070-83893")
}

// TestStateThatBreaksOff cuts the state at every place: what is whole counts.
func TestStateThatBreaksOff(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.resume")
	made, err := newState(path)
	require.NoError(t, err)
	sizes := []int64{}
	for records := range 3 {
		require.NoError(t, made.append([]byte("[1],\n")))
		require.NoError(t, made.save(&checkpoint{At: position{Records: records + 1}}))
		sizes = append(sizes, made.size)
	}
	require.NoError(t, made.file.Close())
	whole := file(t, path)
	for end := range len(whole) + 1 {
		for _, filling := range []string{"", "\x00\x00", "[2],\n{}\n"} {
			require.NoError(t, os.WriteFile(path, []byte(whole[:end]+filling), 0o600))
			found, err := findState(path)
			if err != nil {
				require.Less(t, end, len(stateTitle))
				continue
			}
			c, _, err := found.load()
			require.NoError(t, err)
			want := 0
			for _, size := range sizes {
				if int64(end) >= size {
					want++
				}
			}
			require.Equal(t, want, c.At.Records)
			require.NoError(t, found.append([]byte("[3],\n")))
			require.NoError(t, found.save(&checkpoint{At: position{Records: 7}}))
			c, isFound, err := found.load()
			require.NoError(t, err)
			require.True(t, isFound)
			require.Equal(t, 7, c.At.Records, "what is written after is whole")
			require.NoError(t, found.file.Close())
		}
	}
}
