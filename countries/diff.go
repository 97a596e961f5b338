package countries

import (
	"cmp"
	"strings"
)

// Difference is one field of one country that differs between two policies.
// Callers read and marshal it. The zero value is not a difference.
type Difference struct {
	Country string `json:"country"` // ISO 3166-1 alpha-2 code in capitals; "" for the rest of the world
	Field   string `json:"field"`   // the country-rules resource's member, for example "phoneNumberRegex"
	Was     string `json:"was"`     // by the policy that was asked; "" where it states nothing
	Is      string `json:"is"`      // by the other policy
}

// String writes the difference as a sentence, for example
// `AZ: customerOrganizationRegistrationNumberRegex was ^(\d{7}|\d{10})$ and is ^\d{10}$`.
func (d Difference) String() string {
	return cmp.Or(d.Country, "rest of the world") + ": " + d.Field +
		" was " + cmp.Or(d.Was, "not stated") + " and is " + cmp.Or(d.Is, "not stated")
}

// Diff returns what differs in another policy, the rest of the world first and
// then in ascending order of ISO codes. Within a country the order is: whether
// the code is known, the number's requirement and expression, the phone
// number's requirement and expression, calling codes. It is empty, not nil, if
// nothing differs.
//
// Policies are compared by what they decide. A country that only one of them
// lists is compared with the other's rule for the rest of the world. Two
// expressions that allow the same numbers of digits do not differ, however they
// are written. Phone expressions and calling codes never refuse a customer;
// they are compared only if both policies state them.
//
// A nightly check for changed rules compares a policy with itself and the live
// rules, or last night's live rules with today's:
//
//	changes := policy.Diff(policy.With(rules...))
func (p *Policy) Diff(other *Policy) []Difference {
	differences := compare("", Rule{p.elsewhere}.get(), Rule{other.elsewhere}.get())
	for i := range p.rules {
		if p.rules[i] == p.elsewhere && other.rules[i] == other.elsewhere || p.rules[i] == nil && other.rules[i] == nil {
			continue
		}
		code := countryAt(i).code
		was, wasKnown := p.Rule(code)
		is, isKnown := other.Rule(code)
		if wasKnown != isKnown {
			known := map[bool]string{true: code}
			differences = append(differences, Difference{code, countryField, known[wasKnown], known[isKnown]})
		}
		differences = append(differences, compare(code, was.get(), is.get())...)
	}
	return differences
}

// compare returns what differs between two rules for one country.
func compare(country string, was, is *rule) []Difference {
	differences := []Difference{}
	add := func(differ bool, field, was, is string) {
		if differ {
			differences = append(differences, Difference{country, field, was, is})
		}
	}
	bothState := func(was, is string) bool { return was != "" && is != "" }
	number, numberNow := was.expression, is.expression
	phone, phoneNow := was.phoneExpression, is.phoneExpression
	codes, codesNow := was.codes(), is.codes()
	add(was.number != is.number, numberRequiredField, was.number.String(), is.number.String())
	add(!number.equal(numberNow), numberRegexField, number.text, numberNow.text)
	add(was.phone != is.phone, phoneRequiredField, was.phone.String(), is.phone.String())
	add(bothState(phone.text, phoneNow.text) && !phone.equal(phoneNow), phoneRegexField, phone.text, phoneNow.text)
	add(bothState(codes, codesNow) && codes != codesNow, callingCodesField, codes, codesNow)
	return differences
}

// codes returns the calling codes that are known of the country, as text.
func (r *rule) codes() string {
	if len(r.callingCodes) > 0 {
		return strings.Join(r.callingCodes, ", ")
	}
	return r.country.callingCode
}

// equal reports whether two expressions are the same, or of the digits form
// with the same numbers of digits.
func (e expression) equal(other expression) bool {
	return e.text == other.text || e.lengths != 0 && e.lengths == other.lengths
}
