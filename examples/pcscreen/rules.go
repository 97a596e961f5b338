package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/internal/countryname"
)

func newRulesCommand() *cobra.Command {
	var (
		policy policyFlags
		asJSON bool
		live   liveFlags
	)
	command := &cobra.Command{
		Use:   "rules [COUNTRY…]",
		Short: "Show what each country asks for",
		Long: `rules shows what Partner Center wants of customers, in each listed country and
in the rest of the world: whether they need a registration number and a phone
number, how many digits the number has, what it is called there, since when the
country is listed and where the rule is written. Name countries by code or name
to see theirs alone. A country that is not listed has the rule of the rest of
the world.

With --live it asks Partner Center for its rules of today, and shows what
differs from the policy. It reads the access token from ` + tokenVariable + `.
Every call is throttled: keep the rules with --save, and judge by them with
--rules.`,
		Example: `  pcscreen rules
  pcscreen rules russia kz
  pcscreen rules --policy ` + countries.November2020().Name() + ` --json
  pcscreen rules --live --save rules.json
  pcscreen check --rules rules.json customers.csv`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var codes []string
			for code := range countries.Codes() {
				codes = append(codes, code+"\t"+rules.CountryName(code))
			}
			return codes, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(command *cobra.Command, codes []string) error {
			book, err := policy.load(command.ErrOrStderr())
			if err != nil {
				return err
			}
			chosen, err := choose(book.policy, codes)
			switch {
			case live.saveFile != "" && !live.isLive:
				return wrongFlag("save", errors.New("expected --live as well: it fetches the rules to save"))
			case err != nil:
				return err
			case live.isLive:
				return live.compare(command, book, codes, asJSON)
			case asJSON:
				return writeJSON(command.OutOrStdout(), chosen)
			default:
				return writeRules(command.OutOrStdout(), book, chosen)
			}
		},
	}
	policy.addTo(command)
	command.Flags().BoolVar(&asJSON, "json", false, "write one JSON object")
	live.addTo(command)
	return command
}

// choose returns the rules of the countries, in their order, or all rules of the
// policy where none is named.
func choose(policy *countries.Policy, codes []string) (rules.Policy, error) {
	if len(codes) == 0 {
		return rules.All(policy), nil
	}
	var chosen []rules.Rule
	for _, code := range codes {
		rule, known := rules.Of(policy, cmp.Or(countryname.Code(code), code))
		if !known {
			return rules.Policy{}, fmt.Errorf("%q is no country: expected a name, or a code that Partner Center knows, for example RU", code)
		}
		chosen = append(chosen, rule)
	}
	return rules.Some(policy, chosen...), nil
}

// digits says how many digits the number has.
func digits(rule rules.Rule) string {
	if rule.RegistrationNumber.Requirement == countries.NotSupported {
		return "none"
	}
	var lengths []string
	for _, length := range rule.Digits {
		lengths = append(lengths, strconv.Itoa(length))
	}
	return cmp.Or(prose.Or(lengths...), "any")
}

// writeRules writes the rules for a person, with the sources as notes below.
func writeRules(out io.Writer, book rulebook, chosen rules.Policy) error {
	var text strings.Builder
	t := terminal.Of(out)
	text.WriteString(t.Hang("", book.String()) + "\n")
	var lines strings.Builder
	table := tabwriter.NewWriter(&lines, 0, 0, 2, ' ', 0)
	names := []string{"The number's name"}
	fmt.Fprintln(table, "ISO\tCountry\tNumber\tDigits\tPhone\tSince\tSource\t")
	var sources []string
	write := func(r rules.Rule) {
		note := ""
		if r.Source != "" {
			note = fmt.Sprintf("[%d]", noteOf(&sources, r.Source))
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", orDash(r.Country), r.Name, r.RegistrationNumber.Requirement, digits(r),
			r.PhoneNumber.Requirement, orDash(r.Since), orDash(note))
		names = append(names, orDash(r.RegistrationNumber.LocalLabel))
	}
	for _, r := range chosen.Countries {
		write(r)
	}
	if chosen.Elsewhere != nil {
		write(*chosen.Elsewhere)
	}
	_ = table.Flush() // to a strings.Builder
	for i, line := range strings.Split(strings.TrimSuffix(lines.String(), "\n"), "\n") {
		if t.Width > 0 && terminal.Width(line+names[i]) > t.Width { // the name goes on the next line
			text.WriteString(strings.TrimRight(line, " ") + "\n")
			line = "     "
		}
		text.WriteString(t.Hang(line, names[i]))
	}
	writeNotes(&text, t, sources)
	_, err := io.WriteString(out, text.String())
	return err
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// noteOf returns the number of a note, which it adds if it is new.
func noteOf(notes *[]string, note string) int {
	if i := slices.Index(*notes, note); i >= 0 {
		return i + 1
	}
	*notes = append(*notes, note)
	return len(*notes)
}

func writeNotes(text *strings.Builder, t terminal.Terminal, notes []string) {
	if len(notes) > 0 {
		text.WriteString("\n")
	}
	for i, note := range notes {
		text.WriteString(t.Hang(fmt.Sprintf("[%d] ", i+1), note))
	}
}

// writeJSON writes a document for programs that people can read as well.
func writeJSON(out io.Writer, document any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}
