package screening

import (
	"strconv"
	"strings"
	"time"
)

// Option changes what [Screener.Inspect] remarks on. Only [WithPartner] changes
// what [Screener.Screen] refuses. The zero value, nil, changes nothing.
type Option func(*Screener)

// WithoutRules switches advisory rules off by their names, for example
// "firstName.singleCharacter". [New] panics if a name is not in
// [AdvisoryRules], so that a misspelt one does not go unnoticed.
func WithoutRules(names ...string) Option {
	return func(s *Screener) {
		if s.without == nil {
			s.without = make(map[string]bool)
		}
		for _, name := range names {
			if placeOf(name) == len(advisoryRules) {
				panic("screening: WithoutRules: there is no advisory rule " + strconv.Quote(name) + "; AdvisoryRules lists them")
			}
			s.without[name] = true
		}
	}
}

// WithPartnerDomains names the domains of the partner's own e-mail addresses,
// which Microsoft does not accept for a customer. A domain covers its
// subdomains, and letter case does not matter. Of an e-mail address, only what
// follows the @ counts.
func WithPartnerDomains(domains ...string) Option {
	return func(s *Screener) {
		for _, domain := range domains {
			if domain = domainOf(strings.TrimSpace(domain)); domain != "" {
				s.partnerDomains = append(s.partnerDomains, domain)
			}
		}
	}
}

// WithDate sets the date on which customers are sent, for rules that start on a
// date, such as a new form of a country's numbers. Without this option, or with
// the zero time, it is the time of each call of [Screener.Inspect].
func WithDate(on time.Time) Option {
	return func(s *Screener) { s.on = on }
}

// WithAdvisor makes [Screener.Inspect] call a function that remarks on what
// this package does not check: package screening/phone has one, and a partner
// may have its own rules. Its advisories follow the order of [AdvisoryRules];
// those of other rules come last.
//
// The function must be safe for concurrent use, must not change the customer,
// which is never nil, and must not put the customer's values into messages.
// WithAdvisor panics without a function.
func WithAdvisor(advise func(*Customer) []Advisory) Option {
	if advise == nil {
		panic("screening: WithAdvisor needs a function, for example phone.Advise")
	}
	return func(s *Screener) { s.advisors = append(s.advisors, advise) }
}
