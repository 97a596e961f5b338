package verdict

import (
	"strings"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/screening"
)

// Total counts customers by verdict, and their advisories.
type Total struct{ Refused, Undecided, Unreadable, Accepted, Advisories int }

// Add adds an answer.
func (t *Total) Add(answer Answer) {
	switch answer.Verdict() {
	case screening.Refused:
		t.Refused++
	case screening.Undecided:
		t.Undecided++
	case Unreadable:
		t.Unreadable++
	default:
		t.Accepted++
	}
	t.Advisories += len(answer.Report.Advisories)
}

// Customers returns the number of all customers.
func (t Total) Customers() int { return t.Refused + t.Undecided + t.Unreadable + t.Accepted }

// String returns the total in words: "3 customers: 2 refused, 1 accepted; 2 advisories".
func (t Total) String() string {
	var parts []string
	for _, part := range []struct {
		count   int
		verdict screening.Verdict
	}{{t.Refused, screening.Refused}, {t.Undecided, screening.Undecided}, {t.Unreadable, Unreadable}, {t.Accepted, screening.Accepted}} {
		switch {
		case part.count == 0:
		case t.Customers() == 1:
			parts = append(parts, string(part.verdict))
		default:
			parts = append(parts, prose.Grouped(part.count)+" "+string(part.verdict))
		}
	}
	text := prose.Count(t.Customers(), "customer", "customers")
	if parts != nil {
		text += ": " + strings.Join(parts, ", ")
	}
	if t.Advisories > 0 {
		text += "; " + prose.Count(t.Advisories, "advisory", "advisories")
	}
	return text
}
