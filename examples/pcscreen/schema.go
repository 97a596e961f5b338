package main

import (
	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

func newSchemaCommand() *cobra.Command {
	var policy policyFlags
	command := &cobra.Command{
		Use:   "schema",
		Short: "Print the rules as a JSON Schema for other languages",
		Long: `schema prints a policy's rules as a JSON Schema, draft 2020-12, for the Customer
resource. What stands for a code of Partner Center carries it beside the keyword
that fails, as x-partnercenter-code.`,
		Example: `  pcscreen schema > customer.schema.json
  pcscreen schema --policy ` + countries.November2020().Name(),
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			book, err := policy.load(command.ErrOrStderr())
			if err != nil {
				return err
			}
			_, err = command.OutOrStdout().Write(screening.JSONSchema(book.policy))
			return err
		},
	}
	policy.addTo(command)
	return command
}
