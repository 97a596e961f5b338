package audit

import (
	"cmp"
	"errors"
	"slices"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/translations"
)

// result is what a worker found in a batch.
type result struct {
	end       position
	columns   []string
	tally     tally
	rows      []byte // of the output
	customers []customer
	notes     notes
	err       error // why the audit cannot go on
}

// notes are about whole inputs.
type notes struct {
	InputErrors []string      `json:"inputErrors,omitempty"` // of inputs that could not be read to their end
	Empty       []string      `json:"empty,omitempty"`       // one for each input without a record
	Files       []spreadsheet `json:"spreadsheets,omitempty"`
	Unreadable  []string      `json:"unreadable,omitempty"` // the reasons for the first records
}

// spreadsheet is an input, and how its columns are read.
type spreadsheet struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Doubts  []string `json:"doubts,omitempty"` // of the columns, on codes that may be false
}

// mostReasons is how many unreadable records the summary gives a reason for.
const mostReasons = 3

// add adds the notes on the batch that follows.
func (n *notes) add(other notes) {
	n.InputErrors = append(n.InputErrors, other.InputErrors...)
	n.Empty = append(n.Empty, other.Empty...)
	n.Unreadable = append(n.Unreadable, other.Unreadable[:min(len(other.Unreadable), mostReasons-len(n.Unreadable))]...)
	for _, f := range other.Files {
		if !slices.ContainsFunc(n.Files, func(known spreadsheet) bool { return known.Name == f.Name }) {
			n.Files = append(n.Files, f)
		}
	}
}

// customer is a record with a finding, as the report lists it.
type customer struct {
	file     string
	record   int
	row      int
	id       string
	company  string
	country  string
	verdict  screening.Verdict
	findings []found
	err      string // of an unreadable record
}

// found is a finding of a customer.
type found struct {
	place      int    // in the tally
	value      string // of the field, as typed
	suggestion string
}

// judge judges batches, one at a time.
type judge struct {
	options *Options
	verdict verdict.Judge
	kept    map[*records.Table][]keptValue
	words   map[pcerrors.Violation]string // what is wanted, for violations found so far
}

func newJudge(options *Options) *judge {
	judging := options.Judging
	judging.On = options.Now
	return &judge{options: options, verdict: verdict.New(options.Policy, judging), kept: make(map[*records.Table][]keptValue), words: make(map[pcerrors.Violation]string)}
}

func (j *judge) batch(b *batch) *result {
	r := &result{end: b.end, columns: b.columns}
	rows := newRows(j.options, b.columns)
	var table *records.Table
	for _, raw := range b.raws {
		record := raw.Decode()
		if _, ok := errors.AsType[*records.InputError](record.Err); ok {
			r.notes.InputErrors = append(r.notes.InputErrors, record.Err.Error())
			cut := customer{file: record.File, verdict: verdict.Unreadable, err: record.Err.Error()}
			if r.err = rows.add(cut, nil, nil); r.err != nil {
				return r
			}
			continue
		}
		if errors.Is(record.Err, records.ErrNoRecord) {
			r.notes.Empty = append(r.notes.Empty, record.Err.Error())
			continue
		}
		if record.Table != nil && record.Table != table {
			table = record.Table
			r.notes.add(notes{Files: []spreadsheet{{nameOf(record.File), table.Describe(), table.Doubts()}}})
		}
		answer := j.verdict.Of(record)
		c := j.count(answer, &r.tally)
		if c.err != "" {
			r.notes.add(notes{Unreadable: []string{nameOf(c.file) + ": " + c.err}})
		}
		if len(c.findings) == 0 && c.err == "" {
			continue
		}
		r.customers = append(r.customers, c)
		kept, err := j.keptValues(record, b.columns)
		if err == nil {
			err = rows.add(c, r.tally.Findings, kept)
		}
		if err != nil {
			r.err = err
			return r
		}
	}
	r.rows = rows.bytes()
	return r
}

// nameOf returns the name of an input.
func nameOf(file string) string { return cmp.Or(file, "standard input") }

// count adds an answer to the tally, and returns its entry for the report.
func (j *judge) count(answer verdict.Answer, t *tally) customer {
	c := customer{file: answer.File, record: answer.Number, row: answer.Row, id: answer.ID(), company: answer.Company(),
		country: answer.Country, verdict: answer.Verdict()}
	if answer.Err != nil {
		c.err = answer.Err.Error()
		t.Records++
		t.Unreadable++
		return c
	}
	if count := len(answer.Report.Violations) + len(answer.Report.Advisories); count > 0 {
		c.findings = make([]found, 0, count)
	}
	if undecided := answer.Report.Undecided; undecided != nil {
		c.findings = append(c.findings, found{place: t.place(whyUndecided(undecided, answer.Remedy())), value: answer.Value(undecided.Field)})
	}
	for _, v := range answer.Report.Violations {
		c.findings = append(c.findings, found{place: t.place(j.violation(v)), value: answer.Value(v.Field)})
	}
	for _, a := range answer.Report.Advisories {
		place := t.place(finding{Rule: a.Rule, Field: a.Field, Message: a.Message, Basis: string(a.Basis), Source: a.Source})
		c.findings = append(c.findings, found{place, answer.Value(a.Field), a.Suggestion})
	}
	for _, f := range c.findings {
		t.Findings[f.place].Count++
		if f.suggestion != "" && f.value != "" { // a missing field has no place to write to
			t.Findings[f.place].Suggested++
		}
	}
	counted := counts{Records: 1}
	switch c.verdict {
	case screening.Refused:
		counted.Refused = 1
	case screening.Undecided:
		counted.Undecided = 1
	default:
		counted.Accepted, counted.Advised = 1, min(len(c.findings), 1)
	}
	t.counts = t.plus(counted)
	t.countCountry(c.country, counted)
	return c
}

// violation returns a violation as a finding, with the API's text.
func (j *judge) violation(v pcerrors.Violation) finding {
	rule, _ := j.options.Policy.Rule(v.Country)
	words, known := j.words[v]
	if !known {
		words = translations.Language{}.Sentence(v)
		j.words[v] = words
	}
	return finding{
		Code: int(v.Code), Field: v.Field, Message: v.Error(), Words: words,
		Basis: string(screening.Documented), Source: cmp.Or(rule.Source(), sourceOfCodes),
	}
}

// whyUndecided returns the finding of an undecided customer.
func whyUndecided(u *pcerrors.Undecided, remedy string) finding {
	message := u.Error()
	if remedy != "" {
		message += "; " + remedy
	}
	return finding{Field: u.Field, Message: message, Basis: string(screening.Documented), Source: verdict.Source("country.unknown")}
}

// sourceOfCodes is the source of a violation in a country without its own rule.
const sourceOfCodes = "Partner Center REST error codes, edition of 2021-03"

// keptValue tells where the values of a kept column are.
type keptValue struct {
	column int // of the output
	field  int // of the row
}

// keptValues returns the values of a record's row for the kept columns.
func (j *judge) keptValues(record records.Record, columns []string) ([]string, error) {
	if record.Table == nil {
		return nil, nil
	}
	from, known := j.kept[record.Table]
	if !known {
		places := make(map[string]int, len(columns))
		for column, name := range columns {
			places[name] = column
		}
		for field, name := range record.Table.Header {
			column, kept := places[name]
			if !kept {
				return nil, errLateColumns
			}
			from = append(from, keptValue{column, field})
		}
		j.kept[record.Table] = from
	}
	values := make([]string, len(columns))
	for _, kept := range from {
		if kept.field < len(record.Cells) {
			values[kept.column] = record.Cells[kept.field]
		}
	}
	return values, nil
}
