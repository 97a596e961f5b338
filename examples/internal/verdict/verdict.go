// Package verdict is the answer on one customer as every command and the
// service give it: one object for one record, in the order of the input.
package verdict

import (
	"encoding/json"
	"strings"

	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/screening"
)

// Answer is what there is to say about one record: a report on its customer,
// or the error that kept it from being read.
type Answer struct {
	Record  int    // counts from 1
	ID      string // the customer's own; "" where it has none
	Country string // ISO 3166-1 alpha-2 in capitals; "" where the customer names no country of that form
	Report  screening.Report
	Err     error // says what was expected, without the customer's values; the rest but Record is then empty
}

// Of inspects the customer of a record.
func Of(record records.Record, screener *screening.Screener) Answer {
	if record.Err != nil {
		return Answer{Record: record.Number, Err: record.Err}
	}
	return Answer{
		Record:  record.Number,
		ID:      record.Customer.ID,
		Country: Country(record.Customer),
		Report:  screener.Inspect(record.Customer),
	}
}

// Accepted reports whether the record was read and Partner Center has no
// reason to refuse its customer.
func (a Answer) Accepted() bool { return a.Err == nil && a.Report.Accepted() }

// MarshalJSON writes record, id, country, accepted, violations and advisories,
// or record and error. The id is absent where the customer has none; the two
// lists are never null.
func (a Answer) MarshalJSON() ([]byte, error) {
	if a.Err != nil {
		return json.Marshal(struct {
			Record int    `json:"record"`
			Error  string `json:"error"`
		}{a.Record, a.Err.Error()})
	}
	head, err := json.Marshal(struct {
		Record  int    `json:"record"`
		ID      string `json:"id,omitempty"`
		Country string `json:"country"`
	}{a.Record, a.ID, a.Country})
	if err != nil {
		return nil, err
	}
	report, err := json.Marshal(a.Report)
	if err != nil {
		return nil, err
	}
	head[len(head)-1] = ',' // the report's members follow in the same object
	return append(head, report[1:]...), nil
}

// Country returns the country that a customer is screened by, in capitals: of
// the billing profile's default address, or of the company profile's address
// where there is none. It returns "" for what is not two ASCII letters, which
// could be anything the customer wrote.
func Country(customer *screening.Customer) string {
	country := ""
	switch {
	case customer.BillingProfile != nil && customer.BillingProfile.DefaultAddress != nil:
		country = customer.BillingProfile.DefaultAddress.Country
	case customer.CompanyProfile != nil && customer.CompanyProfile.Address != nil:
		country = customer.CompanyProfile.Address.Country
	}
	code := strings.ToUpper(country)
	if len(country) != 2 || len(code) != 2 || !isLetter(code[0]) || !isLetter(code[1]) {
		return ""
	}
	return code
}

func isLetter(b byte) bool { return 'A' <= b && b <= 'Z' }
