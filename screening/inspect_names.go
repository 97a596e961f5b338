package screening

import (
	"strings"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/internal/printable"
	"github.com/cspkit/customerscreen/internal/wire"
)

// nameRules are the rules of one of a contact's names.
type nameRules struct {
	check func(string) address.NameFault
	rules [address.NameTooLong + 1]advisoryRuleID // by fault
}

var (
	firstNameRules = nameRules{address.CheckName, [...]advisoryRuleID{
		address.NameNotPrintable:    firstNameNotPrintable,
		address.NameWithoutLetter:   firstNameNoLetter,
		address.NamePlaceholder:     firstNamePlaceholder,
		address.NameSingleCharacter: firstNameSingleCharacter,
		address.NameTooLong:         firstNameLength,
	}}
	middleNameRules = nameRules{address.CheckMiddleName, [...]advisoryRuleID{
		address.NameNotPrintable:  middleNameNotPrintable,
		address.NameWithoutLetter: middleNameNoLetter,
		address.NamePlaceholder:   middleNamePlaceholder,
		address.NameTooLong:       middleNameLength,
	}}
	lastNameRules = nameRules{address.CheckName, [...]advisoryRuleID{
		address.NameNotPrintable:    lastNameNotPrintable,
		address.NameWithoutLetter:   lastNameNoLetter,
		address.NamePlaceholder:     lastNamePlaceholder,
		address.NameSingleCharacter: lastNameSingleCharacter,
		address.NameTooLong:         lastNameLength,
	}}
)

// name remarks on a contact's first, middle or last name.
func (i *inspection) name(rules *nameRules, field, name string) {
	if name == "" {
		return
	}
	fault := rules.check(name)
	if fault == 0 {
		return
	}
	suggestion := ""
	if fault == address.NameNotPrintable {
		if printable := printable.Clean(name); rules.check(printable) == 0 {
			suggestion = printable
		}
	}
	i.advise(rules.rules[fault], field, "the name "+fault.String(), suggestion)
}

// companyName remarks on a company's name.
func (i *inspection) companyName(field, name string) {
	id, message := companyNameFault(name)
	if id == advisoryRuleCount {
		return
	}
	suggestion := ""
	if id == companyNameNotPrintable {
		cleaned := printable.Clean(name)
		if id, _ := companyNameFault(cleaned); id == advisoryRuleCount {
			suggestion = cleaned
		}
	}
	i.advise(id, field, message, suggestion)
}

// email remarks on characters that nobody sees, and on whose e-mail address it
// is; that it is one is the contract's.
func (i *inspection) email(field, email string) {
	if !wire.Given(email) {
		return
	}
	if !printable.Is(email) {
		suggestion := ""
		if email = printable.Clean(email); isEmail(email) {
			suggestion = email
		}
		i.advise(emailNotPrintable, field, "the e-mail address has characters that cannot be printed", suggestion)
	}
	domain := domainOf(email)
	if isDomainIn(domain, "microsoft.com") {
		i.advise(emailMicrosoftDomain, field, "the e-mail address is at microsoft.com, not at the customer's own domain", "")
	}
	for _, own := range i.screener.partnerDomains {
		if isDomainIn(domain, own) {
			i.advise(emailPartnerDomain, field, "the e-mail address is at the partner's own domain, not at the customer's", "")
			return
		}
	}
}

// domainOf returns what follows the last @ of an e-mail address, or all of a
// text without one, without the final period that a domain may have.
func domainOf(email string) string {
	domain := email[strings.LastIndexByte(email, '@')+1:]
	return strings.TrimSuffix(strings.TrimSpace(domain), ".")
}

// isDomainIn reports whether a domain is another or a subdomain of it.
func isDomainIn(domain, of string) bool {
	before := len(domain) - len(of)
	return before >= 0 && strings.EqualFold(domain[before:], of) && (before == 0 || domain[before-1] == '.')
}
