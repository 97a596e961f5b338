// Package audit judges a customer base of any size. One goroutine cuts the input
// into records, one for each processor decodes and judges them, and the results
// are written in the order of the input. Memory is bounded. A stopped audit goes
// on where it was, and ends with the results of one that never stopped.
package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// Options say what to audit, by which rules, and what to write.
type Options struct {
	Names   []string  // of files; "-" is standard input
	Stdin   io.Reader // read for "-"
	Reading records.Reading

	Policy  *countries.Policy
	Rules   string          // names the policy's live rules in the report, "" without
	Judging verdict.Options // whose date is Now

	AllowEmpty bool // an input without a record does not fail

	Out    string    // a file, *.csv or *.ndjson, with one row for each finding; "-" for NDJSON to Stdout; "" for none
	Stdout io.Writer // written for "-"
	HTML   string    // a file for the report, or ""
	FixTo  string    // a file for the only input with the suggestions of the rules in Fix; or ""
	Fix    []string
	Resume bool // go on where an audit with the same outputs was stopped
	Force  bool // replace existing files, and begin anew

	Corrected func(records.Record, correct.Change, error) // gets each correction, or why it was not made; may be nil

	Meter *Meter    // learns how far the audit is; may be nil
	Now   time.Time // the date of the audit

	checkpointEvery time.Duration // 0: 1 s
	mostListed      int           // customers in the report's table; 0: 100,000
}

// ErrStopped means that the context ended before the input.
var ErrStopped = errors.New("stopped")

// Run audits the input. The summary tells how far it got, even with an error.
//
// When ctx ends, Run judges and writes the records it has read, and returns
// [ErrStopped]. It counts a record that cannot be read, and goes on. It stops if
// an output cannot be written.
func Run(ctx context.Context, options Options) (*Summary, error) {
	// A checkpoint waits for the disk, and browsers are fast with this many rows.
	options.checkpointEvery = cmp.Or(options.checkpointEvery, time.Second)
	options.mostListed = cmp.Or(options.mostListed, 100_000)
	if options.Meter == nil {
		options.Meter = new(Meter)
	}
	if err := options.check(); err != nil {
		return nil, err
	}
	results, err := openResults(&options)
	if err != nil {
		return nil, err
	}
	defer results.close()
	options.Meter.start(options.Names)
	err = results.takeFrom(start(ctx, &options, results.kept.At, results.kept.Columns))
	summary := newSummary(results, err)
	finishErr := results.finish(summary)
	if err == nil && finishErr != nil {
		summary.Complete, err = false, finishErr
	}
	if err != nil && results.isDone {
		return nil, err // nothing was done that another audit could go on with
	}
	return summary, err
}

// takeFrom writes the results of a pipeline until it ends.
func (r *results) takeFrom(p *pipeline) (err error) {
	for batch := range p.results() {
		if err = r.add(batch); err != nil {
			break
		}
	}
	p.stop()
	switch {
	case err != nil:
		return err
	case p.err != nil:
		return p.err
	case !p.ended:
		return ErrStopped
	default:
		return nil
	}
}

// check returns what is wrong with the options, before anything is written.
func (o *Options) check() error {
	if err := checkInputs(o.Names); err != nil {
		return err
	}
	if o.Out != "" && o.Out != "-" && !isCSV(o.Out) && !isNDJSON(o.Out) {
		return fmt.Errorf("%s: expected a file name that ends in .csv or .ndjson", o.Out)
	}
	for _, output := range []string{o.HTML, o.FixTo} {
		if info, err := os.Stat(output); err == nil && !info.Mode().IsRegular() {
			return fmt.Errorf("%s: expected the name of a file", output)
		}
	}
	if o.FixTo != "" {
		if err := correct.CheckInput(o.Names, o.FixTo); err != nil {
			return err
		}
	}
	for _, output := range []string{o.Out, o.HTML, o.FixTo} {
		info, err := os.Stat(output)
		if output == "" || err != nil {
			continue
		}
		for _, name := range o.Names {
			if input, err := os.Stat(name); err == nil && os.SameFile(input, info) {
				return fmt.Errorf("%s: expected another file than an input", output)
			}
		}
	}
	return nil
}

func isCSV(name string) bool { return strings.EqualFold(filepath.Ext(name), ".csv") }

func isNDJSON(name string) bool {
	return strings.EqualFold(filepath.Ext(name), ".ndjson") || strings.EqualFold(filepath.Ext(name), ".jsonl")
}
