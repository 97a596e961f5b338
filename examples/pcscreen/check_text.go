package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

// textWriter writes answers for a person.
type textWriter struct {
	out     io.Writer
	rules   rulebook
	partner screening.Partner
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

func (w *textWriter) answer(record records.Record, answer verdict.Answer) error {
	var text strings.Builder
	if record.Table != nil && record.Table != w.table {
		if answer.Record > 1 {
			text.WriteString("\n")
		}
		w.table = record.Table
		writeColumns(&text, w.table)
	}
	if answer.Err != nil {
		fmt.Fprintf(&text, "%5d  –   unreadable: %s\n", answer.Record, printable(answer.Err.Error()))
	} else {
		w.writeAnswer(&text, answer)
	}
	_, err := io.WriteString(w.out, text.String())
	return err
}

func (w *textWriter) writeAnswer(text *strings.Builder, answer verdict.Answer) {
	heading := fmt.Sprintf("%5d  %-2s  %-9s  %s", answer.Record, orDash(answer.Country), answer.Verdict(), printable(answer.ID))
	fmt.Fprintln(text, strings.TrimRight(heading, " "))
	if undecided := answer.Report.Undecided; undecided != nil {
		fmt.Fprintf(text, "%s%s\n", indent, undecided.Error())
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
			fmt.Fprintf(text, "%s          suggestion: %s\n", indent, printable(a.Suggestion))
		}
	}
}

// sameRemark reports whether two advisories differ by their fields alone.
func sameRemark(a, b screening.Advisory) bool {
	return a.Rule == b.Rule && a.Message == b.Message && a.Basis == b.Basis && a.Source == b.Source
}

// writeColumns says from which columns of a spreadsheet the decisive fields
// are read, since a column under another name would pass unseen.
func writeColumns(text *strings.Builder, table *records.Table) {
	text.WriteString("Columns that are read\n")
	for _, field := range []struct {
		path, name string
		expected   bool
	}{
		{"billingProfile.defaultAddress.country", "country", true},
		{"companyProfile.address.country", "company's country", false},
		{"companyProfile.organizationRegistrationNumber", "registration number", true},
		{"billingProfile.defaultAddress.phoneNumber", "phone number", true},
	} {
		switch i := slices.Index(table.Fields, field.path); {
		case i >= 0:
			fmt.Fprintf(text, "       %s: %s\n", field.name, printable(table.Header[i]))
		case field.expected:
			fmt.Fprintf(text, "       %s: none; if there is one, --map %s=HEADER names it\n", field.name, field.path)
		}
	}
	text.WriteString("\n")
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

// printable replaces what could steer a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}
