package correct

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/examples/internal/guard"
	"github.com/cspkit/customerscreen/examples/internal/records"
)

// workbook copies an .xlsx and corrects one sheet. It copies all other parts
// without unpacking them.
type workbook struct {
	archive *zip.Reader
	out     *zip.Writer
	sheet   *sheet // nil before the first change
	next    int    // part to copy
}

func (b *workbook) change(source records.Source, changes []Change) (results []error, err error) {
	if b.sheet == nil {
		if err := b.open(source.Sheet); err != nil {
			return nil, err
		}
	}
	return b.sheet.change(source, changes)
}

// open copies the parts up to the sheet.
func (b *workbook) open(path string) error {
	for ; b.next < len(b.archive.File); b.next++ {
		part := b.archive.File[b.next]
		if strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/")) != path {
			if err := b.copy(part); err != nil {
				return err
			}
			continue
		}
		b.next++
		content, err := part.Open()
		if err != nil {
			return err
		}
		to, err := b.out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate, Modified: part.Modified})
		if err != nil {
			return err
		}
		b.sheet = newSheet(content, to)
		return nil
	}
	return errChanged
}

func (b *workbook) rest() error {
	if b.sheet != nil {
		if err := b.sheet.rest(); err != nil {
			return err
		}
	}
	for _, part := range b.archive.File[b.next:] {
		if err := b.copy(part); err != nil {
			return err
		}
	}
	if err := b.out.SetComment(b.archive.Comment); err != nil {
		return err
	}
	return b.out.Close()
}

// copy copies a part without unpacking it. Of a folder it copies the name, which
// some programs pack.
func (b *workbook) copy(part *zip.File) error {
	if !strings.HasSuffix(part.Name, "/") {
		return b.out.Copy(part)
	}
	_, err := b.out.CreateHeader(&zip.FileHeader{Name: part.Name, Modified: part.Modified})
	return err
}

// sheet copies the XML of a sheet.
type sheet struct {
	content io.ReadCloser
	decoder *xml.Decoder
	read    bytes.Buffer // read by the decoder, but not yet written
	written int64        // offset in the XML
	to      io.Writer
	row     int // read last
	arrays  []area
}

// area holds the corners of the cells that one formula makes.
type area struct{ left, top, right, bottom int }

func newSheet(content io.ReadCloser, to io.Writer) *sheet {
	s := &sheet{content: content, to: to}
	s.decoder = xml.NewDecoder(io.TeeReader(content, &s.read))
	return s
}

// write writes everything before an offset.
func (s *sheet) write(offset int64) error {
	_, err := s.to.Write(s.read.Next(int(offset - s.written)))
	s.written = offset
	return err
}

// token returns the next token and where it begins.
func (s *sheet) token() (token xml.Token, begin int64, err error) {
	begin = s.decoder.InputOffset()
	token, err = s.decoder.RawToken()
	return token, begin, err
}

var errDamaged = errors.New("the workbook is damaged; open it in a spreadsheet program and save it again")

func (s *sheet) change(source records.Source, changes []Change) (results []error, err error) {
	if source.Row <= s.row {
		return nil, errDamaged // two rows with the same number, or rows out of order
	}
	results = make([]error, len(changes))
	left, column := len(changes), 0
	for {
		token, begin, err := s.token()
		if err != nil {
			return nil, errDamaged
		}
		s.seen(token)
		start, isStart := token.(xml.StartElement)
		switch {
		case isStart && start.Name.Local == "row":
			s.row++
			if n, err := strconv.Atoi(attribute(start, "r")); err == nil && n >= 0 {
				s.row = n
			}
			if s.row > source.Row {
				return nil, errDamaged
			}
		case isStart && start.Name.Local == "c" && s.row == source.Row:
			column++
			if named, _, err := excelize.CellNameToCoordinates(attribute(start, "r")); err == nil {
				column = named
			}
			for i, c := range changes {
				if c.Column != column-1 {
					continue
				}
				left--
				if s.isMade(column) {
					results[i] = ErrFormula
				} else if results[i], err = s.cell(start, begin, c, source.Guarded); err != nil {
					return nil, err
				}
			}
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "row" && s.row == source.Row {
			if left > 0 {
				return nil, errDamaged
			}
			return results, s.write(s.decoder.InputOffset())
		}
		if err := s.write(max(s.decoder.InputOffset(), s.written)); err != nil {
			return nil, err
		}
	}
}

// seen keeps the area of a formula that makes several cells. The first of them
// holds it.
func (s *sheet) seen(token xml.Token) {
	formula, ok := token.(xml.StartElement)
	if !ok || formula.Name.Local != "f" {
		return
	}
	first, last, ok := strings.Cut(attribute(formula, "ref"), ":")
	if kind := attribute(formula, "t"); !ok || kind != "array" && kind != "dataTable" {
		return
	}
	var a area
	var err1, err2 error
	a.left, a.top, err1 = excelize.CellNameToCoordinates(first)
	a.right, a.bottom, err2 = excelize.CellNameToCoordinates(last)
	if err1 == nil && err2 == nil {
		s.arrays = append(s.arrays, a)
	}
}

// isMade reports whether a formula in another cell makes this one of the row.
func (s *sheet) isMade(column int) bool {
	s.arrays = slices.DeleteFunc(s.arrays, func(a area) bool { return a.bottom < s.row })
	return slices.ContainsFunc(s.arrays, func(a area) bool { return a.top <= s.row && a.left <= column && column <= a.right })
}

// cell writes a text for the cell that begins at an offset.
func (s *sheet) cell(start xml.StartElement, begin int64, c Change, isGuarded bool) (result, err error) {
	if err := s.write(begin); err != nil {
		return nil, err
	}
	for depth := 1; depth > 0; {
		token, _, err := s.token()
		if err != nil {
			return nil, errDamaged
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			s.seen(token)
			if token.Name.Local == "f" {
				result = ErrFormula
			}
		case xml.EndElement:
			depth--
		}
	}
	if result != nil {
		return result, s.write(s.decoder.InputOffset())
	}
	text := c.After
	if isGuarded {
		text = guard.Cell(text)
	}
	prefix := ""
	if start.Name.Space != "" {
		prefix = start.Name.Space + ":"
	}
	var cell bytes.Buffer
	fmt.Fprintf(&cell, "<%sc", prefix)
	for _, a := range start.Attr {
		if a.Name.Local == "t" && a.Name.Space == "" {
			continue
		}
		name := a.Name.Local
		if a.Name.Space != "" {
			name = a.Name.Space + ":" + name
		}
		fmt.Fprintf(&cell, ` %s="`, name)
		_ = xml.EscapeText(&cell, []byte(a.Value)) // into a buffer
		cell.WriteByte('"')
	}
	fmt.Fprintf(&cell, ` t="inlineStr"><%sis><%st xml:space="preserve">`, prefix, prefix)
	_ = xml.EscapeText(&cell, escape.ReplaceAll([]byte(text), []byte("_x005F$0")))
	fmt.Fprintf(&cell, "</%st></%sis></%sc>", prefix, prefix, prefix)
	if _, err := s.to.Write(cell.Bytes()); err != nil {
		return nil, err
	}
	s.read.Next(int(s.decoder.InputOffset() - s.written))
	s.written = s.decoder.InputOffset()
	return nil, nil
}

// escape is how a workbook writes a character that XML cannot hold.
var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// rest copies what follows the last change.
func (s *sheet) rest() error {
	if _, err := io.Copy(s.to, io.MultiReader(&s.read, s.content)); err != nil {
		return err
	}
	return s.content.Close()
}
