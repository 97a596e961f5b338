package screening

import (
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

// Verdict is what customer screening says about a customer.
type Verdict string

// The verdicts.
const (
	Accepted  Verdict = "accepted"  // Partner Center has no reason to refuse the customer by the four codes
	Refused   Verdict = "refused"   // Partner Center would refuse the customer
	Undecided Verdict = "undecided" // the customer's country is not known, so that nobody can say
)

// Report is everything that can be said about a customer before it is sent. The
// zero value reports an accepted customer without remarks.
//
// The only values derived from the customer are suggestions. They are in the
// advisories and in JSON, but not in String or in logs. Log the report rather
// than its list of advisories: slog's JSON handler writes a list as JSON.
type Report struct {
	Violations []pcerrors.Violation // Partner Center would refuse; the number's before the phone's
	Undecided  *pcerrors.Undecided  // why the customer cannot be judged; nil where it can
	Advisories []Advisory           // what looks wrong beyond the four codes; never refuses
}

// Verdict returns the verdict that the violations and Undecided amount to.
func (r Report) Verdict() Verdict {
	switch {
	case len(r.Violations) > 0:
		return Refused
	case r.Undecided != nil:
		return Undecided
	default:
		return Accepted
	}
}

// String returns the report as lines for a terminal, without values of the
// customer: the verdict, and for each violation and advisory its code or rule
// and its field, followed by what is wrong. It does not end in a line feed.
func (r Report) String() string {
	var text strings.Builder
	text.WriteString(string(r.Verdict()))
	if r.Verdict() == Accepted && len(r.Advisories) > 0 {
		text.WriteString(", with remarks")
	}
	for _, v := range r.Violations {
		text.WriteString("\n  " + strconv.Itoa(int(v.Code)) + " " + v.Field + "\n      " + v.Error())
	}
	if r.Undecided != nil {
		text.WriteString("\n  " + r.Undecided.Field + "\n      " + r.Undecided.Error())
	}
	for _, a := range r.Advisories {
		text.WriteString("\n  " + a.Rule + " " + a.Field + "\n      " + a.Message + " (" + string(a.Basis) + ")")
	}
	return text.String()
}

// LogValue returns what is safe to log: the verdict, the code or rule and the
// field of each violation and advisory, and the undecided field.
func (r Report) LogValue() slog.Value {
	violations, advisories := make([]string, len(r.Violations)), make([]string, len(r.Advisories))
	for i, v := range r.Violations {
		violations[i] = strconv.Itoa(int(v.Code)) + " " + v.Field
	}
	for i, a := range r.Advisories {
		advisories[i] = a.Rule + " " + a.Field
	}
	values := []slog.Attr{
		slog.String("verdict", string(r.Verdict())),
		slog.Any("violations", violations),
		slog.Any("advisories", advisories),
	}
	if r.Undecided != nil {
		values = append(values, slog.String("undecided", r.Undecided.Field))
	}
	return slog.GroupValue(values...)
}

// MarshalJSON writes verdict, accepted, violations and advisories, and
// undecided if the customer is. Neither list is ever null. Advisories include
// their suggestions.
func (r Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Verdict    Verdict              `json:"verdict"`
		Accepted   bool                 `json:"accepted"`
		Violations []pcerrors.Violation `json:"violations"`
		Undecided  *pcerrors.Undecided  `json:"undecided,omitempty"`
		Advisories []Advisory           `json:"advisories"`
	}{
		r.Verdict(),
		r.Verdict() == Accepted,
		append([]pcerrors.Violation{}, r.Violations...),
		r.Undecided,
		append([]Advisory{}, r.Advisories...),
	})
}
