package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/screening"
)

// partnerFlag is the flag for the kind of partner.
type partnerFlag struct{ partner screening.Partner }

var partners = []screening.Partner{screening.DirectBill, screening.IndirectProvider, screening.IndirectReseller}

func partnerName(partner screening.Partner) string {
	return strings.ReplaceAll(partner.String(), " ", "-")
}

// Set takes the name of one of the partners.
func (f *partnerFlag) Set(name string) error {
	for _, partner := range partners {
		if name == partnerName(partner) {
			f.partner = partner
			return nil
		}
	}
	return errors.New("expected " + prose.Or(partnerNames()...))
}

// String returns the flag's value.
func (f *partnerFlag) String() string { return partnerName(f.partner) }

// Type names the value, for the help.
func (f *partnerFlag) Type() string { return "KIND" }

// addTo adds the flag to a command.
func (f *partnerFlag) addTo(command *cobra.Command) {
	command.Flags().Var(f, "partner", "say who creates the customers: "+prose.Or(partnerNames()...)+"; the rules do not bind the last")
	complete(command, "partner", partnerNames()...)
}

func partnerNames() []string {
	var names []string
	for _, partner := range partners {
		names = append(names, partnerName(partner))
	}
	return names
}
