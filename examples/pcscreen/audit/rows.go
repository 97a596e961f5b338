package audit

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/cspkit/customerscreen/screening"
)

// rowWriter collects rows of the output, one for each finding.
type rowWriter interface {
	header() error
	add(c customer, findings []countedFinding, kept []string) error
	bytes() []byte
}

// newRows returns what writes rows as the output's name says.
func newRows(options *Options, columns []string) rowWriter {
	switch {
	case options.Out == "":
		return noRows{}
	case isCSV(options.Out):
		r := &csvRows{columns: columns}
		r.csv = csv.NewWriter(&r.text)
		return r
	default:
		return &jsonRows{columns: columns}
	}
}

type noRows struct{}

func (noRows) header() error                                  { return nil }
func (noRows) add(customer, []countedFinding, []string) error { return nil }
func (noRows) bytes() []byte                                  { return nil }

// csvRows writes CSV. A cell of the input that a spreadsheet program would
// take for a formula gets an apostrophe in front, by which it stays text.
type csvRows struct {
	columns []string
	text    bytes.Buffer
	csv     *csv.Writer
	cells   []string
}

var csvHeader = []string{"file", "row", "record", "id", "company", "country", "verdict", "code", "rule", "field", "value", "suggestion", "message", "basis", "source"}

func (r *csvRows) header() error {
	header := slices.Clone(csvHeader)
	for _, name := range r.columns {
		if slices.ContainsFunc(csvHeader, func(own string) bool { return strings.EqualFold(own, name) }) {
			name += " (input)"
		}
		header = append(header, noFormula(name))
	}
	return r.csv.Write(header)
}

func (r *csvRows) add(c customer, findings []countedFinding, kept []string) error {
	if c.err != "" {
		return r.write(c, finding{Message: noFormula(c.err)}, found{}, kept)
	}
	for _, f := range c.findings {
		if err := r.write(c, findings[f.place].finding, f, kept); err != nil {
			return err
		}
	}
	return nil
}

func (r *csvRows) write(c customer, f finding, found found, kept []string) error {
	code := ""
	if f.Code != 0 {
		code = strconv.Itoa(f.Code)
	}
	r.cells = append(r.cells[:0], noFormula(c.file), strconv.Itoa(c.row), strconv.Itoa(c.record), noFormula(c.id), noFormula(c.company), c.country,
		string(c.verdict), code, f.Rule, f.Field, noFormula(found.value), noFormula(found.suggestion), f.Message, f.Basis, f.Source)
	for i := range r.columns {
		value := ""
		if i < len(kept) {
			value = noFormula(kept[i])
		}
		r.cells = append(r.cells, value)
	}
	return r.csv.Write(r.cells)
}

func (r *csvRows) bytes() []byte {
	r.csv.Flush()
	return r.text.Bytes()
}

// noFormula puts an apostrophe before what begins like a formula. A phone
// number in the international form does, and is none.
func noFormula(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return cell
	}
	if cell[0] == '+' && !strings.ContainsFunc(cell[1:], func(c rune) bool { return !strings.ContainsRune("0123456789 ", c) }) {
		return cell
	}
	return "'" + cell
}

// jsonRows writes one JSON object a line.
type jsonRows struct {
	columns []string
	text    bytes.Buffer
}

// jsonRow is a row; what it has no value for is left out.
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
