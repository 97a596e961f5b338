package main

import (
	"fmt"
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
