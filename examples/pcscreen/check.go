package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

func newCheckCommand() *cobra.Command {
	var (
		policy  policyFlags
		partner partnerFlag
		reading readingFlags
		judging judgingFlags
		typed   typedFlags
		text    textWriter
		only    onlyFlag
		fix     fixFlags
		asJSON  bool
	)
	command := &cobra.Command{
		Use:   "check [FILE…|-]",
		Short: "Tell which customers Partner Center will refuse, and why",
		Long: `check judges customers one by one. It shows whom Partner Center will refuse,
with which code, and what it wants instead. It also advises: on what Partner
Center does not want but takes, on what its own pages dispute, and on what is
almost surely a mistake. A customer whose country is not known is undecided: it
is neither accepted nor refused.

A FILE is
  a workbook, .xlsx: with rows that a filter hides, without hidden sheets
  a spreadsheet as text: CSV with commas, semicolons, tabs or bars, in UTF-8
  or UTF-16
  JSON: a customer, an array, one customer a line, or a page of the API, of
  Microsoft Graph or of PowerShell
Without a FILE, and for "-", it reads standard input.

A spreadsheet names its columns in one of its first rows: by the API's fields,
as Partner Center exports them, or in everyday words of the listed countries,
English, French or German. Other columns are not read.

Text is wrapped at the terminal's width, or at COLUMNS. A pipe without COLUMNS
gets one line for each finding. NO_COLOR forbids colors, FORCE_COLOR wants them.

` + fixHelp + `

The output repeats customers' values: it can hold personal data.

The exit status is
  0  all customers are accepted
  1  some are refused
  2  the command line is wrong, or an input cannot be opened, is no table or
     JSON, or has two columns for one field
  3  none is refused, but one is undecided, a record could not be read, or an
     input has no record, unless --allow-empty`,
		Example: `  pcscreen check customers.csv
  pcscreen check --sheet Customers customers.xlsx
  pcscreen check --country RU --number 7707083893 --phone '+7 495 555 01 00'
  pcscreen check --map country=Market --map phoneNumber=Contact customers.csv
  pcscreen check a.xlsx --fix-to b.xlsx --fix registrationNumber.characters
  curl … | pcscreen check --json - | jq 'select(.verdict == "refused")'`,
		RunE: func(command *cobra.Command, names []string) error {
			how, err := reading.load()
			if err != nil {
				return err
			}
			options, err := judging.load(partner.partner)
			if err != nil {
				return err
			}
			if asJSON && (text.verbose || text.quiet) || text.verbose && text.quiet {
				return errors.New("expected at most one of --json, --verbose and --quiet")
			}
			if typed.isGiven() && len(names) > 0 {
				return errors.New("expected a FILE, or one customer by --country, --number and --phone, but not both; if all of a FILE are in one country, use --map country==RU")
			}
			if len(names) == 0 {
				names = []string{"-"}
			}
			if err := fix.check(names, options); err != nil {
				return err
			}
			book, err := policy.load(command.ErrOrStderr())
			if err != nil {
				return err
			}
			text.out, text.terminal = command.OutOrStdout(), terminal.Of(command.OutOrStdout())
			text.rules, text.partner = book, partner.partner
			text.next = func(found *textWriter) []nextStep { return stepsAfterCheck(command, names, fix.to, found) }
			var write writer = &text
			if asJSON {
				write = &jsonWriter{out: command.OutOrStdout(), stderr: command.ErrOrStderr()}
			}
			c := checker{judge: verdict.New(book.policy, options), write: write, only: only, stderr: command.ErrOrStderr(), allowEmpty: reading.allowEmpty}
			if typed.isGiven() {
				return c.check(typed.customer())
			}
			if stdin, ok := command.InOrStdin().(*os.File); ok && slices.Contains(names, "-") && term.IsTerminal(int(stdin.Fd())) {
				say(command.ErrOrStderr(), "reading customers from standard input, until it ends; name a FILE to read that instead")
			}
			if fix.to == "" {
				return c.check(records.Files(names, command.InOrStdin(), how))
			}
			corrected, err := fix.open(names[0])
			if err != nil {
				return err
			}
			status := c.check(records.Files(names, command.InOrStdin(), how))
			list := &changeList{out: command.OutOrStdout(), to: fix.to, quiet: text.quiet}
			if asJSON {
				list.out = command.ErrOrStderr()
			}
			list.terminal = terminal.Of(list.out)
			if _, isJudged := errors.AsType[exitStatus](status); (status == nil || isJudged) && status != exitStatus(statusFailed) {
				if err := fix.write(corrected, names[0], how, c.judge, list); err != nil {
					corrected.Discard()
					return fmt.Errorf("the corrected file: %w", err)
				}
				return errors.Join(status, corrected.Close())
			}
			corrected.Discard()
			return status
		},
	}
	policy.addTo(command)
	partner.addTo(command)
	reading.addTo(command)
	judging.addTo(command)
	typed.addTo(command)
	fix.addTo(command)
	flags := command.Flags()
	flags.BoolVar(&asJSON, "json", false, "write one JSON object for each record, each on a line")
	flags.BoolVarP(&text.verbose, "verbose", "v", false, "show the accepted, and all fields, texts of the API, rules and sources")
	flags.BoolVarP(&text.quiet, "quiet", "q", false, "show the total alone")
	flags.Var(&only, "only", "show one kind of customers: "+prose.Or(onlyNames...))
	complete(command, "only", onlyNames...)
	return command
}

// writer writes the answer for each record.
type writer interface {
	begin() error
	answer(verdict.Answer) error
	end(total verdict.Total, isWhole bool) error // isWhole: every input was read to its end
}

// onlyFlag is the kind of customers to show, "" for all.
type onlyFlag string

// advised is the kind of customers with an advisory.
const advised = "advised"

var onlyNames = []string{string(screening.Refused), string(screening.Undecided), advised}

// Set takes one of onlyNames.
func (f *onlyFlag) Set(name string) error {
	if !slices.Contains(onlyNames, name) {
		return errors.New("expected " + prose.Or(onlyNames...))
	}
	*f = onlyFlag(name)
	return nil
}

// String returns the kind.
func (f *onlyFlag) String() string { return string(*f) }

// Type names the value, for the help.
func (f *onlyFlag) Type() string { return "KIND" }

func (f onlyFlag) shows(answer verdict.Answer) bool {
	switch f {
	case "":
		return true
	case advised:
		return len(answer.Report.Advisories) > 0
	default:
		return string(f) == string(answer.Verdict())
	}
}

// checker judges records one by one.
type checker struct {
	judge      verdict.Judge
	write      writer
	only       onlyFlag
	stderr     io.Writer
	allowEmpty bool
}

// check judges the records of all inputs. Its error is the exit status, or what
// stopped it.
func (c *checker) check(customers iter.Seq[records.Record]) error {
	if err := c.write.begin(); err != nil {
		return err
	}
	var total verdict.Total
	failed, isEmpty := false, false
	for record := range customers {
		_, isInput := errors.AsType[*records.InputError](record.Err)
		if isInput || errors.Is(record.Err, records.ErrNoRecord) {
			say(c.stderr, record.Err.Error())
			failed, isEmpty = failed || isInput, isEmpty || !isInput
			continue
		}
		answer := c.judge.Of(record)
		total.Add(answer)
		if !c.only.shows(answer) {
			continue
		}
		if err := c.write.answer(answer); err != nil {
			return err
		}
	}
	if err := c.write.end(total, !failed); err != nil {
		return err
	}
	switch {
	case failed:
		return exitStatus(statusFailed)
	case total.Refused > 0:
		return exitStatus(1)
	case total.Unreadable+total.Undecided > 0 || isEmpty && !c.allowEmpty:
		return exitStatus(3)
	default:
		return nil
	}
}

// jsonWriter writes one object for each record on a line, in a single Write, so
// that nobody waits for half an object. It describes the columns on standard
// error.
type jsonWriter struct {
	out, stderr io.Writer
	table       *records.Table // that was described
}

func (w *jsonWriter) begin() error { return nil }

func (w *jsonWriter) answer(answer verdict.Answer) error {
	if answer.Table != nil && answer.Table != w.table && answer.File != commandLine {
		w.table = answer.Table
		for _, line := range w.table.Describe() {
			if strings.HasPrefix(line, records.NoColumn) {
				continue
			}
			say(w.stderr, cmp.Or(answer.File, "standard input")+": "+prose.Printable(line))
		}
	}
	encoder := json.NewEncoder(w.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(answer)
}

func (w *jsonWriter) end(verdict.Total, bool) error { return nil }
