// Package spreadsheet reads numbers that a spreadsheet took for quantities and
// wrote as such.
package spreadsheet

import (
	"strconv"
	"strings"
)

// fewestDigits is the length of the shortest text that is taken for a number
// with decimals: shorter ones can be the groups of a number, as in 55.00.
const fewestDigits = 7

// Read reports whether a text is a whole number that a spreadsheet has written
// with decimals or in scientific notation, and returns its digits, with the plus
// sign that it may begin with. They are "" where the notation has left some out.
func Read(text string) (digits string, damaged bool) {
	text = strings.TrimSpace(text)
	unsigned := strings.TrimPrefix(text, "+")
	sign := text[:len(text)-len(unsigned)]
	if digits, damaged = Scientific(unsigned); digits != "" {
		return sign + digits, true
	}
	whole, fraction, _ := cutPoint(unsigned)
	if len(whole) >= fewestDigits && isDigits(whole) && (fraction == "0" || fraction == "00") {
		return sign + whole, true
	}
	return "", damaged
}

// Scientific reports whether a text is a number in a spreadsheet's scientific
// notation, for example "7.70708E+09" or, with a decimal comma, "7,70708E+09",
// and returns its digits. They are "" where the notation has left some out, as
// these have and "7.707083893E9" has not.
func Scientific(text string) (digits string, isScientific bool) {
	text = strings.TrimSpace(text)
	e := strings.IndexAny(text, "eE")
	if e < 0 {
		return "", false
	}
	whole, fraction, hasFraction := cutPoint(text[:e])
	exponent := text[e+1:]
	places := strings.TrimLeft(exponent, "+-")
	if len(whole) != 1 || !isDigits(whole) || hasFraction != isDigits(fraction) || !hasFraction && places == exponent ||
		len(exponent)-len(places) > 1 || len(places) > 2 || !isDigits(places) {
		return "", false
	}
	if n, _ := strconv.Atoi(exponent); n == len(fraction) && hasFraction {
		return whole + fraction, true
	}
	return "", true
}

// cutPoint splits a number at its decimal point or comma.
func cutPoint(text string) (whole, fraction string, found bool) {
	if i := strings.IndexAny(text, ".,"); i >= 0 {
		return text[:i], text[i+1:], true
	}
	return text, "", false
}

func isDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
