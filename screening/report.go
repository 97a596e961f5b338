package screening

import (
	"encoding/json"

	"github.com/cspkit/customerscreen/errors"
)

// Report is everything that can be said of a customer before it is sent. The
// zero value is the report of a customer on which there is no remark.
type Report struct {
	Violations []errors.Violation // Partner Center would refuse; the number's before the phone's
	Advisories []errors.Advisory  // what looks wrong beyond the four codes; never refuses
}

// Accepted reports whether Partner Center has no reason to refuse the customer
// by the four codes.
func (r Report) Accepted() bool { return len(r.Violations) == 0 }

// MarshalJSON writes accepted, violations and advisories; neither list is ever
// null.
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
