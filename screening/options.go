package screening

import (
	"strconv"
	"strings"
	"time"
)

// Option changes what [Screener.Inspect] remarks on. None but [WithPartner]
// changes what [Screener.Screen] refuses. The zero value, nil, changes nothing.
type Option func(*Screener)

// WithoutRules switches advisory rules off by their names, for example
// "firstName.singleCharacter". A name that is in no rule of [AdvisoryRules]
// makes [New] panic, so that a misspelt one does not go unnoticed.
func WithoutRules(names ...string) Option {
	return func(s *Screener) {
		for _, name := range names {
			id := advisoryRuleNamed(name)
			if id == advisoryRuleCount {
				panic("screening: WithoutRules: there is no advisory rule " + strconv.Quote(name) + "; AdvisoryRules lists them")
			}
			s.without[id] = true
		}
	}
}

// WithPartnerDomains names the domains of the partner's own e-mail addresses,
// which Microsoft does not take for a customer's. A domain stands for its
// subdomains too; letter case does not matter, and of an e-mail address what
// follows the @ is taken.
func WithPartnerDomains(domains ...string) Option {
	return func(s *Screener) {
		for _, domain := range domains {
			if domain = domainOf(strings.TrimSpace(domain)); domain != "" {
				s.partnerDomains = append(s.partnerDomains, domain)
			}
		}
	}
}

// WithDate sets the date on which customers are sent, for rules that hold from
// a date on, such as the form of a country's numbers. Without this option, and
// for the zero time, it is the time of each call of [Screener.Inspect].
func WithDate(on time.Time) Option {
	return func(s *Screener) { s.on = on }
}

// WithAdvisor lets [Screener.Inspect] call a function that remarks on what this
// package does not look at: screening/phone has one, a partner may have rules
// of its own. Its advisories are told by the order of [AdvisoryRules] where
// their rule is one of these, and after all others where it is not.
//
// The function must be safe for concurrent use, must not change the customer,
// which is never nil, and must not put the customer's values into messages.
// WithAdvisor panics without one.
func WithAdvisor(advise func(*Customer) []Advisory) Option {
	if advise == nil {
		panic("screening: WithAdvisor needs a function, for example phone.Advise")
	}
	return func(s *Screener) { s.advisors = append(s.advisors, advise) }
}
