package countries

import (
	"slices"
	"strings"
)

// Difference is one field of one country that two policies do not state alike.
// It is a value that callers read and marshal; the zero value is none.
type Difference struct {
	Country string `json:"country"` // ISO 3166-1 alpha-2 code in capitals; "" for the rest of the world
	Field   string `json:"field"`   // the country-rules resource's member, for example "phoneNumberRegex"
	Was     string `json:"was"`     // by the policy that was asked; "" where it states nothing
	Is      string `json:"is"`      // by the other policy
}

// String writes the difference as a sentence, for example
// `AZ: customerOrganizationRegistrationNumberRegex was ^(\d{7}|\d{10})$ and is ^\d{10}$`.
func (d Difference) String() string {
	country := d.Country
	if country == "" {
		country = "rest of the world"
	}
	return country + ": " + d.Field + " was " + stated(d.Was) + " and is " + stated(d.Is)
}

func stated(value string) string {
	if value == "" {
		return "not stated"
	}
	return value
}

// Diff returns what differs in another policy, ascending by ISO code, the rest
// of the world first, and within a country in the order requirement of the
// number, its expression, requirement of the phone number, its expression,
// calling codes. It is empty, not nil, where nothing differs.
//
// Policies are compared by what they decide. A country that only one of them
// lists is compared with the other's rule for the rest of the world. Two
// expressions of digits that allow the same numbers of digits do not differ,
// however they are written. Expressions of the phone number and calling codes
// refuse no customer and are compared where both policies state them.
//
// A nightly check that Microsoft has not moved compares a policy with itself
// and the live rules, or the live rules of last night with those of today:
//
//	changes := policy.Diff(policy.With(rules...))
func (p *Policy) Diff(other *Policy) []Difference {
	differences := compare("", &p.elsewhere, &other.elsewhere)
	for i := range p.rules {
		if p.rules[i] == other.rules[i] {
			continue
		}
		was, is := p.rules[i], other.rules[i]
		if was == nil {
			was = &p.elsewhere
		}
		if is == nil {
			is = &other.elsewhere
		}
		differences = append(differences, compare(countryAt(i).code, was, is)...)
	}
	return differences
}

// compare returns what differs between two rules for one country.
func compare(country string, was, is *rule) []Difference {
	differences := []Difference{}
	add := func(field, was, is string) {
		if was != is {
			differences = append(differences, Difference{country, field, was, is})
		}
	}
	add(numberRequiredField, was.number.String(), is.number.String())
	if !was.expression.equal(is.expression) {
		add(numberRegexField, was.expression.text, is.expression.text)
	}
	add(phoneRequiredField, was.phone.String(), is.phone.String())
	if was, is := was.phoneExpression, is.phoneExpression; was.text != "" && is.text != "" && !was.equal(is) {
		add(phoneRegexField, was.text, is.text)
	}
	if was, is := was.codes(), is.codes(); len(was) > 0 && len(is) > 0 && !slices.Equal(was, is) {
		add(callingCodesField, strings.Join(was, ", "), strings.Join(is, ", "))
	}
	return differences
}

// equal reports whether two expressions are the same, or of the digits form
// with the same numbers of digits.
func (e expression) equal(other expression) bool {
	return e.text == other.text || e.lengths != 0 && e.lengths == other.lengths
}

// codes returns the calling codes that are known of the country.
func (r *rule) codes() []string {
	switch {
	case len(r.callingCodes) > 0:
		return r.callingCodes
	case r.country.callingCode != "":
		return []string{r.country.callingCode}
	default:
		return nil
	}
}
