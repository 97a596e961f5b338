package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/translations"
)

// textWriter writes answers for a person: by file and row, one line for each
// finding.
type textWriter struct {
	out      io.Writer
	terminal terminal.Terminal
	rules    rulebook
	partner  screening.Partner
	verbose  bool                         // show field paths, the API's texts, rules, sources and accepted customers
	quiet    bool                         // show only the total
	next     func(*textWriter) []nextStep // what to do about what was found

	isWhole bool // every input was read to its end

	named bool                      // the file and table below were named
	file  string                    // of the last answer that was written
	table *records.Table            // its table
	notes []string                  // the sources of the advisories
	codes []pcerrors.Code           // that refuse customers
	fixes map[string]map[string]int // number of suggestions by file and rule
}

func (w *textWriter) begin() error {
	if w.quiet {
		return nil
	}
	binds := ""
	if w.partner == screening.IndirectReseller {
		binds = "; it does not bind an indirect reseller, whose provider creates the customers"
	}
	return w.write(w.terminal.Hang("", w.rules.String()+binds))
}

func (w *textWriter) write(text string) error {
	_, err := io.WriteString(w.out, text)
	return err
}

func (w *textWriter) answer(answer verdict.Answer) error {
	if w.quiet {
		return nil
	}
	for _, change := range correct.Suggested(answer) {
		if w.fixes == nil {
			w.fixes = make(map[string]map[string]int)
		}
		if w.fixes[answer.File] == nil {
			w.fixes[answer.File] = make(map[string]int)
		}
		w.fixes[answer.File][change.Rule]++
	}
	var text strings.Builder
	if !w.named || answer.File != w.file || answer.Table != w.table {
		w.named, w.file, w.table = true, answer.File, answer.Table
		text.WriteString("\n")
		if w.file != commandLine {
			text.WriteString(w.terminal.Hang("", w.terminal.In(terminal.Line, w.terminal.Value(cmp.Or(w.file, "standard input")))))
			w.writeColumns(&text)
		}
	}
	if w.verbose || w.file == commandLine || answer.Verdict() != screening.Accepted || len(answer.Report.Advisories) > 0 {
		w.writeAnswer(&text, answer)
	}
	return w.write(text.String())
}

// writeColumns shows which column of a spreadsheet each field is read from, and
// which fields have none: their column may have an unknown name.
func (w *textWriter) writeColumns(text *strings.Builder) {
	if w.table == nil {
		return
	}
	for _, line := range w.table.Describe() {
		if w.verbose || !strings.HasPrefix(line, records.NoColumn) {
			text.WriteString(w.terminal.Hang("  ", w.terminal.In(terminal.Faint, prose.Printable(line))))
		}
	}
}

// indent is as wide as the verdict and the code before a finding.
const indent = "                  "

// line writes a finding: its first line, and more below it.
func (w *textWriter) line(text *strings.Builder, style terminal.Style, label, said string, more ...string) {
	text.WriteString(w.terminal.Hang("  "+w.terminal.In(style, label)+indent[2+len(label):], said))
	for _, line := range more {
		text.WriteString(w.terminal.Hang(indent, line))
	}
}

func (w *textWriter) writeAnswer(text *strings.Builder, answer verdict.Answer) {
	heading := fmt.Sprintf("%-2s", orDash(answer.Country))
	switch {
	case answer.File == commandLine:
	case answer.Table != nil:
		heading = fmt.Sprintf("row %d  %s", answer.Row, heading)
	default:
		heading = fmt.Sprintf("line %d  %s", answer.Row, heading)
	}
	var rest []string
	if name := strings.TrimSpace(answer.Company()); name != "" {
		rest = append(rest, w.terminal.In(terminal.Bold, w.terminal.Value(w.terminal.Short(name, len(heading)+2))))
	}
	if id := answer.ID(); id != "" {
		rest = append(rest, w.terminal.Value(id))
	}
	if answer.Verdict() == screening.Accepted {
		rest = append(rest, w.terminal.In(terminal.Green, "accepted"))
	}
	if len(rest) == 0 {
		text.WriteString(strings.TrimRight(heading, " ") + "\n")
	} else {
		text.WriteString(w.terminal.Hang(heading+"  ", strings.Join(rest, "  ")))
	}
	if answer.Err != nil {
		w.line(text, terminal.Purple, "unreadable", w.terminal.Value(answer.Err.Error()))
	}
	report, last, shown := answer.Report, "", make(map[string]bool)
	subject := func(fields ...string) string {
		names := make([]string, len(fields))
		for i, field := range fields {
			names[i] = prose.Field(field)
		}
		name := strings.Join(names, ", ")
		last = fields[0]
		if value := answer.Value(last); value != "" && len(fields) == 1 && !shown[last] {
			shown[last] = true
			name += " " + w.terminal.Value(`"`+w.terminal.Short(value, len(indent)+len(`""`))+`"`)
		}
		return name
	}
	if u := report.Undecided; u != nil {
		why := " is not given"
		if u.Given {
			why = " is not a country code, such as AM for Armenia"
		}
		w.line(text, terminal.Purple, "undecided", subject(u.Field)+why, w.details("", "", u.Field)...)
		if remedy := answer.Remedy(); remedy != "" {
			text.WriteString(w.terminal.Hang(indent, remedy))
		}
	}
	for _, v := range report.Violations {
		if !slices.Contains(w.codes, v.Code) {
			w.codes = append(w.codes, v.Code)
		}
		w.line(text, terminal.Red, fmt.Sprintf("refused %d", int(v.Code)),
			subject(v.Field)+" "+prose.Clause(translations.Language{}.Sentence(v)), w.details(v.Error(), "", v.Field)...)
	}
	for advisories := report.Advisories; len(advisories) > 0; {
		a, fields := advisories[0], []string(nil)
		for len(advisories) > 0 && sameRemark(a, advisories[0]) {
			fields = append(fields, advisories[0].Field)
			advisories = advisories[1:]
		}
		var more []string
		if a.Suggestion != "" {
			more = append(more, "suggestion: "+w.terminal.In(terminal.Green, w.terminal.Value(a.Suggestion)))
		}
		said := a.Message
		if len(fields) > 1 || fields[0] != last { // otherwise it continues about the same field
			said = subject(fields...) + ": " + said
		}
		w.line(text, terminal.Yellow, "advised", said,
			append(more, w.details(a.Rule, string(a.Basis)+": "+a.Source, fields...)...)...)
	}
}

// details name a finding for programs, and its source by a note.
func (w *textWriter) details(text, source string, fields ...string) []string {
	if !w.verbose {
		return nil
	}
	lines := []string{w.terminal.In(terminal.Faint, strings.Join(fields, ", "))}
	if source != "" {
		text += fmt.Sprintf(" [%d]", noteOf(&w.notes, source))
	}
	if text != "" {
		lines = append(lines, w.terminal.In(terminal.Faint, text))
	}
	return lines
}

// sameRemark reports whether two advisories differ only in their fields.
func sameRemark(a, b screening.Advisory) bool {
	b.Field = a.Field
	return a == b
}

func (w *textWriter) end(total verdict.Total, isWhole bool) error {
	w.isWhole = isWhole
	var text strings.Builder
	if !w.quiet {
		text.WriteString("\n")
	}
	style := terminal.Purple
	switch {
	case total.Refused > 0:
		style = terminal.Red
	case total.Customers() > 0 && total.Accepted == total.Customers():
		style = terminal.Green
	}
	text.WriteString(w.terminal.Hang("", w.terminal.In(style, total.String())))
	if !w.quiet {
		if total.Accepted < total.Customers() || total.Advisories > 0 {
			writeSteps(&text, w.terminal, w.next(w))
		}
		writeNotes(&text, w.terminal, w.notes)
	}
	return w.write(text.String())
}
