package countries

import (
	"iter"
	"time"
)

// Holder says whom a registration number identifies. The zero value is
// AnyHolder, either.
type Holder uint8

const (
	AnyHolder    Holder = iota // an organisation or a person, the number does not say
	Organization               // a business, public body or association
	Person                     // a natural person: Microsoft asks for the business's number instead
)

// String returns "any", "organization" or "person".
func (h Holder) String() string {
	switch h {
	case Organization:
		return "organization"
	case Person:
		return "person"
	default:
		return "any"
	}
}

// Check says what a number's check digits tell. The zero value is CheckNone.
type Check uint8

const (
	CheckNone    Check = iota // the scheme publishes no check
	CheckValid                // the check digits agree with the others
	CheckInvalid              // they do not, or a part has an impossible value: almost always a typing error
)

// String returns "none", "valid" or "invalid".
func (c Check) String() string {
	switch c {
	case CheckValid:
		return "valid"
	case CheckInvalid:
		return "invalid"
	default:
		return "none"
	}
}

// Scheme is one kind of number that a country issues. Callers read it; no
// number fits the zero value. The country's source file describes how its
// numbers are made.
//
// Partner Center counts digits and knows no schemes: a scheme only leads to
// advisories.
type Scheme struct {
	Name    string // short and unique in its country, for example "INN"
	Title   string // what it is, with its local name
	Source  string // where that is written
	Example string // a number that fits, made up or published, never a customer's
	Holder  Holder // whom it identifies; AnyHolder where only a number itself may tell

	since    time.Time                // the first day, at midnight UTC, on which it was issued in this form; the zero time: always
	aliases  []string                 // what people write before the number, in any letter case
	named    bool                     // the pages of Microsoft name it for the country
	zeros    int                      // as many as its numbers can begin with, which a spreadsheet drops
	written  string                   // how a text with separators looks in which it is recognised without a label or a check: 9 a digit, or labelled; "": anyhow
	doubtful func(number string) bool // such a number rather is one of another scheme that lacks a zero in front, where a check confirms that; nil: none

	form  string                                                      // of its numbers, as [hasForm] reads it; "": judge alone says
	holds func(number string) bool                                    // whether the check of a number of the form holds; nil: none is published
	judge func(number string) (holder Holder, check Check, fits bool) // in place of holds, for a number of the form; nil: the form is all
}

// identify says what a number is under the scheme, and whether it fits.
func (s *Scheme) identify(number string) (holder Holder, check Check, fits bool) {
	switch {
	case s.form != "" && !hasForm(number, s.form):
		return 0, 0, false
	case s.judge != nil:
		return s.judge(number)
	case s.holds == nil:
		return s.Holder, CheckNone, true
	default:
		return s.Holder, holds(s.holds(number)), true
	}
}

// labelled is for a scheme whose numbers are recognised by a label alone, where
// they are typed with separators: nothing else tells them from other digits.
const labelled = "labelled"

// Identity says what a number is under one scheme.
type Identity struct {
	Scheme Scheme
	Holder Holder // whom this number identifies
	Check  Check
}

// Identify returns what a number is under each scheme of the rule's country
// that it fits and that was in use on a date, in the order of [Rule.Schemes].
// It is empty if the number fits no known scheme. Identify strips no
// separators.
func (r Rule) Identify(number string, on time.Time) []Identity {
	var identities []Identity
	for s := range r.issued(0, on) {
		if holder, check, fits := s.identify(number); fits {
			identities = append(identities, Identity{Scheme: *s, Holder: holder, Check: check})
		}
	}
	return identities
}

// schemeSet is some of a country's schemes, by their place in its file. The
// empty set stands for all of them.
type schemeSet uint16

// issued returns those of some schemes that were issued on a date.
func (r Rule) issued(schemes schemeSet, on time.Time) iter.Seq[*Scheme] {
	all := r.get().country.schemes
	return func(yield func(*Scheme) bool) {
		for i := range all {
			isIn := schemes == 0 || schemes>>i&1 != 0
			if isIn && !all[i].since.After(on) && !yield(&all[i]) {
				return
			}
		}
	}
}

// Schemes returns the country's schemes that are known from a citable source,
// first the one whose number a business should give.
func (r Rule) Schemes() []Scheme { return append([]Scheme(nil), r.get().country.schemes...) }
