package screening

import (
	"cmp"
	"slices"
	"time"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

// Inspect returns what [Screener.Screen] finds, and advisories on everything
// else that looks wrong: registration numbers, phone numbers, names, company
// names, e-mail addresses, countries, states, cultures, and the documented
// contract of the resources. The example of [AdvisoryRules] lists the rules.
//
// Advisories come in the order of [AdvisoryRules], those of one rule from the
// company profile before the billing profile. A customer with an ID exists
// already, so Inspect does not ask it for what is required only to create one.
// A nil customer is like an empty one.
//
// Inspect is safe for concurrent use.
func (s *Screener) Inspect(customer *Customer) Report {
	if customer == nil {
		customer = &Customer{}
	}
	if s.following != nil { // one policy for the whole report
		of := *s
		of.policy, of.following = s.now(), nil
		s = &of
	}
	var report Report
	switch err := s.Screen(customer).(type) {
	case *pcerrors.Rejection:
		report.Violations = err.Violations
	case *pcerrors.Undecided:
		report.Undecided = err
	}
	rule, known := s.policy.Rule(customer.Country())
	on := s.on
	if on.IsZero() {
		on = time.Now()
	}
	i := &inspection{screener: s, customer: customer, rule: rule, known: known, on: on}
	i.registrationNumber()
	i.contacts()
	i.addresses()
	i.contract()
	for _, advise := range s.advisors {
		for _, advisory := range advise(customer) {
			i.add(placeOf(advisory.Rule), advisory)
		}
	}
	report.Advisories = i.inOrder()
	return report
}

// inspection is the inspection of one customer, with the remarks so far.
type inspection struct {
	screener *Screener
	customer *Customer
	rule     countries.Rule // of the customer's country
	known    bool           // whether that is a country code
	on       time.Time      // the date on which the customer is sent
	found    []remark
}

// remark is an advisory and the place of its rule in a report.
type remark struct {
	place    int
	advisory Advisory
}

// inOrder returns the advisories in the order of the table, or nil.
func (i *inspection) inOrder() []Advisory {
	if len(i.found) == 0 {
		return nil
	}
	slices.SortStableFunc(i.found, func(a, b remark) int { return cmp.Compare(a.place, b.place) })
	advisories := make([]Advisory, len(i.found))
	for n, r := range i.found {
		advisories[n] = r.advisory
	}
	return advisories
}

// advise adds a remark under a rule of the table.
func (i *inspection) advise(rule, field, message, suggestion string) {
	i.adviseBy("", rule, field, message, suggestion)
}

// adviseBy adds a remark under a rule of the table, with a source of its own unless
// that is "".
func (i *inspection) adviseBy(source, rule, field, message, suggestion string) {
	place := placeOf(rule)
	i.add(place, Advisory{
		Rule:       advisoryRules[place].Name, // rule may be on the stack
		Field:      field,
		Message:    message,
		Basis:      advisoryRules[place].Basis,
		Source:     cmp.Or(source, advisoryRules[place].Source),
		Suggestion: suggestion,
	})
}

// add adds an advisory, unless its rule is switched off.
func (i *inspection) add(place int, advisory Advisory) {
	if !i.screener.without[advisory.Rule] {
		i.found = append(i.found, remark{place, advisory})
	}
}

// addressFields are the paths of one address.
type addressFields struct {
	country, state, phone, firstName, middleName, lastName, email string
}

var (
	inspectedCompanyAddress = fieldsOf("companyProfile.address.")
	inspectedDefaultAddress = fieldsOf("billingProfile.defaultAddress.")
)

func fieldsOf(address string) addressFields {
	return addressFields{
		country:    address + "country",
		state:      address + "state",
		phone:      address + "phoneNumber",
		firstName:  address + "firstName",
		middleName: address + "middleName",
		lastName:   address + "lastName",
		email:      address + "emailAddress",
	}
}

// contacts remarks on names, company names, e-mail, culture and language of both
// profiles, and on the phone numbers and states of their addresses.
func (i *inspection) contacts() {
	if company := i.customer.CompanyProfile; company != nil {
		i.companyName("companyProfile.companyName", company.CompanyName)
		i.email("companyProfile.email", company.Email)
		i.contact(company.address(), &inspectedCompanyAddress)
	}
	if billing := i.customer.BillingProfile; billing != nil {
		i.name(firstName, "billingProfile.firstName", billing.FirstName)
		i.name(lastName, "billingProfile.lastName", billing.LastName)
		i.companyName("billingProfile.companyName", billing.CompanyName)
		i.email("billingProfile.email", billing.Email)
		i.culture("billingProfile.culture", billing.Culture)
		i.language("billingProfile.language", billing.Language)
		i.contact(billing.address(), &inspectedDefaultAddress)
	}
}

func (i *inspection) contact(a *address.Address, fields *addressFields) {
	i.phoneNumber(fields.phone, a)
	i.state(fields.state, a)
	i.name(firstName, fields.firstName, a.FirstName)
	i.name(middleName, fields.middleName, a.MiddleName)
	i.name(lastName, fields.lastName, a.LastName)
	i.email(fields.email, a.EmailAddress)
}
