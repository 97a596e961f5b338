package audit

import (
	"errors"

	"github.com/cspkit/customerscreen/examples/internal/prose"
)

// FailOn is what makes an audit fail: the value of a flag.
type FailOn string

// What an audit can fail on.
const (
	FailOnViolation FailOn = "violation" // a customer that Partner Center would refuse
	FailOnAdvisory  FailOn = "advisory"  // that, or any remark
	FailOnNever     FailOn = "never"
)

// FailOnNames returns the values of a FailOn.
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

// Status returns the exit status of a complete audit: 2 for an input that could
// not be read, 1 for findings to fail on, 3 for records that could not be read or
// judged and for an input without records, otherwise 0.
func (s *Summary) Status(failOn FailOn) int {
	t := &s.tally
	fails := failOn != FailOnNever && t.Refused > 0 || failOn == FailOnAdvisory && len(s.byRule()) > 0
	switch {
	case len(s.notes.InputErrors) > 0:
		return 2
	case fails:
		return 1
	case t.Unreadable+t.Undecided > 0 || len(s.notes.Empty) > 0 && !s.empty:
		return 3
	default:
		return 0
	}
}
