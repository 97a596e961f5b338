package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
)

// policyFlag is the flag that chooses the policy.
type policyFlag struct{ policy *countries.Policy }

const latestPolicy = "latest"

func policyNames() []string {
	return []string{countries.November2020().Name(), countries.March2021().Name(), latestPolicy}
}

// Set takes one of policyNames.
func (f *policyFlag) Set(name string) error {
	switch name {
	case countries.November2020().Name():
		f.policy = countries.November2020()
	case countries.March2021().Name():
		f.policy = countries.March2021()
	case latestPolicy:
		f.policy = countries.Latest()
	default:
		return fmt.Errorf("expected %s, %s or %s", countries.November2020().Name(), countries.March2021().Name(), latestPolicy)
	}
	return nil
}

// String returns the flag's default, for the help.
func (f *policyFlag) String() string { return latestPolicy }

// Type names the value, for the help.
func (f *policyFlag) Type() string { return "NAME" }

// addTo adds the flag to a command.
func (f *policyFlag) addTo(command *cobra.Command) {
	f.policy = countries.Latest()
	command.Flags().Var(f, "policy", "the rules to judge by: 2020-11, 2021-03 or latest")
	complete(command, "policy", policyNames()...)
}

// complete offers the values of a flag to the shell.
func complete(command *cobra.Command, flag string, values ...string) {
	// It fails for a flag that is not there: a mistake in this program.
	if err := command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}

// describe names a policy and the date since when it holds.
func describe(policy *countries.Policy) string {
	return fmt.Sprintf("Policy %s, in force since %s", policy.Name(), policy.Since().Format(time.DateOnly))
}
