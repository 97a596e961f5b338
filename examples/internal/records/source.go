package records

import (
	"bufio"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// Source is where a record stands in its file, for those who write the file
// again.
type Source struct {
	Text      []byte // the object of JSON, or the row of CSV with its line feeds; nil for a workbook
	Line      int    // where the text begins, from 1
	Column    int    // of JSON, in bytes from 1
	Delimiter byte   // of CSV
	Guarded   bool   // a row of a table of findings: its cells went through [guard.Cell]
	Sheet     string // the path of the part that holds a workbook's row, in lower case
	Row       int    // of a workbook, as it counts
	Merged    []int  // the columns, from 0, in which that row shares the cell above
}

// Source says where the record stands.
func (r Raw) Source() Source {
	switch {
	case r.csv != nil:
		return Source{Text: r.row.bytes, Line: r.row.line, Delimiter: r.csv.delimiter, Guarded: r.csv.isGuarded}
	case r.book != nil:
		return Source{Sheet: r.book.part, Row: r.place, Merged: r.merged, Guarded: r.book.isGuarded}
	default:
		return Source{Text: r.json.json, Line: r.json.line, Column: r.json.column}
	}
}

// Decoded reads a text as UTF-8, with its byte order mark if it has one, and
// returns its encoding: nil for UTF-8.
func Decoded(r io.Reader) (io.Reader, encoding.Encoding) {
	in := bufio.NewReaderSize(r, 1<<12)
	order, isUTF16 := utf16Order(in)
	if !isUTF16 {
		return in, nil
	}
	written := unicode.UTF16(order, unicode.IgnoreBOM)
	return written.NewDecoder().Reader(in), written
}

// LineEnd looks ahead for what ends the lines of a spreadsheet, beside line
// feeds.
func LineEnd(in *bufio.Reader) string { return string(lineEndOf(in)) }
