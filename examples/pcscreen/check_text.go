package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

// textWriter writes answers for a person.
type textWriter struct {
	out     io.Writer
	rules   rulebook
	partner screening.Partner
	begun   bool           // there was an answer
	file    string         // of the last answer
	table   *records.Table // the one whose columns were named last
	notes   []string       // what the advisories rest on
}

func (w *textWriter) begin() error {
	binds := ""
	if w.partner == screening.IndirectReseller {
		binds = "; it does not bind an indirect reseller, whose provider creates the customers"
	}
	_, err := fmt.Fprintf(w.out, "%s%s\n\n", w.rules, binds)
	return err
}

const indent = "           "

func (w *textWriter) answer(answer verdict.Answer) error {
	var text strings.Builder
	if !w.begun || answer.File != w.file || answer.Table != w.table {
		if w.begun {
			text.WriteString("\n")
		}
		w.begun, w.file, w.table = true, answer.File, answer.Table
		fmt.Fprintln(&text, prose.Printable(cmp.Or(w.file, "standard input")))
		if w.table != nil && w.file != commandLine {
			writeColumns(&text, w.table)
		}
	}
	w.writeAnswer(&text, answer)
	_, err := io.WriteString(w.out, text.String())
	return err
}

func (w *textWriter) writeAnswer(text *strings.Builder, answer verdict.Answer) {
	place := "line"
	if answer.Table != nil {
		place = "row"
	}
	heading := fmt.Sprintf("%s %d  %-2s  %-10s  %s", place, answer.Row, orDash(answer.Country), answer.Verdict(), prose.Printable(strings.TrimSpace(answer.Company()+"  "+answer.ID())))
	fmt.Fprintln(text, strings.TrimRight(heading, " "))
	if answer.Err != nil {
		fmt.Fprintf(text, "%s%s\n", indent, prose.Printable(answer.Err.Error()))
	}
	if undecided := answer.Report.Undecided; undecided != nil {
		fmt.Fprintf(text, "%s%s\n", indent, undecided.Error())
		if remedy := answer.Remedy(); remedy != "" {
			fmt.Fprintf(text, "%s%s\n", indent, remedy)
		}
	}
	for _, v := range answer.Report.Violations {
		fmt.Fprintf(text, "%s%d    %s\n%s          %s\n", indent, int(v.Code), v.Field, indent, v.Error())
	}
	for i, a := range answer.Report.Advisories {
		said := i > 0 && sameRemark(answer.Report.Advisories[i-1], a)
		if !said {
			fmt.Fprintf(text, "%sadvisory  %s: %s [%d]\n", indent, a.Rule, a.Message, noteOf(&w.notes, string(a.Basis)+": "+a.Source))
		}
		fmt.Fprintf(text, "%s          %s\n", indent, a.Field)
		if a.Suggestion != "" {
			fmt.Fprintf(text, "%s          suggestion: %s\n", indent, prose.Printable(a.Suggestion))
		}
	}
}

// sameRemark reports whether two advisories differ by their fields alone.
func sameRemark(a, b screening.Advisory) bool {
	return a.Rule == b.Rule && a.Message == b.Message && a.Basis == b.Basis && a.Source == b.Source
}

// writeColumns says which fields are read from which columns of a spreadsheet,
// and which have none, since a column under another name would pass unseen.
func writeColumns(text *strings.Builder, table *records.Table) {
	for _, line := range table.Describe() {
		fmt.Fprintf(text, "  %s\n", prose.Printable(line))
	}
}

func (w *textWriter) end(counts counts) error {
	var text strings.Builder
	accepted, refused := counts.records[screening.Accepted], counts.records[screening.Refused]
	undecided, unreadable := counts.records[screening.Undecided], counts.records[verdict.Unreadable]
	fmt.Fprintf(&text, "\nCustomers: %d. Accepted: %d. Refused: %d. Undecided: %d. Unreadable: %d. Advisories: %d.\n",
		accepted+refused+undecided+unreadable, accepted, refused, undecided, unreadable, counts.advisories)
	writeNotes(&text, w.notes)
	_, err := io.WriteString(w.out, text.String())
	return err
}
