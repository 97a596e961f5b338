package audit

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/cspkit/customerscreen/examples/internal/guard"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

// rowWriter collects rows of the output, one for each finding.
type rowWriter interface {
	header() error
	add(c customer, findings []countedFinding, kept []string) error
	bytes() []byte
}

// newRows returns the writer for the format that the output's name gives.
func newRows(options *Options, columns []string) rowWriter {
	switch {
	case options.Out == "":
		return noRows{}
	case isCSV(options.Out):
		return &csvRows{columns: columns}
	default:
		return &jsonRows{columns: columns}
	}
}

type noRows struct{}

func (noRows) header() error                                  { return nil }
func (noRows) add(customer, []countedFinding, []string) error { return nil }
func (noRows) bytes() []byte                                  { return nil }

// csvRows writes CSV whose texts a spreadsheet program leaves as they are.
type csvRows struct {
	columns []string
	text    []byte
	cells   []string
}

var csvHeader = []string{"file", "row", "record", "id", "company", "country", "verdict", "code", "rule", "field", "value", "suggestion", "message", "basis", "source"}

func (r *csvRows) header() error {
	header := slices.Clone(csvHeader)
	for _, name := range r.columns {
		if slices.ContainsFunc(csvHeader, func(own string) bool { return strings.EqualFold(own, name) }) {
			name += " (input)"
		}
		header = append(header, guard.Cell(name))
	}
	// Without the mark Excel takes UTF-8 for the system's old encoding.
	r.text = guard.AppendRow(append(r.text, wire.ByteOrderMark...), header...)
	return nil
}

func (r *csvRows) add(c customer, findings []countedFinding, kept []string) error {
	if c.err != "" {
		r.write(c, finding{Message: c.err}, found{}, kept)
	}
	for _, f := range c.findings {
		r.write(c, findings[f.place].finding, f, kept)
	}
	return nil
}

func (r *csvRows) write(c customer, f finding, found found, kept []string) {
	code := ""
	if f.Code != 0 {
		code = strconv.Itoa(f.Code)
	}
	r.cells = append(r.cells[:0], guard.Cell(c.file), strconv.Itoa(c.row), strconv.Itoa(c.record), guard.Cell(c.id), guard.Cell(c.company), c.country,
		string(c.verdict), code, f.Rule, f.Field, guard.Cell(found.value), guard.Cell(found.suggestion), guard.Cell(f.Message), f.Basis, f.Source)
	for i := range r.columns {
		value := ""
		if i < len(kept) {
			value = guard.Cell(kept[i])
		}
		r.cells = append(r.cells, value)
	}
	r.text = guard.AppendRow(r.text, r.cells...)
}

func (r *csvRows) bytes() []byte { return r.text }

// jsonRows writes one JSON object for each row, on a line.
type jsonRows struct {
	columns []string
	text    bytes.Buffer
}

// jsonRow is a row. Empty members are left out.
type jsonRow struct {
	File       string            `json:"file,omitempty"`
	Record     int               `json:"record"`
	Row        int               `json:"row"` // of a spreadsheet, or the line of JSON
	ID         string            `json:"id,omitempty"`
	Company    string            `json:"company,omitempty"`
	Country    string            `json:"country,omitempty"`
	Verdict    screening.Verdict `json:"verdict"`
	Code       int               `json:"code,omitempty"`
	Rule       string            `json:"rule,omitempty"`
	Field      string            `json:"field,omitempty"`
	Value      string            `json:"value,omitempty"` // of the field, as typed
	Message    string            `json:"message"`
	Basis      string            `json:"basis,omitempty"`
	Source     string            `json:"source,omitempty"`
	Suggestion string            `json:"suggestion,omitempty"`
	Columns    map[string]string `json:"columns,omitempty"` // of the input
}

func (r *jsonRows) header() error { return nil }

func (r *jsonRows) add(c customer, findings []countedFinding, kept []string) error {
	row := jsonRow{File: c.file, Record: c.record, Row: c.row, ID: c.id, Company: c.company, Country: c.country, Verdict: c.verdict, Message: c.err}
	for i, value := range kept {
		if value != "" {
			if row.Columns == nil {
				row.Columns = make(map[string]string)
			}
			row.Columns[r.columns[i]] = value
		}
	}
	encoder := json.NewEncoder(&r.text)
	encoder.SetEscapeHTML(false)
	if c.err != "" {
		return encoder.Encode(row)
	}
	for _, f := range c.findings {
		what := findings[f.place]
		row.Code, row.Rule, row.Field, row.Message = what.Code, what.Rule, what.Field, what.Message
		row.Basis, row.Source, row.Value, row.Suggestion = what.Basis, what.Source, f.value, f.suggestion
		if err := encoder.Encode(row); err != nil {
			return err
		}
	}
	return nil
}

func (r *jsonRows) bytes() []byte { return r.text.Bytes() }
