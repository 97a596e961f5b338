package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// textWriter writes answers for a person.
type textWriter struct {
	out    io.Writer
	policy *countries.Policy
	table  *records.Table // the one whose columns were named last
}

func (w *textWriter) begin() error {
	_, err := fmt.Fprintf(w.out, "%s\n\n", describe(w.policy))
	return err
}

const indent = "           "

func (w *textWriter) answer(record records.Record, answer verdict.Answer) error {
	var text strings.Builder
	if record.Table != nil && record.Table != w.table {
		w.table = record.Table
		writeColumns(&text, w.table)
	}
	if answer.Err != nil {
		fmt.Fprintf(&text, "%5d  –   unreadable: %s\n", answer.Record, printable(answer.Err.Error()))
		_, err := io.WriteString(w.out, text.String())
		return err
	}
	word := "accepted"
	if !answer.Accepted() {
		word = "refused"
	}
	country := answer.Country
	if country == "" {
		country = "–"
	}
	heading := fmt.Sprintf("%5d  %-2s  %-8s  %s", answer.Record, country, word, printable(answer.ID))
	fmt.Fprintln(&text, strings.TrimRight(heading, " "))
	for _, v := range answer.Report.Violations {
		fmt.Fprintf(&text, "%s%d    %s\n%s          %s\n", indent, int(v.Code), v.Field, indent, v.Description())
	}
	for _, a := range answer.Report.Advisories {
		fmt.Fprintf(&text, "%sadvisory  %s\n%s          %s: %s\n", indent, a.Field, indent, a.Rule, a.Message)
		if a.Suggestion != "" {
			fmt.Fprintf(&text, "%s          suggestion: %s\n", indent, printable(a.Suggestion))
		}
		fmt.Fprintf(&text, "%s          %s, by %s\n", indent, a.Basis, a.Source)
	}
	_, err := io.WriteString(w.out, text.String())
	return err
}

// writeColumns says from which columns of a spreadsheet the decisive fields
// are read, since a column under another name would pass unseen.
func writeColumns(text *strings.Builder, table *records.Table) {
	for _, field := range []struct{ path, name string }{
		{"billingProfile.defaultAddress.country", "country"},
		{"companyProfile.address.country", "country of the company profile"},
		{"companyProfile.organizationRegistrationNumber", "registration number"},
		{"billingProfile.defaultAddress.phoneNumber", "phone number"},
	} {
		column := "no column; if there is one, name it with --map " + field.path[strings.LastIndexByte(field.path, '.')+1:] + "=HEADER"
		for i, path := range table.Fields {
			if path == field.path {
				column = fmt.Sprintf("column %d, %q", i+1, table.Header[i])
			}
		}
		if strings.HasPrefix(field.path, "companyProfile.address.") && strings.HasPrefix(column, "no ") {
			continue // nobody expects it
		}
		fmt.Fprintf(text, "       %s: %s\n", field.name, column)
	}
}

func (w *textWriter) end(counts counts) error {
	_, err := fmt.Fprintf(w.out, "\nCustomers: %d. Accepted: %d. Refused: %d. Unreadable: %d. Advisories: %d.\n",
		counts.accepted+counts.refused+counts.unreadable, counts.accepted, counts.refused, counts.unreadable, counts.advisories)
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
