package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/rules"
)

// policyFlag is the flag that chooses the policy.
type policyFlag struct {
	policy *countries.Policy
	name   string // as it was given
}

// Set takes one of rules.PolicyNames.
func (f *policyFlag) Set(name string) error {
	policy, known := countries.PolicyNamed(name)
	if !known {
		return errors.New("expected " + prose.Or(rules.PolicyNames()...))
	}
	f.policy, f.name = policy, name
	return nil
}

// String returns the name that was given.
func (f *policyFlag) String() string { return cmp.Or(f.name, "latest") }

// Type names the value, for the help.
func (f *policyFlag) Type() string { return "NAME" }

// policyFlags are the flags that choose the rules to judge by.
type policyFlags struct {
	named     policyFlag
	rulesFile string
}

// addTo adds the flags to a command.
func (f *policyFlags) addTo(command *cobra.Command) {
	f.named.policy = countries.Latest()
	command.Flags().Var(&f.named, "policy", "judge by these rules: "+prose.Or(rules.PolicyNames()...))
	complete(command, "policy", rules.PolicyNames()...)
	command.Flags().StringVar(&f.rulesFile, "rules", "", "judge by the live rules in `FILE` where it has any: \"pcscreen rules --live --save FILE\" writes it")
}

// rulebook is a policy, perhaps with live rules in it.
type rulebook struct {
	policy *countries.Policy
	origin string // of the live rules, "" without
}

// load returns the chosen rules. What of a file's rules cannot be used but has
// a rule of the policy to stand for it, it says on stderr.
func (f *policyFlags) load(stderr io.Writer) (rulebook, error) {
	book := rulebook{policy: f.named.policy}
	if f.rulesFile == "" {
		return book, nil
	}
	file, err := os.Open(f.rulesFile)
	if err != nil {
		return book, wrongFlag("rules", err)
	}
	defer file.Close()
	rules, err := countries.ReadValidationRules(file)
	if err := warn(stderr, err); err != nil {
		return book, wrongFlag("rules", fmt.Errorf("%s: %w", f.rulesFile, err))
	}
	book.policy = book.policy.With(rules...)
	book.origin = fmt.Sprintf("with %d live rules from %s", len(rules), f.rulesFile)
	return book, nil
}

// String names the policy, the date since when it holds, and live rules in it.
func (b rulebook) String() string {
	text := fmt.Sprintf("Policy %s, in force since %s", b.policy.Name(), b.policy.Since().Format(time.DateOnly))
	if b.origin != "" {
		text += ", " + b.origin
	}
	return text
}

// warn writes the expressions that cannot be used, in whose place the policy's
// stay in force, and returns what is left of the error.
func warn(stderr io.Writer, err error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var left []error
		for _, one := range joined.Unwrap() {
			left = append(left, warn(stderr, one))
		}
		return errors.Join(left...)
	}
	if _, ok := errors.AsType[*countries.ExpressionError](err); ok {
		say(stderr, err.Error())
		return nil
	}
	return err
}

// complete offers the values of a flag to the shell.
func complete(command *cobra.Command, flag string, values ...string) {
	// It fails for a flag that is not there: a mistake in this program.
	if err := command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}
