package audit

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// results are an audit's outputs, and what is counted.
type results struct {
	options *Options
	out     *output // nil without
	table   *output // rows of the report's table, until the report is made of them; nil without
	kept    checkpoint
	path    string    // of the checkpoint; "" where the audit cannot go on later
	saved   time.Time // when the checkpoint was
	from    position  // where this run began
}

// openResults makes the outputs, or opens those of a stopped audit.
func openResults(options *Options) (*results, error) {
	r := &results{options: options, kept: checkpoint{Settings: settings(options), Date: options.Now}}
	resume := false
	if options.Resume {
		if options.Out == "-" || options.Out == "" && options.HTML == "" {
			return nil, errors.New("--resume needs the file given by --out or --html that the audit was writing")
		}
		found, resumes, err := loadCheckpoint(options)
		if err != nil {
			return nil, err
		}
		if resume = resumes; resumes {
			r.kept = found
			options.Now = found.Date // the results depend on it
		}
	}
	if err := r.open(resume); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *results) open(resume bool) (err error) {
	switch r.options.Out {
	case "":
	case "-":
		r.out = &output{to: r.options.Stdout}
	default:
		if r.out, err = createOutput(r.options.Out, resume, r.kept.OutSize); err != nil {
			return err
		}
		if !isRegular(r.out.file) && r.options.Resume {
			return fmt.Errorf("%s: an audit that is not written to a file cannot be resumed", r.options.Out)
		}
	}
	if r.options.HTML != "" {
		// The rows are made into the report at the end, and take no memory until then.
		if r.table, err = createOutput(r.options.HTML+".rows", resume, r.kept.TableSize); err != nil {
			return err
		}
	}
	if r.out != nil && r.out.file != nil && isRegular(r.out.file) || r.out == nil && r.table != nil {
		r.path = checkpointPath(r.options)
	}
	r.from = r.kept.At
	return r.save()
}

// add writes the results of the batch that follows: all of them, or none.
func (r *results) add(batch *result) error {
	if batch.err != nil {
		return batch.err
	}
	if r.kept.Columns == nil {
		if err := r.writeHeader(batch.columns); err != nil {
			return err
		}
	}
	var outSize int64
	if r.out != nil {
		outSize = r.out.size
		if err := r.out.write(batch.rows); err != nil {
			return err
		}
	}
	if r.table != nil {
		if err := r.list(batch); err != nil {
			r.out.cutTo(outSize)
			return err
		}
	}
	r.kept.Tally.add(&batch.tally)
	r.kept.Notes.add(batch.notes)
	r.kept.At = batch.end
	r.options.Meter.records.Store(int64(batch.end.Records))
	if time.Since(r.saved) < r.options.checkpointEvery {
		return nil
	}
	return r.save()
}

// writeHeader begins the output.
func (r *results) writeHeader(columns []string) error {
	if r.out != nil {
		rows := newRows(r.options, columns)
		if err := rows.header(); err != nil {
			return err
		}
		if err := r.out.write(rows.bytes()); err != nil {
			return err
		}
	}
	r.kept.Columns = columns
	return nil
}

// list adds customers to the report's table.
func (r *results) list(batch *result) error {
	customers := batch.customers[:min(len(batch.customers), r.options.mostListed-r.kept.Listed)]
	places := make([]int, len(batch.tally.Findings))
	for i, f := range batch.tally.Findings {
		places[i] = r.kept.Tally.place(f.finding)
	}
	var rows []byte
	for _, c := range customers {
		rows = appendTableRow(rows, c, places)
	}
	if err := r.table.write(rows); err != nil {
		return err
	}
	r.kept.Listed += len(customers)
	return nil
}

// save writes a checkpoint for what is done.
func (r *results) save() error {
	if r.path == "" {
		return nil
	}
	if r.out != nil {
		if err := r.out.sync(); err != nil {
			return err
		}
		r.kept.OutSize = r.out.size
	}
	if r.table != nil {
		if err := r.table.sync(); err != nil {
			return err
		}
		r.kept.TableSize = r.table.size
	}
	r.saved = time.Now()
	return r.kept.save(r.path)
}

// finish ends the outputs. Of a complete audit nothing is left but them.
func (r *results) finish(summary *Summary) error {
	if r.kept.Columns == nil && summary.Complete {
		if err := r.writeHeader(keptColumns(r.options, nil)); err != nil {
			return err
		}
	}
	if err := r.save(); err != nil {
		return err
	}
	if r.table != nil {
		if err := writeReport(r.options.HTML, r.table.file.Name(), summary); err != nil {
			return fmt.Errorf("the report: %w", err)
		}
	}
	if summary.Complete && r.path != "" {
		if err := os.Remove(r.path); err != nil {
			return err
		}
		r.path = "" // there is nothing to go on with
	}
	return nil
}

// close closes the files; errors of writing are known by then. It removes the
// report's rows unless they are needed to go on.
func (r *results) close() {
	for _, output := range []*output{r.out, r.table} {
		if output != nil {
			_ = output.close()
		}
	}
	if r.table != nil && r.path == "" {
		_ = os.Remove(r.table.file.Name())
	}
}
