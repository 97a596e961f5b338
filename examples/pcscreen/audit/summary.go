package audit

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/screening"
)

// Summary is what an audit found, up to where it came.
type Summary struct {
	Complete bool // the whole input was audited
	Elapsed  time.Duration

	policy    *countries.Policy
	rules     string
	partner   screening.Partner
	date      time.Time
	names     []string
	tally     tally
	records   int // of this run alone
	from      int // records that were done before this run
	notes     notes
	listed    int // customers in the report's table
	noAdvice  bool
	empty     bool // an input without a record is no failure
	resumable bool
}

func newSummary(r *results, err error) *Summary {
	return &Summary{
		Complete:  err == nil,
		Elapsed:   r.options.Meter.elapsed(time.Now()),
		policy:    r.options.Policy,
		rules:     r.options.Rules,
		partner:   r.options.Judging.Partner,
		date:      r.kept.Date,
		names:     r.options.Names,
		tally:     r.kept.Tally,
		records:   r.kept.At.Records - r.from.Records,
		from:      r.from.Records,
		notes:     r.kept.Notes,
		listed:    r.kept.Listed,
		noAdvice:  r.options.Judging.ViolationsOnly,
		empty:     r.options.AllowEmpty,
		resumable: r.path != "",
	}
}

// Policy names the policy, the date since when it holds, and what changes it.
func (s *Summary) Policy() string {
	text := "policy " + s.policy.Name() + ", in force since " + s.policy.Since().Format(time.DateOnly)
	if s.rules != "" {
		text += ", " + s.rules
	}
	if s.partner == screening.IndirectReseller {
		text += ", which does not bind an indirect reseller"
	}
	return text
}

// Write writes the summary for a person.
func (s *Summary) Write(w io.Writer) error {
	var text strings.Builder
	fmt.Fprintf(&text, "Audit of %s by %s\n\n", s.date.Format(time.DateOnly), s.Policy())
	for _, file := range s.notes.Files {
		fmt.Fprintf(&text, "%s\n", prose.Printable(file.Name))
		for _, line := range file.Columns {
			fmt.Fprintf(&text, "  %s\n", prose.Printable(line))
		}
		text.WriteString("\n")
	}
	table := tabwriter.NewWriter(&text, 0, 8, 2, ' ', tabwriter.AlignRight)
	line := func(count int, what string) {
		fmt.Fprintf(table, "  %s\t%s\t  %s\n", grouped(count), percent(count, s.tally.Records), what)
	}
	fmt.Fprintf(table, "  %s\t\t  records%s\n", grouped(s.tally.Records), s.rate())
	line(s.tally.Accepted, s.acceptedNote())
	line(s.tally.Refused, "refused")
	line(s.tally.Undecided, "undecided, since the country is not known")
	line(s.tally.Unreadable, "unreadable")
	_ = table.Flush() // into a string
	for _, section := range []struct {
		title string
		bars  []bar
	}{{"Violations by code", s.byCode()}, {"Advisories by rule", s.byRule()}} {
		if len(section.bars) == 0 {
			continue
		}
		fmt.Fprintf(&text, "\n%s\n", section.title)
		table := tabwriter.NewWriter(&text, 0, 8, 2, ' ', 0)
		for _, b := range section.bars {
			line := fmt.Sprintf("  %s\t%s", b.Name, right(b.Count, section.bars[0].Count))
			if b.Title != "" {
				line += "\t" + b.Title
			}
			fmt.Fprintln(table, line)
		}
		_ = table.Flush()
	}
	s.writeCountries(&text)
	_, err := io.WriteString(w, text.String())
	return err
}

func (s *Summary) acceptedNote() string {
	if s.noAdvice {
		return "accepted"
	}
	return "accepted, " + grouped(s.tally.Advised) + " of them with advisories"
}

func (s *Summary) rate() string {
	text := ""
	if s.from > 0 {
		text = ", " + grouped(s.from) + " of them before it was resumed"
	}
	if seconds := s.Elapsed.Seconds(); seconds > 0 && s.records > 0 {
		text += fmt.Sprintf(" in %s, %s a second", s.Elapsed.Round(10*time.Millisecond), grouped(int(float64(s.records)/seconds)))
	}
	return text
}

func (s *Summary) writeCountries(text *strings.Builder) {
	rows := slices.DeleteFunc(s.byCountry(), func(c countryRow) bool { return c.findings() == 0 })
	if len(rows) == 0 {
		return
	}
	fmt.Fprint(text, "\nCustomers with findings by country\n")
	table := tabwriter.NewWriter(text, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "  \trecords\trefused\tundecided\tadvised\t\n")
	for _, c := range rows {
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\t%s\t  %s\n", cmp.Or(c.Code, "–"), grouped(c.Records), grouped(c.Refused), grouped(c.Undecided), grouped(c.Advised), c.Name)
	}
	_ = table.Flush()
}

// bar is a line of a chart: how often something was found.
type bar struct {
	Name  string // code or rule
	Title string
	Count int
}

func (s *Summary) byCode() []bar {
	return s.bars(func(f finding) (name, title string) {
		if f.Code == 0 {
			return "", ""
		}
		return strconv.Itoa(f.Code), titleOf(f.Code)
	})
}

func (s *Summary) byRule() []bar {
	return s.bars(func(f finding) (name, title string) { return f.Rule, "" })
}

// bars adds up findings of one name, and sorts them by number.
func (s *Summary) bars(of func(finding) (name, title string)) []bar {
	var bars []bar
	for _, f := range s.tally.Findings {
		name, title := of(f.finding)
		if name == "" || f.Count == 0 {
			continue // one without a count is of a batch that could not be written
		}
		i := slices.IndexFunc(bars, func(b bar) bool { return b.Name == name })
		if i < 0 {
			i = len(bars)
			bars = append(bars, bar{Name: name, Title: title})
		}
		bars[i].Count += f.Count
	}
	slices.SortFunc(bars, func(a, b bar) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Name, b.Name)) })
	return bars
}

// countryRow is a line of the chart of countries.
type countryRow struct {
	Code, Name string
	counts
}

// byCountry returns the countries, those with most refused customers first.
func (s *Summary) byCountry() []countryRow {
	var rows []countryRow
	for code, c := range s.tally.Countries {
		rows = append(rows, countryRow{code, countryName(code, s.policy), c})
	}
	slices.SortFunc(rows, func(a, b countryRow) int {
		return cmp.Or(b.Refused-a.Refused, b.Undecided-a.Undecided, b.Advised-a.Advised, b.Records-a.Records, strings.Compare(a.Code, b.Code))
	})
	return rows
}

// WriteEnd says which inputs could not be read or hold nothing, where an audit
// that did not complete came to, and what to do.
func (s *Summary) WriteEnd(w io.Writer) error {
	var text strings.Builder
	for _, note := range slices.Concat(s.notes.InputErrors, s.notes.Empty) {
		fmt.Fprintln(&text, "pcscreen:", note)
	}
	if !s.Complete {
		fmt.Fprintf(&text, "Not complete: it came to record %s, and what is written is complete up to there.\n", grouped(s.tally.Records))
		if s.resumable {
			text.WriteString("Go on from there with --resume and the same inputs and flags.\n")
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}
