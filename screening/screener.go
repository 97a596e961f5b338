package screening

import (
	"strings"
	"time"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
)

// Screener screens customers under one policy. It is immutable and safe for
// concurrent use. Make one with [New].
type Screener struct {
	policy  *countries.Policy
	partner Partner

	// Of Inspect alone.
	without        [advisoryRuleCount]bool
	partnerDomains []string
	on             time.Time // zero: now
	advisors       []func(*Customer) []errors.Advisory
}

// New returns a Screener for a policy. Which one is a decision of the caller:
// [countries.Latest], one by name, or [countries.InForce] on a date. New
// panics without a policy, since every default would hide that decision.
func New(policy *countries.Policy, options ...Option) *Screener {
	if policy == nil {
		panic("screening: New needs a policy, for example countries.Latest()")
	}
	s := &Screener{policy: policy}
	for _, option := range options {
		if option != nil {
			option(s)
		}
	}
	return s
}

// Screen returns nil where Partner Center has no reason to refuse the customer
// by the four codes of customer screening, and otherwise a [*errors.Rejection]
// with every violation, the number's before the phone's. It judges nothing
// else; see [Screener.Inspect] for what may still be wrong.
//
// The customer's country and phone number are those of the billing profile's
// default address, or of the company profile's address where there is no
// default address. A nil customer gives nothing, like an empty one.
//
// Screen is safe for concurrent use and allocates nothing for an accepted
// customer.
func (s *Screener) Screen(customer *Customer) error {
	return s.screen(customer.number(), customer.address(), &customerFields)
}

// ScreenProfile judges a company profile alone, by its own address, as
// [Screener.Screen] judges a customer. The fields of its violations are
// "organizationRegistrationNumber" and "address.phoneNumber".
func (s *Screener) ScreenProfile(profile *CustomerCompanyProfile) error {
	return s.screen(profile.number(), profile.address(), &companyProfileFields)
}

// screenBillingProfile judges a billing profile alone: its phone number, since
// the registration number is in the company profile.
func (s *Screener) screenBillingProfile(profile *CustomerBillingProfile) error {
	a := profile.address()
	rule, _ := s.policy.Rule(a.Country)
	return s.reject(rule, a.Country, 0, a.CheckPhoneNumber(rule), &billingProfileFields)
}

// screenChange judges a customer of which only what changes is given: the
// number, where the change gives it and the country that it has to fit. What
// is not given may be there already, so that nothing is missing.
func (s *Screener) screenChange(change *Customer) error {
	number, country := change.number(), change.BillingProfile.address().Country
	if !countries.Given(number) || !countries.Given(country) {
		return nil
	}
	rule, _ := s.policy.Rule(country)
	return s.reject(rule, country, rule.CheckRegistrationNumber(number), 0, &customerFields)
}

// fields are the paths of what is screened, from the resource that holds it.
type fields struct {
	number, phone string
}

var (
	customerFields = fields{
		number: "companyProfile.organizationRegistrationNumber",
		phone:  "billingProfile.defaultAddress.phoneNumber",
	}
	companyProfileFields = fields{
		number: "organizationRegistrationNumber",
		phone:  "address.phoneNumber",
	}
	billingProfileFields = fields{phone: "defaultAddress.phoneNumber"}
)

var noAddress address.Address

// address returns the address that names the customer's country and phone.
func (c *Customer) address() *address.Address {
	switch {
	case c == nil:
		return &noAddress
	case c.BillingProfile != nil && c.BillingProfile.DefaultAddress != nil:
		return c.BillingProfile.address()
	default:
		return c.CompanyProfile.address()
	}
}

func (c *Customer) number() string {
	if c == nil {
		return ""
	}
	return c.CompanyProfile.number()
}

func (p *CustomerCompanyProfile) address() *address.Address {
	if p == nil || p.Address == nil {
		return &noAddress
	}
	return p.Address
}

func (p *CustomerBillingProfile) address() *address.Address {
	if p == nil || p.DefaultAddress == nil {
		return &noAddress
	}
	return p.DefaultAddress
}

func (p *CustomerCompanyProfile) number() string {
	if p == nil {
		return ""
	}
	return p.OrganizationRegistrationNumber
}

func (s *Screener) screen(number string, a *address.Address, fields *fields) error {
	rule, _ := s.policy.Rule(a.Country)
	numberCode := rule.CheckRegistrationNumber(number)
	phoneCode := a.CheckPhoneNumber(rule)
	return s.reject(rule, a.Country, numberCode, phoneCode, fields)
}

// reject composes the error of a customer that is refused with these codes,
// and nil where both are 0 or the policy does not bind the partner.
func (s *Screener) reject(rule countries.Rule, country string, number, phone errors.Code, fields *fields) error {
	if number == 0 && phone == 0 || !s.partner.bound() {
		return nil
	}
	if rule.Country() != "" {
		country = rule.Country()
	} else {
		country = countryCode(country)
	}
	// One allocation for the rejection and its violations.
	var r struct {
		errors.Rejection
		violations [2]errors.Violation
	}
	r.Violations = r.violations[:0]
	if number != 0 {
		v := errors.Violation{Code: number, Field: fields.number, Country: country}
		if number == errors.RegistrationNumberInvalid {
			v.Pattern = rule.Pattern()
		}
		r.Violations = append(r.Violations, v)
	}
	if phone != 0 {
		r.Violations = append(r.Violations, errors.Violation{Code: phone, Field: fields.phone, Country: country})
	}
	return &r.Rejection
}

// countryCode returns a text of two ASCII letters in capitals, and "" for any
// other, which could be anything the customer wrote.
func countryCode(text string) string {
	if len(text) != 2 {
		return ""
	}
	code := strings.ToUpper(text)
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return ""
	}
	return code
}
