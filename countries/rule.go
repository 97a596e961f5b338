package countries

import (
	"cmp"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/wire"
)

// Requirement says whether a field must, may or must not be given. The zero
// value is Optional.
type Requirement uint8

const (
	Optional     Requirement = iota // may be given
	Required                        // must be given
	NotSupported                    // must not be given
)

// String returns "optional", "required" or "not supported".
func (r Requirement) String() string {
	switch r {
	case Required:
		return "required"
	case NotSupported:
		return "not supported"
	default:
		return "optional"
	}
}

// MarshalText returns "optional", "required" or "notSupported", for JSON and
// form options. It never fails.
func (r Requirement) MarshalText() ([]byte, error) {
	if r == NotSupported {
		return []byte("notSupported"), nil
	}
	return []byte(r.String()), nil
}

// Rule is what Partner Center requires of customers in one country. It is a
// small immutable value, comparable, and safe for concurrent use. The zero
// value requires nothing and refuses nothing.
type Rule struct {
	rule *rule
}

// rule is what a Rule points to. It never changes once a policy holds it.
type rule struct {
	country         *country
	source          string // of the built-in rule, "" where there is none
	number          Requirement
	phone           Requirement
	expression      expression // of the number
	phoneExpression expression
	sample          string   // of the number, as a live rule states it
	callingCodes    []string // as a live rule states them
	live            *validationRules

	// What the checks return, prepared so that they allocate nothing.
	notSupported, missing, invalid, phoneMissing error
}

// sealed prepares what the checks return.
func (r rule) sealed() *rule {
	violation := func(code pcerrors.Code, field, pattern string) error {
		return pcerrors.Violation{Code: code, Field: field, Country: r.country.code, Pattern: pattern}
	}
	r.notSupported = violation(pcerrors.RegistrationNumberNotSupported, "organizationRegistrationNumber", "")
	r.missing = violation(pcerrors.RegistrationNumberMissing, "organizationRegistrationNumber", "")
	r.invalid = violation(pcerrors.RegistrationNumberInvalid, "organizationRegistrationNumber", r.expression.text)
	r.phoneMissing = violation(pcerrors.PhoneNumberMissing, "phoneNumber", "")
	return &r
}

var nothing = rule{country: &country{}}

func (r Rule) get() *rule {
	if r.rule == nil {
		return &nothing
	}
	return r.rule
}

// Country returns the ISO 3166-1 alpha-2 code in capitals, or "" for the rule
// of the rest of the world.
func (r Rule) Country() string { return r.get().country.code }

// CountryName returns the country's English name, or "" for the rule of the
// rest of the world and for a country known only from a live rule.
func (r Rule) CountryName() string { return r.get().country.name }

// String returns the country's code and name, for example "AZ Azerbaijan", or
// "rest of the world".
func (r Rule) String() string {
	return cmp.Or(strings.TrimSpace(r.Country()+" "+r.CountryName()), "rest of the world")
}

// Listed reports whether the country is a listed one, whose customers must give
// a number or a phone number. It is not if a live rule asks for neither.
func (r Rule) Listed() bool { return r.get().number == Required || r.get().phone == Required }

// Area returns Microsoft's A14 area as published in November 2020, "CEE", or
// "" where none was published.
func (r Rule) Area() string { return r.get().country.area }

// NumberLocalName returns the registration number's name in the local languages
// as published, or "" if none was.
func (r Rule) NumberLocalName() string { return r.get().country.localName }

// NumberComment returns what was published about the registration number, in
// English, or "".
func (r Rule) NumberComment() string { return r.get().country.comment }

// CallingCode returns the country's calling code without +, for example "374",
// or "" for the rule of the rest of the world. If a live rule states several,
// it is the first.
//
// Source: ITU-T E.164 assigned country codes.
func (r Rule) CallingCode() string {
	rule := r.get()
	if len(rule.callingCodes) > 0 {
		return rule.callingCodes[0]
	}
	return rule.country.callingCode
}

// Source returns where the rule is published, with its edition and date. For a
// live rule it names the resource, and then the source of what the resource
// does not state. It is empty for the rule of the rest of the world.
func (r Rule) Source() string {
	rule := r.get()
	if rule.live == nil {
		return rule.source
	}
	source := "Partner Center API, GET /v1/countryvalidationrules/" + rule.country.code
	if rule.source != "" {
		source += "; what it does not state: " + rule.source
	}
	return source
}

// NumberRequirement says whether organizationRegistrationNumber must, may or
// must not be given.
func (r Rule) NumberRequirement() Requirement { return r.get().number }

// PhoneRequirement says whether phoneNumber must or may be given.
func (r Rule) PhoneRequirement() Requirement { return r.get().phone }

// NumberLengths returns the numbers of digits that a registration number may
// have, in ascending order. It is empty if none are published, and if a live
// expression asks for something other than digits: see [Rule.NumberPattern].
func (r Rule) NumberLengths() []int {
	var digits []int
	for n := range 32 {
		if r.get().expression.lengths.has(n) {
			digits = append(digits, n)
		}
	}
	return digits
}

// NumberPattern returns the regular expression that the text of 600050 names,
// for example `^(\d{7}|\d{10})$`, or "" if any number fits. A live expression
// is returned unchanged, in the .NET dialect.
func (r Rule) NumberPattern() string { return r.get().expression.text }

// NumberFits reports whether the whole number is what the country expects:
// ASCII digits, as many as published, or printable ASCII characters that match
// a live expression. If neither is known, anything fits.
//
// This is stricter than Partner Center, a .NET service where \d also matches
// other scripts' digits and $ also matches before a final line feed. A number
// that fits here fits there.
func (r Rule) NumberFits(number string) bool { return r.get().expression.fits(number) }

// NumberSample returns an example of a number that fits: the live rule's own,
// or else one of a scheme of the country, with a valid check digit, that does
// not identify a person. It is "" if neither is known.
func (r Rule) NumberSample() string {
	if sample := r.get().sample; wire.Given(sample) && r.NumberFits(sample) {
		return sample
	}
	scheme, _ := r.businessScheme()
	return scheme.Example
}

// PhonePattern returns a live rule's regular expression for phone numbers, in
// the .NET dialect, or "" if it states none. Built-in rules have none.
func (r Rule) PhonePattern() string { return r.get().phoneExpression.text }

// PhoneFits reports whether the whole phone number matches a live rule's
// expression, read as in [Rule.NumberFits]. Without an expression, anything
// fits. Partner Center publishes no code for a phone number that does not fit,
// so this only leads to advisories.
func (r Rule) PhoneFits(phone string) bool { return r.get().phoneExpression.fits(phone) }

// CheckRegistrationNumber returns nil, or the [pcerrors.Violation] for which
// Partner Center would refuse the number. Its field is
// "organizationRegistrationNumber".
func (r Rule) CheckRegistrationNumber(number string) error {
	rule := r.get()
	switch {
	case !wire.Given(number):
		if rule.number == Required {
			return rule.missing
		}
	case rule.number == NotSupported:
		return rule.notSupported
	case !rule.expression.fits(number):
		return rule.invalid
	}
	return nil
}

// CheckPhoneNumber returns nil, or the [pcerrors.Violation] for which Partner
// Center would refuse the phone number. Its field is "phoneNumber". Only
// presence is screened.
func (r Rule) CheckPhoneNumber(phone string) error {
	if rule := r.get(); rule.phone == Required && !wire.Given(phone) {
		return rule.phoneMissing
	}
	return nil
}
