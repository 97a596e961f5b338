package main

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// explanation explains a code.
type explanation struct {
	code   pcerrors.Code
	short  string // what it means, in a few words
	when   string
	remedy string
	source string
}

const (
	errorCodes    = "Partner Center REST error codes, editions of 2021-03 and 2023-06-15"
	laterCodes    = "Partner Center REST error codes, edition of 2023-06-15"
	reviewPage    = "Retrieve validation status, edition of 2021-10-27"
	numberHelp    = "Registration ID number information (learn.microsoft.com/partner-center/reg-number-id)"
	policyChanges = "Partner Center announcements, November 2020, item 11 (2020-11-17), and company registration ID in additional countries (launched 2021-03-25)"
	disputed      = "optional: Create a customer, edition of 2023-07-28, and Registration ID number information, edition of 2021-05-10; refused: REST error codes, edition of 2023-06-15, and Customer resources, edition of 2023-07-28"
)

// explanations cover the codes of customer screening and of what else stops an
// order, ascending.
var explanations = []explanation{
	{
		code:  pcerrors.CustomerAgreementMissing,
		short: "no customer agreement",
		when: `An order or another change of a subscription, while the customer has not accepted
the Microsoft Customer Agreement, and the partner has not confirmed that it did.`,
		remedy: `Confirm it with POST /v1/customers/{id}/agreements. Look first with GET and
agreementType=MicrosoftCustomerAgreement: without that parameter the answer is
about another agreement, and the POST is refused with 600061.`,
		source: laterCodes,
	},
	{
		code:  pcerrors.RegistrationNumberNotSupported,
		short: verdict.Meaning(pcerrors.RegistrationNumberNotSupported),
		when: `The customer is not in a listed country, and organizationRegistrationNumber was
given. The policy ` + countries.November2020().Name() + ` refuses this. Since 2021-03-25 Microsoft's own pages
disagree: two say that the number is optional outside the listed countries, two
that it is refused. pcscreen takes the number, and "pcscreen check" marks it as
disputed.`,
		remedy: `Leave companyProfile.organizationRegistrationNumber out. If the customer is in a
listed country after all, correct billingProfile.defaultAddress.country.`,
		source: errorCodes + "; " + verdict.Source("registrationNumber.disputed"),
	},
	{
		code:  pcerrors.RegistrationNumberMissing,
		short: verdict.Meaning(pcerrors.RegistrationNumberMissing),
		when: `The customer is in a listed country, and organizationRegistrationNumber was not
given: it is absent, null, empty or white space. Existing customers are refused
as well, at their next change or that of a subscription.`,
		remedy: `Ask the customer for the business's number, and for a person's only if the
customer is a sole trader, and send it in
companyProfile.organizationRegistrationNumber. "pcscreen rules" says which number
a country means.`,
		source: policyChanges + "; " + errorCodes + "; " + numberHelp,
	},
	{
		code:  pcerrors.RegistrationNumberInvalid,
		short: verdict.Meaning(pcerrors.RegistrationNumberInvalid),
		when: `The customer is in a listed country whose number of digits is published, and
organizationRegistrationNumber has another form. The whole number must fit the
regular expression in the text.`,
		remedy: `Write the number without spaces, hyphens, letters or a country prefix, and with
its leading zeros: spreadsheets drop them. "pcscreen check" suggests what was
meant where that is certain.`,
		source: policyChanges + "; " + errorCodes,
	},
	{
		code:  pcerrors.PhoneNumberMissing,
		short: verdict.Meaning(pcerrors.PhoneNumberMissing),
		when: `The customer is in a listed country, and phoneNumber was not given: it is absent,
null, empty or white space. The API answers one error at a time: one about the
registration number may follow.`,
		remedy: "Send the contact's number in billingProfile.defaultAddress.phoneNumber.",
		source: policyChanges + "; " + errorCodes,
	},
	{
		code:  pcerrors.CustomerAgreementExists,
		short: "an agreement that is confirmed already",
		when: `POST /v1/customers/{id}/agreements repeats an agreement of the same type, whose
contact has the same first name, last name, e-mail address and phone number.`,
		remedy: "Nothing: the agreement stands.",
		source: "Partner Center announcements, November 2020, item 8 (2020-11-16); " + laterCodes,
	},
	{
		code:   pcerrors.AccountStatusNotFound,
		short:  "no validation status, which stops nothing",
		when:   "GET /v1/customers/{id}/validationStatus of a customer that Microsoft does not review.",
		remedy: "Nothing: orders go through.",
		source: reviewPage,
	},
	{
		code:  pcerrors.AccountUnderReview,
		short: "a customer under review",
		when: `An order or another change of a subscription, while Microsoft reviews the number,
the name or the address of the customer. 800074 says the same.`,
		remedy: `Wait, and ask GET /v1/customers/{id}/validationStatus?type=account. It is best to
correct the customer before the review: "pcscreen check" names the fields.`,
		source: reviewPage + "; " + laterCodes,
	},
	{
		code:   pcerrors.AccountNotApproved,
		short:  "a customer whom Microsoft did not approve",
		when:   "An order or another change of a subscription, after Microsoft's review.",
		remedy: "Correct the customer's company and billing profile, or ask Microsoft's support, with the correlation ID of the answer.",
		source: reviewPage + "; " + laterCodes,
	},
}

func newExplainCommand() *cobra.Command {
	var codes []string
	for _, e := range explanations {
		codes = append(codes, strconv.Itoa(int(e.code))+"\t"+e.short)
	}
	codes = append(codes, "rules\tthe rules that advise")
	return &cobra.Command{
		Use:   "explain CODE|rules",
		Short: "Explain a code of Partner Center, and what to do",
		Long: `explain shows what a code means: Partner Center's text, when it answers with it,
what to do, and the source. It knows the codes of customer screening and of what
else stops an order:
` + listExplanations() + `

"explain rules" lists the rules that advise, which --fix and --without name.`,
		Example:           "  pcscreen explain 600050\n  pcscreen explain rules",
		ValidArgsFunction: cobra.FixedCompletions(codes, cobra.ShellCompDirectiveNoFileComp),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("expected one code, one of\n%s", listExplanations())
			}
			return nil
		},
		RunE: func(command *cobra.Command, args []string) error {
			if args[0] == "rules" {
				return explainRules(command.OutOrStdout())
			}
			number, err := strconv.Atoi(strings.TrimSpace(args[0]))
			code := pcerrors.Code(number)
			if err != nil || code.Description() == "" {
				return fmt.Errorf("unknown code %q; the known ones are\n%s", args[0], listExplanations())
			}
			i := slices.IndexFunc(explanations, func(e explanation) bool { return e.code.Description() == code.Description() })
			e := explanations[i]
			e.code = code // 800074 means the same as 800073
			return explain(command.OutOrStdout(), e)
		},
	}
}

// explainRules lists the rules that advise, and those that suggest a value.
func explainRules(out io.Writer) error {
	t := terminal.Of(out)
	var text strings.Builder
	for _, rule := range verdict.Rules() {
		mark := ""
		if slices.Contains(correct.Rules(), rule) {
			mark = "*"
		}
		text.WriteString(t.Hang(fmt.Sprintf("%-34s ", rule+mark), verdict.Summary(rule)))
	}
	text.WriteString("\n" + t.Hang("", "* suggests a value, which --fix takes."))
	_, err := io.WriteString(out, text.String())
	return err
}

func listExplanations() string {
	var lines []string
	for _, e := range explanations {
		lines = append(lines, fmt.Sprintf("  %d  %s", int(e.code), e.short))
	}
	return strings.Join(lines, "\n")
}

func explain(out io.Writer, e explanation) error {
	t := terminal.Of(out)
	t.Width = cmp.Or(t.Width, 80) // prose, in a pipe as well
	paragraph := func(text string) string { return t.Hang("", strings.ReplaceAll(text, "\n", " ")) }
	var text strings.Builder
	text.WriteString(paragraph(fmt.Sprintf("%d: %s", int(e.code), e.short)) + "\n")
	words := ""
	if e.code.HTTPStatus() != http.StatusBadRequest {
		words = ", in our words" // the API's own text is known for the four codes only
	}
	fmt.Fprintf(&text, "Partner Center answers HTTP %d%s:\n%s", e.code.HTTPStatus(), words, paragraph(e.code.Description()))
	text.WriteString("\nWhen\n" + paragraph(e.when))
	if e.code == pcerrors.RegistrationNumberInvalid {
		text.WriteString("\n{0} is\n")
		table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
		for rule := range countries.Latest().Rules() {
			if rule.NumberPattern() != "" {
				fmt.Fprintf(table, "  %s\t%s\t%s\n", rule.Country(), rule.CountryName(), rule.NumberPattern())
			}
		}
		_ = table.Flush() // to a strings.Builder
	}
	text.WriteString("\nWhat to do\n" + paragraph(e.remedy) + "\nSource\n")
	for source := range strings.SplitSeq(e.source, "; ") {
		text.WriteString(paragraph(source))
	}
	_, err := io.WriteString(out, text.String())
	return err
}
