// Command pcscreen tells whether Partner Center will refuse customers, before
// they are sent: one customer, a file of them, or a whole customer base.
//
//	pcscreen check [FILE…|-]    which of these customers will be refused, and why
//	pcscreen audit FILE…|-      the same for a customer base of any size
//	pcscreen rules [ISO…]       what each country asks for
//	pcscreen explain CODE       what a code means and what to do
//	pcscreen schema             the rules as a JSON Schema for other languages
//	pcscreen serve              the same for programs in any language, and a page
//
// Each command says more with --help.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// statusFailed is the exit status of a wrong command line, and of input or
// output that failed.
const statusFailed = 2

// exitStatus ends the program with a status where everything is said already.
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
		fmt.Fprintln(os.Stderr, "pcscreen:", err)
		os.Exit(statusFailed)
	}
}

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "pcscreen",
		Short: "Know Partner Center's answer before you send the request",
		Long: `pcscreen tells whether Partner Center will refuse customers, with which code
and why, before they are sent. It needs no account and sends nothing, unless
a command says so.`,
		SilenceErrors: true, // main prints them
		SilenceUsage:  true, // a sentence on what is wrong says more than all flags
	}
	root.AddCommand(newCheckCommand(), newAuditCommand(), newRulesCommand(), newExplainCommand(), newSchemaCommand(), newServeCommand())
	return root
}

// wrongFlag says which flag's value is wrong.
func wrongFlag(flag string, err error) error { return fmt.Errorf("--%s: %w", flag, err) }
