// Package verdict makes the answer for a customer that every command and the
// service give: one object for each record, in the order of the input.
package verdict

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
)

// Unreadable is the verdict for a record that could not be read.
const Unreadable screening.Verdict = "unreadable"

// Answer is the answer for a record: a report on its customer, or the error of
// reading it.
type Answer struct {
	records.Record
	Country string // the code in capitals; "" if the customer names no country by two letters
	Report  screening.Report
}

// Options say how a [Judge] judges.
type Options struct {
	Partner        screening.Partner // who creates the customers
	On             time.Time         // the date to judge as of; zero is the time of each judgement
	ViolationsOnly bool              // without advisories
	Without        []string          // rules of [Rules] to switch off
}

// Judge judges records. It is safe for concurrent use. Make one with [New].
type Judge struct {
	screener *screening.Screener
	options  Options
}

// New returns a judge by a policy. It also checks phone numbers.
func New(policy *countries.Policy, options Options) Judge {
	with := []screening.Option{screening.WithPartner(options.Partner), screening.WithAdvisor(phone.Advise)}
	if !options.On.IsZero() {
		with = append(with, screening.WithDate(options.On))
	}
	return Judge{screening.New(policy, with...), options}
}

// Rules returns the names of the rules that advise: the screener's, and those about
// how a spreadsheet holds its values.
func Rules() []string {
	var names []string
	for _, rule := range rules() {
		names = append(names, rule.Name)
	}
	return names
}

func rules() []screening.AdvisoryRule {
	return slices.AppendSeq(slices.Clone(records.RemarkRules), screening.AdvisoryRules())
}

// Of returns the answer for a record. A field without a column draws no advisory:
// it would repeat in every row, and no row could mend it.
func (j Judge) Of(record records.Record) Answer {
	answer := Answer{Record: record}
	if record.Err != nil {
		return answer
	}
	answer.Country = Country(record.Customer)
	if j.options.ViolationsOnly {
		switch err := j.screener.Screen(record.Customer).(type) {
		case *pcerrors.Rejection:
			answer.Report.Violations = err.Violations
		case *pcerrors.Undecided:
			answer.Report.Undecided = err
		}
		return answer
	}
	answer.Report = j.screener.Inspect(record.Customer)
	if record.Table == nil && j.options.Without == nil {
		return answer
	}
	answer.Report.Advisories = slices.DeleteFunc(append(answer.Report.Advisories, record.Remarks...), func(a screening.Advisory) bool {
		return slices.Contains(j.options.Without, a.Rule) || record.Table != nil && !record.Table.Has(a.Field)
	})
	return answer
}

// Verdict returns the verdict on the customer, or [Unreadable].
func (a Answer) Verdict() screening.Verdict {
	if a.Err != nil {
		return Unreadable
	}
	return a.Report.Verdict()
}

// ID returns the customer's ID, or "".
func (a Answer) ID() string {
	if a.Customer == nil {
		return ""
	}
	return a.Customer.ID
}

// Remedy says of an undecided customer where to get its address, or that its
// row is none. It is "" for others.
func (a Answer) Remedy() string {
	if undecided := a.Report.Undecided; undecided != nil && !undecided.Given && a.IsTotal() {
		return "the row looks like a total, and not like a customer: take it out of the file"
	}
	if a.Report.Undecided == nil || a.Table != nil || a.Customer.BillingProfile != nil {
		return ""
	}
	return "a list of customers has no addresses: ask for each of them by GET /v1/customers/{id}, which answers with the billing profile"
}

// where is the beginning of an answer.
type where struct {
	Record  int    `json:"record"`
	File    string `json:"file,omitempty"`
	Row     int    `json:"row"`
	ID      string `json:"id,omitempty"`
	Company string `json:"company,omitempty"`
}

// MarshalJSON writes record, file, row, id, company, country, the members of a
// [screening.Report] and remedy; or record, file, row, company and error. It leaves
// out empty members.
func (a Answer) MarshalJSON() ([]byte, error) {
	head := where{a.Number, a.File, a.Row, a.ID(), a.Company()}
	if a.Err != nil {
		return json.Marshal(struct {
			where
			Error string `json:"error"`
		}{head, a.Err.Error()})
	}
	begin, err := json.Marshal(struct {
		where
		Country string `json:"country"`
	}{head, a.Country})
	if err != nil {
		return nil, err
	}
	report, err := json.Marshal(a.Report)
	if err != nil {
		return nil, err
	}
	end, err := json.Marshal(struct {
		Remedy string `json:"remedy,omitempty"`
	}{a.Remedy()})
	if err != nil {
		return nil, err
	}
	text := begin[:len(begin)-1]
	text = append(text, ',')
	text = append(text, report[1:len(report)-1]...)
	if string(end) != "{}" {
		text = append(text, ',')
	}
	return append(text, end[1:]...), nil
}

// Country returns the country that decides how a customer is screened, in capitals.
// It returns "" for what is not two ASCII letters and could be anything.
func Country(customer *screening.Customer) string {
	country := customer.Country()
	code := strings.ToUpper(country)
	if len(country) != 2 || len(code) != 2 || !isLetter(code[0]) || !isLetter(code[1]) {
		return ""
	}
	return code
}

func isLetter(b byte) bool { return 'A' <= b && b <= 'Z' }

// Source returns the source of an advisory rule.
func Source(rule string) string { return ruleNamed(rule).Source }

// Summary returns what a rule advises, in a few words.
func Summary(rule string) string {
	words, _, _ := strings.Cut(ruleNamed(rule).Summary, " (") // names in the library
	return words
}

func ruleNamed(name string) screening.AdvisoryRule {
	for _, r := range rules() {
		if r.Name == name {
			return r
		}
	}
	return screening.AdvisoryRule{}
}

// Meaning returns what one of the four codes means, in a few words.
func Meaning(code pcerrors.Code) string {
	switch code {
	case pcerrors.RegistrationNumberNotSupported:
		return "a registration number where none may be given"
	case pcerrors.RegistrationNumberMissing:
		return "no registration number in a listed country"
	case pcerrors.RegistrationNumberInvalid:
		return "a registration number that does not fit its country"
	case pcerrors.PhoneNumberMissing:
		return "no phone number in a listed country"
	default:
		return ""
	}
}
