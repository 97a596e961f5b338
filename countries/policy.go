// Package countries says which customers must give Partner Center a
// registration number and a phone number, and how many digits the number has.
// It has one file for each listed country, the policies in the order they came
// into force, and live rules that replace built-in ones.
//
// Ask a [Policy] for the [Rule] of a country; the rule judges the fields:
//
//	rule, known := countries.March2021().Rule("RU")
//	rule.CheckRegistrationNumber("7707083893") // nil: nothing to refuse
//	rule.CheckPhoneNumber("")                  // an errors.Violation: 600051
//
// All types are immutable, or plain values, and safe for concurrent use.
// Look-ups and checks allocate nothing.
package countries

import (
	"cmp"
	"iter"
	"slices"
	"sync"
	"time"
)

// edition is one published state of the rules, without its countries.
type edition struct {
	name      string    // year and month
	since     time.Time // midnight UTC
	source    string
	elsewhere Requirement // of a number in a country that is not listed
}

var (
	november2020 = edition{
		name:      "2020-11",
		since:     time.Date(2020, time.November, 17, 0, 0, 0, 0, time.UTC),
		source:    "Partner Center announcements, November 2020, item 11 (2020-11-17)",
		elsewhere: NotSupported,
	}
	march2021 = edition{
		name:      "2021-03",
		since:     time.Date(2021, time.March, 25, 0, 0, 0, 0, time.UTC),
		source:    "Partner Center announcements, company registration ID in additional countries (launched 2021-03-25)",
		elsewhere: Optional,
	}
)

// policies are the editions in force, the oldest first.
var policies = sync.OnceValue(func() []*Policy { return build(files, &november2020, &march2021) })

// build makes a policy of each edition from the countries' files.
func build(files []*country, editions ...*edition) []*Policy {
	policies := make([]*Policy, len(editions))
	for i, e := range editions {
		p := &Policy{edition: e, elsewhere: rule{country: &country{}, number: e.elsewhere}.sealed()}
		for code := range Codes() {
			i, _ := index(code)
			p.rules[i] = p.elsewhere
		}
		for _, c := range files {
			if asked, listed := c.askedIn(e); listed {
				i, _ := index(c.code)
				p.rules[i] = rule{
					country:    c,
					source:     asked.in.source,
					number:     Required,
					phone:      Required,
					expression: digitsForm(asked.digits),
				}.sealed()
			}
		}
		policies[i] = p
	}
	return policies
}

// Policy is an edition of the country rules in force, including the rule for
// the rest of the world. It is immutable and safe for concurrent use.
//
// The zero value knows no country and can judge no customer.
type Policy struct {
	edition   *edition
	elsewhere *rule                    // nil in the zero Policy
	rules     [letters * letters]*rule // elsewhere for a country that is not listed, nil for other codes
}

// Policies returns every policy, the oldest first. Range over it to list them.
func Policies() iter.Seq[*Policy] { return slices.Values(policies()) }

// PolicyNamed returns the policy with a [Policy.Name], such as "2021-03", or
// [Latest] for "latest". For any other name it returns nil and false.
func PolicyNamed(name string) (p *Policy, ok bool) {
	if name == "latest" {
		return Latest(), true
	}
	for p := range Policies() {
		if p.Name() == name {
			return p, true
		}
	}
	return nil, false
}

// November2020 returns the policy in force from 2020-11-17: eleven countries
// must give number and phone, and a customer anywhere else must not give a
// number.
//
// Source: Partner Center announcements, November 2020, item 11 (2020-11-17);
// for the rest of the world the REST error codes, edition of 2021-03.
func November2020() *Policy { return policies()[0] }

// March2021 returns the policy in force from 2021-03-25: thirteen more
// countries, twenty-four in all, must give number and phone; for the thirteen
// no digits are published. Anywhere else both are optional, although two of
// Microsoft's pages say that a number there is refused.
//
// Source: Partner Center announcements, December 2020 to April 2021 (launched
// 2021-03-25); for the rest of the world Create a customer, edition of
// 2023-07-28, and against it the REST error codes, edition of 2023-06-15, and
// Customer resources, edition of 2023-07-28.
func March2021() *Policy { return policies()[1] }

// Latest returns the newest policy that this version of the library knows,
// today [March2021].
func Latest() *Policy { return policies()[len(policies())-1] }

// InForce returns the policy in force on the calendar date of on, in its own
// location. Before 2020-11-17 nothing was screened: ok is false and the policy
// is nil.
func InForce(on time.Time) (p *Policy, ok bool) {
	year, month, day := on.Date()
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	for next := range Policies() {
		if !next.Since().After(date) {
			p, ok = next, true
		}
	}
	return p, ok
}

// Name returns the policy's year and month, for example "2021-03". The zero
// Policy's is empty.
func (p *Policy) Name() string {
	if p.edition == nil {
		return ""
	}
	return p.edition.name
}

// String returns the policy's name, or "no policy" for the zero Policy.
func (p *Policy) String() string { return cmp.Or(p.Name(), "no policy") }

// Since returns the date, at midnight UTC, on which the policy came into force.
// For the zero Policy it is the zero time.
func (p *Policy) Since() time.Time {
	if p.edition == nil {
		return time.Time{}
	}
	return p.edition.since
}

// Rule returns the rule for a country code of two ASCII letters in either case:
// the country's own, or that of the rest of the world if it is not listed. For
// any other text, known is false: nobody can say which rule applies to such a
// customer, so do not use the returned rule, that of the rest of the world.
//
// Country codes are those of [Codes], and any that [Policy.With] added by a
// live rule.
func (p *Policy) Rule(country string) (r Rule, known bool) {
	if i, valid := index(country); valid && p.rules[i] != nil {
		return Rule{p.rules[i]}, true
	}
	return Rule{p.elsewhere}, false
}

// Rules returns the rules of the listed countries, and any that [Policy.With]
// added, in ascending order of ISO codes.
func (p *Policy) Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, r := range p.rules {
			if r != p.elsewhere && r != nil && !yield(Rule{r}) {
				return
			}
		}
	}
}

// With returns a copy of the policy in which the rules replace those of their
// countries, listed or not. What a live rule does not state (see
// [ParseValidationRules]) stays as it is in this policy. Of several rules for
// one country, the last one counts. A rule without a country, like the zero
// Rule and the rule of the rest of the world, changes nothing. Neither does a
// live rule that states nothing about a country that the policy does not know.
//
// The copy keeps the policy's Name and Since.
func (p *Policy) With(rules ...Rule) *Policy {
	changed := *p
	for _, r := range rules {
		i, valid := index(r.Country())
		if !valid {
			continue
		}
		live := r.rule.live
		if live == nil {
			changed.rules[i] = r.rule
			continue
		}
		if base, known := p.Rule(r.Country()); known || live.states() {
			changed.rules[i] = live.over(base.get())
		}
	}
	return &changed
}

// letters is the size of the alphabet of country codes.
const letters = 26

// index returns a country code's place in a policy's table. Valid is false unless
// the code is two ASCII letters.
func index(country string) (i int, valid bool) {
	if len(country) != 2 {
		return 0, false
	}
	first, second := country[0]|0x20-'a', country[1]|0x20-'a'
	return int(first)*letters + int(second), first < letters && second < letters
}
