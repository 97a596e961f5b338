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

// policyFlags are the flags that choose the rules.
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

// rulebook is a policy, with or without live rules.
type rulebook struct {
	policy *countries.Policy
	origin string // of the live rules, "" without any
}

// load returns the chosen rules. It names on stderr the file's rules that cannot
// be used, where a rule of the policy takes their place.
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

// String names the policy, its date and the live rules in it.
func (b rulebook) String() string {
	text := fmt.Sprintf("Policy %s, in force since %s", b.policy.Name(), b.policy.Since().Format(time.DateOnly))
	if b.origin != "" {
		text += ", " + b.origin
	}
	return text
}

// warn names the expressions that cannot be used, where the policy's stay in
// force, and returns the rest of the error.
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
	// Only a mistake in this program makes it fail: a flag that does not exist.
	if err := command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}
