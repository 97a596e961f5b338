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
// with decimals, with commas for the thousands, or in scientific notation, and
// returns its digits, with the plus sign that it may begin with. They are ""
// where the notation has left some out.
func Read(text string) (digits string, damaged bool) {
	text = strings.TrimSpace(text)
	unsigned := strings.TrimPrefix(text, "+")
	sign := text[:len(text)-len(unsigned)]
	if digits, damaged = Scientific(unsigned); digits != "" {
		return sign + digits, true
	}
	whole, mark := cutZeros(unsigned)
	if digits, thousands := cutThousands(whole); len(digits) >= fewestDigits && thousands != mark && (mark != "" || thousands == ",") {
		return sign + digits, true
	}
	return "", damaged
}

// cutZeros cuts off a number's decimals, which are zeros, and their mark.
func cutZeros(text string) (whole, mark string) {
	for _, decimals := range [...]string{".0", ",0", ".00", ",00"} {
		if whole, found := strings.CutSuffix(text, decimals); found {
			return whole, decimals[:1]
		}
	}
	return text, ""
}

// cutThousands returns the digits of a number, and what stands between its
// thousands. The digits are "" where it has other groups.
func cutThousands(text string) (digits, mark string) {
	if isDigits(text) {
		return text, ""
	}
	for _, mark := range [...]string{",", ".", " ", "\u00a0", "\u202f", "'", "’"} {
		first, rest, found := strings.Cut(text, mark)
		if !found || first == "" || len(first) > 3 {
			continue
		}
		for group := range strings.SplitSeq(rest, mark) {
			if len(group) != 3 {
				return "", ""
			}
		}
		if digits = strings.ReplaceAll(text, mark, ""); isDigits(digits) {
			return digits, mark
		}
	}
	return "", ""
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
