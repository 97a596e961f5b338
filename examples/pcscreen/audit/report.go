package audit

import (
	"bufio"
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/cspkit/customerscreen/examples/internal/prose"
)

//go:embed report/report.css report/report.js
var assets embed.FS

//go:embed report/report.html
var reportText string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"grouped": prose.Grouped,
	"percent": percent,
	"width":   width,
	"chart": func(bars []bar, most int, class string) any {
		return struct {
			Bars  []bar
			Most  int
			Class string
		}{bars, most, class}
	},
	"sum":       func(a, b int) int { return a + b },
	"countries": splitCountries,
	"style":     func() (template.CSS, error) { return asset[template.CSS]("report.css") },
}).Parse(reportText))

func asset[T ~string](name string) (T, error) {
	text, err := assets.ReadFile("report/" + name)
	return T(text), err
}

// reportData is what the report's template shows.
type reportData struct {
	*Summary
	Date      string
	Inputs    []string
	Total     tally
	Countries []countryRow
	Codes     []bar
	Rules     []bar
	Most      struct{ Country, Code, Rule int } // that the longest bars stand for
	Listed    int
	ToFix     int // customers with findings
	NoAdvice  bool
	Files     []spreadsheet
}

// width is the length of a bar, of at most 1000.
func width(count, most int) string {
	return strconv.FormatFloat(1000*float64(count)/float64(max(most, 1)), 'f', 1, 64)
}

// countryChart is a part of the chart of countries.
type countryChart struct {
	Rows []countryRow
	Most int
}

// splitCountries takes the first countries apart from those that are folded in.
func splitCountries(rows []countryRow, most int) struct{ First, Rest countryChart } {
	first := min(len(rows), 15)
	return struct{ First, Rest countryChart }{countryChart{rows[:first], most}, countryChart{rows[first:], most}}
}

// writeReport makes the report of a summary and the rows of its table. The
// rows pass through, whatever their number.
func writeReport(path, rows string, summary *Summary) error {
	data := reportData{
		Summary: summary, Date: summary.date.Format(time.DateOnly), Total: summary.tally, Listed: summary.listed,
		Countries: summary.byCountry(), Codes: summary.byCode(), Rules: summary.byRule(), NoAdvice: summary.noAdvice, Files: summary.notes.Files,
		ToFix: summary.tally.findings() + summary.tally.Unreadable,
	}
	for _, name := range summary.names {
		if name == "-" {
			name = "standard input"
		}
		data.Inputs = append(data.Inputs, filepath.Base(name))
	}
	for _, c := range data.Countries {
		data.Most.Country = max(data.Most.Country, c.findings())
	}
	for _, b := range data.Codes {
		data.Most.Code = max(data.Most.Code, b.Count)
	}
	for _, b := range data.Rules {
		data.Most.Rule = max(data.Most.Rule, b.Count)
	}
	return replaceFile(path, func(w io.Writer) error {
		buffered := bufio.NewWriterSize(w, 1<<16)
		if err := reportTemplate.Execute(buffered, data); err != nil {
			return err
		}
		if err := writeData(buffered, rows, summary.tally.Findings); err != nil {
			return err
		}
		return buffered.Flush()
	})
}

// writeData writes the table's data and program, and ends the document.
// encoding/json writes <, > and & as escapes, so that no value ends a script.
func writeData(w *bufio.Writer, rows string, findings []countedFinding) error {
	text, err := json.Marshal(append([]countedFinding{}, findings...))
	if err != nil {
		return err
	}
	program, err := asset[string]("report.js")
	if err != nil {
		return err
	}
	file, err := os.Open(rows)
	if err != nil {
		return err
	}
	defer file.Close()
	_, _ = w.WriteString("<script type=\"application/json\" id=\"findings\">" + string(text) + "</script>\n" +
		"<script type=\"application/json\" id=\"rows\">[\n") // Flush tells errors
	if _, err := io.Copy(w, file); err != nil {
		return err
	}
	_, _ = w.WriteString("0]</script>\n<script>\n" + program + "</script>\n</body>\n</html>\n")
	return nil
}

// appendTableRow appends a customer as the report's program reads it:
//
//	[file, row, company, id, country, verdict, [finding, "value as typed", "its suggestion", finding, …]]
//
// with an error's text for the findings of an unreadable record. What is empty
// at the end of a finding is left out.
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
