package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

// readingFlags are the flags for how inputs are read.
type readingFlags struct {
	mapping    []string
	sheet      string
	allowEmpty bool
}

// addTo adds the flags to a command.
func (f *readingFlags) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.StringArrayVar(&f.mapping, "map", nil, "read a field from the column of that name, or without one from none: `field=header`; or give every row a value: field==value; may be repeated")
	flags.StringVar(&f.sheet, "sheet", "", "read the sheet of that `NAME`, not the first with customers")
	flags.BoolVar(&f.allowEmpty, "allow-empty", false, "do not fail for an input without a customer")
}

// load reads the flags.
func (f *readingFlags) load() (records.Reading, error) {
	columns, err := records.ParseColumns(f.mapping)
	if err != nil {
		return records.Reading{}, wrongFlag("map", err)
	}
	return records.Reading{Columns: columns, Sheet: f.sheet}, nil
}

// judgingFlags are the flags for what is advised.
type judgingFlags struct {
	noAdvisories bool
	without      []string
}

// addTo adds the flags to a command.
func (f *judgingFlags) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.BoolVar(&f.noAdvisories, "no-advisories", false, "do not advise: show the refused and the undecided alone")
	flags.StringArrayVar(&f.without, "without", nil, "do not advise by the `RULE` of that name; may be repeated")
	complete(command, "without", verdict.Rules()...)
}

// load reads the flags.
func (f *judgingFlags) load(partner screening.Partner) (verdict.Options, error) {
	for _, name := range f.without {
		if err := checkRule(name); err != nil {
			return verdict.Options{}, wrongFlag("without", err)
		}
	}
	return verdict.Options{Partner: partner, ViolationsOnly: f.noAdvisories, Without: f.without}, nil
}

// checkRule fails unless there is a rule of that name.
func checkRule(name string) error {
	known := verdict.Rules()
	if slices.Contains(known, name) {
		return nil
	}
	meant := nearest(name, known)
	for _, rule := range known {
		if _, short, _ := strings.Cut(rule, "."); strings.EqualFold(short, name) {
			meant = append(meant, rule)
		}
	}
	text := fmt.Sprintf("there is no rule %q;", name)
	if len(meant) > 0 {
		text += " did you mean " + prose.Or(meant...) + "?"
	}
	return errors.New(text + ` "pcscreen explain rules" lists all of them`)
}

// typedFlags describe one customer on the command line.
type typedFlags struct{ country, number, phone string }

// addTo adds the flags to a command.
func (f *typedFlags) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.country, "country", "", "judge one customer without a FILE: its `COUNTRY`, by code or name")
	flags.StringVar(&f.number, "number", "", "its registration `NUMBER`")
	flags.StringVar(&f.phone, "phone", "", "its `PHONE` number")
}

func (f *typedFlags) isGiven() bool { return *f != typedFlags{} }

// customer returns the customer as a table of one row.
func (f *typedFlags) customer() iter.Seq[records.Record] {
	var text bytes.Buffer
	table := csv.NewWriter(&text)
	_ = table.WriteAll([][]string{{"country", "number", "phone"}, {f.country, f.number, f.phone}}) // into a buffer
	return func(yield func(records.Record) bool) {
		columns := records.Columns{"companyProfile.organizationRegistrationNumber": "number"}
		for record := range records.CSV(&text, columns, text.Len()) {
			record.File, record.Row = commandLine, 1
			if !yield(record) {
				return
			}
		}
	}
}

// commandLine takes the place of a file name.
const commandLine = "command line"
