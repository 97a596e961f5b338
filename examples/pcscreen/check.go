package main

import (
	"encoding/json"
	"errors"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

func newCheckCommand() *cobra.Command {
	var (
		policy  policyFlags
		partner partnerFlag
		asJSON  bool
		mapping []string
	)
	command := &cobra.Command{
		Use:   "check [FILE…|-]",
		Short: "Tell which customers Partner Center will refuse, and why",
		Long: `check judges one or more customers, and shows the code, the field and the API's
text of every violation, and advisories: remarks on what Partner Center does not
refuse at once, but does not want or is almost surely a mistake, and on what its
own pages dispute. A customer whose country is not given, or is no country code,
cannot be judged: it is neither accepted nor refused, but undecided.

A FILE is JSON (a customer, an array, a page of the API with its items, or one
customer a line) or a spreadsheet (CSV with commas, semicolons or tabs) in UTF-8
or UTF-16. "-", or no FILE, reads standard input. A spreadsheet names its columns
in the first line: by the API's fields, as Partner Center exports them, or in
everyday English, French or German. The other columns are not read.

Suggestions repeat customers' values: the output can hold personal data.

The exit status is
  0  all customers are accepted
  1  some are refused
  2  the command line is wrong, or an input could not be read
  3  some records could not be read, or some customers could not be judged, and
     the rest is accepted`,
		Example: `  pcscreen check customers.csv
  pcscreen check --map country=Market --map phoneNumber=Contact customers.csv
  curl … | pcscreen check --json - | jq 'select(.verdict == "refused")'`,
		RunE: func(command *cobra.Command, names []string) error {
			columns, err := records.ParseColumns(mapping)
			if err != nil {
				return wrongFlag("map", err)
			}
			if len(names) == 0 {
				names = []string{"-"}
			}
			book, err := policy.load(command.ErrOrStderr())
			if err != nil {
				return err
			}
			var write writer = &textWriter{out: command.OutOrStdout(), rules: book, partner: partner.partner}
			if asJSON {
				write = &jsonWriter{out: command.OutOrStdout()}
			}
			customers := records.Files(names, command.InOrStdin(), columns)
			return check(customers, screening.New(book.policy, screening.WithPartner(partner.partner)), write)
		},
	}
	policy.addTo(command)
	partner.addTo(command)
	command.Flags().BoolVar(&asJSON, "json", false, "write one JSON object for each record and line, and nothing else")
	command.Flags().StringArrayVar(&mapping, "map", nil, "read a field from the column of that name: `field=header`; may be repeated; without a header, from none")
	return command
}

// writer writes what there is to say about each record.
type writer interface {
	begin() error
	answer(records.Record, verdict.Answer) error
	end(counts) error
}

// counts is how the records of an input were judged.
type counts struct {
	records    map[screening.Verdict]int
	advisories int
}

// check judges the records one by one. Its error is the exit status, or what
// kept it from going on.
func check(customers iter.Seq[records.Record], screener *screening.Screener, write writer) error {
	if err := write.begin(); err != nil {
		return err
	}
	var (
		total   int
		counts  = counts{records: make(map[screening.Verdict]int)}
		failure error // of the first input that could not be read
	)
	for record := range customers {
		answer := verdict.Of(record, screener)
		if _, isInput := errors.AsType[*records.InputError](answer.Err); isInput && failure == nil {
			failure = answer.Err
		}
		total++
		counts.records[answer.Verdict()]++
		counts.advisories += len(answer.Report.Advisories)
		if err := write.answer(record, answer); err != nil {
			return err
		}
	}
	if err := write.end(counts); err != nil {
		return err
	}
	unreadable := counts.records[verdict.Unreadable]
	switch {
	case failure != nil:
		return failure
	case counts.records[screening.Refused] > 0:
		return exitStatus(1)
	case unreadable > 0 && unreadable == total:
		return errors.New("none of the records could be read")
	case unreadable+counts.records[screening.Undecided] > 0:
		return exitStatus(3)
	default:
		return nil
	}
}

// jsonWriter writes an object for each record and line, and each with one
// Write, so that who reads them at the other end need not wait.
type jsonWriter struct{ out io.Writer }

func (w *jsonWriter) begin() error { return nil }

func (w *jsonWriter) answer(_ records.Record, answer verdict.Answer) error {
	encoder := json.NewEncoder(w.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(answer)
}

func (w *jsonWriter) end(counts) error { return nil }
