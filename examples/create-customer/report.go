package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// report prints what became of each customer and counts it.
type report struct {
	out                                                                   io.Writer
	policy                                                                *countries.Policy
	last                                                                  transport.Outcome // of the customer that was sent last
	agreements                                                            map[transport.Agreement]int
	count, sentCount, refusedCount, undecidedCount, failedCount, badCount int
}

func (r *report) heading(baseURL string) {
	if baseURL == "" {
		baseURL = "a stand-in on this machine; -base-url chooses the real one"
	}
	fmt.Fprintf(r.out, "Rules:          %s, in force since %s\n", r.policy.Name(), r.policy.Since().Format("2006-01-02"))
	fmt.Fprintf(r.out, "Partner Center: %s\n\n", baseURL)
}

func (r *report) line(record record, verdict string) {
	r.count++
	fmt.Fprintf(r.out, "%3d  %-4s %s\n", r.count, r.country(record.customer), verdict)
}

// country is what a person finds the record by. A text that is no country code
// is not printed: it could be anything of the customer's.
func (r *report) country(customer *screening.Customer) string {
	code := customer.Country()
	if _, known := r.policy.Rule(code); !known {
		return "–"
	}
	return strings.ToUpper(code)
}

func (r *report) unreadable(record record) {
	r.badCount++
	r.line(record, "unreadable: "+record.err.Error())
}

func (r *report) answered(record record, id string, err error) {
	var rejection *pcerrors.Rejection
	var undecided *pcerrors.Undecided
	var unsent *url.Error // the client's: also what its transport refused
	refused := errors.As(err, &rejection)
	switch {
	case errors.As(err, &undecided):
		r.undecidedCount++
		r.line(record, "undecided, not sent")
		fmt.Fprintf(r.out, "          %v\n", undecided)
		return
	case refused && errors.As(err, &unsent):
		r.refusedCount++
		r.line(record, "refused before sending")
		r.violations(rejection)
		r.november2020(record)
		return
	case refused:
		r.sentCount++
		r.line(record, "sent, and refused by Partner Center")
		r.violations(rejection)
		r.disagreement()
	case err != nil:
		r.failedCount++
		r.line(record, "sending failed: "+err.Error())
		return
	default:
		r.sentCount++
		r.line(record, "sent: created as "+id)
		r.disagreement()
	}
	r.november2020(record)
}

// observed takes what became of a request, before its answer is reported.
func (r *report) observed(o transport.Outcome) {
	r.last = o
	r.agreements[o.Agreement]++
}

// disagreement prints what it means that Partner Center has another opinion.
func (r *report) disagreement() {
	switch r.last.Agreement {
	case transport.RefusedThere, transport.RefusedHere, transport.OtherCode:
		fmt.Fprintf(r.out, "          %s\n", r.last.Meaning())
	}
}

func (r *report) violations(err error) {
	var rejection *pcerrors.Rejection
	if !errors.As(err, &rejection) {
		return
	}
	for _, v := range rejection.Violations {
		fmt.Fprintf(r.out, "          %d  %s\n", int(v.Code), v.Field)
		fmt.Fprintf(r.out, "                  %s\n", v.Error())
	}
}

var november2020 = screening.New(countries.November2020())

// november2020 prints what the older rules say, where the policy says something
// else: of several violations Partner Center answers one.
func (r *report) november2020(record record) {
	older := november2020.Screen(record.customer)
	if fmt.Sprint(older) == fmt.Sprint(screening.New(r.policy).Screen(record.customer)) {
		return
	}
	if older == nil {
		fmt.Fprintln(r.out, "          Under the November 2020 rules: accepted.")
		return
	}
	fmt.Fprintln(r.out, "          Under the November 2020 rules: refused.")
	r.violations(older)
}

// summary prints the totals and returns the exit status.
func (r *report) summary() int {
	fmt.Fprintf(r.out, "\nCustomers: %d. Sent: %d. Refused before sending: %d. Undecided: %d. Failed: %d. Unreadable: %d.\n",
		r.count, r.sentCount, r.refusedCount, r.undecidedCount, r.failedCount, r.badCount)
	fmt.Fprintf(r.out, "Requests saved: %d.\n", r.refusedCount)
	fmt.Fprintf(r.out, "Disagreements: refused only by Partner Center: %d, only here: %d, with another code: %d.\n",
		r.agreements[transport.RefusedThere], r.agreements[transport.RefusedHere], r.agreements[transport.OtherCode])
	if r.failedCount+r.badCount > 0 {
		return 1
	}
	return 0
}
