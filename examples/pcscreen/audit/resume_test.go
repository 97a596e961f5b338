package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/prose"
)

// outcome is all that an audit leaves.
type outcome struct{ summary, out, html string }

// uninterrupted audits in one go.
func uninterrupted(t *testing.T, options Options, folder string) outcome {
	t.Helper()
	options.Out, options.HTML = filepath.Join(folder, "out"+filepath.Ext(options.Out)), filepath.Join(folder, "report.html")
	return outcome{complete(t, options), file(t, options.Out), file(t, options.HTML)}
}

// stopping is an input that has the audit stopped after some bytes.
type stopping struct {
	io.Reader
	left int
	stop func()
}

func (s *stopping) Read(p []byte) (int, error) {
	if s.left <= 0 {
		s.stop()
		s.stop = func() {}
	}
	n, err := s.Reader.Read(p[:min(len(p), 1<<12)])
	s.left -= n
	return n, err
}

func TestResume(t *testing.T) {
	input := generated(t, 6000)
	for _, extension := range []string{".csv", ".ndjson"} {
		t.Run(extension, func(t *testing.T) {
			options := optionsIn(t.TempDir(), input)
			options.Out = strings.TrimSuffix(options.Out, ".csv") + extension
			options.mostListed = 300 // customers in the report
			want := uninterrupted(t, with(options, input), t.TempDir())

			// It is stopped again and again, at any place.
			random := rand.New(rand.NewPCG(1, 2))
			options.Resume = true
			stops := 0
			for {
				ctx, cancel := context.WithCancel(t.Context())
				options := with(options, input)
				options.Stdin = &stopping{strings.NewReader(input), stops*len(input)/5 + random.IntN(len(input)/3), cancel}
				summary, err := Run(ctx, options)
				cancel()
				if err == nil {
					assert.True(t, summary.Complete)
					assert.Equal(t, want, outcome{written(t, summary), file(t, options.Out), file(t, options.HTML)})
					break
				}
				require.ErrorIs(t, err, ErrStopped)
				assert.False(t, summary.Complete)
				stops++
				assert.True(t, strings.HasPrefix(want.out, file(t, options.Out)), "whole rows, the same")
				assert.Contains(t, file(t, options.HTML), "Not complete.")
			}
			assert.Greater(t, stops, 2)
			assert.NoFileExists(t, options.Out+".resume")
		})
	}
}

// with gives options an input of their own.
func with(options Options, input string) Options {
	options.Stdin = strings.NewReader(input)
	return options
}

// TestResumeAfterACrash takes the outputs as a crash leaves them: beyond the
// checkpoint, and cut off anywhere; the report is empty, or half of one.
func TestResumeAfterACrash(t *testing.T) {
	input := generated(t, 6000)
	want := uninterrupted(t, optionsIn(t.TempDir(), input), t.TempDir())
	for report, next := range map[string]string{"": `"phase":"replacing"`, "<!DOCTYPE html>\n<ht": `"phase":"stopped"`} {
		options := optionsIn(t.TempDir(), input)
		ctx, cancel := context.WithCancel(t.Context())
		stopped := with(options, input)
		stopped.checkpointEvery = 1
		stopped.Stdin = &stopping{strings.NewReader(input), len(input) / 2, cancel}
		_, err := Run(ctx, stopped)
		require.ErrorIs(t, err, ErrStopped)
		state, _, found := strings.Cut(file(t, options.Out+".resume"), next)
		require.True(t, found)
		beyond := strings.Repeat("5000,more than the rest of the rows\n", 50_000) + "5000,half a r"
		require.NoError(t, os.WriteFile(options.Out+".resume", []byte(state+beyond), 0o600))
		require.NoError(t, os.WriteFile(options.Out, []byte(file(t, options.Out)+beyond), 0o600))
		require.NoError(t, os.WriteFile(options.HTML, []byte(report), 0o600))
		options.Resume = true
		resumed := outcome{complete(t, options), file(t, options.Out), file(t, options.HTML)}
		assert.Equal(t, want, resumed)
	}
}

// TestResumeOnAnotherDay goes on by the rules of the day on which the audit
// began: a number with letters is a Brazilian one since July 2026.
func TestResumeOnAnotherDay(t *testing.T) {
	input := strings.Repeat(`{"id":"a","companyProfile":{"organizationRegistrationNumber":"12ABC34501DE35"},"billingProfile":{"defaultAddress":{"country":"BR","phoneNumber":"+55"}}}`+"\n", 6000)
	options := optionsIn(t.TempDir(), input)
	options.HTML = ""
	options.Now = time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)
	options.Out = filepath.Join(filepath.Dir(options.Out), "whole.csv")
	complete(t, with(options, input))
	want := file(t, options.Out)

	options.Out = filepath.Join(filepath.Dir(options.Out), "out.csv")
	ctx, cancel := context.WithCancel(t.Context())
	stopped := with(options, input)
	stopped.Stdin = &stopping{strings.NewReader(input), len(input) / 2, cancel}
	_, err := Run(ctx, stopped)
	require.ErrorIs(t, err, ErrStopped)
	options.Resume, options.Now = true, day
	complete(t, with(options, input))
	assert.Equal(t, want, file(t, options.Out))
	options.Resume, options.Force = false, true
	complete(t, with(options, input))
	assert.NotEqual(t, want, file(t, options.Out), "the day makes a difference")
}

// TestResumeWhenAllIsDone is for an audit that was killed on the last inch.
func TestResumeWhenAllIsDone(t *testing.T) {
	input := generated(t, 1500)
	options := optionsIn(t.TempDir(), input)
	want := uninterrupted(t, with(options, input), t.TempDir())
	first := with(options, input)
	first.Out = options.Out
	results, err := openResults(new(prepared(first)))
	require.NoError(t, err)
	require.NoError(t, results.takeFrom(start(t.Context(), results.options, position{}, nil)))
	require.NoError(t, results.save())
	results.close()

	options.Resume = true
	assert.Equal(t, want, outcome{complete(t, with(options, input)), file(t, options.Out), file(t, options.HTML)})
}

// prepared sets what Run sets.
func prepared(options Options) Options {
	options.checkpointEvery, options.mostListed, options.Meter = time.Hour, 100_000, new(Meter)
	return options
}

func TestResumeIsRefused(t *testing.T) {
	input := generated(t, 3000)
	for name, test := range map[string]struct {
		change func(*Options)
		want   string
	}{
		"other rules":      {func(o *Options) { o.Policy = countries.November2020() }, "begun with other"},
		"another check":    {func(o *Options) { o.Judging.ViolationsOnly = true }, "begun with other"},
		"another sheet":    {func(o *Options) { o.Reading.Sheet = "x" }, "begun with other"},
		"other advisories": {func(o *Options) { o.Judging.Without = []string{"country.unknown"} }, "begun with other"},
		"other inputs":     {func(o *Options) { o.Names = append(o.Names, os.DevNull) }, "begun with other"},
		"other columns":    {func(o *Options) { o.Reading.Columns = map[string]string{"id": "x"} }, "begun with other"},
		"another text": {func(o *Options) {
			o.Stdin = strings.NewReader(strings.Replace(input, "Aurora", "aurora", 1))
		}, errOtherInput.Error()},
		"a shorter text": {func(o *Options) { o.Stdin = strings.NewReader(input[:1000]) }, errOtherInput.Error()},
		"a lost output":  {func(o *Options) { assert.NoError(t, os.Remove(o.Out)) }, "no such file"},
		"a cut output":   {func(o *Options) { assert.NoError(t, os.Truncate(o.Out, 10)) }, "shorter than the audit left it"},
		"a changed output": {func(o *Options) {
			text, err := os.ReadFile(o.Out)
			assert.NoError(t, err)
			text[len(text)/2] ^= 1
			assert.NoError(t, os.WriteFile(o.Out, text, 0o600))
		}, "is not as the audit left it"},
		"a line after the output": {func(o *Options) {
			assert.NoError(t, os.WriteFile(o.Out, []byte(file(t, o.Out)+"a note\n"), 0o600))
		}, "is not as the audit left it"},
		"a changed report": {func(o *Options) { assert.NoError(t, os.WriteFile(o.HTML, []byte("mine"), 0o600)) }, "is not as the audit left it"},
		"another report": {func(o *Options) {
			o.HTML = filepath.Join(filepath.Dir(o.Out), "another.html")
			assert.NoError(t, os.WriteFile(o.HTML, []byte("mine"), 0o600))
		}, "begun with other"},
		"a damaged checkpoint": {func(o *Options) {
			assert.NoError(t, os.Truncate(o.Out+".resume", int64(len(stateTitle)+100)))
		}, "what is needed to go on is damaged"},
		"an empty checkpoint": {func(o *Options) { assert.NoError(t, os.Truncate(o.Out+".resume", 0)) }, "what is needed to go on is damaged"},
		"a lost checkpoint": {func(o *Options) {
			assert.NoError(t, os.Remove(o.Out+".resume"))
		}, "nothing to resume"},
		"another phone expression": {func(o *Options) {
			rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"RU","isRegistrationNumberRequired":true,"phoneNumberRegex":"^9+$"}`))
			assert.NoError(t, err)
			o.Policy = o.Policy.With(rule)
		}, "begun with other"},
		"--resume forgotten":  {func(o *Options) { o.Resume = false }, "go on with --resume, or begin anew with --force"},
		"a broken checkpoint": {func(o *Options) { assert.NoError(t, os.WriteFile(o.Out+".resume", []byte("{"), 0o600)) }, "expected what an audit left"},
	} {
		t.Run(name, func(t *testing.T) {
			options := optionsIn(t.TempDir(), input)
			ctx, cancel := context.WithCancel(t.Context())
			stopped := with(options, input)
			stopped.Stdin = &stopping{strings.NewReader(input), len(input) / 2, cancel}
			summary, err := Run(ctx, stopped)
			require.ErrorIs(t, err, ErrStopped)
			require.NotZero(t, summary.tally.Records)

			options = with(options, input)
			options.Resume = true
			test.change(&options)
			before := []string{file(t, stopped.HTML), optional(options.Out), optional(options.HTML)}
			_, err = Run(t.Context(), options)
			require.ErrorContains(t, err, test.want)
			if test.want != errOtherInput.Error() {
				assert.Equal(t, before, []string{file(t, stopped.HTML), optional(options.Out), optional(options.HTML)}, "nothing is touched")
			}
		})
	}
}

// TestResumeElsewhere moves the outputs, and names them in another way. The
// report that --force was to replace is still the old one.
func TestResumeElsewhere(t *testing.T) {
	input := generated(t, 3000)
	want := uninterrupted(t, optionsIn(t.TempDir(), input), t.TempDir())
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "to")
	options := optionsIn(from, input)
	options.Force = true
	require.NoError(t, os.WriteFile(options.HTML, []byte("old"), 0o600))
	results, err := openResults(&options)
	require.NoError(t, err)
	results.close() // as if it were killed
	require.NoError(t, os.Rename(from, to))
	t.Chdir(to)
	options = optionsIn("", input)
	options.HTML, options.Resume = "./"+options.HTML, true
	assert.Equal(t, want, outcome{complete(t, options), file(t, options.Out), file(t, options.HTML)})
}

func TestResumeOfNothingBegins(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed)
	options.Resume = true
	complete(t, options)
}

// blocked is an input that never comes.
type blocked struct{ release chan struct{} }

func (b blocked) Read([]byte) (int, error) {
	<-b.release
	return 0, io.EOF
}

func TestStopWhileTheInputWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		options := optionsIn(t.TempDir(), "")
		options.Stdin = io.MultiReader(strings.NewReader(mixed), blocked{release})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		summary, err := Run(ctx, options)
		require.ErrorIs(t, err, ErrStopped)
		assert.Equal(t, 6, summary.tally.Records, "what came in whole is judged")
	})
}

func TestStopBeforeTheBeginning(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	input := generated(t, 3000)
	options := optionsIn(t.TempDir(), input)
	_, err := Run(ctx, options)
	require.ErrorIs(t, err, ErrStopped)
	options = with(options, input)
	options.Resume = true
	want := uninterrupted(t, with(Options{Names: options.Names, Policy: options.Policy, Now: day, Out: ".csv"}, input), t.TempDir())
	assert.Equal(t, want, outcome{complete(t, options), file(t, options.Out), file(t, options.HTML)})
}

// limited is a stream that breaks after some bytes.
type limited struct {
	left atomic.Int64
	text strings.Builder
}

var errFull = errors.New("no space left on device")

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), int(l.left.Load()))
	l.text.Write(p[:n])
	l.left.Add(int64(-n))
	if n < len(p) {
		return n, errFull
	}
	return n, nil
}

// TestFullDisk has each output break at any place, and then goes on.
func TestFullDisk(t *testing.T) {
	input := generated(t, 6000)
	options := optionsIn(t.TempDir(), input)
	want := uninterrupted(t, with(options, input), t.TempDir())
	for _, broken := range []string{"out", "table"} {
		for _, after := range []int64{0, 1, 12_000, 25_000} {
			folder := t.TempDir()
			options := prepared(with(optionsIn(folder, input), input))
			options.checkpointEvery = time.Hour
			results, err := openResults(&options)
			require.NoError(t, err)
			disk := &limited{}
			disk.left.Store(after)
			if broken == "out" {
				results.out.to = fullFile{disk, results.out.file}
			} else {
				results.state.to = fullFile{disk, results.state.file}
			}
			err = results.takeFrom(start(t.Context(), &options, position{}, nil))
			require.ErrorIs(t, err, errFull)
			summary := newSummary(results, err)
			disk.left.Store(1 << 40) // somebody makes room
			require.NoError(t, results.finish(summary), "the report of what there is")
			results.close()
			assert.False(t, summary.Complete)
			rows := file(t, options.Out)
			assert.True(t, strings.HasPrefix(want.out, rows), "whole rows")
			assert.True(t, rows == "" || strings.HasSuffix(rows, "\n"), "whole rows")

			options = with(optionsIn(folder, input), input)
			options.Resume = true
			assert.Equal(t, want, outcome{complete(t, options), file(t, options.Out), file(t, options.HTML)}, "%s after %d", broken, after)
		}
	}
}

// fullFile writes to a file until its disk is full.
type fullFile struct {
	disk *limited
	file io.Writer
}

func (f fullFile) Write(p []byte) (int, error) {
	n, err := f.disk.Write(p)
	if _, fileErr := f.file.Write(p[:n]); fileErr != nil {
		return n, fileErr
	}
	return n, err
}

func TestClosedPipe(t *testing.T) {
	input := generated(t, 6000)
	options := optionsIn(t.TempDir(), input)
	pipe := &limited{}
	pipe.left.Store(30_000)
	options.Out, options.Stdout = "-", pipe
	summary, err := Run(t.Context(), options)
	require.ErrorIs(t, err, errFull)
	assert.False(t, summary.Complete)
	assert.Less(t, summary.tally.Records, 6000)
	var end strings.Builder
	require.NoError(t, summary.WriteEnd(&end))
	assert.Equal(t, "Not complete: the audit came to record "+prose.Grouped(summary.tally.Records)+". What is written is complete up to there.\n", end.String())
	assert.NoFileExists(t, options.HTML+".rows")
}

// TestResumeOfAWorkbook stops after some batches, and goes on at the row that
// follows.
func TestResumeOfAWorkbook(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "customers.xlsx")
	book := excelize.NewFile()
	rows, err := book.NewStreamWriter("Sheet1")
	require.NoError(t, err)
	require.NoError(t, rows.SetRow("A1", []any{"Company", "Country", "INN", "Phone"}))
	for i := 2; i < 5000; i++ {
		require.NoError(t, rows.SetRow(fmt.Sprint("A", i), []any{fmt.Sprint("Oka ", i), "Россия", 7707083893 + i%3, "+7 495 555 01 00"}))
	}
	require.NoError(t, rows.Flush())
	require.NoError(t, book.SaveAs(name))

	options := optionsIn(folder, "")
	options.Names = []string{name}
	options.Out = filepath.Join(folder, "whole.csv")
	complete(t, options)
	whole, report := file(t, options.Out), file(t, options.HTML)
	assert.Contains(t, whole, "customers.xlsx,4999,4998,,Oka 4999,RU,")

	options.Out, options.Force = filepath.Join(folder, "out.csv"), true
	stopped := prepared(options)
	results, err := openResults(&stopped)
	require.NoError(t, err)
	pipeline := start(t.Context(), &stopped, position{}, nil)
	batches := 0
	for batch := range pipeline.results() {
		require.NoError(t, results.add(batch))
		if batches++; batches == 2 {
			break
		}
	}
	pipeline.stop()
	require.NoError(t, results.save())
	results.close()
	assert.Less(t, len(file(t, options.Out)), len(whole))

	options.Resume, options.Force = true, false
	complete(t, options)
	assert.Equal(t, whole, file(t, options.Out))
	assert.Equal(t, report, file(t, options.HTML))
}
