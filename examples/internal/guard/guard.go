// Package guard keeps a value what it is when a spreadsheet program opens the
// CSV that it stands in.
//
// A program may take a cell for a formula and run it, or for a number and lose
// its leading zeros, its plus sign or all digits after the fifteenth. It may
// also split a file at semicolons or tabs that was written with commas, and
// then begins a cell in the middle of a value. So an apostrophe stands before a
// value, and before each of its parts that follows a semicolon, a tab or a line
// break, if a program would take it for
//
//   - a formula: after blanks and quotes it begins with =, +, - or @, also as
//     the wide characters of East Asian keyboards,
//   - a number, a date or a time: after blanks and currency signs it begins with
//     a digit, and holds one word at most,
//   - one of these behind apostrophes of its own.
//
// A table of findings, which begins with the columns file and row, is read
// without these apostrophes, so that every value comes back as it was. In other
// tables an apostrophe is what somebody wrote, and is judged.
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

// between are the characters that parts of a value stand between.
const between = ";\t\r\n"

// Cell returns a value as it is written into a cell of CSV, before it is quoted.
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

// IsGuarded reports whether a header is that of a table of findings.
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

// AppendRow appends a row of CSV and its line feed. Cells are written as they
// are given; those of a user's go through [Cell] before. A cell that holds any
// delimiter is quoted, so that no program splits it that knows quotes.
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
