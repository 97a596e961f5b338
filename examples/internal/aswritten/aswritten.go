// Package aswritten lists countries as people write them, with the verdict on each
// under every policy. All tests that judge customers share it. The table is
// countries.json.
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
	Kind     string                       `json:"kind"`     // what kind of writing it is
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

// Customer returns a customer in the country, as JSON. It has all that the contract
// asks for, but neither a registration number nor a phone number.
func (c Country) Customer() []byte {
	country, err := json.Marshal(c.Written)
	if err != nil {
		panic(fmt.Sprintf("aswritten: a text always encodes: %v", err))
	}
	return fmt.Appendf(nil, `{"companyProfile":{"domain":"contoso0001.onmicrosoft.com"},"billingProfile":{"email":"billing@contoso.example",`+
		`"culture":"en-US","language":"en","companyName":"Contoso","defaultAddress":{"country":%s}}}`, country)
}
