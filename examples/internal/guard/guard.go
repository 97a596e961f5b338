// Package guard keeps values intact when a spreadsheet program opens their CSV.
//
// A program may take a cell for a formula and run it, or for a number and lose
// leading zeros, the plus sign or all digits after the fifteenth. It may also split
// at semicolons or tabs a file that was written with commas, and then a cell begins
// in the middle of a value. So guard puts an apostrophe before a value, and before
// each part of it behind a semicolon, a tab or a line break, if a program would
// take it for
//
//   - a formula: after blanks and quotes it begins with =, +, - or @, or one of
//     their wide forms on East Asian keyboards,
//   - a number, a date or a time: after blanks and currency signs it begins with
//     a digit, and has one word at most,
//   - one of these behind apostrophes of its own.
//
// A table of findings begins with the columns file and row. Reading it takes these
// apostrophes away, so that every value comes back as it was. In other tables
// somebody wrote the apostrophe, and it is judged.
package guard

import (
	_ "embed"
	"regexp"
	"strings"
)

// JavaScript is a module that exports csvRow(cells): the text of a row, as
// [AppendRow] writes it, with every cell but numbers through [Cell].
//
//go:embed guard.js
var JavaScript string

// taken is a part that a spreadsheet program would take for something else.
// JavaScript has the same expression.
const taken = `^'*(?:[\p{Z}\p{Cc}"]*[=+\-@＝＋－＠]|[\p{Z}\p{Cc}"\p{Sc}.,(]*\p{Nd}[\p{Nd}\p{Z}\p{Sc}.,:/()%'"+\-]*\p{L}{0,9}[\p{Nd}\p{Z}\p{Sc}.,:/()%'"+\-]*$)`

var takenForAnother = regexp.MustCompile(taken)

// between are the characters that separate the parts of a value.
const between = ";\t\r\n"

// Cell returns a value as a cell of CSV holds it, before it is quoted.
func Cell(value string) string {
	return eachPart(value, func(part string) string {
		if takenForAnother.MatchString(part) {
			return "'" + part
		}
		return part
	})
}

// Value returns what was given to [Cell].
func Value(cell string) string {
	if strings.IndexByte(cell, '\'') < 0 {
		return cell
	}
	return eachPart(cell, func(part string) string {
		if rest, found := strings.CutPrefix(part, "'"); found && takenForAnother.MatchString(rest) {
			return rest
		}
		return part
	})
}

// IsGuarded reports whether a header belongs to a table of findings.
func IsGuarded(header []string) bool {
	return len(header) > 1 && header[0] == "file" && header[1] == "row"
}

func eachPart(text string, change func(string) string) string {
	end := strings.IndexAny(text, between)
	if end < 0 {
		return change(text)
	}
	var changed strings.Builder
	for ; end >= 0; end = strings.IndexAny(text, between) {
		changed.WriteString(change(text[:end]))
		changed.WriteByte(text[end])
		text = text[end+1:]
	}
	changed.WriteString(change(text))
	return changed.String()
}

// AppendRow appends a row of CSV with its line feed. Pass a user's values through
// [Cell] first. A cell with any delimiter is quoted, so that no program that knows
// quotes splits it.
func AppendRow(text []byte, cells ...string) []byte {
	for i, cell := range cells {
		if i > 0 {
			text = append(text, ',')
		}
		if !strings.ContainsAny(cell, ",\""+between) && strings.Trim(cell, " ") == cell {
			text = append(text, cell...)
			continue
		}
		text = append(text, '"')
		text = append(text, strings.ReplaceAll(cell, `"`, `""`)...)
		text = append(text, '"')
	}
	return append(text, '\n')
}
