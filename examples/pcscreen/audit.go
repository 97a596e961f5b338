package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/pcscreen/audit"
)

func newAuditCommand() *cobra.Command {
	var (
		policy  policyFlags
		partner partnerFlag
		mapping []string
		options audit.Options
		failOn  = audit.FailOnViolation
	)
	command := &cobra.Command{
		Use:   "audit FILE…|-",
		Short: "Judge a customer base of any size, and report what to fix",
		Long: `audit judges a customer base of any size, with all processors and bounded
memory, and sums up by code, country and rule what Partner Center will refuse,
what cannot be judged, and what else looks wrong. A FILE is what "pcscreen check"
reads; "-" is standard input.

--out writes one row for each finding, in the order of the input, with the
columns of a spreadsheet that no field is read from. In CSV, cells of the input
that look like a formula get an apostrophe in front. --html writes a report in
one file that opens in any browser, without a network.

An interruption, a full disk or a record that cannot be read loses nothing that
was done: what is written is complete rows, and --resume goes on from there, even
after a crash, and ends with the results of an audit that never stopped. To do
so it reads what was done again, without judging it. What it needs is in
OUT.resume (or HTML.resume), which is removed when the audit is complete.

The output and the report repeat customers' values: they hold personal data.

The exit status is
  0  no customer is refused (with --fail-on advisory: nor remarked on)
  1  some are
  2  the command line is wrong, an input or output failed, none of the records
     could be read, or the audit was stopped
  3  some records could not be read, or some customers could not be judged, and
     the rest is as for 0`,
		Example: `  pcscreen audit customers.csv --html report.html
  pcscreen audit customers.ndjson --out findings.csv --html report.html --resume
  zcat customers.ndjson.gz | pcscreen audit - --out - | jq 'select(.code == 600050)'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, names []string) error {
			columns, err := records.ParseColumns(mapping)
			if err != nil {
				return wrongFlag("map", err)
			}
			book, err := policy.load(command.ErrOrStderr())
			if err != nil {
				return err
			}
			options.Names, options.Stdin, options.Stdout = names, command.InOrStdin(), command.OutOrStdout()
			options.Columns, options.Policy, options.Rules, options.Now = columns, book.policy, book.origin, time.Now()
			options.Partner = partner.partner
			return runAudit(command.Context(), command.OutOrStdout(), command.ErrOrStderr(), options, failOn)
		},
	}
	policy.addTo(command)
	partner.addTo(command)
	flags := command.Flags()
	flags.StringVar(&options.Out, "out", "", "write one row for each finding to `FILE`, .csv or .ndjson; - writes NDJSON to standard output")
	flags.StringVar(&options.HTML, "html", "", "write the report to `FILE`")
	flags.BoolVar(&options.Resume, "resume", false, "go on where an audit with the same flags was stopped, or begin one")
	flags.Var(&failOn, "fail-on", "what makes the exit status 1: violation, advisory or never")
	complete(command, "fail-on", audit.FailOnNames()...)
	flags.BoolVar(&options.ViolationsOnly, "no-inspect", false, "only what Partner Center refuses, without advisories")
	flags.StringArrayVar(&mapping, "map", nil, "read a field from the column of that name: `field=header`; may be repeated; without a header, from none")
	return command
}

// runAudit audits until the end, or a signal: the first lets the audit stop at
// a whole record, a second one ends the program.
func runAudit(ctx context.Context, stdout, stderr io.Writer, options audit.Options, failOn audit.FailOn) error {
	ctx, release := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer release()
	context.AfterFunc(ctx, release)
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of writing, with a message
	defer collectSeldom()()

	options.Meter = new(audit.Meter)
	hideProgress := options.Meter.Show(stderr)
	summary, err := audit.Run(ctx, options)
	hideProgress()
	if summary == nil {
		return err
	}
	to := stdout
	if options.Out == "-" {
		to = stderr
	}
	if writeErr := errors.Join(summary.Write(to), summary.WriteEnd(stderr)); err == nil {
		err = writeErr
	}
	if err != nil {
		return err
	}
	status, err := summary.Status(failOn)
	if err == nil && status != 0 {
		err = exitStatus(status)
	}
	return err
}

// collectSeldom has the garbage collector wait for more garbage than usual: so
// little lives at a time that it would begin a hundred times a second.
// The environment has the last word.
func collectSeldom() (asBefore func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(1000), debug.SetMemoryLimit(128<<20)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
