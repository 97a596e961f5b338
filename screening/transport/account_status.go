package transport

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/wire"
)

// WithAccountStatus makes the Transport look up a customer's account validation
// status, the outcome of Microsoft's review, before a request creates or
// changes its subscriptions. It asks as [WithExistingCustomers] does, with
//
//	GET …/v1/customers/{id}/validationStatus?type=account
//
// For UnderReview it answers the request with status 403 and
// [pcerrors.AccountUnderReview], for NotAllowed with
// [pcerrors.AccountNotApproved], as Partner Center would. Unknown is documented
// to stop a request too, but with no code: the Transport reports it with the
// reason [AccountStatusUnknown] and sends the request, and does the same for an
// undocumented status. It sends the request if the status is Allowed or Not
// Ready, or if there is none. These answers are kept for five minutes, all
// others for ten seconds.
//
// Without [WithExistingCustomers] it accepts an order that the number or the
// phone may still stop.
//
// The Transport asks in this order: number and phone, the validation status,
// the customer agreement. It answers with the first reason to stop the request
// and asks no further. The order is ours; the API's own is not known.
//
// Source: Retrieve the validation status of a customer, 2021-10-27; Partner
// Center REST error codes, 2023-06-15.
func WithAccountStatus() Option {
	return func(t *Transport) { t.ask(accountStatus, t.getAccountStatus) }
}

func (t *Transport) getAccountStatus(r *http.Request, target target) lookUpVerdict {
	ask := t.lookUp(r, target, "/validationStatus", "type=account", judgeAccountStatus)
	return func(ctx context.Context) verdict {
		v := ask(ctx)
		if errors.Is(v.failure, pcerrors.AccountStatusNotFound) {
			return verdict{keep: keepComplete}
		}
		return v
	}
}

// judgeAccountStatus reads a validation status. An empty one is none.
func judgeAccountStatus(body []byte) verdict {
	var account struct{ Status, LastUpdateDateTime string }
	if err := json.Unmarshal(wire.WithoutMark(body), &account); err != nil {
		return failed(errors.New("the answer is not a validation status"))
	}
	switch strings.ToLower(strings.ReplaceAll(account.Status, " ", "")) {
	case "", "allowed", "notready":
		return verdict{keep: keepComplete}
	case "underreview":
		return stopped(pcerrors.AccountUnderReview, "Wait for Microsoft's review of the customer"+since(", under way since ", account.LastUpdateDateTime)+".")
	case "notallowed":
		return stopped(pcerrors.AccountNotApproved, "Correct the existing customer's company and billing profile, or ask Microsoft's support: its review did not approve the customer"+
			since(" on ", account.LastUpdateDateTime)+".")
	default:
		return verdict{failure: &UnscreenedError{Reason: AccountStatusUnknown}, keep: keepIncomplete}
	}
}

func stopped(code pcerrors.Code, remedy string) verdict {
	return verdict{violations: []pcerrors.Violation{{Code: code}}, remedy: remedy, keep: keepIncomplete}
}

// since writes the time of an answer after a preposition. It writes nothing for a
// text that is no time, which could be anything, or for .NET's zero time, which means none.
func since(preposition, text string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil && !at.IsZero() {
			return preposition + at.UTC().Format("2006-01-02 15:04 UTC")
		}
	}
	return ""
}
