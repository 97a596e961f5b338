package audit

import (
	"cmp"
	"errors"
	"slices"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

// result is what a worker says of a batch.
type result struct {
	end       position
	columns   []string
	tally     tally
	rows      []byte // of the output
	customers []customer
	inputErr  error // of an input that ended before its end
	err       error // why the audit cannot go on
}

// customer is a record with a finding, as the report lists it.
type customer struct {
	record   int
	id       string
	country  string
	verdict  screening.Verdict
	findings []found
	err      string // of an unreadable one
}

// found is a finding of a customer.
type found struct {
	place      int // in the tally
	suggestion string
}

// judge judges batches, one at a time.
type judge struct {
	options  *Options
	screener *screening.Screener
	kept     map[*records.Table][]keptValue
}

func newJudge(options *Options) *judge {
	return &judge{
		options:  options,
		screener: screening.New(options.Policy, screening.WithPartner(options.Partner), screening.WithDate(options.Now)),
		kept:     make(map[*records.Table][]keptValue),
	}
}

func (j *judge) batch(b *batch) *result {
	r := &result{end: b.end, columns: b.columns}
	rows := newRows(j.options, b.columns)
	for _, raw := range b.raws {
		record := raw.Decode()
		answer := j.answer(record)
		c := j.count(answer, &r.tally)
		if inputErr, ok := errors.AsType[*records.InputError](record.Err); ok && r.inputErr == nil {
			r.inputErr = inputErr
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

func (j *judge) answer(record records.Record) verdict.Answer {
	if j.options.ViolationsOnly {
		return verdict.WithoutAdvisories(record, j.screener)
	}
	return verdict.Of(record, j.screener)
}

// count adds an answer to the tally, and returns what the report lists of it.
func (j *judge) count(answer verdict.Answer, t *tally) customer {
	c := customer{record: answer.Record, id: answer.ID, country: answer.Country, verdict: answer.Verdict()}
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
		c.findings = append(c.findings, found{place: t.place(whyUndecided(undecided))})
	}
	for _, v := range answer.Report.Violations {
		c.findings = append(c.findings, found{place: t.place(j.violation(v))})
	}
	for _, a := range answer.Report.Advisories {
		place := t.place(finding{Rule: a.Rule, Field: a.Field, Message: a.Message, Basis: string(a.Basis), Source: a.Source})
		c.findings = append(c.findings, found{place, a.Suggestion})
	}
	for _, f := range c.findings {
		t.Findings[f.place].Count++
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

// violation is a violation as a finding. Its text is one of the API's.
func (j *judge) violation(v pcerrors.Violation) finding {
	rule, _ := j.options.Policy.Rule(v.Country)
	return finding{
		Code: int(v.Code), Field: v.Field, Message: v.Error(),
		Basis: string(screening.Documented), Source: cmp.Or(rule.Source(), sourceOfCodes),
	}
}

// whyUndecided is what keeps a customer from being judged as a finding.
func whyUndecided(u *pcerrors.Undecided) finding {
	return finding{Field: u.Field, Message: u.Error(), Basis: string(screening.Documented), Source: verdict.Source("country.unknown")}
}

// sourceOfCodes is of a violation in a country without a rule of its own.
const sourceOfCodes = "Partner Center REST error codes, edition of 2021-03"

// keptValue is a column that is kept, and where its values are.
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
		for field, name := range keptNames(record.Table) {
			column := slices.Index(columns, name)
			if name != "" && column < 0 {
				return nil, errLateColumns
			}
			if name != "" {
				from = append(from, keptValue{column, field})
			}
		}
		j.kept[record.Table] = from
	}
	values := make([]string, len(columns))
	for _, kept := range from {
		if kept.field < len(record.Row) {
			values[kept.column] = record.Row[kept.field]
		}
	}
	return values, nil
}
