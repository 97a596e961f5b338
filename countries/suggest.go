package countries

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxTyped is the length in bytes from which a value is not read as a number:
// the longest number with all its labels is far shorter.
const maxTyped = 256

// maxLength is above the length of every number of digits.
const maxLength = 32

// Suggest returns the number that a value was obviously meant to be, and false
// where there is none, where two readings are as good, and where the value is
// fine as typed. The readings, alone and together:
//
//   - separators left out: spaces of every kind, line feeds, invisible
//     characters, dots, commas, dashes, slashes, quotation marks
//   - labels and the country's own prefix left out: "ИНН", "Tax ID", "HU"
//   - digits of other scripts made ASCII, letters made capital
//   - the letters O, I and l, and Cyrillic О, З and І, read as 0, 1 and 3
//   - what a spreadsheet does undone: ".0" at the end, and zeros dropped in
//     front, where a check digit that holds confirms exactly one length of a
//     number that is not a person's
//
// A suggestion always fits the country ([Rule.NumberFits]), or, where no digits are
// published, one of its schemes on the date. It differs from the value and is
// never more than an offer: a person has to confirm it. Where a check digit
// confirms some of the readings, the others do not count.
//
// There is none for a number in scientific notation, whose digits are lost
// ([IsScientific]), none for a date, and none outside the listed countries.
// The time is linear in the value's length, and values over 256 bytes are not
// read.
func (r Rule) Suggest(number string, on time.Time) (suggestion string, ok bool) {
	if len(number) > maxTyped || r.get().country.code == "" {
		return "", false
	}
	best := r.standing(number, on)
	if best >= fitting || IsScientific(number) || isCalendarDate(number) {
		return "", false
	}
	written, readable := readCharacters(number)
	if !readable {
		return "", false
	}
	consider := func(candidate string) {
		switch standing := r.standing(candidate, on); {
		case candidate == number || candidate == suggestion || standing == unknown || standing < best:
		case standing > best:
			best, suggestion, ok = standing, candidate, true
		default:
			ok = false // as good as another reading, or as the value itself
		}
	}
	for _, reading := range written.readings(r.get().country) {
		consider(reading)
		if isDigits(reading) && reading[0] != '0' && r.standing(reading, on) == unknown {
			for zeros := 1; zeros <= r.maxDropped(reading) && len(reading)+zeros < maxLength; zeros++ {
				padded := strings.Repeat("0", zeros) + reading
				if r.standing(padded, on) == confirmed && !r.isPersonal(padded, on) {
					consider(padded)
				}
			}
		}
	}
	if !ok {
		return "", false
	}
	return suggestion, true
}

// isPersonal reports whether only a person can have the number. A business's
// number that lacks a digit must not become one.
func (r Rule) isPersonal(number string, on time.Time) bool {
	for _, identity := range r.Identify(number, on) {
		if identity.Check != CheckInvalid && identity.Holder != Person {
			return false
		}
	}
	return true
}

// maxDropped returns how many zeros in front can be missing: fewer than there
// are digits, or anything could be meant, and only a few where the lengths are
// not listed, since by chance a check digit holds for one in ten.
func (r Rule) maxDropped(digits string) int {
	if r.NumberPattern() == "" {
		return 3
	}
	return len(digits) - 1
}

// standing says how well a number goes with a country.
type standing int

const (
	unknown   standing = iota // it does not fit
	failing                   // no digits are published, and it fits only schemes whose check fails
	fitting                   // it fits
	confirmed                 // it fits, and a check digit holds
)

func (r Rule) standing(number string, on time.Time) standing {
	if !r.NumberFits(number) {
		return unknown
	}
	best := unknown
	if r.NumberPattern() != "" {
		best = fitting
	}
	for _, s := range r.get().country.schemes {
		if s.Since.After(on) {
			continue
		}
		_, check, fits := s.judge(number)
		switch {
		case !fits:
		case check == CheckValid:
			return confirmed
		case check == CheckNone:
			best = max(best, fitting)
		default:
			best = max(best, failing)
		}
	}
	return best
}

// isCalendarDate reports whether a value is a day, with or without its time: a
// field of its own by mistake, or what a spreadsheet made of a number. Without
// separators it would have the digits of a number in many countries.
func isCalendarDate(text string) bool {
	if !strings.ContainsAny(text, "./-") {
		return false // before time.Parse makes its errors
	}
	day, _, _ := strings.Cut(strings.Replace(strings.TrimSpace(text), "T", " ", 1), " ")
	day = strings.Map(func(c rune) rune {
		if c == '/' || c == '-' {
			return '.'
		}
		return c
	}, day)
	for _, layout := range [...]string{"2.1.2006", "1.2.2006", "2006.1.2"} {
		if _, err := time.Parse(layout, day); err == nil {
			return true
		}
	}
	return false
}

// IsScientific reports whether a value is a number in a spreadsheet's
// scientific notation, for example "7.70708E+09" or, with a decimal comma,
// "7,70708E+09". Its last digits are lost and have to be taken from the source.
func IsScientific(number string) bool {
	number = strings.TrimSpace(number)
	mantissa, exponent, found := strings.Cut(strings.ToUpper(number), "E")
	if !found {
		return false
	}
	whole, fraction, hasFraction := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	signless := strings.TrimLeft(exponent, "+-")
	return len(whole) == 1 && isDigits(whole) && isDigits(fraction) &&
		hasFraction == (fraction != "") && (hasFraction || signless != exponent) &&
		len(exponent)-len(signless) <= 1 && (len(signless) == 1 || len(signless) == 2) && isDigits(signless)
}

// characters are what is left of a value without its separators.
type characters struct {
	plain     []rune // ASCII digits, and capital letters of any script
	lookAlike []rune // the same, with letters that look like digits made digits
	decimals  int    // of the characters, how many at the end are the zeros of ".0"
}

// readCharacters is false for a value with a character that is neither part of
// a number or label nor a separator.
func readCharacters(number string) (read characters, readable bool) {
	point := -1 // the place of the last point
	for _, c := range number {
		switch value, isDigit := digitValue(c); {
		case isDigit:
			read.add('0'+value, '0'+value)
		case c >= 'Ａ' && c <= 'Ｚ' || c >= 'ａ' && c <= 'ｚ': // full width
			c += 'A' - 'Ａ'
			read.add(unicode.ToUpper(c), digitLike(c))
		case unicode.IsLetter(c):
			read.add(unicode.ToUpper(c), digitLike(c))
		case c == '.' || c == ',':
			point = len(read.plain)
		case !isSeparator(c):
			return characters{}, false
		}
	}
	if point > 0 && strings.Trim(string(read.plain[point:]), "0") == "" {
		read.decimals = len(read.plain) - point
	}
	return read, true
}

func (c *characters) add(plain, lookAlike rune) {
	c.plain = append(c.plain, plain)
	c.lookAlike = append(c.lookAlike, lookAlike)
}

// readings returns what the characters can mean: with labels and without, with
// look-alikes and without, with the zeros after a point and without.
func (c characters) readings(country *country) []string {
	var readings []string
	start, end := trimLabels(c.plain, country)
	for _, from := range slices.Compact([]int{0, start}) {
		for _, to := range slices.Compact([]int{len(c.plain), end, max(from, end-c.decimals)}) {
			if from < to {
				readings = append(readings, string(c.plain[from:to]), string(c.lookAlike[from:to]))
			}
		}
	}
	return readings
}

// words are written around numbers in every country.
var words = []string{
	"REGISTRATION", "NUMBER", "NUMERO", "NOMER", "НОМЕР", "REG", "TAX", "NUM", "NO", "NR", "ID", "N",
}

// trimLabels returns where the number starts and ends between labels.
func trimLabels(text []rune, country *country) (start, end int) {
	end = len(text)
	for {
		inFront, behind := 0, 0
		for _, labels := range [...][]string{words, country.labels, {country.code}} {
			for _, label := range labels {
				length := utf8.RuneCountInString(label)
				if length >= end-start {
					continue
				}
				if length > inFront && string(text[start:start+length]) == label {
					inFront = length
				}
				if length > behind && string(text[end-length:end]) == label {
					behind = length
				}
			}
		}
		if inFront == 0 && behind == 0 || inFront+behind >= end-start {
			return start, end
		}
		start, end = start+inFront, end-behind
	}
}

// digitValue returns the value of a decimal digit of any script. Unicode keeps
// each script's ten together and in order.
func digitValue(c rune) (value rune, isDigit bool) {
	if c < utf8.RuneSelf {
		return c - '0', c >= '0' && c <= '9'
	}
	for _, r := range unicode.Nd.R16 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return (c - rune(r.Lo)) % 10, true
		}
	}
	for _, r := range unicode.Nd.R32 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return (c - rune(r.Lo)) % 10, true
		}
	}
	return 0, false
}

// digitLike returns the digit that a letter looks like, or else the letter as
// a capital.
func digitLike(c rune) rune {
	switch c {
	case 'O', 'o', 'О', 'о', 'Ο', 'ο': // Latin, Cyrillic, Greek
		return '0'
	case 'I', 'l', 'І', 'Ι': // Latin, Latin, Cyrillic, Greek
		return '1'
	case 'З', 'з': // Cyrillic
		return '3'
	default:
		return unicode.ToUpper(c)
	}
}

// isSeparator reports whether a character can stand in a number without a
// meaning of its own. Those that rather stand between two values cannot.
func isSeparator(c rune) bool {
	return unicode.In(c, unicode.Z, unicode.Cc, unicode.Cf, unicode.Mn, unicode.Me, unicode.P) && !strings.ContainsRune(";&@%!?", c) ||
		strings.ContainsRune("№=`´−", c)
}
