package records

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

// kind is the kind of a file that is not text: its first bytes.
type kind string

// Files that people take for spreadsheets, but that are not text.
const (
	zipped   kind = "PK\x03\x04" // .xlsx and .ods are archives of this kind, too
	compound kind = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	pdf      kind = "%PDF-"
	rtf      kind = "{\\rtf"
	utf32    kind = "\xff\xfe\x00\x00"
)

// packed are archives and compressed files.
var packed = []kind{"\x1f\x8b", "BZh", "\xfd7zXZ\x00", "7z\xbc\xaf\x27\x1c", "Rar!", "\x28\xb5\x2f\xfd", "PK\x05\x06"}

// kindOf looks ahead. It returns "" for text.
func kindOf(in *bufio.Reader) kind {
	for _, kind := range append([]kind{zipped, compound, pdf, rtf, utf32}, packed...) {
		for size := 1; size <= len(kind); size++ { // no further than needed: typed input comes slowly
			begin, _ := in.Peek(size)
			if string(begin) != string(kind[:size]) {
				break
			}
			if size == len(kind) {
				return kind
			}
		}
	}
	return ""
}

var (
	errNoJSON    = errors.New("expected JSON, found other text; remove what stands above the first { or [, or, if it is a spreadsheet, name the file .csv")
	errPacked    = errors.New("expected a spreadsheet or JSON, found an archive or a compressed file; unpack it and give the file that is inside")
	errMarkup    = errors.New("expected a spreadsheet or JSON, found HTML or XML, perhaps a page that asks to sign in; open it in a spreadsheet program and save it as .xlsx or as CSV UTF-8")
	errEncrypted = errors.New("expected a workbook without a password; open it in a spreadsheet program and save it without one")
	errOld       = errors.New("expected .xlsx, found a workbook or document of Excel's or Word's old format (.xls, .doc); open it and save it as .xlsx")
	errNoSheets  = errors.New("expected .xlsx, of which --sheet names a sheet, found a spreadsheet as text, which has none")
	errRTF       = errors.New("expected a spreadsheet or JSON, found a text document (.rtf); copy the table into a spreadsheet")
	errUTF32     = errors.New("expected text in UTF-8 or UTF-16, found UTF-32; save the file as \"CSV UTF-8\"")
	errExchange  = errors.New("expected a spreadsheet or JSON, found an exchange format of old spreadsheet programs (.slk, .dif); open it and save it as .xlsx")
	errBinary    = errors.New("expected .xlsx, found a binary workbook (.xlsb); save it as .xlsx")
	errOpen      = errors.New("expected .xlsx, found an OpenDocument file (.ods); save it as .xlsx or as CSV UTF-8")
	errDocument  = errors.New("expected .xlsx, found a text document (.docx); copy the table into a spreadsheet")
	errEncoding  = errors.New("expected text in UTF-8 or UTF-16; save the file as \"CSV UTF-8\"")
	errPDF       = errors.New("expected a spreadsheet or JSON, found a PDF; export the table it was made of as .xlsx or as CSV UTF-8")
)

// Reason names, for programs, the usual causes why no customer can be read from a
// file: empty, encrypted, packed, markup, document, format, damaged or encoding;
// "" for every other error.
func Reason(err error) string {
	for _, one := range reasons {
		if errors.Is(err, one.err) {
			return one.reason
		}
	}
	return ""
}

var reasons = []struct {
	err    error
	reason string
}{
	{ErrNoRecord, "empty"}, {errEncrypted, "encrypted"}, {errPacked, "packed"}, {errMarkup, "markup"},
	{errPDF, "document"}, {errRTF, "document"}, {errDocument, "document"},
	{errOld, "format"}, {errBinary, "format"}, {errOpen, "format"}, {errExchange, "format"},
	{errDamaged, "damaged"}, {errEncoding, "encoding"}, {errUTF32, "encoding"},
}

// err says what the file is and what to do.
func (k kind) err(in io.Reader) error {
	switch k {
	case pdf:
		return errPDF
	case rtf:
		return errRTF
	case utf32:
		return errUTF32
	case compound:
		// The old format's container also holds workbooks with a password.
		content, err := io.ReadAll(io.LimitReader(in, mostBuffered))
		if err == nil && bytes.Contains(content, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return errEncrypted
		}
		return errOld
	default:
		return errPacked
	}
}

// isJSON tells JSON from a spreadsheet.
func isJSON(in *bufio.Reader, name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json", ".ndjson", ".jsonl":
		return true
	case ".csv", ".tsv":
		return false
	}
	first, err := firstCharacter(in)
	return errors.Is(err, io.EOF) || first == '{' || first == '[' // white space alone is no record
}

// isMarkup tells HTML and XML from a table.
func isMarkup(in *bufio.Reader) bool {
	first, err := firstCharacter(in)
	return err == nil && first == '<'
}

// isProse tells a text that begins with a word, such as a CSV header or a
// warning of PowerShell, from JSON.
func isProse(in *bufio.Reader) bool {
	first, err := firstCharacter(in)
	return err == nil && unicode.IsLetter(rune(first)) && !strings.ContainsRune("ntf", rune(first)) // null, true and false
}

// isExchange tells SYLK and DIF from a table.
func isExchange(in *bufio.Reader) bool {
	begin, _ := in.Peek(in.Buffered())
	return exchange.Match(begin)
}

var exchange = regexp.MustCompile(`^(ID;P[A-Z0-9]*(;[NE])*\r?\n|TABLE\r?\n0,1\r?\n")`)

// firstCharacter looks for the first one that is not white space.
func firstCharacter(in *bufio.Reader) (byte, error) {
	for size := 1; ; size++ {
		begin, err := in.Peek(size)
		if len(begin) < size {
			return 0, err
		}
		if last := begin[size-1]; !isSpace(last) && last != recordSeparator {
			return last, nil
		}
	}
}
