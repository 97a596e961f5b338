package screening

import (
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"

	"github.com/cspkit/customerscreen/errors"
)

// Report is everything that can be said of a customer before it is sent. The
// zero value is the report of a customer on which there is no remark.
//
// Of the customer's values a report holds only suggestions. They are in the
// advisories and in JSON, and left out of String and of logs. Log the report and
// not its list of advisories: slog's JSON handler writes a list as JSON.
type Report struct {
	Violations []errors.Violation // Partner Center would refuse; the number's before the phone's
	Advisories []errors.Advisory  // what looks wrong beyond the four codes; never refuses
}

// Accepted reports whether Partner Center has no reason to refuse the customer
// by the four codes.
func (r Report) Accepted() bool { return len(r.Violations) == 0 }

// String returns the report as lines for a terminal, without values of the
// customer: whether it is accepted, and for each violation and advisory its
// code or rule and its field, followed by what is wrong. It does not end in a
// line feed.
func (r Report) String() string {
	var text strings.Builder
	switch {
	case !r.Accepted():
		text.WriteString("refused")
	case len(r.Advisories) > 0:
		text.WriteString("accepted, with remarks")
	default:
		text.WriteString("accepted")
	}
	for _, v := range r.Violations {
		text.WriteString("\n  " + strconv.Itoa(int(v.Code)) + " " + v.Field + "\n      " + v.Description())
	}
	for _, a := range r.Advisories {
		text.WriteString("\n  " + a.Rule + " " + a.Field + "\n      " + a.Message + " (" + string(a.Basis) + ")")
	}
	return text.String()
}

// LogValue returns what may be logged: whether the customer is accepted, and
// of violations and advisories the code or rule and the field.
func (r Report) LogValue() slog.Value {
	violations, advisories := make([]string, len(r.Violations)), make([]string, len(r.Advisories))
	for i, v := range r.Violations {
		violations[i] = strconv.Itoa(int(v.Code)) + " " + v.Field
	}
	for i, a := range r.Advisories {
		advisories[i] = a.Rule + " " + a.Field
	}
	return slog.GroupValue(
		slog.Bool("accepted", r.Accepted()),
		slog.Any("violations", violations),
		slog.Any("advisories", advisories),
	)
}

// MarshalJSON writes accepted, violations and advisories; neither list is ever
// null. Advisories carry their suggestions.
func (r Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Accepted   bool               `json:"accepted"`
		Violations []errors.Violation `json:"violations"`
		Advisories []errors.Advisory  `json:"advisories"`
	}{
		r.Accepted(),
		append([]errors.Violation{}, r.Violations...),
		append([]errors.Advisory{}, r.Advisories...),
	})
}
