package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"iter"
	"slices"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

// readingFlags are the flags that say how inputs are read.
type readingFlags struct {
	mapping    []string
	sheet      string
	allowEmpty bool
}

// addTo adds the flags to a command.
func (f *readingFlags) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.StringArrayVar(&f.mapping, "map", nil, "read a field from the column of that name: `field=header`; may be repeated; without a header, from none")
	flags.StringVar(&f.sheet, "sheet", "", "the `NAME` of the sheet to read of a workbook; without it, the first whose rows name a country's column")
	flags.BoolVar(&f.allowEmpty, "allow-empty", false, "an input without a customer is no failure")
}

// load reads the flags.
func (f *readingFlags) load() (records.Reading, error) {
	columns, err := records.ParseColumns(f.mapping)
	if err != nil {
		return records.Reading{}, wrongFlag("map", err)
	}
	return records.Reading{Columns: columns, Sheet: f.sheet}, nil
}

// judgingFlags are the flags that say what is remarked on.
type judgingFlags struct {
	noAdvisories bool
	without      []string
}

// addTo adds the flags to a command.
func (f *judgingFlags) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.BoolVar(&f.noAdvisories, "no-advisories", false, "only what Partner Center refuses, and whom it cannot judge")
	flags.StringArrayVar(&f.without, "without", nil, "no advisories by the `RULE` of that name; may be repeated")
	complete(command, "without", verdict.Rules()...)
}

// load reads the flags.
func (f *judgingFlags) load(partner screening.Partner) (verdict.Options, error) {
	for _, name := range f.without {
		if known := verdict.Rules(); !slices.Contains(known, name) {
			return verdict.Options{}, wrongFlag("without", fmt.Errorf("there is no rule %q; expected %s", name, prose.Or(known...)))
		}
	}
	return verdict.Options{Partner: partner, ViolationsOnly: f.noAdvisories, Without: f.without}, nil
}

// typedFlags are one customer on the command line.
type typedFlags struct{ country, number, phone string }

// addTo adds the flags to a command.
func (f *typedFlags) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.country, "country", "", "judge one customer in the `COUNTRY` of that code or name, without a FILE")
	flags.StringVar(&f.number, "number", "", "its registration `NUMBER`")
	flags.StringVar(&f.phone, "phone", "", "its `PHONE` number")
}

func (f *typedFlags) isGiven() bool { return *f != typedFlags{} }

// customer is the customer as a table of one row.
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

// commandLine is what stands for the name of a file.
const commandLine = "command line"
