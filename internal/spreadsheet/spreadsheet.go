// Package spreadsheet reads phone numbers that a spreadsheet took for
// quantities and wrote as such.
package spreadsheet

import "strings"

// fewestDigits is the length of the shortest text that is taken for a number
// with decimals: shorter ones can be the groups of a number, as in 55.00.
const fewestDigits = 7

// Read reports whether a text is a whole number that a spreadsheet has written
// with decimals or in scientific notation, and returns its digits, with the plus
// sign that it may begin with. They are "" where the notation has left some out,
// as 7.49556E+10 does and 7.4955550100E+10 does not.
func Read(text string) (digits string, damaged bool) {
	text = strings.TrimSpace(text)
	unsigned := strings.TrimPrefix(text, "+")
	sign := text[:len(text)-len(unsigned)]
	mantissa, exponent, scientific := cutExponent(unsigned)
	whole, fraction := cutPoint(mantissa)
	switch {
	case !isDigits(whole) || fraction != "" && !isDigits(fraction):
		return "", false
	case scientific && len(whole) == 1:
		if len(fraction) == exponent {
			return sign + whole + fraction, true
		}
		return "", true
	case !scientific && len(whole) >= fewestDigits && (fraction == "0" || fraction == "00"):
		return sign + whole, true
	default:
		return "", false
	}
}

// cutExponent splits "7.4E+10" into "7.4" and 10.
func cutExponent(text string) (mantissa string, exponent int, found bool) {
	e := strings.IndexAny(text, "eE")
	if e < 0 {
		return text, 0, false
	}
	power := strings.TrimPrefix(text[e+1:], "+")
	if len(power) == 0 || len(power) > 2 || !isDigits(power) {
		return text, 0, false
	}
	for _, c := range []byte(power) {
		exponent = 10*exponent + int(c-'0')
	}
	return text[:e], exponent, true
}

// cutPoint splits a number at its decimal point or comma.
func cutPoint(text string) (whole, fraction string) {
	if i := strings.IndexAny(text, ".,"); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, ""
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
