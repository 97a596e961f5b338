package records

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"strconv"
	"strings"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/screening"
)

// The limits of a workbook. A sheet is read row by row, but the texts that its
// cells share are kept.
const (
	mostBuffered = 64 << 20  // bytes of a workbook that comes as a stream
	mostUnzipped = 2 << 30   // bytes of everything that is read
	mostShared   = 256 << 20 // bytes of the texts that cells share; of a stream mostBuffered
	mostPart     = 16 << 20  // bytes of any other part except sheets
	mostColumns  = 16_384    // of a sheet, as in Excel
	mostOfRow    = 4 << 20   // bytes of a row, or before the first
)

var (
	errDamaged  = errors.New("the workbook is damaged or cut off; open it in a spreadsheet program and save it again")
	errTooLarge = errors.New("the workbook unpacks to more than a spreadsheet program would write; split it")
)

// Workbook reads an .xlsx that comes as a stream, of at most 64 MiB, as
// [Files] reads it.
func Workbook(r io.Reader, how Reading) iter.Seq[Record] {
	return decoded(numbered(cutWorkbook(r, r, how)))
}

// cutWorkbook cuts a sheet into rows: the requested one, or the first visible one
// with a header. It reads a file only where the rows are, and any other input as a
// whole, from stream.
func cutWorkbook(input, stream io.Reader, how Reading) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		book, err := openWorkbook(input, stream)
		var sheet *bookSheet
		if err == nil {
			sheet, err = book.find(how)
		}
		if err == nil && sheet != nil {
			err = book.cut(sheet, yield)
		}
		if err != nil && err != errStopped {
			yield(Raw{err: &InputError{err}})
		}
	}
}

var errStopped = errors.New("no more records are wanted")

// bookSheet is a sheet of a workbook with its header.
type bookSheet struct {
	*sheet // nil without a header
	part   sheetPart
	merged *merged
	begins int   // the rows up to its header
	filled bool  // a row stands below that
	err    error // why it cannot be read
}

// find looks for the sheet that is asked for, or the first with a header that is
// not hidden: without a number in its columns, or without a row, the first that
// has them. It returns nil where there is nothing to read.
func (b *workbook) find(how Reading) (*bookSheet, error) {
	parts, err := b.sheets(how.Sheet)
	if err != nil {
		return nil, err
	}
	var found *bookSheet
	var noHeader error
	var others []string
	hidden := "" // the first with a header
	for _, part := range parts {
		one, err := b.header(part, how.Columns)
		switch {
		case err != nil && found == nil:
			return nil, err
		case err != nil:
		case one.sheet == nil:
			noHeader = cmp.Or(noHeader, one.err)
		case part.isHidden && how.Sheet == "":
			hidden = cmp.Or(hidden, part.name)
		case found == nil:
			found = one
		case one.rank() > found.rank():
			if found.filled {
				others = append(others, found.part.name)
			}
			found = one
		case one.filled:
			others = append(others, part.name)
		}
	}
	if found != nil {
		found.table.Others = others
	}
	switch {
	case found != nil:
		return found, found.err
	case hidden != "":
		return nil, hinted{fmt.Sprintf("the customers are in a hidden sheet, %q: show it", hidden), fmt.Sprintf(", or read it with --sheet %q", hidden)}
	default:
		return nil, noHeader
	}
}

// rank says how likely a sheet holds the customers.
func (s *bookSheet) rank() int {
	switch {
	case !s.filled:
		return 0
	case !s.table.Has(inspected[1]):
		return 1
	default:
		return 2
	}
}

// header looks for the header of a sheet. The error is of a sheet that is
// damaged.
func (b *workbook) header(part sheetPart, columns Columns) (*bookSheet, error) {
	var search headerSearch
	found := &bookSheet{part: part, merged: b.merged(part)}
	count, ended := 0, false
	err := b.rows(part, func(row bookRow) error {
		count++
		if isEmpty(row.texts()) {
			return nil
		}
		if found.filled = search.sheet != nil; ended {
			return errStopped
		}
		found.merged.fill(&row, func(int) bool { return true })
		var isBest bool
		if isBest, ended = search.try(row.texts(), columns, fmt.Sprintf("row %d", row.number)); isBest {
			found.begins, found.filled = count, false
		}
		if ended && found.filled || ended && search.sheet == nil {
			return errStopped
		}
		return nil
	})
	if found.sheet, found.err = search.sheet, search.err; found.sheet != nil {
		found.table.Sheet, found.sheet.part = part.name, part.path
	}
	if err == errStopped || found.sheet != nil {
		err = nil // what is damaged further down is found again
	}
	return found, err
}

// cut yields the rows of a sheet below its header.
func (b *workbook) cut(s *bookSheet, yield func(Raw) bool) error {
	count := 0
	clear(s.merged.above) // column names are no values
	isRead := func(column int) bool { return column < len(s.set) && s.set[column].at != nil }
	return b.rows(s.part, func(row bookRow) error {
		if count++; count <= s.begins || isEmpty(row.texts()) && !row.hasProblem() {
			return nil
		}
		raw := Raw{book: s.sheet, place: row.number}
		raw.merged = s.merged.fill(&row, isRead)
		raw.cells, raw.remarks, raw.err = s.values(row.texts()), row.remarks(s.sheet), row.problem(s.sheet)
		if !yield(raw) {
			return errStopped
		}
		return nil
	})
}

// workbook is an .xlsx file: a zip archive of XML.
type workbook struct {
	files    map[string]*zip.File
	root     string // the path of the part that lists the sheets
	shared   []string
	formats  []format // by style
	from1904 bool     // days count from 1904, otherwise from 1900
	left     int64    // bytes that may still be unpacked

	mostShared int64 // bytes of shared
}

func openWorkbook(input, stream io.Reader) (*workbook, error) {
	at, size, err := readerAt(input, stream)
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(at, size)
	if err != nil {
		return nil, errDamaged
	}
	book := &workbook{files: make(map[string]*zip.File), root: "xl/workbook.xml", left: mostUnzipped, mostShared: mostShared}
	if _, isStream := at.(*bytes.Reader); isStream {
		book.mostShared = mostBuffered
	}
	for _, file := range archive.File {
		book.files[strings.ToLower(strings.ReplaceAll(file.Name, `\`, "/"))] = file
	}
	for _, r := range book.relations("") {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			book.root = r.path("")
		}
	}
	switch {
	case book.files["xl/workbook.bin"] != nil:
		return nil, errBinary
	case book.files["content.xml"] != nil && book.files["mimetype"] != nil:
		return nil, errOpen
	case book.files[book.root] == nil && book.files["word/document.xml"] != nil:
		return nil, errDocument
	case book.files[book.root] == nil || path.Ext(book.root) != ".xml":
		return nil, errPacked
	}
	if err := book.readShared(); err != nil {
		return nil, err
	}
	return book, book.readStyles()
}

// readerAt gives access to any place of an input. It reads the whole input unless
// that is a regular file.
func readerAt(input, stream io.Reader) (at io.ReaderAt, size int64, err error) {
	file, ok := input.(interface {
		io.ReaderAt
		Stat() (fs.FileInfo, error)
	})
	if ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return file, info.Size(), nil
		}
	}
	content, err := io.ReadAll(io.LimitReader(stream, mostBuffered+1))
	if err == nil && len(content) > mostBuffered {
		err = fmt.Errorf("expected a workbook of at most %d MiB from a stream; give the file by its name", mostBuffered>>20)
	}
	return bytes.NewReader(content), int64(len(content)), err
}

// open unpacks a part of at most that many bytes, or returns nil if there is none.
func (b *workbook) open(name string, most int64) (io.ReadCloser, error) {
	file := b.files[strings.ToLower(name)]
	if file == nil {
		return nil, nil
	}
	content, err := file.Open()
	if err != nil || file.Flags&1 != 0 {
		return nil, errDamaged
	}
	return &part{content, b, most}, nil
}

// part is an unpacked part of a workbook.
type part struct {
	io.ReadCloser
	book *workbook
	left int64 // of its bytes; a sheet's are given back with each row
}

func (p *part) Read(data []byte) (int, error) {
	n, err := p.ReadCloser.Read(data)
	p.left -= int64(n)
	p.book.left -= int64(n)
	if p.left < 0 || p.book.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// decode reads a part as XML. If it does not exist, into stays unchanged.
func (b *workbook) decode(name string, into any) error {
	content, err := b.open(name, mostPart)
	if content == nil || err != nil {
		return err
	}
	defer content.Close()
	if err := xml.NewDecoder(content).Decode(into); err != nil {
		return damaged(err)
	}
	return nil
}

// damaged hides what is wrong with XML, which could repeat a value.
func damaged(err error) error {
	if errors.Is(err, errTooLarge) || errors.Is(err, errStopped) {
		return err
	}
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	return errDamaged
}

type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// path returns where the relation leads, for a part in that folder.
func (r relation) path(folder string) string {
	if strings.HasPrefix(r.Target, "/") {
		return strings.ToLower(strings.TrimPrefix(path.Clean(r.Target), "/"))
	}
	return strings.ToLower(path.Join(folder, r.Target))
}

// relations returns those of a part, or of the whole workbook for "".
func (b *workbook) relations(name string) []relation {
	var found struct {
		Relations []relation `xml:"Relationship"`
	}
	folder, file := path.Split(name)
	if b.decode(folder+"_rels/"+file+".rels", &found) != nil {
		return nil
	}
	return found.Relations
}

// related returns the path of the part of a kind, or "".
func (b *workbook) related(kind string) string {
	for _, r := range b.relations(b.root) {
		if strings.HasSuffix(r.Type, "/"+kind) {
			return r.path(path.Dir(b.root))
		}
	}
	return ""
}

// sheetPart is a sheet and the path of its part.
type sheetPart struct {
	name, path string
	isHidden   bool
}

// sheets returns the sheet with a name, or all sheets for "", in order.
func (b *workbook) sheets(name string) ([]sheetPart, error) {
	var found struct {
		Properties struct {
			Date1904 bool `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			// The namespace of the strict form of the format.
			StrictID string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(b.root, &found); err != nil {
		return nil, err
	}
	b.from1904 = found.Properties.Date1904
	paths := make(map[string]string)
	for _, r := range b.relations(b.root) {
		if strings.HasSuffix(r.Type, "/worksheet") {
			paths[r.ID] = r.path(path.Dir(b.root))
		}
	}
	var sheets []sheetPart
	var names []string
	for _, sheet := range found.Sheets {
		path, ok := paths[sheet.ID+sheet.StrictID]
		if !ok {
			continue // a chart, which has no cells
		}
		names = append(names, strconv.Quote(sheet.Name))
		if name == "" || strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(sheet.Name)) {
			sheets = append(sheets, sheetPart{sheet.Name, path, sheet.State == "hidden" || sheet.State == "veryHidden"})
		}
	}
	if len(sheets) == 0 && name != "" {
		return nil, fmt.Errorf("the workbook has no sheet %q; it has %s", name, strings.Join(names, ", "))
	}
	return sheets, nil
}

// readShared reads the texts that cells share, without their pronunciation.
func (b *workbook) readShared() error {
	content, err := b.open(b.related("sharedStrings"), b.mostShared)
	if content == nil || err != nil {
		return err
	}
	defer content.Close()
	decoder := xml.NewDecoder(content)
	var text strings.Builder
	inText, inPhonetic := false, false
	for {
		token, err := decoder.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inText = token.Name.Local == "t" && !inPhonetic
			inPhonetic = inPhonetic || token.Name.Local == "rPh"
		case xml.CharData:
			if inText {
				text.Write(token)
			}
		case xml.EndElement:
			inText = false
			switch token.Name.Local {
			case "rPh":
				inPhonetic = false
			case "si":
				b.shared = append(b.shared, unescaped(text.String()))
				text.Reset()
			}
		}
	}
}

// readStyles reads the number formats of cells.
func (b *workbook) readStyles() error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(b.related("styles"), &styles); err != nil {
		return err
	}
	codes := make(map[int]format)
	for _, f := range styles.Formats {
		codes[f.ID] = formatOf(f.Code)
	}
	for _, cell := range styles.Cells {
		found, ok := codes[cell.Format]
		if !ok {
			found = builtIn(cell.Format)
		}
		b.formats = append(b.formats, found)
	}
	return nil
}

// bookRow is a row of a sheet.
type bookRow struct {
	number int // as the spreadsheet counts
	cells  []bookCell
}

// workbookRow is a row on its way to be judged.
type workbookRow struct {
	cells   []string
	remarks []screening.Advisory
	merged  []int // columns whose cell is merged with the one above
}

func (r bookRow) texts() []string {
	texts := make([]string, len(r.cells))
	for i, cell := range r.cells {
		texts[i] = cell.text
	}
	return texts
}

func (r bookRow) hasProblem() bool {
	for _, cell := range r.cells {
		if cell.problem != "" {
			return true
		}
	}
	return false
}

// problem returns why a value that is needed cannot be read: it must not count as
// missing. Elsewhere an error value is a text like any other.
func (r bookRow) problem(header *sheet) error {
	for i, cell := range r.cells[:min(len(r.cells), len(header.set))] {
		if path := header.set[i].path; path != "" && cell.problem != "" && (cell.text == "" || isScreened(path)) {
			return fmt.Errorf("row %d: the %s, in column %s, %s", r.number, prose.Field(path), columnName(i), cell.problem)
		}
	}
	return nil
}

// remarks returns advisories on what the spreadsheet has done to values.
func (r bookRow) remarks(header *sheet) []screening.Advisory {
	var remarks []screening.Advisory
	for i, cell := range r.cells[:min(len(r.cells), len(header.set))] {
		path := header.set[i].path
		switch {
		case path == "" || cell.remark == "":
		default:
			remarks = append(remarks, screening.Advisory{Rule: string(cell.remark), Field: path, Message: remarkTexts[cell.remark],
				Basis: screening.Inferred, Source: excelLimits})
		}
	}
	return remarks
}

// remark is a rule about how a spreadsheet holds a value.
type remark string

// The rules of [Record.Remarks].
const (
	digitsLost remark = "spreadsheet.digitsLost"
	dateValue  remark = "spreadsheet.date"
)

var remarkTexts = map[remark]string{
	digitsLost: "the cell is a number of more than 15 digits, of which a spreadsheet keeps 15 and makes the others zeros; type it again as text",
	dateValue:  "the cell is a date; if a number was typed, type it again as text",
}

const excelLimits = "Excel specifications and limits (support.microsoft.com)"

// RemarkRules are the rules about spreadsheets.
var RemarkRules = []screening.AdvisoryRule{
	{Name: string(digitsLost), Basis: screening.Inferred, Source: excelLimits, Summary: "a number of more than 15 digits, of which a spreadsheet keeps 15"},
	{Name: string(dateValue), Basis: screening.Inferred, Source: excelLimits, Summary: "a date, where a number was typed perhaps"},
}

// rows reads a sheet row by row.
func (b *workbook) rows(sheet sheetPart, yield func(bookRow) error) error {
	content, err := b.open(sheet.path, mostOfRow)
	if content == nil || err != nil {
		return errDamaged
	}
	defer content.Close()
	reader := sheetReader{book: b, decoder: xml.NewDecoder(content)}
	for {
		row, err := reader.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		if err := yield(row); err != nil {
			return err
		}
		content.(*part).left = mostOfRow
	}
}

// sheetReader reads the rows of a sheet's XML.
type sheetReader struct {
	book    *workbook
	decoder *xml.Decoder
	row     int // its number
}

// next returns the next row, or io.EOF.
func (s *sheetReader) next() (bookRow, error) {
	for {
		token, err := s.decoder.RawToken()
		if err == io.EOF {
			return bookRow{}, errDamaged // before the end of the rows
		}
		if err != nil {
			return bookRow{}, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "row" {
				s.row = numberOr(attribute(token, "r"), s.row+1)
				return s.cells()
			}
		case xml.EndElement:
			if token.Name.Local == "sheetData" {
				return bookRow{}, io.EOF
			}
		}
	}
}

// cells reads up to the end of a row.
func (s *sheetReader) cells() (bookRow, error) {
	row := bookRow{number: s.row}
	var cell rawCell
	var text *[]byte // of what the next characters are
	column := 0
	for {
		token, err := s.decoder.RawToken()
		if err == io.EOF {
			return row, errDamaged
		}
		if err != nil {
			return row, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			text = nil
			switch token.Name.Local {
			case "c":
				cell = rawCell{kind: attribute(token, "t"), style: numberOr(attribute(token, "s"), 0)}
				if column = columnOf(attribute(token, "r"), column); column > mostColumns {
					return row, errDamaged
				}
			case "f":
				cell.isFormula = true
			case "v":
				cell.hasValue, text = true, &cell.value
			case "t":
				if !cell.inPhonetic {
					cell.hasValue, text = true, &cell.value
				}
			case "rPh":
				cell.inPhonetic = true
			}
		case xml.CharData:
			if text != nil {
				*text = append(*text, token...)
			}
		case xml.EndElement:
			text = nil
			switch token.Name.Local {
			case "rPh":
				cell.inPhonetic = false
			case "c":
				if column == 0 {
					return row, errDamaged // ends before it begins
				}
				for len(row.cells) < column {
					row.cells = append(row.cells, bookCell{})
				}
				row.cells[column-1] = s.book.cell(cell)
			case "row":
				return row, nil
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func numberOr(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil && n >= 0 {
		return n
	}
	return otherwise
}

// columnOf returns the number of the column in a reference such as AB12. Without a
// reference it is the one after before.
func columnOf(reference string, before int) int {
	column := 0
	for _, c := range []byte(reference) {
		if c < 'A' || c > 'Z' || column > mostColumns {
			break
		}
		column = 26*column + int(c-'A') + 1
	}
	if column == 0 {
		return before + 1
	}
	return column
}

// columnName returns the spreadsheet's name for a column: A for 0.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
