package verdict_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
)

func TestTotal(t *testing.T) {
	for want, total := range map[string]verdict.Total{
		"0 customers":                        {},
		"1 customer: undecided":              {Undecided: 1},
		"2 customers: 2 refused; 1 advisory": {Refused: 2, Advisories: 1},
		"1,004 customers: 1 refused, 1 undecided, 2 unreadable, 1,000 accepted; 3 advisories": {1, 1, 2, 1000, 3},
	} {
		assert.Equal(t, want, total.String())
	}
}

func TestAdd(t *testing.T) {
	var total verdict.Total
	for _, answer := range []verdict.Answer{
		{Record: records.Record{Err: errors.New("unreadable")}},
		{Report: screening.Report{Violations: make([]pcerrors.Violation, 2), Advisories: make([]screening.Advisory, 3)}},
		{Report: screening.Report{Undecided: new(pcerrors.Undecided)}},
		{Report: screening.Report{Advisories: make([]screening.Advisory, 1)}},
		{},
	} {
		total.Add(answer)
	}
	assert.Equal(t, verdict.Total{Refused: 1, Undecided: 1, Unreadable: 1, Accepted: 2, Advisories: 4}, total)
	assert.Equal(t, 5, total.Customers())
}

func TestWords(t *testing.T) {
	assert.Equal(t, "the check digit does not hold", verdict.Summary("registrationNumber.checkDigit"))
	assert.Equal(t, "has no calling code", verdict.Summary("phoneNumber.notInternational"), "without a package's name")
	assert.Empty(t, verdict.Summary("no.rule"))
	said := map[string]bool{}
	for _, code := range []pcerrors.Code{600002, 600049, 600050, 600051} {
		said[verdict.Meaning(code)] = true
	}
	assert.Len(t, said, 4)
	assert.Empty(t, verdict.Meaning(800002))
}
