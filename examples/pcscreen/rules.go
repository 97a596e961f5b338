package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/cspkit/customerscreen/countries"
)

func newRulesCommand() *cobra.Command {
	var (
		policy policyFlags
		asJSON bool
		live   liveFlags
	)
	command := &cobra.Command{
		Use:   "rules [ISO…]",
		Short: "Show what each country asks for",
		Long: `rules shows what Partner Center wants of customers in each listed country and in
the rest of the world: whether registration number and phone number are required,
how many digits the number has, its name in the country, since when the country
is listed and where the rule is written.

With --live it asks Partner Center for its rules of today and shows what differs
from the policy. The access token is the value of the environment variable
` + tokenVariable + `. Every call is throttled: keep the rules with --save, and
judge by them with --rules.`,
		Example: `  pcscreen rules
  pcscreen rules ru kz
  pcscreen rules --policy 2020-11 --json
  pcscreen rules --live --save rules.json
  pcscreen check --rules rules.json customers.csv`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var codes []string
			for rule := range countries.Latest().Rules() {
				codes = append(codes, rule.Country()+"\t"+rule.Name())
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
				return wrongFlag("save", errors.New("expected --live as well, for there to be rules to save"))
			case err != nil:
				return err
			case live.isLive:
				return live.compare(command, book, codes, asJSON)
			case asJSON:
				return writeRulesJSON(command.OutOrStdout(), book, chosen)
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

// countryRule is a country and what it asks for.
type countryRule struct {
	code, name string // "" and "any other country" for the rest of the world
	rule       countries.Rule
	listed     bool
}

// choose returns the rules of the countries, in their order, or without any
// those of all that a policy lists and the rest of the world.
func choose(policy *countries.Policy, codes []string) ([]countryRule, error) {
	var chosen []countryRule
	if len(codes) == 0 {
		for rule := range policy.Rules() {
			chosen = append(chosen, countryRule{rule.Country(), rule.Name(), rule, true})
		}
		elsewhere, _ := policy.Rule("")
		return append(chosen, countryRule{"", "any other country", elsewhere, false}), nil
	}
	for _, code := range codes {
		region, err := language.ParseRegion(code)
		if err != nil || len(code) != 2 || !region.IsCountry() {
			return nil, fmt.Errorf("%q is no country: expected an ISO 3166-1 code of two letters, for example RU", code)
		}
		rule, listed := policy.Rule(code)
		name := rule.Name()
		if name == "" {
			name = display.English.Regions().Name(region)
		}
		chosen = append(chosen, countryRule{strings.ToUpper(code), name, rule, listed})
	}
	return chosen, nil
}

// since returns the date since when a country is listed, for one that is not
// since when the policy holds, and "" for one that live rules alone list.
func (r countryRule) since(policy *countries.Policy) string {
	if !r.listed {
		return policy.Since().Format(time.DateOnly)
	}
	for _, policy := range []*countries.Policy{countries.November2020(), countries.March2021()} {
		if _, listed := policy.Rule(r.code); listed {
			return policy.Since().Format(time.DateOnly)
		}
	}
	return ""
}

// digits writes how many digits the number has.
func (r countryRule) digits() string {
	var lengths []string
	for _, length := range r.rule.Lengths() {
		lengths = append(lengths, fmt.Sprint(length))
	}
	switch {
	case r.rule.RegistrationNumber() == countries.NotSupported:
		return "none"
	case len(lengths) == 0:
		return "any"
	case len(lengths) == 1:
		return lengths[0]
	default:
		last := len(lengths) - 1
		return strings.Join(lengths[:last], ", ") + " or " + lengths[last]
	}
}

// numberName returns what the number is called in the country, or "".
func (r countryRule) numberName() string { return r.rule.FormHints().RegistrationNumber.LocalLabel }

// writeRules writes the rules for a person, the sources as notes below.
func writeRules(out io.Writer, book rulebook, chosen []countryRule) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\n", book)
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ISO\tCountry\tNumber\tDigits\tPhone\tSince\tSource\tThe number's name")
	var sources []string
	for _, r := range chosen {
		note := ""
		if source := r.rule.Source(); source != "" {
			note = fmt.Sprintf("[%d]", noteOf(&sources, source))
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", orDash(r.code), r.name,
			r.rule.RegistrationNumber(), r.digits(), r.rule.PhoneNumber(), orDash(r.since(book.policy)), orDash(note), orDash(r.numberName()))
	}
	_ = table.Flush() // to a strings.Builder
	writeNotes(&text, sources)
	_, err := io.WriteString(out, text.String())
	return err
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// noteOf returns the number of a note, and adds it where it is new.
func noteOf(notes *[]string, note string) int {
	if i := slices.Index(*notes, note); i >= 0 {
		return i + 1
	}
	*notes = append(*notes, note)
	return len(*notes)
}

func writeNotes(text *strings.Builder, notes []string) {
	if len(notes) > 0 {
		text.WriteString("\n")
	}
	for i, note := range notes {
		fmt.Fprintf(text, "[%d] %s\n", i+1, note)
	}
}

// ruleJSON is a country's rule as a program reads it.
type ruleJSON struct {
	Country            string `json:"country"` // "" for the rest of the world
	Name               string `json:"name"`
	Listed             bool   `json:"listed"`
	RegistrationNumber string `json:"registrationNumber"` // required, optional or not supported
	PhoneNumber        string `json:"phoneNumber"`        // required or optional
	Digits             []int  `json:"digits"`             // never null; empty: any number fits
	Format             string `json:"format"`             // the expression that the text of 600050 names, or ""
	LocalName          string `json:"localName"`
	Comment            string `json:"comment"`
	Since              string `json:"since"` // a date, 2006-01-02; "" where live rules alone list the country
	Source             string `json:"source"`
}

// writeRulesJSON writes the policy and its rules as one object.
func writeRulesJSON(out io.Writer, book rulebook, chosen []countryRule) error {
	document := struct {
		Policy string     `json:"policy"`
		Since  string     `json:"since"`
		Rules  []ruleJSON `json:"rules"`
	}{Policy: book.policy.Name(), Since: book.policy.Since().Format(time.DateOnly)}
	for _, r := range chosen {
		document.Rules = append(document.Rules, ruleJSON{
			Country:            r.code,
			Name:               r.name,
			Listed:             r.listed,
			RegistrationNumber: r.rule.RegistrationNumber().String(),
			PhoneNumber:        r.rule.PhoneNumber().String(),
			Digits:             append([]int{}, r.rule.Lengths()...),
			Format:             r.rule.Pattern(),
			LocalName:          r.numberName(),
			Comment:            r.rule.Comment(),
			Since:              r.since(book.policy),
			Source:             r.rule.Source(),
		})
	}
	return writeJSON(out, document)
}

// writeJSON writes a document for programs that a person can read as well.
func writeJSON(out io.Writer, document any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}
