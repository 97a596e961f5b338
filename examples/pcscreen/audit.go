package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/examples/pcscreen/audit"
)

func newAuditCommand() *cobra.Command {
	var (
		policy  policyFlags
		partner partnerFlag
		reading readingFlags
		judging judgingFlags
		options audit.Options
		fix     fixFlags
		failOn  = audit.FailOnViolation
		quiet   bool
	)
	command := &cobra.Command{
		Use:   "audit FILE…|-",
		Short: "Judge a customer base of any size, and report what to fix",
		Long: `audit judges a customer base of any size, on all processors and in bounded
memory. It sums up whom Partner Center will refuse, who cannot be judged, and
what else looks wrong: by code, by rule and by country. A FILE is what "pcscreen
check" reads; "-" is standard input.

--html writes a report: one file that opens in any browser, without a network.
--out writes one row for each finding, in the order of the input, with the file,
the row, the customer, the value as typed, and all columns of a spreadsheet. In
CSV an apostrophe stands before what a spreadsheet program would take for a
formula, a number or a date, also behind a semicolon, tab or line break;
"pcscreen check" takes it away again.

An audit that is stopped, crashes or fills the disk loses nothing: it has
written complete rows, and --resume goes on after them. The result is that of an
audit that never stopped. It reads again what was done, without judging it.
Until it is complete it keeps what it needs in OUT.resume (or HTML.resume, or
that of --fix-to). It refuses to resume when inputs, columns, rules, flags or
the rows written so far have changed. Resuming a finished audit says that it is
finished, with exit status 0, or 2 if an input could not be read. Without
--resume it neither begins beside a stopped audit nor replaces a file: --force
does both. A replaced file stays as it was until the new one is complete. The
new one is written beside it, under a name that ends in .part.

` + fixHelp + `

The rows and the report repeat customers' values: they hold personal data.

The exit status is
  0  no customer is refused, or, with --fail-on advisory, advised
  1  some are
  2  the command line is wrong, an input cannot be opened, is no table or JSON
     or has two columns for one field, an output failed, or the audit stopped
  3  as for 0, but a customer is undecided, a record could not be read, or an
     input has no record, unless --allow-empty`,
		Example: `  pcscreen audit customers.csv --html report.html
  pcscreen audit customers.ndjson --out findings.csv --html report.html --resume
  zcat customers.gz | pcscreen audit - --out - | jq 'select(.code == 600050)'`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(command *cobra.Command, names []string) error {
			how, err := reading.load()
			if err != nil {
				return err
			}
			if options.Judging, err = judging.load(partner.partner); err != nil {
				return err
			}
			book, err := policy.load(command.ErrOrStderr())
			if err != nil {
				return err
			}
			if err := fix.check(names, options.Judging); err != nil {
				return err
			}
			options.FixTo, options.Fix, options.Force = fix.to, fix.rules, fix.force
			options.Names, options.Stdin, options.Stdout = names, command.InOrStdin(), command.OutOrStdout()
			options.Reading, options.AllowEmpty = how, reading.allowEmpty
			options.Policy, options.Rules, options.Now = book.policy, book.origin, time.Now()
			return runAudit(command, options, failOn, quiet)
		},
	}
	policy.addTo(command)
	partner.addTo(command)
	reading.addTo(command)
	judging.addTo(command)
	fix.addTo(command)
	flags := command.Flags()
	flags.StringVar(&options.Out, "out", "", "write one row for each finding to `FILE`, .csv or .ndjson; - is NDJSON on standard output")
	flags.StringVar(&options.HTML, "html", "", "write the report to `FILE`")
	flags.BoolVar(&options.Resume, "resume", false, "go on where an audit with the same flags stopped, or begin one")
	flags.BoolVarP(&quiet, "quiet", "q", false, "show the total alone")
	flags.Var(&failOn, "fail-on", "what makes the exit status 1: violation, advisory or never")
	complete(command, "fail-on", audit.FailOnNames()...)
	command.MarkFlagsMutuallyExclusive("resume", "force")
	return command
}

// runAudit audits until the end or a signal. The first signal stops the audit
// after a whole record, the second ends the program.
func runAudit(command *cobra.Command, options audit.Options, failOn audit.FailOn, quiet bool) error {
	ctx, release := signal.NotifyContext(command.Context(), os.Interrupt, syscall.SIGTERM)
	defer release()
	context.AfterFunc(ctx, release)
	signal.Ignore(syscall.SIGPIPE) // writing to a closed pipe then fails with a message
	defer collectSeldom()()

	stdout, stderr := command.OutOrStdout(), command.ErrOrStderr()
	options.Meter = new(audit.Meter)
	to := stdout
	if options.Out == "-" {
		to = stderr
	}
	hideProgress := sync.OnceFunc(options.Meter.Show(stderr))
	list := &changeList{out: to, terminal: terminal.Of(to), to: options.FixTo, quiet: quiet}
	options.Corrected = func(record records.Record, c correct.Change, err error) {
		hideProgress()
		list.add(record, c, err)
	}
	summary, err := audit.Run(ctx, options)
	hideProgress()
	if summary == nil {
		return err
	}
	if summary.Finished && err == nil {
		err = errors.Join(summary.WriteFinished(to), summary.WriteEnd(stderr))
		if summary.Status(audit.FailOnNever) == statusFailed && err == nil {
			return exitStatus(statusFailed)
		}
		return err
	}
	if err == nil && summary.Wrote(options.FixTo) {
		err = list.end()
	}
	if writeErr := errors.Join(writeSummary(to, command, &options, summary, quiet), summary.WriteEnd(stderr)); err == nil {
		err = writeErr
	}
	if err != nil {
		return err
	}
	if status := summary.Status(failOn); status != 0 {
		return exitStatus(status)
	}
	return nil
}

// writeSummary writes what an audit found, and what to do next.
func writeSummary(w io.Writer, command *cobra.Command, options *audit.Options, summary *audit.Summary, quiet bool) error {
	t := terminal.Of(w)
	if quiet {
		_, err := io.WriteString(w, t.Hang("", summary.Total()))
		return err
	}
	var steps strings.Builder
	writeSteps(&steps, t, stepsAfterAudit(command, options, summary))
	err := summary.Write(w)
	if err == nil {
		_, err = io.WriteString(w, steps.String())
	}
	return err
}

// collectSeldom makes the garbage collector wait for more garbage than usual: so
// little is alive that it would run a hundred times a second. The environment
// overrides it.
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
