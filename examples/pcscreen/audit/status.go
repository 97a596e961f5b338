package audit

import (
	"errors"

	"github.com/cspkit/customerscreen/examples/internal/prose"
)

// FailOn says what makes an audit fail. It is a flag's value.
type FailOn string

// What an audit can fail on.
const (
	FailOnViolation FailOn = "violation" // a customer that Partner Center would refuse
	FailOnAdvisory  FailOn = "advisory"  // that, or any remark
	FailOnNever     FailOn = "never"
)

// FailOnNames are what a FailOn can be set to.
func FailOnNames() []string {
	return []string{string(FailOnViolation), string(FailOnAdvisory), string(FailOnNever)}
}

// Set takes one of FailOnNames.
func (f *FailOn) Set(name string) error {
	switch FailOn(name) {
	case FailOnViolation, FailOnAdvisory, FailOnNever:
		*f = FailOn(name)
		return nil
	}
	return errors.New("expected " + prose.Or(FailOnNames()...))
}

// String returns the name.
func (f *FailOn) String() string { return string(*f) }

// Type names the value in a help text.
func (f *FailOn) Type() string { return "WHAT" }

// Status is the exit status for a complete audit, as that of pcscreen check:
// 1 for findings to fail on, 3 for records that could not be read or judged, 0
// for neither. An input that could not be read to its end is an error, and so
// is one of which no record could be read.
func (s *Summary) Status(failOn FailOn) (int, error) {
	t := &s.tally
	fails := failOn != FailOnNever && t.Refused > 0 || failOn == FailOnAdvisory && len(s.byRule()) > 0
	switch {
	case s.inputErr != "":
		return 0, errors.New(s.inputErr)
	case fails:
		return 1, nil
	case t.Unreadable > 0 && t.Unreadable == t.Records:
		return 0, errors.New("none of the records could be read")
	case t.Unreadable+t.Undecided > 0:
		return 3, nil
	default:
		return 0, nil
	}
}
