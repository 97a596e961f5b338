// Package records reads customers as people keep them, one record after the
// other: a record that cannot be read is an error of its own, and the rest is
// read all the same.
package records

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"os"

	"github.com/cspkit/customerscreen/screening"
)

// Record is one customer of the input, or what keeps it from being read.
type Record struct {
	File     string               // its name; "" for standard input and other streams
	Number   int                  // counts from 1 in its file
	Row      int                  // of a spreadsheet, as it counts; the line of JSON
	Customer *screening.Customer  // nil where Err is set
	Err      error                // says where and what was expected, without the customer's values
	Remarks  []screening.Advisory // on how the spreadsheet holds the values
	Table    *Table               // the spreadsheet that the record is a row of; nil for JSON
	Cells    []string             // the row as it came, with the columns that no field is read from; nil for JSON
}

// Company is the customer's name, "" where the record has none.
func (r Record) Company() string {
	if r.Customer == nil {
		return r.Value("billingProfile.companyName")
	}
	name := ""
	if profile := r.Customer.BillingProfile; profile != nil {
		name = profile.CompanyName
	}
	if profile := r.Customer.CompanyProfile; profile != nil {
		name = cmp.Or(name, profile.CompanyName)
	}
	return name
}

// Value is what stands in a field, as it was typed; "" where nothing does.
func (r Record) Value(field string) string {
	if r.Table != nil {
		if i := r.Table.Column(field); i >= 0 && i < len(r.Cells) {
			return r.Cells[i]
		}
		return ""
	}
	known := fieldsByName()[fold(field)].field
	if known == nil || r.Customer == nil {
		return ""
	}
	return *known.at(withProfiles(*r.Customer))
}

// withProfiles returns the customer with profiles of its own, into which
// missing ones can be put.
func withProfiles(c screening.Customer) *screening.Customer {
	if c.CompanyProfile != nil {
		profile := *c.CompanyProfile
		c.CompanyProfile = &profile
	}
	if c.BillingProfile != nil {
		profile := *c.BillingProfile
		c.BillingProfile = &profile
	}
	return &c
}

// InputError is the error of an input of which no record, or none of the
// rest, can be read: a file that is not there, or a header without a country.
type InputError struct{ Err error }

func (e *InputError) Error() string { return e.Err.Error() }

func (e *InputError) Unwrap() error { return e.Err }

// ErrNoRecord is the error of an input that can be read and holds no record.
var ErrNoRecord = errors.New("no customer in it")

// Reading says how inputs are read. Its zero value reads columns by their usual
// names.
type Reading struct {
	Columns Columns
	Sheet   string // of a workbook; "" for the first with customers
}

// Files reads the named files one after the other; "-" stands for standard
// input. A file that cannot be opened or read is one record with an
// [*InputError], and one without a record is one with [ErrNoRecord]; both have
// the number 0.
func Files(names []string, stdin io.Reader, how Reading) iter.Seq[Record] {
	open := func(name string) (io.ReadCloser, error) {
		if name == "-" {
			return io.NopCloser(stdin), nil
		}
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return nil, fmt.Errorf("%s: expected a file, found a directory", name)
		}
		return os.Open(name)
	}
	return decoded(Cut(names, open, how))
}

// Cut is [Files] without the decoding, for callers that decode on several
// goroutines at once, and open the inputs by themselves.
func Cut(names []string, open func(name string) (io.ReadCloser, error), how Reading) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		for _, name := range names {
			for raw := range numbered(file(name, open, how)) {
				if name != "-" {
					raw.file = name
				}
				if !yield(raw) {
					return
				}
			}
		}
	}
}

// Raw is one record that is cut out of the input and not decoded yet. It is
// immutable and safe for concurrent use.
type Raw struct {
	number int    // counts from 1 in its file
	file   string // "" for standard input
	place  int    // row or line
	err    error  // keeps it from being decoded

	json text
	csv  *csvSheet // that row is one of
	row  line
	book *sheet // of a workbook that cells are a row of
	workbookRow
}

// Size is the number of bytes that the record has in memory.
func (r Raw) Size() int {
	size := len(r.json.json) + len(r.row.bytes)
	for _, cell := range r.cells {
		size += len(cell)
	}
	return size
}

// InputError is the [*InputError] that stands for the input or its rest, or nil.
func (r Raw) InputError() error {
	if err, ok := errors.AsType[*InputError](r.err); ok {
		return err
	}
	return nil
}

// Sum adds the record's text to a checksum, CRC-32C of what was cut before it.
func (r Raw) Sum(before uint32) uint32 {
	sum := crc32.Update(crc32.Update(before, castagnoli, r.json.json), castagnoli, r.row.bytes)
	for _, cell := range r.cells {
		sum = crc32.Update(crc32.Update(sum, castagnoli, []byte(cell)), castagnoli, []byte{0})
	}
	return sum
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Table is the spreadsheet that the record is a row of, or nil.
func (r Raw) Table() *Table {
	switch {
	case r.csv != nil:
		return r.csv.table
	case r.book != nil:
		return r.book.table
	default:
		return nil
	}
}

// Decode reads the record.
func (r Raw) Decode() Record {
	var record Record
	switch {
	case r.err != nil:
		record = Record{Table: r.Table(), Cells: r.cells, Err: r.err}
	case r.csv != nil:
		record = r.csv.decode(r.row)
	case r.book != nil:
		record = r.book.record(r.cells)
		if record.Err != nil {
			record.Err = fmt.Errorf("row %d: %w", r.place, record.Err)
		}
		record.Remarks = r.remarks
	default:
		record.Customer, record.Err = r.json.decode()
	}
	record.File, record.Number, record.Row = r.file, r.number, r.place
	return record
}

func decoded(seq iter.Seq[Raw]) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for raw := range seq {
			if !yield(raw.Decode()) {
				return
			}
		}
	}
}

// numbered counts the records from 1. Errors of the input are none.
func numbered(seq iter.Seq[Raw]) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		number := 0
		for raw := range seq {
			if _, isInput := errors.AsType[*InputError](raw.err); !isInput && !errors.Is(raw.err, ErrNoRecord) {
				number++
				raw.number = number
			}
			if !yield(raw) {
				return
			}
		}
	}
}

// file reads a file; its errors that are none of a record's name it.
func file(name string, open func(name string) (io.ReadCloser, error), how Reading) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		shown := name
		if name == "-" {
			shown = "standard input"
		}
		input, err := open(name)
		if err != nil {
			yield(Raw{err: &InputError{err}})
			return
		}
		defer input.Close()
		isEmpty := true
		for raw := range read(input, name, how) {
			isEmpty = false
			if inputErr, ok := errors.AsType[*InputError](raw.err); ok {
				raw.err = &InputError{fmt.Errorf("%s: %w", shown, inputErr.Err)}
			}
			if !yield(raw) {
				return
			}
		}
		if isEmpty {
			yield(Raw{err: fmt.Errorf("%s: %w", shown, ErrNoRecord)})
		}
	}
}

// largest is the number of bytes that a record of a file may have.
const (
	largestJSON = 64 << 20
	largestRow  = 1 << 20
)

// read reads JSON, a workbook or a spreadsheet as text: what the first bytes
// say, the file's name, or else what the first character is.
func read(r io.Reader, name string, how Reading) iter.Seq[Raw] {
	failing := &failing{r: r}
	peek := bufio.NewReaderSize(failing, 1<<12)
	var seq iter.Seq[Raw]
	switch kind := kindOf(peek); kind {
	case "":
		in := bufio.NewReaderSize(utf8Text(peek), 1<<16)
		switch {
		case isJSON(in, name) && isProse(in):
			seq = failed(errNoJSON)
		case isJSON(in, name):
			seq = cutJSON(in, largestJSON)
		case isMarkup(in):
			seq = failed(errMarkup)
		case isExchange(in):
			seq = failed(errExchange)
		case how.Sheet != "":
			seq = failed(errNoSheets)
		default:
			seq = cutCSV(in, how.Columns, largestRow)
		}
	case zipped:
		seq = cutWorkbook(r, peek, how)
	default:
		seq = failed(kind.err(peek))
	}
	return func(yield func(Raw) bool) {
		for raw := range seq {
			if raw.err != nil && failing.err != nil && errors.Is(raw.err, failing.err) {
				raw.err = &InputError{raw.err}
			}
			if !yield(raw) {
				return
			}
		}
	}
}

// failed is an input of which nothing can be read.
func failed(err error) iter.Seq[Raw] {
	return func(yield func(Raw) bool) { yield(Raw{err: &InputError{err}}) }
}

// failing remembers the error of a reader.
type failing struct {
	r   io.Reader
	err error // nil at the end of the input
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && err != io.EOF {
		f.err = err
	}
	return n, err
}
