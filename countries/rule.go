package countries

import (
	"strconv"
	"strings"
	"unicode"
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
	country *country
	number  Requirement
	phone   Requirement
	lengths lengths
	pattern string
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
	r := &rule{country: c, number: Required, phone: Required}
	for _, n := range c.digits {
		r.lengths |= 1 << n
	}
	if len(c.digits) > 0 {
		r.pattern = pattern(c.digits)
	}
	return r
}

// lengths is a set of lengths below 32: bit n stands for n digits.
type lengths uint32

func (l lengths) has(n int) bool { return l>>uint(n)&1 != 0 }

// pattern writes lengths in the published form, `^(\d{7}|\d{10})$`.
func pattern(digits []int) string {
	alternatives := make([]string, len(digits))
	for i, n := range digits {
		alternatives[i] = `\d{` + strconv.Itoa(n) + `}`
	}
	return "^(" + strings.Join(alternatives, "|") + ")$"
}

// Country returns the ISO 3166-1 alpha-2 code in capitals, or "" for the rule
// of the rest of the world.
func (r Rule) Country() string { return r.get().country.code }

// Name returns the country's English name.
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
// or "" for the rule of the rest of the world.
//
// Source: ITU-T E.164 assigned country codes.
func (r Rule) CallingCode() string { return r.get().country.callingCode }

// Source returns where the rule is written, with its edition and date. It is
// empty for the rule of the rest of the world.
func (r Rule) Source() string {
	if e := r.get().country.listed; e != nil {
		return e.source
	}
	return ""
}

// RegistrationNumber says whether organizationRegistrationNumber must, may or
// must not be given.
func (r Rule) RegistrationNumber() Requirement { return r.get().number }

// PhoneNumber says whether phoneNumber must or may be given.
func (r Rule) PhoneNumber() Requirement { return r.get().phone }

// Lengths returns the numbers of digits that a registration number may have,
// ascending. It is empty where none are published: then any number fits.
func (r Rule) Lengths() []int {
	var digits []int
	for n := range 32 {
		if r.get().lengths.has(n) {
			digits = append(digits, n)
		}
	}
	return digits
}

// Pattern returns the regular expression that the text of 600050 names, for
// example `^(\d{7}|\d{10})$`, or "" where any number fits.
func (r Rule) Pattern() string { return r.get().pattern }

// Fits reports whether the whole of number is what the country expects: one of
// the published numbers of ASCII digits. Where no digits are published,
// anything fits.
//
// The reading is stricter than Partner Center's, a .NET service where \d also
// matches other scripts' digits and $ also matches before a final line feed:
// a number that fits here fits there.
func (r Rule) Fits(number string) bool {
	rule := r.get()
	return rule.lengths == 0 || rule.lengths.has(len(number)) && isDigits(number)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return true
}

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
	for i := 0; i < len(value); {
		if c := value[i]; c > ' ' && c < utf8.RuneSelf {
			return true
		}
		r, size := utf8.DecodeRuneInString(value[i:])
		if !unicode.IsSpace(r) {
			return true
		}
		i += size
	}
	return false
}
