// Package verdict is the answer on one customer as every command and the
// service give it: one object for one record, in the order of the input.
package verdict

import (
	"encoding/json"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/screening"
)

// Unreadable is the verdict on a record that could not be read.
const Unreadable screening.Verdict = "unreadable"

// Answer is what there is to say about one record: a report on its customer,
// or the error that kept it from being read.
type Answer struct {
	Record  int    // counts from 1
	ID      string // the customer's own; "" where it has none
	Country string // the code in capitals; "" where the customer names no country by two letters
	Report  screening.Report
	Err     error // says what was expected, without the customer's values; the rest but Record is then empty
}

// Of inspects the customer of a record.
func Of(record records.Record, screener *screening.Screener) Answer {
	return of(record, screener.Inspect)
}

// WithoutAdvisories is [Of] without what does not change the verdict.
func WithoutAdvisories(record records.Record, screener *screening.Screener) Answer {
	return of(record, func(customer *screening.Customer) (report screening.Report) {
		switch err := screener.Screen(customer).(type) {
		case *pcerrors.Rejection:
			report.Violations = err.Violations
		case *pcerrors.Undecided:
			report.Undecided = err
		}
		return report
	})
}

func of(record records.Record, judge func(*screening.Customer) screening.Report) Answer {
	if record.Err != nil {
		return Answer{Record: record.Number, Err: record.Err}
	}
	return Answer{
		Record:  record.Number,
		ID:      record.Customer.ID,
		Country: Country(record.Customer),
		Report:  judge(record.Customer),
	}
}

// Verdict returns the verdict on the customer, or Unreadable.
func (a Answer) Verdict() screening.Verdict {
	if a.Err != nil {
		return Unreadable
	}
	return a.Report.Verdict()
}

// MarshalJSON writes record, id, country and what a [screening.Report] writes,
// or record and error. The id is absent where the customer has none.
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

// Country returns the country that a customer is screened by, in capitals, and
// "" for what is not two ASCII letters, which could be anything the customer
// wrote.
func Country(customer *screening.Customer) string {
	country := customer.Country()
	code := strings.ToUpper(country)
	if len(country) != 2 || len(code) != 2 || !isLetter(code[0]) || !isLetter(code[1]) {
		return ""
	}
	return code
}

func isLetter(b byte) bool { return 'A' <= b && b <= 'Z' }

// Source returns where an advisory rule is written.
func Source(rule string) string {
	for r := range screening.AdvisoryRules() {
		if r.Name == rule {
			return r.Source
		}
	}
	return ""
}
