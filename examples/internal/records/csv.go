package records

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// CSV reads a spreadsheet in which one of the first rows names the columns. Commas,
// semicolons, tabs or bars separate them. The text is UTF-8 or UTF-16, with the
// line ends of any system. The columns may be nil. A row has at most largest bytes,
// which bounds memory.
//
// A row with more values than columns, or with an open quote, becomes a record with
// an error. A header without a country, or with two columns for one field, becomes
// the only record, with an [*InputError]: no customer can be judged.
func CSV(r io.Reader, columns Columns, largest int) iter.Seq[Record] {
	return decoded(numbered(cutCSV(bufio.NewReaderSize(utf8Text(r), 1<<16), columns, largest)))
}

// csvSheet is a spreadsheet in CSV whose header is read. It is safe for
// concurrent use.
type csvSheet struct {
	*sheet
	delimiter byte
	parsers   sync.Pool // of *parser
}

func cutCSV(in *bufio.Reader, columns Columns, largest int) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		rows := newRows(bufio.NewReaderSize(lineFeeds(in), 1<<16), largest)
		table, err := header(rows, columns)
		if err == io.EOF {
			return // no line, no record
		}
		if err != nil {
			yield(Raw{err: &InputError{err}})
			return
		}
		sheet := &csvSheet{sheet: table, delimiter: rows.delimiter}
		for {
			row, err := rows.next()
			if err == io.EOF {
				return
			}
			if err == nil && sheet.isEmpty(row) {
				continue
			}
			if !yield(Raw{csv: sheet, row: row, place: row.row, err: err}) {
				return
			}
		}
	}
}

// isEmpty reports whether all fields of a row are empty, or the row only draws a
// line between others.
func (s *csvSheet) isEmpty(row line) bool {
	if s.delimiter == '|' && len(bytes.Trim(row.bytes, "|-+=: \t\r\n")) == 0 {
		return true
	}
	if bytes.ContainsFunc(row.bytes, func(c rune) bool { return c != '"' && c != rune(s.delimiter) && !unicode.IsSpace(c) }) {
		return false
	}
	fields, err := s.parse(row)
	return err == nil && isEmpty(fields)
}

func (s *csvSheet) decode(row line) Record {
	fields, err := s.parse(row)
	if err != nil {
		return Record{Table: s.table, Cells: fields, Err: err}
	}
	record := s.record(fields)
	if record.Err != nil {
		record.Err = fmt.Errorf("line %d: %w", row.line, record.Err)
	}
	return record
}

// parse cuts a row into its fields.
func (s *csvSheet) parse(row line) ([]string, error) {
	p, ok := s.parsers.Get().(*parser)
	if !ok {
		p = newParser(s.delimiter)
	}
	fields, err := p.parse(row)
	if err != nil {
		return nil, err // the parser may have read ahead
	}
	s.parsers.Put(p)
	return s.values(fields), nil
}

// header looks for the row that names the columns. The next row is the one
// below it.
func header(rows *rows, columns Columns) (*sheet, error) {
	var search headerSearch
	for ended := false; !ended; {
		text, err := rows.next()
		if err != nil && search.sheet != nil {
			break // what is wrong is found again
		}
		if err == io.EOF && search.err != nil {
			return nil, search.err
		}
		if err != nil {
			return nil, err
		}
		if delimiter, named := namedDelimiter(text.bytes); named {
			rows.delimiter, rows.named = delimiter, true
			rows.rowCount-- // spreadsheet programs do not show it
			continue
		}
		if !rows.named {
			rows.delimiter = delimiterOf(text.bytes, columns)
		}
		fields, err := newParser(rows.delimiter).parse(text)
		if err != nil && search.sheet != nil {
			break
		}
		if err != nil {
			return nil, err
		}
		if isEmpty(fields) {
			continue
		}
		var isBest bool
		if isBest, ended = search.try(fields, columns, fmt.Sprintf("line %d", text.line)); isBest {
			rows.mark()
		}
		if !rows.named {
			rows.delimiter = 0
		}
	}
	if search.sheet != nil {
		rows.rewind()
	}
	return search.sheet, search.err
}

// namedDelimiter reads the line "sep=;" with which spreadsheet programs begin. Some
// write it again in quotes, or with an empty cell for each column.
func namedDelimiter(line []byte) (delimiter byte, named bool) {
	text := strings.ReplaceAll(strings.TrimRight(string(line), "\r\n"), `"`, "")
	if len(text) >= len("sep=;") && strings.EqualFold(text[:4], "sep=") && strings.Trim(text[4:], text[4:5]) == "" {
		return text[4], true
	}
	return 0, false
}

// delimiterOf returns the delimiter that gives most known columns, or otherwise
// most columns.
func delimiterOf(line []byte, columns Columns) byte {
	best, mostKnown, mostColumns := byte(','), -1, 0
	for _, delimiter := range []byte{',', ';', '\t', '|'} {
		fields, err := newParser(delimiter).fields(line)
		if err != nil {
			continue
		}
		known := columns.known(fields)
		if known > mostKnown || known == mostKnown && len(fields) > mostColumns {
			best, mostKnown, mostColumns = delimiter, known, len(fields)
		}
	}
	return best
}

// rows cuts text into rows. If the quotes of a row do not fit, its first line is
// the row and the next line begins another one, so that a stray quote costs one
// record.
type rows struct {
	in        *bufio.Reader
	delimiter byte // 0: not known yet
	named     bool // the input names the delimiter
	largest   int
	lines     []line // read ahead
	lineCount int    // read from in
	rowCount  int    // shown by a spreadsheet program so far
	readAhead int    // bytes that may still be read ahead in vain: keeps the time linear
	marked    *rows  // as it was where it goes on after a rewind
	taken     []line // since
}

const mostReadAhead = 4 << 20

// line is a line of the input with its line feed, or a row of several.
type line struct {
	bytes   []byte
	line    int // its number
	row     int // the number of the row, as a spreadsheet program counts
	tooLong bool
	err     error // the reader's, after the bytes
}

// mark keeps a place to rewind to.
func (r *rows) mark() {
	marked := *r
	r.marked, r.taken = &marked, nil
}

// rewind goes back to the mark, and forgets it.
func (r *rows) rewind() {
	r.lines = append(r.taken, r.lines...)
	r.delimiter, r.named, r.rowCount, r.readAhead = r.marked.delimiter, r.marked.named, r.marked.rowCount, r.marked.readAhead
	r.marked, r.taken = nil, nil
}

func newRows(in *bufio.Reader, largest int) *rows {
	return &rows{in: in, largest: largest, readAhead: mostReadAhead}
}

// next returns the text of the next row that is not empty, or io.EOF.
func (r *rows) next() (line, error) {
	for {
		text := r.line()
		r.rowCount++
		text.row = r.rowCount
		switch {
		case text.err != nil && text.err != io.EOF:
			r.lines = []line{{err: io.EOF, line: text.line}}
			return text, fmt.Errorf("line %d: %w", text.line, text.err)
		case text.tooLong:
			return text, fmt.Errorf("line %d: expected at most %d bytes for one record", text.line, r.largest)
		case len(bytes.TrimRight(text.bytes, "\r\n")) > 0:
			return r.whole(text)
		case text.err == io.EOF:
			r.lines = append(r.lines, text)
			return text, io.EOF
		}
	}
}

// whole adds the lines over which the quotes of a row reach.
func (r *rows) whole(first line) (line, error) {
	quotes := quotes{delimiter: r.delimiter}
	text, fit, added := first, quotes.read(first.bytes), 0
	for fit && quotes.open() && text.err == nil && r.readAhead > 0 {
		if added == len(r.lines) {
			r.lines = append(r.lines, r.readLine())
		}
		next := r.lines[added]
		added++
		text.bytes = append(text.bytes, next.bytes...)
		text.err = next.err
		fit = quotes.read(next.bytes) && len(text.bytes) <= r.largest && !next.tooLong
	}
	if fit && !quotes.open() {
		r.readAhead = min(r.readAhead+len(text.bytes), mostReadAhead)
		r.take(added)
		return text, nil
	}
	r.readAhead -= len(text.bytes) - len(first.bytes)
	return first, fmt.Errorf("line %d: expected a quoted field to end with a quote before the next delimiter or line feed", first.line)
}

// line returns the next line. The last one has its err set.
func (r *rows) line() line {
	if len(r.lines) == 0 {
		r.lines = append(r.lines, r.readLine())
	}
	next := r.lines[0]
	r.take(1)
	return next
}

// take goes on over lines that were read ahead.
func (r *rows) take(count int) {
	if r.marked != nil {
		r.taken = append(r.taken, r.lines[:count]...)
	}
	r.lines = r.lines[count:]
}

func (r *rows) readLine() line {
	r.lineCount++
	text := line{line: r.lineCount}
	for {
		part, err := r.in.ReadSlice('\n')
		if text.tooLong = text.tooLong || len(text.bytes)+len(part) > r.largest; !text.tooLong {
			text.bytes = append(text.bytes, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF {
			text.bytes = bytes.TrimRight(text.bytes, "\x00\x1a") // old programs end or fill a file with these
		}
		text.err = err
		return text
	}
}

// parser cuts rows into their fields, and takes a quote inside an unquoted
// field as it stands, as spreadsheet programs do.
type parser struct {
	row bytes.Reader
	csv *csv.Reader // of row
}

func newParser(delimiter byte) *parser {
	p := &parser{}
	p.csv = csv.NewReader(&p.row)
	p.csv.Comma = rune(delimiter)
	p.csv.FieldsPerRecord = -1
	p.csv.LazyQuotes = true
	return p
}

func (p *parser) parse(row line) ([]string, error) {
	if !utf8.Valid(row.bytes) {
		return nil, fmt.Errorf("line %d: %w", row.line, errEncoding)
	}
	fields, err := p.fields(row.bytes)
	if err != nil {
		return nil, fmt.Errorf("line %d: expected CSV: %w", row.line, err)
	}
	for i, field := range fields {
		if p.csv.Comma == '|' { // cells are filled up with spaces
			field = strings.TrimSpace(field)
		}
		fields[i], _ = FormulaText(field)
	}
	return fields, nil
}

// FormulaText returns the text of a cell of CSV that is a formula of nothing
// else, ="0256", as programs write it to keep the zeros. Another cell comes as it
// is.
func FormulaText(cell string) (text string, isFormula bool) {
	inner, begins := strings.CutPrefix(cell, `="`)
	inner, ends := strings.CutSuffix(inner, `"`)
	if !begins || !ends || strings.Contains(strings.ReplaceAll(inner, `""`, ""), `"`) {
		return cell, false
	}
	return strings.ReplaceAll(inner, `""`, `"`), true
}

func (p *parser) fields(row []byte) ([]string, error) {
	p.row.Reset(bytes.TrimRight(row, "\r\n"))
	return p.csv.Read()
}

// quotes follows the quotes of a row.
type quotes struct {
	delimiter byte
	place     place
}

type place uint8

const (
	fieldBegins place = iota
	unquoted
	quoted
	afterQuote // in a quoted field: its end, or the first of two quotes that stand for one
)

// open reports whether the row goes on in the next line.
func (q *quotes) open() bool { return q.place == quoted }

// read reads on over a line, and reports whether its quotes fit.
func (q *quotes) read(line []byte) bool {
	for i, b := range line {
		delimits := b == q.delimiter || q.delimiter == 0 && (b == ',' || b == ';' || b == '\t' || b == '|')
		lineEnds := b == '\n' || b == '\r' && i >= len(line)-2
		switch {
		case q.place == quoted:
			if b == '"' {
				q.place = afterQuote
			}
		case delimits:
			q.place = fieldBegins
		case b == '"' && q.place != unquoted:
			q.place = quoted // begins a field, or is the second of two
		case lineEnds:
		case q.place == afterQuote:
			return false
		default:
			q.place = unquoted
		}
	}
	return true
}
