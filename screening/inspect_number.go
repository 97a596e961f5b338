package screening

import (
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
)

var numberCheckDigit = advisoryRule{
	name:  "registrationNumber.checkDigit",
	basis: errors.Inferred,
	// the scheme's own source
}

// registrationNumber remarks on the number that the customer gives.
func (i *inspection) registrationNumber() {
	number := i.customer.number()
	if !countries.Given(number) {
		return
	}
	identities := i.rule.Identify(number, i.on)
	if len(identities) == 0 {
		return
	}
	for _, identity := range identities {
		if identity.Check != countries.Fails {
			return
		}
	}
	rule := numberCheckDigit
	rule.source = identities[0].Scheme.Source
	i.advise(rule, customerFields.number, "the check digit of "+identities[0].Scheme.Name+" does not hold", "")
}
