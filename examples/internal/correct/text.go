package correct

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cspkit/customerscreen/examples/internal/guard"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/internal/wire"
)

// text copies JSON or CSV.
type text struct {
	in        *bufio.Reader
	out       *bufio.Writer
	lineEnd   string // of CSV, beside the line feed
	line      int    // of the next byte, from 1
	column    int    // of the next byte, from 1
	before    byte
	isStarted bool
}

func newText(in io.Reader, out io.Writer) *text {
	return &text{in: bufio.NewReaderSize(in, 1<<16), out: bufio.NewWriterSize(out, 1<<16), lineEnd: "\n", line: 1, column: 1}
}

// start copies everything before the first line.
func (t *text) start(isCSV bool) error {
	if t.isStarted {
		return nil
	}
	t.isStarted = true
	if begin, _ := t.in.Peek(len(wire.ByteOrderMark)); string(begin) == wire.ByteOrderMark {
		_, _ = t.in.Discard(len(wire.ByteOrderMark)) // cannot fail after Peek
		if _, err := t.out.WriteString(wire.ByteOrderMark); err != nil {
			return err
		}
	}
	if isCSV {
		t.lineEnd = records.LineEnd(t.in)
	}
	return nil
}

// read returns the next byte.
func (t *text) read() (byte, error) {
	b, err := t.in.ReadByte()
	if err != nil {
		return 0, err
	}
	t.column++
	if b == '\n' || b == t.lineEnd[len(t.lineEnd)-1] && (len(t.lineEnd) == 1 || t.before == t.lineEnd[0]) {
		t.line, t.column = t.line+1, 1
	}
	t.before = b
	return b, nil
}

// copyTo copies everything before a place.
func (t *text) copyTo(line, column int) error {
	for t.line < line || t.line == line && t.column < column {
		b, err := t.read()
		if err == io.EOF {
			return errChanged
		}
		if err != nil {
			return err
		}
		if err := t.out.WriteByte(b); err != nil {
			return err
		}
	}
	if t.line != line || t.column != column {
		return errChanged
	}
	return nil
}

func (t *text) rest() error {
	if _, err := io.Copy(t.out, t.in); err != nil {
		return err
	}
	return t.out.Flush()
}

func (t *text) change(source records.Source, changes []Change) (results []error, err error) {
	isCSV := source.Delimiter != 0
	if err := t.start(isCSV); err != nil {
		return nil, err
	}
	if err := t.copyTo(source.Line, max(source.Column, 1)); err != nil {
		return nil, err
	}
	var found []byte
	var edits []edit
	if isCSV {
		var end int
		if found, end, err = t.row(source.Text); err == nil {
			edits, err = rowEdits(found[:end], source, changes)
		}
	} else {
		if found, err = t.value(source.Text); err == nil {
			edits, err = objectEdits(found, changes)
		}
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.begin - b.begin })
	at := 0
	for _, e := range edits {
		_, _ = t.out.Write(found[at:e.begin]) // Flush tells errors
		_, _ = t.out.WriteString(e.text)
		at = e.end
	}
	_, err = t.out.Write(found[at:])
	return make([]error, len(changes)), err
}

// edit is a new text for a stretch of a record.
type edit struct {
	begin, end int
	text       string
}

// value reads the text of a JSON value.
func (t *text) value(want []byte) ([]byte, error) {
	found := make([]byte, 0, len(want))
	for range want {
		b, err := t.read()
		if err != nil {
			return nil, errChanged
		}
		found = append(found, b)
	}
	if !bytes.Equal(found, want) {
		return nil, errChanged
	}
	return found, nil
}

// row reads the lines of a row, and returns where its last cell ends. In want the
// lines end with line feeds.
func (t *text) row(want []byte) (found []byte, end int, err error) {
	lines := bytes.Count(want, []byte("\n"))
	if !bytes.HasSuffix(want, []byte("\n")) {
		lines++ // the last line of the file
	}
	for next := t.line + lines; t.line < next; {
		b, err := t.read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, 0, err
		}
		found = append(found, b)
	}
	plain := bytes.ReplaceAll(found, []byte(t.lineEnd), []byte("\n"))
	filling, isSame := bytes.CutPrefix(plain, want)
	if !isSame || len(bytes.Trim(filling, "\x00\x1a")) > 0 {
		return nil, 0, errChanged
	}
	row := bytes.TrimSuffix(found[:len(found)-len(filling)], []byte(t.lineEnd))
	return found, len(bytes.TrimRight(row, "\r\n")), nil
}

// rowEdits puts texts into cells. A quoted cell stays quoted.
func rowEdits(row []byte, source records.Source, changes []Change) ([]edit, error) {
	cells := cellsOf(row, source.Delimiter)
	var edits []edit
	for _, c := range changes {
		if c.Column >= len(cells) {
			return nil, errChanged
		}
		cell := cells[c.Column]
		raw := string(row[cell.begin:cell.end])
		inner, isQuoted := strings.CutPrefix(raw, `"`)
		before, after := raw, c.After
		if isQuoted {
			before = strings.ReplaceAll(strings.TrimSuffix(inner, `"`), `""`, `"`)
		}
		if text, isFormula := records.FormulaText(before); isFormula {
			before, after = text, `="`+strings.ReplaceAll(after, `"`, `""`)+`"`
		} else if source.Guarded {
			before, after = guard.Value(before), guard.Cell(after)
		}
		if plainLines(before) != plainLines(c.Before) {
			return nil, errChanged
		}
		if isQuoted || strings.ContainsAny(after, "\"\r\n"+string(source.Delimiter)) {
			after = `"` + strings.ReplaceAll(after, `"`, `""`) + `"`
		}
		edits = append(edits, edit{cell.begin, cell.end, after})
	}
	return edits, nil
}

// plainLines returns the text of a cell with line feeds as line ends.
func plainLines(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n").Replace(text)
}

// cellsOf finds the cells of a row, as package records reads them.
func cellsOf(row []byte, delimiter byte) []edit {
	var cells []edit
	for begin := 0; ; {
		end := begin
		if end < len(row) && row[end] == '"' {
			for end++; end < len(row); end++ {
				if row[end] != '"' {
					continue
				}
				if end+1 == len(row) || row[end+1] == delimiter {
					break
				}
				end++ // the second of two
			}
		}
		if next := bytes.IndexByte(row[min(end, len(row)):], delimiter); next >= 0 {
			end += next
		} else {
			end = len(row)
		}
		cells = append(cells, edit{begin: begin, end: end})
		if end == len(row) {
			return cells
		}
		begin = end + 1
	}
}

// objectEdits puts texts into the members of an object.
func objectEdits(object []byte, changes []Change) ([]edit, error) {
	var edits []edit
	for _, c := range changes {
		begin, end, err := member(object, strings.Split(c.Field, "."))
		if err != nil {
			return nil, err
		}
		quoted, err := jsontext.AppendQuote(nil, c.After)
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit{begin, end, string(quoted)})
	}
	return edits, nil
}

// member finds the value of a member by its path, in any letter case. If a name
// comes twice, the first one counts.
func member(object []byte, path []string) (begin, end int, err error) {
	decoder := jsontext.NewDecoder(bytes.NewReader(object), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	for _, name := range path {
		if token, err := decoder.ReadToken(); err != nil || token.Kind() != '{' {
			return 0, 0, errChanged
		}
		for {
			token, err := decoder.ReadToken()
			if err != nil || token.Kind() == '}' {
				return 0, 0, errChanged
			}
			if wire.EqualName(name, token.String()) {
				break
			}
			if err := decoder.SkipValue(); err != nil {
				return 0, 0, errChanged
			}
		}
	}
	value, err := decoder.ReadValue()
	if err != nil {
		return 0, 0, errChanged
	}
	end = int(decoder.InputOffset())
	return end - len(value), end, nil
}
