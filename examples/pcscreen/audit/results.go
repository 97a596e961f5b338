package audit

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"time"

	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/outfile"
	"github.com/cspkit/customerscreen/examples/internal/records"
)

// results are an audit's outputs and counts.
type results struct {
	options *Options
	files   []*outfile.File // all open files
	out     *output         // nil without
	html    *outfile.File   // nil without
	fixed   *outfile.File   // nil without
	state   *state          // nil if nothing is kept
	isDone  bool            // the outputs exist, and must equal what this audit writes
	kept    checkpoint
	saved   time.Time // when the last checkpoint was
	from    position  // where this run began
}

// openResults creates the outputs, or opens those of a stopped audit.
func openResults(options *Options) (*results, error) {
	r := &results{options: options, kept: checkpoint{Settings: settings(options), Date: options.Now}}
	if err := r.open(); err != nil {
		r.abandon()
		return nil, err
	}
	return r, nil
}

func (r *results) open() (err error) {
	o := r.options
	if o.Resume && (o.Out == "-" || o.Out == "" && o.HTML == "" && o.FixTo == "") {
		return errors.New("--resume needs the file given by --out, --html or --fix-to that the audit was writing")
	}
	var names []string
	for _, name := range []string{o.Out, o.HTML, o.FixTo} {
		if name != "" && name != "-" {
			names = append(names, name)
		}
	}
	for _, name := range names {
		for _, other := range r.files {
			if other.Is(name) {
				return fmt.Errorf("%s: expected another file than %s", name, other.Name())
			}
		}
		file, err := outfile.Open(name)
		if err != nil {
			return err
		}
		r.files = append(r.files, file)
		switch name {
		case o.Out:
			r.out = newOutput(file)
		case o.HTML:
			r.html = file
		default:
			r.fixed = file
		}
	}
	if o.Out == "-" {
		r.out = &output{to: o.Stdout}
	}
	if len(r.files) == 0 {
		return nil
	}
	if first := r.files[0]; !first.IsRegular() && o.Resume {
		return fmt.Errorf("%s: an audit that is not written to a file cannot be resumed", first.Name())
	} else if o.Out == "-" || !first.IsRegular() {
		return r.begin("")
	}
	return r.openState(statePath(names[0]))
}

// openState goes on or begins, or returns why it can do neither.
func (r *results) openState(path string) (err error) {
	for _, file := range r.files {
		if file.Is(path) {
			return fmt.Errorf("%s: expected another name: the audit keeps there what it needs to go on", path)
		}
	}
	if r.state, err = findState(path); err != nil {
		return err
	}
	first := r.files[0]
	switch {
	case r.options.Force:
		return r.begin(path)
	case r.options.Resume && r.state != nil:
		return r.goOn(path)
	case r.state != nil:
		return fmt.Errorf("%s: an audit that writes it was stopped: go on with --resume, or begin anew with --force", first.Name())
	}
	if !r.options.Resume || !slices.ContainsFunc(r.files, func(f *outfile.File) bool { return !f.IsEmpty }) {
		return r.begin(path)
	}
	if slices.ContainsFunc(r.files, func(f *outfile.File) bool { return f.IsNew }) {
		return errors.New("there is nothing to resume, since no audit that writes these files was stopped; --force begins anew")
	}
	return r.compare()
}

// begin begins anew.
func (r *results) begin(path string) (err error) {
	for _, file := range r.files {
		if !file.IsEmpty && !r.options.Force {
			return fmt.Errorf("%s: %w", file.Name(), outfile.ErrExists)
		}
	}
	if r.state != nil {
		var stopped checkpoint
		if stopped, _, err = r.state.load(); err == nil {
			removeParts(stopped.partsBeside(path))
			err = r.state.begin()
		}
	} else {
		r.state, err = newState(path)
	}
	if err == nil && r.out != nil && r.out.file != nil {
		err = r.out.file.Begin()
	}
	if err != nil {
		return err
	}
	return r.saveAll(judging)
}

// removeParts removes what a stopped audit has written beside its outputs.
func removeParts(parts []string) {
	for _, part := range parts {
		_ = os.Remove(part) // most were not begun
	}
}

// goOn goes on where an audit was stopped.
func (r *results) goOn(path string) error {
	found, isFound, err := r.state.load()
	if err != nil {
		return err
	}
	if !isFound {
		for _, file := range r.files {
			if !file.IsEmpty {
				return fmt.Errorf("%s: what is needed to go on is damaged; --force begins anew", path)
			}
		}
		return r.begin(path) // the audit was killed while it began
	}
	if found.Settings != r.kept.Settings {
		return fmt.Errorf("%s: the audit was begun with other inputs, rules, flags or another version of this program; give the same, or begin anew with --force", path)
	}
	parts := found.partsBeside(path)
	if r.out != nil {
		isPart, err := r.out.file.Continue(parts[0])
		if err != nil {
			return err
		}
		if parts = parts[1:]; r.out.file.IsNew && !isPart {
			return fmt.Errorf("%s: what the audit wrote there is lost: no such file; --force begins anew", r.options.Out)
		}
		if err := r.out.goOn(&found); err != nil {
			return err
		}
	}
	for file, left := range map[*outfile.File]string{r.html: found.HTMLSum, r.fixed: found.FixSum} {
		if sum, err := sumOf(file); err != nil {
			return err
		} else if sum == "" || sum == left {
			continue
		}
		if found.Phase != replacing {
			return notAsLeft(file)
		}
		if left != "" {
			continue // it was killed after it had put the new one in its place
		}
		if err := file.Empty(); err != nil { // the audit was killed while it wrote the file
			return err
		}
	}
	removeParts(parts)
	r.kept, r.from = found, found.At
	r.options.Now = found.Date // the results depend on it
	return r.saveAll(judging)
}

var reportDate = regexp.MustCompile(`<title>[^<]*(\d{4}-\d\d-\d\d)</title>`)

// compare compares the outputs of a finished audit with what this one would write.
func (r *results) compare() (err error) {
	r.isDone = true
	if r.state, err = newState(""); err != nil {
		return err
	}
	if r.out != nil {
		r.out = &output{to: comparer{r.out.file}}
	}
	if r.html == nil {
		return nil
	}
	begin := make([]byte, 1<<12)
	n, err := r.html.ReadAt(begin, 0)
	if err != nil && err != io.EOF {
		return err
	}
	if found := reportDate.FindSubmatch(begin[:n]); found != nil {
		if date, err := time.Parse(time.DateOnly, string(found[1])); err == nil {
			r.options.Now, r.kept.Date = date, date
		}
	}
	return nil
}

// resumable reports whether another run can go on after this one.
func (r *results) resumable() bool { return r.state != nil && r.state.path != "" }

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
	if r.html != nil {
		if err := r.list(batch); err != nil {
			r.out.cutTo(outSize)
			return err
		}
	}
	r.out.add(batch.rows)
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
		r.out.add(rows.bytes())
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
	if err := r.state.append(rows); err != nil {
		return err
	}
	r.kept.Listed += len(customers)
	return nil
}

// saveAll writes a checkpoint for all outputs.
func (r *results) saveAll(phase phase) (err error) {
	if !r.resumable() {
		return nil
	}
	if r.kept.HTMLSum, err = sumOf(r.html); err != nil {
		return err
	}
	if r.kept.FixSum, err = sumOf(r.fixed); err != nil {
		return err
	}
	r.kept.Phase, r.kept.Parts = phase, nil
	for _, file := range r.files {
		r.kept.Parts = append(r.kept.Parts, seenFrom(r.state.path, file.Part))
	}
	return r.save()
}

// save writes a checkpoint for what is done.
func (r *results) save() error {
	if !r.resumable() {
		return nil
	}
	if r.out != nil {
		if err := r.out.sync(); err != nil {
			return err
		}
		r.kept.OutSize, r.kept.OutSum = r.out.size, hex.EncodeToString(r.out.sum.Sum(nil))
	}
	r.saved = time.Now()
	return r.state.save(&r.kept)
}

// finish ends the outputs. A complete audit leaves only these.
func (r *results) finish(summary *Summary) error {
	if r.kept.Columns == nil && summary.Complete {
		if err := r.writeHeader(keptColumns(r.options, nil)); err != nil {
			return err
		}
	}
	r.kept.Phase = replacing
	if err := r.save(); err != nil {
		return err
	}
	if r.isDone && !summary.Complete {
		return nil
	}
	err := r.replace(summary)
	if err != nil || !summary.Complete {
		return cmp.Or(err, r.saveAll(stopped))
	}
	if r.state == nil {
		return nil
	}
	if err := r.state.remove(); err != nil {
		return err
	}
	r.state = nil // nothing is left to go on with
	return nil
}

// replace writes the outputs that are written at the end, each as a whole.
func (r *results) replace(summary *Summary) error {
	if r.isDone && r.out != nil {
		if err := (comparer{r.files[0]}).end(); err != nil {
			return err
		}
	}
	if r.html != nil {
		if err := r.write(r.html, func(w io.Writer) error { return writeReport(w, r.state, summary) }); err != nil {
			return fmt.Errorf("the report: %w", err)
		}
	}
	if summary.Wrote(r.options.FixTo) {
		if err := r.write(r.fixed, r.fix); err != nil {
			return fmt.Errorf("the corrected file: %w", err)
		}
	}
	if r.out != nil && r.out.file != nil && summary.Complete {
		return r.out.file.Commit()
	}
	return nil
}

// write writes a whole file, or compares it with an existing one.
func (r *results) write(file *outfile.File, write func(io.Writer) error) error {
	if !r.isDone {
		return file.Replace(write)
	}
	if err := write(comparer{file}); err != nil {
		return err
	}
	return comparer{file}.end()
}

// fix writes the input again with the suggestions of the confirmed rules.
func (r *results) fix(w io.Writer) error {
	input, err := os.Open(r.options.Names[0])
	if err != nil {
		return err
	}
	defer input.Close()
	info, err := input.Stat()
	if err != nil {
		return err
	}
	judge := newJudge(r.options).verdict
	return correct.Copy(w, input, info.Size(), r.options.Names[0], r.options.Reading, correct.ByRule(judge, r.options.Fix),
		func(raw records.Raw, change correct.Change, err error) {
			if r.options.Corrected != nil && !r.isDone {
				r.options.Corrected(raw.Decode(), change, err)
			}
		})
}

// close closes the files: writing errors are known by then. It keeps what is
// needed to go on.
func (r *results) close() {
	for _, file := range r.files {
		if file == r.fixed && r.state == nil && len(r.kept.Notes.InputErrors) > 0 {
			file.Discard() // nothing was to be written
		}
		_ = file.Close()
	}
	if r.state == nil {
		return
	}
	if r.state.path == "" {
		_ = r.state.remove()
	} else {
		_ = r.state.file.Close()
	}
}

// abandon closes files that were not written, and removes new ones.
func (r *results) abandon() {
	for _, file := range r.files {
		file.Discard()
	}
	r.files = nil
	r.close()
}
