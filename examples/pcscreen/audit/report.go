package audit

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/pcscreen/ui"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/translations"
)

var (
	//go:embed report/report.css
	reportStyle string
	//go:embed report/report.js
	reportProgram string
	//go:embed report/report.html
	reportText string
)

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"breakable": func(name string) template.HTML { // on a phone, after the point
		return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(name), ".", ".<wbr>"))
	},
	"grouped": prose.Grouped,
	"percent": percent,
	"width":   width,
	"chart": func(bars []bar, all int, class string) any {
		return struct {
			Bars  []bar
			All   int
			Class string
		}{bars, all, class}
	},
	"sum":       func(a, b int) int { return a + b },
	"countries": splitCountries,
	"style": func() template.CSS {
		table, _ := ui.File("table.css")
		return template.CSS(reportStyle + string(table))
	},
}).Parse(reportText))

// reportData is what the report's template shows.
type reportData struct {
	*Summary
	Date      string
	Inputs    []string
	Total     tally
	Countries []countryRow
	Codes     []bar
	Rules     []bar
	Listed    int
	First     []shownCustomer // for browsers without JavaScript
	Several   bool            // files
	ToFix     int             // customers with findings
	NoAdvice  bool
	Files     []spreadsheet
	Unread    []string // why an input was not read to its end, or has no record
}

// width is the length of a bar, a share of 1000.
func width(count, all int) string {
	return strconv.FormatFloat(1000*float64(count)/float64(max(all, 1)), 'f', 1, 64)
}

// countryChart is a part of the chart of countries.
type countryChart struct {
	Rows []countryRow
	All  int // records
}

// splitCountries separates the first countries from those that are folded in.
func splitCountries(rows []countryRow, all int) struct{ First, Rest countryChart } {
	first := min(len(rows), 15)
	return struct{ First, Rest countryChart }{countryChart{rows[:first], all}, countryChart{rows[first:], all}}
}

// writeReport writes the report of a summary and the rows of its table. It never
// holds all rows.
func writeReport(w io.Writer, rows *state, summary *Summary) error {
	data := reportData{
		Summary: summary, Date: summary.date.Format(time.DateOnly), Total: summary.tally, Listed: summary.listed,
		Countries: summary.byCountry(), Codes: summary.byCode(), Rules: summary.byRule(), NoAdvice: summary.noAdvice, Files: summary.notes.Files,
		Unread: slices.Concat(summary.notes.InputErrors, summary.notes.Empty),
		ToFix:  summary.tally.findings() + summary.tally.Unreadable,
	}
	for _, name := range summary.names {
		if name == "-" {
			name = "standard input"
		}
		data.Inputs = append(data.Inputs, filepath.Base(name))
	}
	data.Several = len(data.Inputs) > 1
	var err error
	findings := inSentences(summary.tally.Findings)
	if data.First, err = firstCustomers(rows, findings); err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	if err := reportTemplate.Execute(buffered, data); err != nil {
		return err
	}
	if err := writeData(buffered, rows, findings); err != nil {
		return err
	}
	return buffered.Flush()
}

// inSentences adds to each finding the sentence that the table shows.
func inSentences(findings []countedFinding) []countedFinding {
	findings = slices.Clone(findings)
	for i, f := range findings {
		if f.Words == "" {
			findings[i].Words = translations.Language{}.Advisory(screening.Advisory{Rule: f.Rule, Message: f.Message})
		}
	}
	return findings
}

// mostWithoutScript is how many customers a browser without JavaScript shows.
const mostWithoutScript = 200

// shownCustomer is a row of the table.
type shownCustomer struct {
	File, Company, ID, Country, Verdict, Error string
	Row                                        int
	Findings                                   []shownFinding
}

type shownFinding struct {
	Name, Field, Text, Value, Suggestion string
	hasValue                             bool
}

// kindOf is a finding's code, or what kind of finding it is, in a word.
func kindOf(f finding) string {
	if f.Rule != "" {
		return f.Basis
	}
	return f.name()
}

// gravest reads the rows of the table again, and returns the first of them, the
// gravest verdicts first.
func gravest(rows *state) ([][]byte, error) {
	// A verdict stands before findings or an error, as nothing else does.
	marks := [][]byte{[]byte(`,"refused",[`), []byte(`,"undecided",[`), []byte(`,"unreadable","`), []byte(`,"accepted",[`)}
	lines := make([][][]byte, len(marks))
	for line, err := range rows.rows() {
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(marks, func(mark []byte) bool { return bytes.Contains(line, mark) })
		if i >= 0 && len(lines[i]) < mostWithoutScript {
			lines[i] = append(lines[i], line)
		}
	}
	all := slices.Concat(lines...)
	return all[:min(len(all), mostWithoutScript)], nil
}

// firstCustomers are the customers that a browser without JavaScript shows.
func firstCustomers(rows *state, findings []countedFinding) ([]shownCustomer, error) {
	lines, err := gravest(rows)
	if err != nil {
		return nil, err
	}
	var customers []shownCustomer
	for _, line := range lines {
		var c shownCustomer
		var found json.RawMessage
		if err := json.Unmarshal(bytes.TrimSuffix(line, []byte(",\n")), &[]any{&c.File, &c.Row, &c.Company, &c.ID, &c.Country, &c.Verdict, &found}); err != nil {
			return nil, err
		}
		var parts []any
		if json.Unmarshal(found, &parts) != nil {
			_ = json.Unmarshal(found, &c.Error) // otherwise it is an error
		}
		for _, part := range parts {
			last := len(c.Findings) - 1
			switch part := part.(type) {
			case float64:
				what := findings[int(part)]
				c.Findings = append(c.Findings, shownFinding{Name: kindOf(what.finding), Field: prose.Field(what.Field), Text: what.Words})
			case string:
				if f := &c.Findings[last]; f.hasValue {
					f.Suggestion = part
				} else {
					f.Value, f.hasValue = part, true
				}
			}
		}
		customers = append(customers, c)
	}
	return customers, nil
}

// writeData writes the table's data and program, and ends the document.
// encoding/json escapes <, > and &, so that no value ends a script.
func writeData(w *bufio.Writer, rows *state, findings []countedFinding) error {
	text, err := json.Marshal(append([]countedFinding{}, findings...))
	if err != nil {
		return err
	}
	texts := ui.Catalogue("en")
	maps.DeleteFunc(texts, func(key string, _ any) bool {
		return !slices.Contains([]string{"table", "field", "finding", "verdict", "basis", "country"}, key[:strings.IndexByte(key, '.')])
	})
	catalogue, err := json.Marshal(texts)
	if err != nil {
		return err
	}
	_, _ = w.WriteString("<script type=\"application/json\" id=\"findings\">" + string(text) + "</script>\n" +
		"<script type=\"application/json\" id=\"texts\">" + string(catalogue) + "</script>\n" +
		"<script type=\"application/json\" id=\"rows\">[\n") // Flush tells errors
	for line, err := range rows.rows() {
		if err != nil {
			return err
		}
		_, _ = w.Write(line)
	}
	_, _ = w.WriteString("0]</script>\n<script>\n\"use strict\";\n(() => {\n" + ui.Script("elements.js", "guard.js", "texts.js", "table.js") + reportProgram + "})();\n</script>\n</body>\n</html>\n")
	return nil
}

// appendTableRow appends a customer as the report's program reads it:
//
//	[file, row, company, id, country, verdict, [finding, "value as typed", "its suggestion", finding, …]]
//
// An unreadable record has the error's text in place of findings. Empty elements
// at the end of a finding are left out.
func appendTableRow(rows []byte, c customer, places []int) []byte {
	rows = append(appendString(append(rows, '['), filepath.Base(nameOf(c.file))), ',')
	rows = strconv.AppendInt(rows, int64(c.row), 10)
	for _, text := range []string{c.company, c.id, c.country, string(c.verdict)} {
		rows = appendString(append(rows, ','), text)
	}
	rows = append(rows, ',')
	if c.err != "" {
		return append(appendString(rows, c.err), "],\n"...)
	}
	for i, f := range c.findings {
		rows = append(rows, "[,"[min(i, 1)])
		rows = strconv.AppendInt(rows, int64(places[f.place]), 10)
		if f.value != "" || f.suggestion != "" {
			rows = appendString(append(rows, ','), f.value)
		}
		if f.suggestion != "" {
			rows = appendString(append(rows, ','), f.suggestion)
		}
	}
	return append(rows, "]],\n"...)
}

func appendString(text []byte, value string) []byte {
	quoted, err := json.Marshal(value)
	if err != nil {
		panic(err) // strings can be written
	}
	return append(text, quoted...)
}
