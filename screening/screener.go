package screening

import (
	"strings"
	"time"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/wire"
)

// Screener screens customers under one policy. It is immutable and safe for
// concurrent use. Make one with [New]: the zero Screener has no policy, and its
// methods panic with a sentence that says so.
type Screener struct {
	policy    *countries.Policy
	following func() *countries.Policy // what the policy is now; nil where it stays
	partner   Partner

	// Of Inspect alone.
	without        map[string]bool // rules by name
	partnerDomains []string
	on             time.Time // zero: now
	advisors       []func(*Customer) []Advisory
}

// New returns a Screener for a policy. The caller chooses which:
// [countries.Latest], one by name, or [countries.InForce] on a date. New panics
// without a policy, since a default would hide that choice. A nil option
// changes nothing.
func New(policy *countries.Policy, options ...Option) *Screener {
	s := &Screener{policy: mustHave(policy)}
	for _, option := range options {
		if option != nil {
			option(s)
		}
	}
	return s
}

// NewFollowing returns a Screener that judges each customer by the policy
// current at that moment, for example that of a live.Keeper. The function must
// be safe for concurrent use, wait for nothing and never return nil.
// NewFollowing panics without a function. The options are those of [New].
//
// [Register], [JSONSchema] and form hints keep the policy they were given.
func NewFollowing(policy func() *countries.Policy, options ...Option) *Screener {
	if policy == nil {
		panic("screening: NewFollowing needs a function that returns a policy, for example NewFollowing(keeper.Policy)")
	}
	s := New(policy(), options...)
	s.following = policy
	return s
}

// now returns the policy to judge by.
func (s *Screener) now() *countries.Policy {
	if s.following != nil {
		return mustHave(s.following())
	}
	return mustHave(s.policy)
}

// mustHave returns the policy, and panics without one. The zero Policy is none:
// every customer would be undecided under it, and nobody would know why.
func mustHave(policy *countries.Policy) *countries.Policy {
	if policy == nil || policy.Since().IsZero() {
		panic("screening: a policy is needed, for example New(countries.Latest())")
	}
	return policy
}

// Screen says what Partner Center would answer under the rules of customer
// screening:
//
//   - nil if it has no reason to refuse the customer by the four codes
//   - a [*pcerrors.Rejection] with every violation, the number's before the
//     phone's
//   - a [*pcerrors.Undecided] where nobody can say, because the customer's
//     country is not given or is no country code
//
// It judges nothing else; see [Screener.Inspect] for what may still be wrong.
// The customer's phone number is the one in the address that names its country,
// see [Customer.Country]. A nil customer is like an empty one.
//
// Screen is safe for concurrent use and allocates nothing for an accepted
// customer.
func (s *Screener) Screen(customer *Customer) error {
	a, fields := customer.judged()
	return s.screen(customer.number(), a.PhoneNumber, a.Country, fields)
}

// ScreenProfile judges a company profile alone, by its own address, as
// [Screener.Screen] judges a customer. The fields that its errors name are
// "organizationRegistrationNumber", "address.phoneNumber" and
// "address.country".
func (s *Screener) ScreenProfile(profile *CustomerCompanyProfile) error {
	a := profile.address()
	return s.screen(profile.number(), a.PhoneNumber, a.Country, &companyProfileFields)
}

// screenBillingProfile judges a billing profile alone: its phone number, since
// the registration number is in the company profile.
func (s *Screener) screenBillingProfile(profile *CustomerBillingProfile) error {
	a := profile.address()
	return s.screen("", a.PhoneNumber, a.Country, &billingProfileFields)
}

// fields are the paths of what is screened, from the resource that holds it;
// number and phone are "" where there is none.
type fields struct {
	number, phone, country string
}

var (
	customerFields = fields{
		number:  "companyProfile.organizationRegistrationNumber",
		phone:   "billingProfile.defaultAddress.phoneNumber",
		country: "billingProfile.defaultAddress.country",
	}
	companyAddressFields = fields{ // of a customer without a default address
		number:  customerFields.number,
		phone:   customerFields.phone,
		country: "companyProfile.address.country",
	}
	companyProfileFields = fields{
		number:  "organizationRegistrationNumber",
		phone:   "address.phoneNumber",
		country: "address.country",
	}
	billingProfileFields = fields{
		phone:   "defaultAddress.phoneNumber",
		country: "defaultAddress.country",
	}
)

// Country returns the country that the customer is judged by: that of the
// billing profile's default address, or of the company profile's address if
// there is no default address. It is "" if none is given, and for a nil
// customer.
func (c *Customer) Country() string {
	a, _ := c.judged()
	return a.Country
}

var noAddress address.Address

// judged returns the address that names the customer's country and phone, and
// the paths of what is screened.
func (c *Customer) judged() (*address.Address, *fields) {
	switch {
	case c == nil:
		return &noAddress, &customerFields
	case c.BillingProfile != nil && c.BillingProfile.DefaultAddress != nil:
		return c.BillingProfile.DefaultAddress, &customerFields
	case c.CompanyProfile != nil && c.CompanyProfile.Address != nil:
		return c.CompanyProfile.Address, &companyAddressFields
	default:
		return &noAddress, &customerFields
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

func (s *Screener) screen(number, phone, country string, fields *fields) error {
	rule, known := s.now().Rule(country)
	switch {
	case s.partner == IndirectReseller: // the policy binds those that Microsoft bills
		return nil
	case !known:
		return &pcerrors.Undecided{Field: fields.country, Given: wire.Given(country)}
	}
	var ofNumber, ofPhone error
	if fields.number != "" {
		ofNumber = rule.CheckRegistrationNumber(number)
	}
	if fields.phone != "" {
		ofPhone = rule.CheckPhoneNumber(phone)
	}
	if ofNumber == nil && ofPhone == nil {
		return nil
	}
	return reject(country, fields, ofNumber, ofPhone)
}

// reject composes the error of a customer of a known country whose number, or
// phone, a rule refuses; the other error is nil.
func reject(country string, fields *fields, ofNumber, ofPhone error) error {
	// One allocation for the rejection and its violations.
	var r struct {
		pcerrors.Rejection
		violations [2]pcerrors.Violation
	}
	r.Violations = r.violations[:0]
	for i, field := range [...]string{fields.number, fields.phone} {
		if violation, ok := [...]error{ofNumber, ofPhone}[i].(pcerrors.Violation); ok {
			violation.Field = field
			if violation.Country == "" { // of the rule of the rest of the world
				violation.Country = strings.ToUpper(country)
			}
			r.Violations = append(r.Violations, violation)
		}
	}
	return &r.Rejection
}
