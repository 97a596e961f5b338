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
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/examples/pcscreen/ui"
	"github.com/cspkit/customerscreen/screening"
)

// Summary is what an audit found, as far as it got.
type Summary struct {
	Complete bool // the whole input was audited
	Finished bool // it was complete before: the outputs exist
	Elapsed  time.Duration

	policy    *countries.Policy
	rules     string
	partner   screening.Partner
	date      time.Time
	names     []string
	tally     tally
	records   int // of this run only
	from      int // records done before this run
	notes     notes
	written   []string // names of the files
	listed    int      // customers in the report's table
	noAdvice  bool
	empty     bool // an input without a record is no failure
	resumable bool
}

func newSummary(r *results, err error) *Summary {
	s := &Summary{
		Complete:  err == nil,
		Finished:  r.isDone,
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
		resumable: r.resumable(),
	}
	names := []string{r.options.Out, r.options.HTML}
	if s.Complete && len(s.notes.InputErrors) == 0 {
		names = append(names, r.options.FixTo) // of a whole input
	}
	for _, name := range names {
		if name != "" && name != "-" {
			s.written = append(s.written, name)
		}
	}
	return s
}

// Policy names the policy, its date and the live rules in it.
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
	t := terminal.Of(w)
	var text strings.Builder
	text.WriteString(t.Hang("", fmt.Sprintf("Audit of %s by %s", s.date.Format(time.DateOnly), s.Policy())) + "\n")
	for _, file := range s.notes.Files {
		text.WriteString(t.Hang("", t.In(terminal.Line, t.Value(file.Name))))
		for _, line := range file.Columns {
			text.WriteString(t.Hang("  ", t.In(terminal.Faint, prose.Printable(line))))
		}
		text.WriteString("\n")
	}
	table := tabwriter.NewWriter(&text, 0, 8, 2, ' ', tabwriter.AlignRight)
	line := func(style terminal.Style, count int, what string) {
		if count > 0 {
			what = t.In(style, what)
		}
		fmt.Fprintf(table, "%s\t%s\t  %s\n", prose.Grouped(count), percent(count, s.tally.Records), what)
	}
	fmt.Fprintf(table, "%s\t\t  records%s\n", prose.Grouped(s.tally.Records), s.rate())
	line(terminal.Green, s.tally.Accepted, "accepted"+s.advisedNote())
	line(terminal.Red, s.tally.Refused, "refused")
	line(terminal.Purple, s.tally.Undecided, "undecided, since the country is not known")
	line(terminal.Purple, s.tally.Unreadable, "unreadable")
	_ = table.Flush() // into a string
	writeBars(&text, t, "Violations by code", s.byCode(), func(name string) string {
		code, _ := strconv.Atoi(name)
		return verdict.Meaning(pcerrors.Code(code))
	})
	writeBars(&text, t, "Advisories by rule", s.byRule(), verdict.Summary)
	s.writeCountries(&text)
	if len(s.notes.Unreadable) > 0 {
		text.WriteString("\nUnreadable\n")
		for _, reason := range s.notes.Unreadable {
			text.WriteString(t.Hang("  ", t.Value(reason)))
		}
		if more := s.tally.Unreadable - len(s.notes.Unreadable); more > 0 {
			text.WriteString(t.Hang("  ", "and "+prose.Grouped(more)+" more"))
		}
	}
	if s.written != nil {
		text.WriteString("\nWritten\n")
		for _, name := range s.written {
			text.WriteString(t.Hang("  ", t.Value(name)))
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// writeBars writes a chart of findings, with what they mean.
func writeBars(text *strings.Builder, t terminal.Terminal, title string, bars []bar, meaning func(name string) string) {
	if len(bars) == 0 {
		return
	}
	text.WriteString("\n" + title + "\n")
	longest := len(slices.MaxFunc(bars, func(a, b bar) int { return len(a.Name) - len(b.Name) }).Name)
	for _, b := range bars {
		text.WriteString(t.Hang(fmt.Sprintf("  %*s  %-*s  ", len(prose.Grouped(bars[0].Count)), prose.Grouped(b.Count), longest, b.Name), meaning(b.Name)))
	}
}

func (s *Summary) advisedNote() string {
	if s.noAdvice || s.tally.Advised == 0 {
		return ""
	}
	return ", " + prose.Grouped(s.tally.Advised) + " of them with advisories"
}

// rate says how fast this run was, if it took long enough to tell.
func (s *Summary) rate() string {
	text := ""
	if s.from > 0 {
		text = ", " + prose.Grouped(s.from) + " of them before it was resumed"
	}
	if s.Elapsed >= time.Second && s.records > 0 {
		text += fmt.Sprintf(" in %s, %s a second", s.Elapsed.Round(time.Second/10), prose.Grouped(int(float64(s.records)/s.Elapsed.Seconds())))
	}
	return text
}

func (s *Summary) writeCountries(text *strings.Builder) {
	rows := slices.DeleteFunc(s.byCountry(), func(c countryRow) bool { return c.findings() == 0 })
	if len(rows) == 0 {
		return
	}
	text.WriteString("\nCustomers with findings by country\n")
	table := tabwriter.NewWriter(text, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "\trecords\trefused\tundecided\tadvised\t\n")
	for _, c := range rows {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t  %s\n", cmp.Or(c.Code, "–"), prose.Grouped(c.Records), prose.Grouped(c.Refused), prose.Grouped(c.Undecided), prose.Grouped(c.Advised), c.Name)
	}
	_ = table.Flush()
}

// Found reports whether there is a finding, or a record that could not be read.
func (s *Summary) Found() bool {
	return s.tally.findings()+s.tally.Unreadable > 0
}

// Suggested counts the values that can be corrected as suggested, by rule.
func (s *Summary) Suggested() map[string]int {
	count := make(map[string]int)
	for _, f := range s.tally.Findings {
		if f.Suggested > 0 {
			count[f.Rule] += f.Suggested
		}
	}
	return count
}

// Total returns the summary in one line.
func (s *Summary) Total() string {
	total := verdict.Total{Refused: s.tally.Refused, Undecided: s.tally.Undecided, Unreadable: s.tally.Unreadable, Accepted: s.tally.Accepted}
	for _, b := range s.byRule() {
		total.Advisories += b.Count
	}
	return total.String()
}

// bar is a line of a chart: how often something was found.
type bar struct {
	Name  string // code or rule
	Title string
	Words string // of the report, beside the code or rule
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

// bars adds up the findings of each name, and sorts them by number.
func (s *Summary) bars(of func(finding) (name, title string)) []bar {
	texts := ui.Catalogue("en")
	var bars []bar
	for _, f := range s.tally.Findings {
		name, title := of(f.finding)
		if name == "" || f.Count == 0 {
			continue // without a count: of a batch that could not be written
		}
		i := slices.IndexFunc(bars, func(b bar) bool { return b.Name == name })
		if i < 0 {
			i = len(bars)
			bars = append(bars, bar{Name: name, Title: title, Words: strings.TrimSuffix(fmt.Sprint(texts["finding."+name]), ".")})
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

// WriteEnd names the inputs that could not be read or are empty. Of an incomplete
// audit it says how far it got, and what to do.
func (s *Summary) WriteEnd(w io.Writer) error {
	t := terminal.Of(w)
	var text strings.Builder
	for _, note := range slices.Concat(s.notes.InputErrors, s.notes.Empty) {
		text.WriteString(t.Hang("pcscreen: ", note))
	}
	if !s.Complete {
		text.WriteString(t.Hang("", "Not complete: the audit came to record "+prose.Grouped(s.tally.Records)+". What is written is complete up to there."))
		if s.resumable {
			text.WriteString(t.Hang("", "Go on from there with --resume and the same inputs and flags."))
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// Wrote reports whether the audit has written a file of that name.
func (s *Summary) Wrote(name string) bool { return slices.Contains(s.written, name) }

// WriteFinished says that the audit to resume is finished.
func (s *Summary) WriteFinished(w io.Writer) error {
	t := terminal.Of(w)
	_, err := io.WriteString(w, t.Hang("", "The audit is finished; its results are in "+strings.Join(s.written, ", ")+". --force begins anew."))
	return err
}
