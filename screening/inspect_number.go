package screening

import (
	"slices"
	"strings"
	"unicode"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/wire"
)

// registrationNumber remarks on the customer's number: how it is written, and what it
// is, as typed or as it was meant.
func (i *inspection) registrationNumber() {
	number := i.customer.number()
	if !wire.Given(number) {
		return
	}
	i.disputed()
	suggestion, reason := i.rule.Suggest(number, i.on)
	isSpecial := strings.ContainsFunc(number, isSpecial) && (i.rule.NumberPattern() == "" || !i.rule.NumberFits(number))
	switch {
	case reason == countries.DigitsLost:
		i.adviseNumber("registrationNumber.spreadsheet", "a spreadsheet has written the number in scientific notation and lost its last digits: take it from its source, and keep the column as text", "")
		return
	case i.rule.Country() == "":
		return // other countries' numbers are not known
	case reason == countries.Placeholder:
		i.adviseNumberBy(i.rule.Source(), "registrationNumber.placeholder", "this is a placeholder or a word, not a number: give the number of the business", "")
		return
	case reason == countries.ZerosDropped:
		i.adviseNumber("registrationNumber.spreadsheet", i.alsoFits(number)+"the number seems to have lost leading zeros in a spreadsheet: with them its check digit is valid"+i.withOneMore(suggestion), suggestion)
	case reason == countries.ZeroSupposed:
		i.adviseNumber("registrationNumber.spreadsheet", "the number seems to have lost a leading zero in a spreadsheet: with it the number has a form of its country, but nothing confirms that", suggestion)
	case companyProfileType.CameAsNumber(i.customer.CompanyProfile, "organizationRegistrationNumber"):
		i.adviseNumber("registrationNumber.jsonNumber", "the number is given as a JSON number, which cannot hold leading zeros: give it as a string", "")
	case reason == countries.ZerosAdded:
		i.adviseNumberBy(i.rule.Source(), "registrationNumber.reading", "the number seems to have too many leading zeros: without them its check digit is valid", suggestion)
	case isSpecial:
		i.adviseNumber("registrationNumber.characters", "the number has characters that Microsoft asks to leave out: hyphens, special characters or spaces", suggestion)
	case reason == countries.Reformatted && len(i.rule.Identify(suggestion, i.on)) == 0 && i.rule.NumberPattern() == "":
		i.adviseNumberBy(i.rule.Source(), "registrationNumber.reading", "the digits are those of another script: give them as 0 to 9", suggestion)
	case reason == countries.Reformatted:
		i.adviseNumberBy(i.rule.Source(), "registrationNumber.reading", "the number as typed has no form of its country, but it reads as one that does", suggestion)
	case reason == countries.NoKnownForm:
		i.nationalForm()
	}
	if reason == countries.Mistyped {
		i.adviseNumberBy(i.rule.Source(), "registrationNumber.checkDigit", "this reads as a number with a wrong check digit: a digit is almost surely mistyped", "")
	}

	if suggestion != "" { // one mistake gets one remark: the rest is about what was meant
		number = suggestion
	}
	identities, whose := i.rule.Identify(number, i.on), "this is"
	isPlausible := func(i countries.Identity) bool { return !isFailing(i) }
	switch {
	case len(identities) == 0:
		return
	case slices.ContainsFunc(identities, isPlausible):
		identities = slices.DeleteFunc(identities, isFailing)
	default:
		i.adviseNumberBy(identities[0].Scheme.Source, "registrationNumber.checkDigit", "the check digit of "+schemeNames(identities)+" is wrong: a digit is almost surely mistyped", "")
		whose = "this has the form of"
	}
	if !slices.ContainsFunc(identities, func(i countries.Identity) bool { return i.Holder != countries.Person }) {
		i.adviseNumber("registrationNumber.personal", whose+" a person's own number, "+schemeNames(identities)+": Microsoft asks for the business's instead, unless the customer is a sole trader", "")
	}
}

// alsoFits begins the sentence about a number that also fits as typed.
func (i *inspection) alsoFits(number string) string {
	if identities := slices.DeleteFunc(i.rule.Identify(number, i.on), isFailing); len(identities) > 0 {
		return "the number fits as " + schemeNames(identities) + ", but "
	}
	return ""
}

// withOneMore ends the sentence about a number that has its zeros again, and with
// one more has the form of a kind without a check.
func (i *inspection) withOneMore(number string) string {
	others := slices.DeleteFunc(i.rule.Identify("0"+number, i.on), func(i countries.Identity) bool { return i.Check != countries.CheckNone })
	if len(others) > 0 {
		return ", but with one more it has the form of " + schemeNames(others) + ": compare it with its source"
	}
	return ""
}

// disputed remarks on a number in a country that is not listed, where Microsoft's
// own pages disagree on whether it may be given. It does not if the policy refuses
// the number or a live rule states its form.
func (i *inspection) disputed() {
	if !i.known || i.rule.Listed() || i.rule.NumberRequirement() != countries.Optional || i.rule.NumberPattern() != "" {
		return
	}
	i.adviseNumber("registrationNumber.disputed", "the country is not a listed one: two of Microsoft's pages call a number here optional, one says that it is refused (600002), and one that it should not be given", "")
}

// nationalForm remarks on a number of no known form. It names those that a
// business can have.
func (i *inspection) nationalForm() {
	var names, sources []string
	for _, s := range i.rule.Schemes() {
		if s.Holder != countries.Person {
			names, sources = append(names, s.Name), append(sources, s.Source)
		}
	}
	i.adviseNumberBy(strings.Join(sources, "; "), "registrationNumber.nationalForm", "the number has none of the forms known for "+i.rule.CountryName()+": "+strings.Join(names, ", "), "")
}

func (i *inspection) adviseNumber(rule, message, suggestion string) {
	i.advise(rule, customerFields.number, message, suggestion)
}

func (i *inspection) adviseNumberBy(source, rule, message, suggestion string) {
	i.adviseBy(source, rule, customerFields.number, message, suggestion)
}

// isSpecial reports whether a character is neither letter nor digit. Marks
// belong to the letters before them.
func isSpecial(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c)
}

func isFailing(i countries.Identity) bool { return i.Check == countries.CheckInvalid }

func schemeNames(identities []countries.Identity) string {
	names := make([]string, len(identities))
	for i, identity := range identities {
		names[i] = identity.Scheme.Name
	}
	return strings.Join(names, " or ")
}
