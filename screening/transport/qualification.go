package transport

import (
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/resource"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

// Qualification is the qualification of a customer: the body of POST
// …/v1/customers/{id}/qualifications, and the answer to it. The zero value is
// empty. The validate tags state the documented contract of that request,
// mandatory since 2023-05-17. Decoding and concurrent use are as for
// [screening.Customer].
//
// Source: Update a customer's qualifications, 2022-06-28; Get a customer's
// qualifications, 2023-07-28.
type Qualification struct {
	Qualification    string `json:"qualification" validate:"required,oneof=Education GovernmentCommunityCloud StateOwnedEntity"`
	EducationSegment string `json:"educationSegment" validate:"required_if=Qualification Education,omitempty,oneof=K12 HigherEducation"`
	Website          string `json:"website"`
	ValidationCode   string `json:"validationCode" validate:"required_if=Qualification GovernmentCommunityCloud"`

	// Of an answer: Approved, InReview or Denied, why, and since when. Answers
	// spell the date's name with or without its d: take whichever is set.
	VettingStatus      string `json:"vettingStatus"`
	VettingReason      string `json:"vettingReason"`
	VettingCreatedDate string `json:"vettingCreatedDate"`
	VettingCreateDate  string `json:"vettingCreateDate"`

	received resource.Received
}

// UnmarshalJSON reads a qualification, as [CustomerAgreement.UnmarshalJSON]
// does. Qualification and EducationSegment get their documented spelling, in
// whichever letter case they come, as .NET reads the names of enumerations.
func (q *Qualification) UnmarshalJSON(data []byte) error {
	err := qualificationType.Read(data, q)
	q.Qualification = documented(q.Qualification, "Education", "GovernmentCommunityCloud", "StateOwnedEntity")
	q.EducationSegment = documented(q.EducationSegment, "K12", "HigherEducation")
	return err
}

// documented returns the documented spelling of a name, or the name where it
// has none.
func documented(name string, spellings ...string) string {
	for _, spelling := range spellings {
		if strings.EqualFold(name, spelling) {
			return spelling
		}
	}
	return name
}

// MarshalJSON writes a qualification, as [CustomerAgreement.MarshalJSON] does.
func (q Qualification) MarshalJSON() ([]byte, error) { return qualificationType.Write(&q) }

var qualificationType = resource.New(func(q *Qualification) *resource.Received { return &q.received }, "qualification", "educationSegment", "validationCode")

// screenQualificationBody judges the body of a request that sets a
// qualification. No code is documented for one that cannot succeed.
func screenQualificationBody(_ *screening.Screener, body []byte) error {
	var q Qualification
	if err := readResource(body, &q); err != nil {
		return err
	}
	outside := func(field, expected, value string) error {
		found := "another value"
		if !wire.Given(value) {
			found = "none"
		}
		return &UnscreenedError{Reason: BodyOutsideContract, Err: &pcerrors.DecodeError{Field: field, Expected: expected, Found: found}}
	}
	switch q.Qualification {
	case "StateOwnedEntity":
	case "Education":
		if q.EducationSegment != "K12" && q.EducationSegment != "HigherEducation" {
			return outside("educationSegment", "K12 or HigherEducation", q.EducationSegment)
		}
	case "GovernmentCommunityCloud":
		if !wire.Given(q.ValidationCode) {
			return outside("validationCode", "a value", q.ValidationCode)
		}
	default:
		return outside("qualification", "Education, GovernmentCommunityCloud or StateOwnedEntity", q.Qualification)
	}
	return &UnscreenedError{Reason: NotScreened}
}
