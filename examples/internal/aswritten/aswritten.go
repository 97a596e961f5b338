// Package aswritten has countries as people write them, and the verdict on
// each under every policy: one expectation for the tests of everything that
// judges customers. The table is countries.json.
package aswritten

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/cspkit/customerscreen/screening"
)

//go:embed countries.json
var table []byte

// Country is a row of the table.
type Country struct {
	Written  *string                      `json:"written"`  // nil for JSON's null
	Kind     string                       `json:"kind"`     // what it is an example of
	Verdicts map[string]screening.Verdict `json:"verdicts"` // on Customer, by policy
}

// Countries returns the rows of the table.
func Countries() []Country {
	var countries []Country
	if err := json.Unmarshal(table, &countries); err != nil {
		panic(fmt.Sprintf("aswritten: countries.json: %v", err))
	}
	return countries
}

// Customer returns a customer in the country, as JSON: whatever the contract
// asks for is given, the registration number and the phone number are not.
func (c Country) Customer() []byte {
	country, err := json.Marshal(c.Written)
	if err != nil {
		panic(fmt.Sprintf("aswritten: a text always encodes: %v", err))
	}
	return fmt.Appendf(nil, `{"companyProfile":{"domain":"contoso0001.onmicrosoft.com"},"billingProfile":{"email":"billing@contoso.example",`+
		`"culture":"en-US","language":"en","companyName":"Contoso","defaultAddress":{"country":%s}}}`, country)
}
