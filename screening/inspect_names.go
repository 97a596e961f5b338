package screening

import (
	"strings"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/internal/printable"
	"github.com/cspkit/customerscreen/internal/wire"
)

// name remarks on a contact's first, middle or last name.
func (i *inspection) name(which, field, name string) {
	if name == "" {
		return
	}
	check := address.CheckName
	if which == middleName {
		check = address.CheckMiddleName
	}
	fault := check(name)
	if fault == 0 {
		return
	}
	suggestion := ""
	if fault == address.NameNotPrintable {
		if printable := printable.Clean(name); check(printable) == 0 {
			suggestion = printable
		}
	}
	i.advise(which+"."+nameRules[fault].kind, field, "the name "+fault.String(), suggestion)
}

// companyName remarks on a company's name.
func (i *inspection) companyName(field, name string) {
	rule, message := companyNameFault(name, i.rule.Country())
	if rule == "" {
		return
	}
	suggestion := ""
	if rule == "companyName.notPrintable" {
		cleaned := printable.Clean(name)
		if rule, _ := companyNameFault(cleaned, i.rule.Country()); rule == "" {
			suggestion = cleaned
		}
	}
	i.advise(rule, field, message, suggestion)
}

// email remarks on invisible characters, and on the owner of an e-mail address. The
// contract checks that it is one.
func (i *inspection) email(field, email string) {
	if !wire.Given(email) {
		return
	}
	if !printable.Is(email) {
		suggestion := ""
		if email = printable.Clean(email); isEmail(email) {
			suggestion = email
		}
		i.advise("email.notPrintable", field, "the e-mail address has characters that cannot be printed", suggestion)
	}
	domain := domainOf(email)
	if isDomainIn(domain, "microsoft.com") {
		i.advise("email.microsoftDomain", field, "the e-mail address is at microsoft.com, not in the customer's own domain", "")
	}
	for _, own := range i.screener.partnerDomains {
		if isDomainIn(domain, own) {
			i.advise("email.partnerDomain", field, "the e-mail address is in the partner's own domain, not in the customer's", "")
			return
		}
	}
}

// domainOf returns what follows the last @, or the whole text without one. It drops a
// final period.
func domainOf(email string) string {
	domain := email[strings.LastIndexByte(email, '@')+1:]
	return strings.TrimSuffix(strings.TrimSpace(domain), ".")
}

// isDomainIn reports whether a domain is another or a subdomain of it.
func isDomainIn(domain, of string) bool {
	before := len(domain) - len(of)
	return before >= 0 && strings.EqualFold(domain[before:], of) && (before == 0 || domain[before-1] == '.')
}
