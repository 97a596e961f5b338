package countries

import (
	"strings"
	"unicode/utf8"

	"github.com/cspkit/customerscreen/errors"
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

// MarshalText returns "optional", "required" or "notSupported", as JSON and
// the options of a form write it. It never fails.
func (r Requirement) MarshalText() ([]byte, error) {
	if r == NotSupported {
		return []byte("notSupported"), nil
	}
	return []byte(r.String()), nil
}

// Rule is what Partner Center wants of customers in one country. It is a small
// immutable value, comparable, and safe for concurrent use. The zero value
// wants nothing and refuses nothing.
type Rule struct {
	rule *rule
}

// rule is what a Rule points to; it is never changed once a policy holds it.
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
}

var nothing = rule{country: &country{}}

func (r Rule) get() *rule {
	if r.rule == nil {
		return &nothing
	}
	return r.rule
}

// newRule makes a listed country's rule: number and phone are required.
func newRule(c *country) *rule {
	return &rule{
		country:    c,
		source:     c.listed.source,
		number:     Required,
		phone:      Required,
		expression: digitsForm(c.digits),
	}
}

// Country returns the ISO 3166-1 alpha-2 code in capitals, or "" for the rule
// of the rest of the world.
func (r Rule) Country() string { return r.get().country.code }

// Name returns the country's English name, or "" for a country of which only a
// live rule is known.
func (r Rule) Name() string { return r.get().country.name }

// Area returns Microsoft's A14 area as published in November 2020, "CEE", or
// "" where none was published.
func (r Rule) Area() string { return r.get().country.area }

// LocalName returns the number's name in the local languages as published, or
// "" where none was.
func (r Rule) LocalName() string { return r.get().country.localName }

// Comment returns what was published about the number, in English, or "".
func (r Rule) Comment() string { return r.get().country.comment }

// CallingCode returns the country's calling code without +, for example "374",
// or "" for the rule of the rest of the world. Of the codes that a live rule
// states it is the first.
//
// Source: ITU-T E.164 assigned country codes.
func (r Rule) CallingCode() string {
	rule := r.get()
	if len(rule.callingCodes) > 0 {
		return rule.callingCodes[0]
	}
	return rule.country.callingCode
}

// Source returns where the rule is written, with its edition and date; of a
// live rule the resource, and after it the source of what the resource does
// not state. It is empty for the rule of the rest of the world.
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

// RegistrationNumber says whether organizationRegistrationNumber must, may or
// must not be given.
func (r Rule) RegistrationNumber() Requirement { return r.get().number }

// PhoneNumber says whether phoneNumber must or may be given.
func (r Rule) PhoneNumber() Requirement { return r.get().phone }

// Lengths returns the numbers of digits that a registration number may have,
// ascending. It is empty where none are published, and where a live expression
// asks for something else than digits: see [Rule.Pattern].
func (r Rule) Lengths() []int {
	var digits []int
	for n := range 32 {
		if r.get().expression.lengths.has(n) {
			digits = append(digits, n)
		}
	}
	return digits
}

// Pattern returns the regular expression that the text of 600050 names, for
// example `^(\d{7}|\d{10})$`, or "" where any number fits. A live expression
// is returned as it came, in the dialect of .NET.
func (r Rule) Pattern() string { return r.get().expression.text }

// Fits reports whether the whole of number is what the country expects: one of
// the published numbers of ASCII digits, or what a live expression says of
// printable ASCII characters. Where neither is known, anything fits.
//
// The reading is stricter than Partner Center's, a .NET service where \d also
// matches other scripts' digits and $ also matches before a final line feed: a
// number that fits here fits there.
func (r Rule) Fits(number string) bool { return r.get().expression.fits(number) }

// Sample returns an example of a number that fits: the one that a live rule
// states, or else one of the country's schemes, whose check digit holds and
// which does not identify a person. It is "" where neither is known.
func (r Rule) Sample() string {
	if sample := r.get().sample; Given(sample) && r.Fits(sample) {
		return sample
	}
	scheme, _ := r.businessScheme()
	return scheme.Example
}

// PhoneNumberPattern returns the regular expression that a live rule states of
// phone numbers, in the dialect of .NET, or "" where none is stated: no
// built-in rule has one.
func (r Rule) PhoneNumberPattern() string { return r.get().phoneExpression.text }

// PhoneNumberFits reports whether the whole of phone is what a live rule's
// expression says, read as [Rule.Fits] reads it. Where none is stated,
// anything fits. Partner Center publishes no code for a phone number that does
// not fit, so that it is for advisories.
func (r Rule) PhoneNumberFits(phone string) bool { return r.get().phoneExpression.fits(phone) }

// CheckRegistrationNumber returns the code with which Partner Center would
// refuse the number, or 0.
func (r Rule) CheckRegistrationNumber(number string) errors.Code {
	requirement := r.get().number
	switch {
	case !Given(number):
		if requirement == Required {
			return errors.RegistrationNumberMissing
		}
	case requirement == NotSupported:
		return errors.RegistrationNumberNotSupported
	case !r.Fits(number):
		return errors.RegistrationNumberInvalid
	}
	return 0
}

// CheckPhoneNumber returns the code with which Partner Center would refuse the
// phone number, or 0. Only its presence is screened.
func (r Rule) CheckPhoneNumber(phone string) errors.Code {
	if r.get().phone == Required && !Given(phone) {
		return errors.PhoneNumberMissing
	}
	return 0
}

// Given reports whether a value is given as the rules mean it: it holds at
// least one character that is not white space.
func Given(value string) bool {
	// The first character of nearly every value decides.
	return value != "" && ' ' < value[0] && value[0] < utf8.RuneSelf || strings.TrimSpace(value) != ""
}
