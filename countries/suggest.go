package countries

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/cspkit/customerscreen/internal/spreadsheet"
)

// maxTyped is the length in bytes above which a value is not read: the longest number
// with all its labels is far shorter.
const maxTyped = 256

// Reason says why [Rule.Suggest] suggests a number, or why it suggests none.
// The zero value means that there is nothing to say.
type Reason uint8

const (
	_            Reason = iota
	Reformatted         // typed with separators, labels or letters that look like digits
	ZerosDropped        // lacks zeros in front, with which a check holds: spreadsheets drop them
	ZeroSupposed        // lacks a zero in front, as spreadsheets drop it; nothing confirms that
	ZerosAdded          // has zeros too many in front, without which a check holds
	DigitsLost          // nothing suggested: rounded to a spreadsheet's scientific notation
	Placeholder         // nothing suggested: zeros, one character repeated, 123456789 and on, a word for nothing, or no digit where none is published
	Mistyped            // nothing suggested: reads as a number, but its check fails
	NoKnownForm         // nothing suggested: none of the forms of the country's numbers, all of which are known
)

// Suggest returns the number that a value was obviously meant to be, and why.
// It reads a value as a person would:
//
//   - separators, labels and the country's own prefix are left out: "ИНН № 77
//     0708-3893", "HU12892312-2-42", a company's name before a label
//   - a label is binding: "ИНН 770708389" is an INN that lacks a digit, not a
//     KPP
//   - of two labelled numbers, the one that Microsoft's pages name for the
//     country wins
//   - digits of other scripts become ASCII, letters become capitals, and the
//     letters O, I and l, and Cyrillic О, З and І, are read as 0, 1 and 3
//   - a spreadsheet's changes are undone: ".0" at the end, scientific notation
//     that has all digits, and dropped leading zeros
//
// There is no suggestion if two readings are equally good, for a value that is
// fine as typed, for a date, or outside the listed countries. There is none for
// a telephone number, unless a label, the prefix or, where it has neither brackets
// nor a trunk prefix, a business number's check digit says otherwise. Two numbers
// with a slash between them are one only where those say so.
//
// A suggestion is only an offer: a person has to confirm it. It fits the
// country ([Rule.NumberFits]) or, if no digits are published, one of its
// schemes on the date. Its check digit does not fail, and Suggest has no
// further suggestion for it.
//
// The time is linear in the value's length, and values over 256 bytes are not
// read.
func (r Rule) Suggest(number string, on time.Time) (suggestion string, reason Reason) {
	suggestion, reason = r.suggest(number, on)
	country := r.get().country
	if reason != 0 || r.NumberPattern() != "" {
		return suggestion, reason
	}
	isOther := slices.ContainsFunc(country.otherForms, func(form string) bool { return hasForm(number, form) })
	standing, _ := r.standing(number, on, 0, "")
	switch {
	case standing != unknown || isOther:
		return "", 0
	case country.complete:
		return "", NoKnownForm
	case r.Country() != "" && strings.TrimSpace(number) != "" && !strings.ContainsFunc(number, unicode.IsDigit):
		return "", Placeholder
	case r.Country() != "":
		return otherDigits(number)
	default:
		return "", 0
	}
}

// otherDigits suggests digits of another script as ASCII, where no form of the
// country's numbers says more.
func otherDigits(number string) (suggestion string, reason Reason) {
	text := readText(number, nil)
	if len(number) > maxTyped || len(text.pieces) != 1 || !isDigits(text.pieces[0].plain) || text.pieces[0].plain == number || strings.IndexFunc(number, unicode.IsDigit) != 0 {
		return "", 0
	}
	return text.pieces[0].plain, Reformatted
}

func (r Rule) suggest(number string, on time.Time) (suggestion string, reason Reason) {
	if len(number) > maxTyped {
		return "", 0
	}
	s := search{rule: r, on: on, typed: number}
	digits, isScientific := spreadsheet.Scientific(number)
	switch {
	case isScientific && digits == "":
		return "", DigitsLost
	case r.Country() == "":
		return "", 0
	case isPlaceholder(number) || isScientific && isPlaceholder(digits) || isFormulaError(number):
		return "", Placeholder
	case isScientific:
		number = digits
	}
	asTyped, doubtful := r.standing(number, on, 0, "")
	switch {
	case asTyped < confirmed && isCounting(number):
		return "", Placeholder
	case asTyped < fitting || doubtful:
		s.isWrong = asTyped == failing
	case isScientific:
		return number, Reformatted
	default:
		return "", 0
	}
	if isCalendarDate(number) {
		return "", 0
	}
	text := readText(number, r.get().country.vocabulary())
	if text.isNothing(number) {
		return "", Placeholder
	}
	s.read(text)
	return s.result()
}

// standing is how well a number fits a country.
type standing int

const (
	unknown   standing = iota // it does not fit
	failing                   // it fits only schemes whose check fails
	untold                    // it would fit if a label or its look said so
	supposed                  // it would fit with a zero in front
	fitting                   // it fits
	confirmed                 // it fits, and a check digit holds
)

// standing judges a number by some of the country's schemes, or by all for 0. Shape
// is how it was written, if only that can tell what it is.
func (r Rule) standing(number string, on time.Time, schemes schemeSet, shape string) (best standing, doubtful bool) {
	if !r.NumberFits(number) {
		return unknown, false
	}
	known := false
	for s := range r.issued(schemes, on) {
		_, check, fits := s.identify(number)
		switch {
		case !fits:
			continue
		case check == CheckValid:
			return confirmed, false
		case check == CheckInvalid:
			best = max(best, failing)
		case shape == "" || s.written == "" || s.written == shape:
			best = fitting
			doubtful = s.doubtful != nil && s.doubtful(number)
		default:
			best = max(best, untold)
		}
		known = true
	}
	if !known && schemes == 0 && shape == "" && r.NumberPattern() != "" {
		return fitting, false
	}
	return best, doubtful
}

// search looks for the best reading of a value.
type search struct {
	rule    Rule
	on      time.Time
	typed   string
	isWrong bool // it fails its check as typed

	best       standing
	suggestion string
	reason     Reason
	several    bool // other readings are as good
	mistyped   bool // one fails its check
}

func (s *search) result() (suggestion string, reason Reason) {
	switch {
	case s.suggestion != "" && !s.several && !s.rule.lacksZero(s.suggestion, s.on):
		return s.suggestion, s.reason
	case s.suggestion == "" && s.mistyped:
		return "", Mistyped
	default:
		return "", 0
	}
}

func (s *search) propose(number string, reason Reason, standing standing) {
	switch {
	case standing < s.best || number == s.suggestion || number == s.typed || isPlaceholder(number):
	case standing > s.best:
		s.best, s.suggestion, s.reason, s.several = standing, number, reason, false
	default:
		s.several = true
	}
}

// read looks for the number in a text.
func (s *search) read(text text) {
	parts, divided := text.parts(s)
	isWhole := len(parts) == 1 && len(parts[0].pieces) == len(text.pieces)
	if !divided && !isWhole { // what looks like a label may belong to the number
		s.consider(reading{pieces: withoutDecimals(text.pieces)})
	}
	if len(parts) > 1 {
		parts = s.choose(parts)
	}
	for _, p := range parts {
		s.readPart(p)
	}
}

// choose returns the number that is meant among several: the only one whose label
// names a scheme, or the one that Microsoft names. Without such labels it is the
// only one that fits the country. In doubt it returns none.
func (s *search) choose(parts []part) []part {
	var labelled, named, bare, vague []part
	for i, p := range parts {
		standing := s.standingOf(p, p.schemes())
		switch {
		case p.schemes() == 0 && (standing == unknown || p.strange): // some other number
		case repeats(parts, i, standing):
		case p.schemes() == 0 && (p.isLabelled() || standing != confirmed):
			vague = append(vague, p)
		case p.schemes() == 0:
			bare = append(bare, p)
		case p.isNamed():
			named = append(named, p)
			fallthrough
		default:
			labelled = append(labelled, p)
		}
	}
	if len(labelled)+len(bare) == 0 && len(vague) == 1 && vague[0].isLabelled() {
		return vague
	}
	if len(named)+len(vague) == 0 && len(bare) == 1 && s.holdsAsNamed(bare[0]) {
		return bare // Microsoft does not name the kinds of the labelled ones
	}
	for _, p := range vague {
		couldBe := func(l part) bool { return s.standingOf(p, l.schemes()) != unknown }
		isOther := len(named) > 0 && len(s.rule.Identify(reading{pieces: p.number()}.text(false), s.on)) > 0 // of a kind that is known
		if p.isLabelled() && !isOther || len(bare) > 0 || len(labelled) == 0 || slices.ContainsFunc(labelled, couldBe) {
			return nil
		}
	}
	for _, chosen := range [...][]part{slices.Concat(labelled, bare), named} {
		if len(chosen) == 1 {
			return chosen
		}
		if len(bare) > 0 {
			return nil
		}
	}
	return nil
}

// repeats reports whether a part repeats the number of another part, which has a
// scheme's label or comes first, or is the beginning of another part's number:
// "HU10625790" beside "10625790-4-44".
func repeats(parts []part, at int, standing standing) bool {
	text := func(p part) string { return reading{pieces: p.number()}.text(false) }
	number, isBare := text(parts[at]), parts[at].schemes() == 0
	for i, p := range parts {
		other, otherIsBare := text(p), p.schemes() == 0
		isAgain := i != at && number == other && (isBare && !otherIsBare || isBare == otherIsBare && i < at)
		isShort := standing == unknown && len(number) >= minLength && len(number) < len(other) && strings.HasPrefix(other, number)
		if isAgain || isShort {
			return true
		}
	}
	return false
}

// holdsAsNamed reports whether a check digit confirms a number that Microsoft names.
func (s *search) holdsAsNamed(p part) bool {
	number := reading{pieces: p.number()}.text(false)
	holds := func(i Identity) bool { return i.Check == CheckValid && i.Scheme.named }
	return slices.ContainsFunc(s.rule.Identify(number, s.on), holds)
}

// standingOf judges a part's number with and without the words behind it.
func (s *search) standingOf(p part, schemes schemeSet) standing {
	whole, _ := s.rule.standing(reading{pieces: p.pieces}.text(false), s.on, schemes, "")
	alone, _ := s.rule.standing(reading{pieces: p.number()}.text(false), s.on, schemes, "")
	return max(whole, alone)
}

// readPart considers what a part of a text can mean. Beside a label of the country it
// leaves out other words.
func (s *search) readPart(p part) {
	p.pieces = withoutDecimals(p.pieces)
	whole := reading{pieces: p.pieces, schemes: p.schemes(), labelled: len(p.labels) > 0, telling: p.isLabelled()}
	if p.strange && !whole.telling {
		return
	}
	s.consider(whole)
	if head, found := whole.withoutSuffix(); found {
		if standing, _ := s.rule.standing(whole.text(false), s.on, whole.schemes, whole.shape()); standing < fitting {
			s.consider(head)
		}
	}
	if !whole.telling {
		return
	}
	first, last := digitPieces(p.pieces)
	word := first
	for word <= last && !p.pieces[word].isWord {
		word++
	}
	for _, from := range [...]int{max(first-1, 0), first} {
		for _, to := range [...]int{last + 1, word} {
			part := whole
			part.pieces = p.pieces[from:to]
			s.consider(part)
		}
	}
	// A postal code or the like behind a number whose check holds: "УНП 200988541 220030, Минск".
	if behind := p.pieces[first+1 : word]; s.best == unknown && len(behind) > 0 && len(behind[0].plain) >= minLength {
		head, rest := whole, part{pieces: behind}
		head.pieces = p.pieces[first : first+1]
		standing, _ := s.rule.standing(head.text(false), s.on, head.schemes, "")
		if standing == confirmed && s.standingOf(rest, 0) == unknown {
			s.consider(head)
		}
	}
}

// consider proposes a reading, as it is and with zeros added or removed in front.
func (s *search) consider(reading reading) {
	isPhone, isSurely := reading.isPhone(s.rule.get().country)
	isTwo := reading.isTwo()
	shape := reading.shape()
	for _, number := range slices.Compact([]string{reading.text(false), reading.text(true)}) {
		standing, doubtful := s.rule.standing(number, s.on, reading.schemes, shape)
		switch {
		case reading.telling:
		case isSurely, isPhone && s.rule.isPersonal(number, s.on), (isPhone || isTwo) && standing < confirmed:
			standing, doubtful = untold, false
		}
		switch standing {
		case confirmed, fitting:
			s.propose(number, Reformatted, standing)
		case failing:
			s.mistyped = !s.isWrong
		}
		if standing == unknown || standing == failing || doubtful {
			s.withZeros(number, reading)
			s.withoutZeros(number, reading)
		}
	}
}

// isPersonal reports whether only a person can have the number.
func (r Rule) isPersonal(number string, on time.Time) bool {
	isOther := func(i Identity) bool { return i.Check != CheckInvalid && i.Holder != Person }
	return !slices.ContainsFunc(r.Identify(number, on), isOther)
}

// withZeros puts back dropped zeros, if a check confirms them. It also offers one zero
// for a kind of number without a check, but never makes a person's number.
func (s *search) withZeros(number string, reading reading) {
	digits := strings.TrimLeft(number, capitals)
	if digits == "" || !isDigits(digits) || digits == number && digits[0] == '0' {
		return
	}
	for scheme := range s.rule.issued(reading.schemes, s.on) {
		for zeros := 1; zeros <= scheme.zeros; zeros++ {
			padded := number[:len(number)-len(digits)] + strings.Repeat("0", zeros) + digits
			switch holder, check, fits := scheme.identify(padded); {
			case !fits || holder == Person || !s.rule.NumberFits(padded):
			case check == CheckValid:
				s.propose(padded, ZerosDropped, confirmed)
			case check == CheckNone && scheme.zeros == 1 && len(reading.pieces) == 1:
				s.propose(padded, ZeroSupposed, supposed)
			}
		}
	}
}

// lacksZero reports whether a number that fits more likely lacks a zero.
func (r Rule) lacksZero(number string, on time.Time) bool {
	_, doubtful := r.standing(number, on, 0, "")
	if !doubtful {
		return false
	}
	s := search{rule: r, on: on}
	s.withZeros(number, reading{})
	return s.best == confirmed
}

// withoutZeros removes surplus zeros in front.
func (s *search) withoutZeros(number string, reading reading) {
	for range maxAdded {
		shorter, found := strings.CutPrefix(number, "0")
		if !found {
			return
		}
		number = shorter
		for scheme := range s.rule.issued(reading.schemes, s.on) {
			if holder, check, fits := scheme.identify(number); fits && holder != Person && check == CheckValid && s.rule.NumberFits(number) {
				s.propose(number, ZerosAdded, confirmed)
			}
		}
	}
}

// maxAdded is the largest number of surplus zeros.
const maxAdded = 3

// isCalendarDate reports whether a value is a date, with or without time: another
// field by mistake, or what a spreadsheet made of a number. Its digits would fit in
// many countries.
func isCalendarDate(text string) bool {
	day, _, _ := strings.Cut(strings.Replace(strings.TrimSpace(text), "T", " ", 1), " ")
	day = strings.Map(func(c rune) rune {
		if c == '/' || c == '-' {
			return '.'
		}
		return c
	}, day)
	if strings.Count(day, ".") != 2 || len(day) > len("02.01.2006") {
		return false // the errors of time.Parse would take longer than all else
	}
	for _, layout := range [...]string{"2.1.2006", "1.2.2006", "2006.1.2"} {
		if _, err := time.Parse(layout, day); err == nil {
			return true
		}
	}
	return false
}
