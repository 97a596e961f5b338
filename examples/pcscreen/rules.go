package main

import (
	"encoding/json"
	"fmt"
	"io"
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
		policy policyFlag
		asJSON bool
	)
	command := &cobra.Command{
		Use:   "rules [ISO…]",
		Short: "Show what each country asks for",
		Long: `rules shows what Partner Center wants of customers in each listed country and in
the rest of the world: whether registration number and phone number are required,
how many digits the number has, its name in the country, since when the rule
holds and where it is written.`,
		Example: `  pcscreen rules
  pcscreen rules ru kz
  pcscreen rules --policy 2020-11 --json`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var codes []string
			for rule := range policy.policy.Rules() {
				codes = append(codes, rule.Country()+"\t"+rule.Name())
			}
			return codes, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(command *cobra.Command, codes []string) error {
			chosen, err := choose(policy.policy, codes)
			if err != nil {
				return err
			}
			if asJSON {
				return writeRulesJSON(command.OutOrStdout(), policy.policy, chosen)
			}
			return writeRules(command.OutOrStdout(), policy.policy, chosen)
		},
	}
	policy.addTo(command)
	command.Flags().BoolVar(&asJSON, "json", false, "write one JSON object")
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
		if !listed {
			name = display.English.Regions().Name(region)
		}
		chosen = append(chosen, countryRule{strings.ToUpper(code), name, rule, listed})
	}
	return chosen, nil
}

// since returns the date since when a country is listed, or for one that is
// not, since when the policy holds.
func (r countryRule) since(policy *countries.Policy) string {
	since := policy.Since()
	for _, earlier := range []*countries.Policy{countries.March2021(), countries.November2020()} {
		if _, listed := earlier.Rule(r.code); r.listed && listed && earlier.Since().Before(since) {
			since = earlier.Since()
		}
	}
	return since.Format(time.DateOnly)
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

// writeRules writes the rules for a person, the sources as notes below.
func writeRules(out io.Writer, policy *countries.Policy, chosen []countryRule) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\n", describe(policy))
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ISO\tCountry\tNumber\tDigits\tPhone\tSince\tSource\tThe number's name")
	var sources []string
	for _, r := range chosen {
		note := "–"
		if source := r.rule.Source(); source != "" {
			note = "[" + fmt.Sprint(noteOf(&sources, source)) + "]"
		}
		name := r.rule.LocalName()
		if name == "" {
			name = "–"
		}
		code := r.code
		if code == "" {
			code = "–"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			code, r.name, r.rule.RegistrationNumber(), r.digits(), r.rule.PhoneNumber(), r.since(policy), note, name)
	}
	_ = table.Flush() // to a strings.Builder
	for i, source := range sources {
		if i == 0 {
			text.WriteString("\n")
		}
		fmt.Fprintf(&text, "[%d] %s\n", i+1, source)
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// noteOf returns the number of a source's note, and adds it where it is new.
func noteOf(sources *[]string, source string) int {
	for i, known := range *sources {
		if known == source {
			return i + 1
		}
	}
	*sources = append(*sources, source)
	return len(*sources)
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
	Since              string `json:"since"` // a date, 2006-01-02
	Source             string `json:"source"`
}

// writeRulesJSON writes the policy and its rules as one object.
func writeRulesJSON(out io.Writer, policy *countries.Policy, chosen []countryRule) error {
	document := struct {
		Policy string     `json:"policy"`
		Since  string     `json:"since"`
		Rules  []ruleJSON `json:"rules"`
	}{Policy: policy.Name(), Since: policy.Since().Format(time.DateOnly)}
	for _, r := range chosen {
		document.Rules = append(document.Rules, ruleJSON{
			Country:            r.code,
			Name:               r.name,
			Listed:             r.listed,
			RegistrationNumber: r.rule.RegistrationNumber().String(),
			PhoneNumber:        r.rule.PhoneNumber().String(),
			Digits:             append([]int{}, r.rule.Lengths()...),
			Format:             r.rule.Pattern(),
			LocalName:          r.rule.LocalName(),
			Comment:            r.rule.Comment(),
			Since:              r.since(policy),
			Source:             r.rule.Source(),
		})
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}
