package transport

import (
	"errors"
	"slices"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// Agreement says whether Partner Center's answer agrees with the verdict.
// [Outcome.Meaning] says what it means.
type Agreement string

// The agreements. All but the first two are disagreements.
const (
	NotCompared  Agreement = "notCompared"  // there is no verdict, or no answer that tells
	Agreed       Agreement = "agreed"       // accepted by both, or refused by both with the same code
	RefusedThere Agreement = "refusedThere" // Partner Center refused what was accepted here
	RefusedHere  Agreement = "refusedHere"  // Partner Center took what would be refused here
	OtherCode    Agreement = "otherCode"    // both refuse, with different codes
)

// questionOf returns the question that a code answers. Codes are used for other
// things elsewhere: only of the right request is it an answer.
func questionOf(code pcerrors.Code) (q question, ok bool) {
	switch code {
	case pcerrors.RegistrationNumberNotSupported, pcerrors.RegistrationNumberMissing, pcerrors.RegistrationNumberInvalid, pcerrors.PhoneNumberMissing:
		return screeningFields, true
	case pcerrors.CustomerAgreementMissing:
		return customerAgreement, true
	case pcerrors.CustomerAgreementExists:
		return repeatedAgreement, true
	case pcerrors.AccountNotApproved:
		return accountStatus, true
	default:
		return accountStatus, code.Description() == pcerrors.AccountUnderReview.Description() // 800074 is 800073
	}
}

// codesOf returns the codes of a finding or an answer.
func codesOf(err error) (codes []pcerrors.Code) {
	var rejection *pcerrors.Rejection
	var failed *pcerrors.APIError
	switch {
	case errors.As(err, &rejection):
		for _, v := range rejection.Violations {
			codes = append(codes, v.Code)
		}
	case errors.As(err, &failed):
		codes = append(codes, failed.Code)
	}
	return codes
}

// concerns reports whether the answer to a question can stop a request.
func (t target) concerns(q question) bool {
	switch {
	case t.needsCustomer:
		return q < questions
	case t.confirmsAgreement:
		return q == repeatedAgreement
	default:
		return q == screeningFields
	}
}

// asked reports whether a question was asked of a request that is accepted.
func (t *Transport) asked(target target, q question) bool {
	return !target.needsCustomer || t.existing.prepare[q] != nil
}

// compare compares a verdict with Partner Center's answer.
func (t *Transport) compare(o *Outcome, target target) Agreement {
	var there pcerrors.Code
	var about question
	refused := false
	for _, there = range codesOf(o.Answer) {
		about, refused = questionOf(there)
	}
	refused = refused && target.concerns(about)
	switch {
	case o.Verdict != screening.Accepted && o.Verdict != screening.Refused, o.Answer != nil && !refused:
		return NotCompared
	case o.Verdict == screening.Accepted && !refused:
		return Agreed
	case o.Verdict == screening.Accepted && t.asked(target, about):
		return RefusedThere
	case o.Verdict == screening.Accepted: // nobody asked
		return NotCompared
	case !refused:
		return RefusedHere
	case slices.ContainsFunc(codesOf(o.Finding), func(here pcerrors.Code) bool { return here.Description() == there.Description() }):
		return Agreed
	default:
		return OtherCode
	}
}

// Meaning says in one sentence what the agreement means and, for a
// disagreement, what to do.
func (o Outcome) Meaning() string {
	here, there := o.Finding, o.Answer
	switch o.Agreement {
	case Agreed:
		return "Partner Center's answer agrees with the verdict."
	case RefusedThere:
		return refusedThere[o.about(there)]
	case RefusedHere:
		return refusedHere[o.about(here)]
	case OtherCode:
		if about := o.about(here); about == o.about(there) {
			return otherCode[about]
		}
		return "Partner Center refused the request too, for another reason: where there are several, it answers a different one first."
	default:
		return "There was nothing to compare."
	}
}

// about returns the question that an error answers.
func (o Outcome) about(err error) (q question) {
	for _, code := range codesOf(err) {
		q, _ = questionOf(code)
	}
	if q == screeningFields && !o.lookedUp {
		return fieldsOfTheBody
	}
	return q
}

var (
	refusedThere = map[question]string{
		fieldsOfTheBody:   "Partner Center refused, by a code of customer screening, a customer that is accepted here: its rules have changed, so fetch live rules, and name the customer's country, which may be newly listed.",
		screeningFields:   "Partner Center refused, by a code of customer screening, an order of a customer that was complete when looked up: the customer has changed since, or the rules have changed, so fetch live rules if this happens again, and name the customer's country, which may be newly listed.",
		accountStatus:     "Partner Center refused an order because of its review of the customer, whose validation status did not stop the order when looked up: the status has changed since, and is looked up again for the next order.",
		customerAgreement: "Partner Center refused an order because the customer agreement is missing, but it was confirmed when looked up: list the customer's agreements.",
		repeatedAgreement: "Partner Center refused an agreement as a repetition, but the look-up had not found it: it has been confirmed since, so there is nothing to do.",
	}
	refusedHere = map[question]string{
		fieldsOfTheBody:   "Partner Center took a customer that would be refused here: its rules have changed, so fetch live rules before you refuse anything.",
		screeningFields:   "Partner Center took an order of a customer that was incomplete when looked up: the customer has been completed since, or the rules have changed, so fetch live rules before you refuse anything.",
		accountStatus:     "Partner Center took an order of a customer whose validation status stops orders: the review has ended since the status was looked up, or does not stop this kind of request.",
		customerAgreement: "Partner Center took an order of a customer for whom the partner has confirmed no agreement: the customer accepted it itself, so use WithCustomerAgreement(false).",
		repeatedAgreement: "Partner Center took an agreement that repeats a confirmed one: it no longer refuses repetitions, so do without WithCustomerAgreement before you refuse anything.",
	}
	otherCode = map[question]string{
		fieldsOfTheBody: "Partner Center refused with a different code of customer screening than the one found here: its rules have changed, so fetch live rules.",
		screeningFields: "Partner Center refused with a different code of customer screening than the one found here: the customer has changed since it was looked up, or the rules have changed, so fetch live rules if this happens again.",
		accountStatus:   "Partner Center refused with a different code of its review than the validation status called for when looked up: the review has moved on since.",
	}
)
