// Package countries says which customers must give Partner Center a
// registration number and a phone number, and how many digits the number has:
// one file for each listed country, policies as they followed each other, and
// live rules that replace built-in ones.
//
// A [Policy] is asked for the [Rule] of a country, and the rule judges the
// fields:
//
//	rule, _ := countries.March2021().Rule("RU")
//	rule.CheckRegistrationNumber("7707083893") // 0: nothing to refuse
//	rule.CheckPhoneNumber("")                  // 600051
//
// All types are immutable, or values without anything to share, and safe for
// concurrent use. Look-up and checks
// allocate nothing.
package countries

import (
	"iter"
	"sync"
	"time"
)

// edition is one published state of the rules, without its countries.
type edition struct {
	name      string // year and month, as the -policy flag takes it
	year      int
	month     time.Month
	day       int
	source    string
	elsewhere Requirement // of a number in a country that is not listed
}

func (e *edition) since() time.Time {
	return time.Date(e.year, e.month, e.day, 0, 0, 0, 0, time.UTC)
}

var (
	editionNovember2020 = edition{
		name: "2020-11",
		year: 2020, month: time.November, day: 17,
		source:    "Partner Center announcements, November 2020, item 11 (2020-11-17)",
		elsewhere: NotSupported,
	}
	editionMarch2021 = edition{
		name: "2021-03",
		year: 2021, month: time.March, day: 25,
		source:    "Partner Center announcements, company registration ID in additional countries (launched 2021-03-25)",
		elsewhere: Optional,
	}
)

// Policy is a set of country rules in force since a date, with the rule for
// the rest of the world. It is immutable and safe for concurrent use.
//
// The zero value has no rules and refuses nothing.
type Policy struct {
	edition   *edition
	elsewhere *rule // nil in the zero Policy
	rules     [letters * letters]*rule
}

var november2020 = sync.OnceValue(func() *Policy { return build(&editionNovember2020) })

// November2020 returns the policy in force from 2020-11-17: eleven countries
// must give number and phone, and a customer anywhere else must not give a
// number.
//
// Source: Partner Center announcements, November 2020, item 11 (2020-11-17);
// for the rest of the world the REST error codes, edition of 2021-03.
func November2020() *Policy { return november2020() }

var march2021 = sync.OnceValue(func() *Policy { return build(&editionMarch2021) })

// March2021 returns the policy in force from 2021-03-25: thirteen more
// countries, twenty-four in all, must give number and phone; for the thirteen
// no digits are published. Anywhere else both are optional.
//
// Source: Partner Center announcements, December 2020 to April 2021 (launched
// 2021-03-25), and Create a customer, edition of 2023-07-28. The error-code
// page of 2023-06-15 still describes the older list; the more specific page
// is followed.
func March2021() *Policy { return march2021() }

// Latest returns the newest policy this version of the library knows: today
// that of [March2021].
func Latest() *Policy { return March2021() }

// InForce returns the policy in force on the calendar date that on shows in
// its own location. Before 2020-11-17 nothing was screened: ok is false and
// the policy nil.
func InForce(on time.Time) (p *Policy, ok bool) {
	year, month, day := on.Date()
	date := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	switch {
	case !date.Before(editionMarch2021.since()):
		return March2021(), true
	case !date.Before(editionNovember2020.since()):
		return November2020(), true
	default:
		return nil, false
	}
}

// build collects the rules of the countries that were listed by an edition.
func build(e *edition) *Policy {
	p := &Policy{edition: e, elsewhere: &rule{country: &country{}, number: e.elsewhere}}
	for _, c := range listed {
		if c.listed.since().After(e.since()) {
			continue
		}
		i, _ := index(c.code)
		p.rules[i] = newRule(c)
	}
	return p
}

// Name returns the policy's year and month, "2020-11" or "2021-03". The zero
// Policy's is empty.
func (p *Policy) Name() string {
	if p.edition == nil {
		return ""
	}
	return p.edition.name
}

// Since returns the date, at midnight UTC, from which the policy holds. The
// zero Policy's is the zero time.
func (p *Policy) Since() time.Time {
	if p.edition == nil {
		return time.Time{}
	}
	return p.edition.since()
}

// Rule returns the rule for a country's ISO 3166-1 alpha-2 code, compared
// without regard to ASCII case. For a country that has no rule of its own, and
// for any other text, ok is false and the rule is the one for the rest of the
// world, so that callers can judge by it either way.
func (p *Policy) Rule(country string) (r Rule, ok bool) {
	if i, valid := index(country); valid && p.rules[i] != nil {
		return Rule{p.rules[i]}, true
	}
	return Rule{p.elsewhere}, false
}

// Rules returns the rules of the listed countries, and of those for which
// [Policy.With] put a rule of their own into the policy, ascending by ISO code.
func (p *Policy) Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, r := range p.rules {
			if r != nil && !yield(Rule{r}) {
				return
			}
		}
	}
}

// With returns a copy of the policy in which the rules stand for their
// countries, listed or not. What a live rule does not state, see
// [ParseValidationRules], stays as this policy has it. Of several rules for
// one country the last one counts. A rule without a country, like the zero
// Rule and the rule of the rest of the world, changes nothing.
//
// Name and Since of the copy are those of the policy.
func (p *Policy) With(rules ...Rule) *Policy {
	changed := *p
	for _, r := range rules {
		i, valid := index(r.Country())
		if !valid {
			continue
		}
		changed.rules[i] = r.rule
		if live := r.rule.live; live != nil {
			base, _ := p.Rule(r.Country())
			changed.rules[i] = live.over(base.get())
		}
	}
	return &changed
}

// letters is the size of the alphabet that country codes are written in.
const letters = 26

// index returns a country code's place in a policy's table; valid is false
// for what is not two ASCII letters.
func index(country string) (i int, valid bool) {
	if len(country) != 2 {
		return 0, false
	}
	first, second := country[0]|0x20-'a', country[1]|0x20-'a'
	return int(first)*letters + int(second), first < letters && second < letters
}
