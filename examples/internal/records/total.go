package records

import (
	"regexp"
	"strings"
)

// totals begin a row that sums up the others, in the languages of spreadsheets
// that people send.
var totals = regexp.MustCompile(`(?i)^(grand total|sub-?total|totals?|sum|summe|gesamt(summe)?|somme|итог[ои]?|всего|сумма|разом|усього|всього|razem|suma|ogółem|összesen|toplam|total geral|жиынтығы|барлығы|jami)( \(?[0-9]+\)?)?\s*:?$`)

// quantity is a number as spreadsheets write sums.
var quantity = regexp.MustCompile(`^[-+]?[0-9][0-9.,\s\x{a0}\x{202f}]*$`)

// IsTotal reports whether the row of a spreadsheet looks like a sum of the
// others: it begins with a word for that, or holds nothing but numbers in columns
// from which no field is read.
func (r Record) IsTotal() bool {
	if r.Table == nil {
		return false
	}
	isFirst, isSum := true, false
	for i, cell := range r.Cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if isFirst && totals.MatchString(cell) {
			return true
		}
		isFirst = false
		if i >= len(r.Table.Fields) || r.Table.Fields[i] != "" || !quantity.MatchString(cell) {
			return false
		}
		isSum = true
	}
	return isSum
}
