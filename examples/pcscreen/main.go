// Command pcscreen tells whether Partner Center will refuse customers, before
// they are sent: one customer, a file of them, or a whole customer base.
//
//	pcscreen check [FILE…|-]    which of these customers will be refused, and why
//	pcscreen audit FILE…|-      the same for a customer base of any size
//	pcscreen rules [ISO…]       what each country asks for
//	pcscreen explain CODE       what a code means and what to do
//	pcscreen schema             the rules as a JSON Schema for other languages
//	pcscreen serve              the same as an API for any language, and as a page
//	pcscreen version            which version this is
//
// Each command says more with --help.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
)

// statusFailed is the exit status for a wrong command line, and for input or
// output that fails.
const statusFailed = 2

// exitStatus ends the program with a status and without a message.
type exitStatus int

func (s exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

func main() {
	err := newRootCommand().ExecuteContext(context.Background())
	var status exitStatus
	switch {
	case err == nil:
		return
	case errors.As(err, &status):
		os.Exit(int(status))
	default:
		say(os.Stderr, err.Error())
		os.Exit(statusFailed)
	}
}

// say writes a message from the program.
func say(stderr io.Writer, message string) {
	fmt.Fprint(stderr, terminal.Of(stderr).Hang("pcscreen: ", message))
}

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "pcscreen",
		Short: "Know Partner Center's answer before you send the request",
		Long: `pcscreen tells whether Partner Center will refuse customers, with which code
and why, before they are sent. It needs no account and sends nothing, unless
a command says so.`,
		Version:                    version(),
		SuggestionsMinimumDistance: 2,
		Args:                       noFile,
		RunE:                       func(command *cobra.Command, _ []string) error { return command.Help() },
		SilenceErrors:              true, // main prints them
		SilenceUsage:               true, // a sentence about the mistake helps more than all flags
	}
	root.AddCommand(newCheckCommand(), newAuditCommand(), newRulesCommand(), newExplainCommand(), newSchemaCommand(), newServeCommand(), newVersionCommand())
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 80"))
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(suggestFlag)
	return root
}

// wrongFlag names the flag whose value is wrong.
func wrongFlag(flag string, err error) error { return fmt.Errorf("--%s: %w", flag, err) }

// noFile suggests for an unknown command another one, or check for a file.
func noFile(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("unknown command %q for %q", args[0], command.Name())
	if _, err := os.Stat(args[0]); err == nil {
		return fmt.Errorf("%s; to judge the customers in it: %s check %s", text, command.Name(), args[0])
	}
	if suggestions := command.SuggestionsFor(args[0]); len(suggestions) > 0 {
		text += "; did you mean " + prose.Or(suggestions...) + "?"
	}
	return errors.New(text)
}

// suggestFlag suggests another flag for an unknown one.
func suggestFlag(command *cobra.Command, err error) error {
	name, isUnknown := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !isUnknown {
		return err
	}
	var flags []string
	command.Flags().VisitAll(func(flag *pflag.Flag) { flags = append(flags, flag.Name) })
	suggestions := nearest(name, flags)
	if len(suggestions) == 0 {
		return fmt.Errorf("%w; %s --help lists those there are", err, command.CommandPath())
	}
	return fmt.Errorf("%w; did you mean --%s?", err, strings.Join(suggestions, " or --"))
}

// nearest returns the names that may have been meant.
func nearest(name string, names []string) []string {
	finder := &cobra.Command{SuggestionsMinimumDistance: 2} // cobra suggests only commands
	for _, name := range names {
		finder.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	return finder.SuggestionsFor(name)
}

// version returns this program's version, as the build recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "pcscreen"
	}
	text := "pcscreen " + info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			text += ", revision " + setting.Value
		}
	}
	return text + ", " + info.GoVersion
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is",
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(command.OutOrStdout(), version())
			return err
		},
	}
}
