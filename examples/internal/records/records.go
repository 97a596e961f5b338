// Package records reads customers as people keep them, one record after the
// other: a record that cannot be read is an error of its own, and the rest is
// read all the same.
package records

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/cspkit/customerscreen/screening"
)

// Record is one customer of the input, or what keeps it from being read.
type Record struct {
	Number   int                 // counts from 1 over all of the input
	Customer *screening.Customer // nil where Err is set
	Err      error               // says where and what was expected, without the customer's values
	Table    *Table              // the spreadsheet that the record is a row of; nil for JSON
	Row      []string            // the row as it came, with the columns that no field is read from; nil for JSON
}

// InputError is the error of an input of which no record, or none of the
// rest, can be read: a file that is not there, or a header without a country.
type InputError struct{ Err error }

func (e *InputError) Error() string { return e.Err.Error() }

func (e *InputError) Unwrap() error { return e.Err }

// Files reads the named files one after the other; "-" stands for standard
// input. The columns say how spreadsheets among them are read; nil stands for
// the columns' usual names. A file that cannot be opened or read is one record
// with an [*InputError].
func Files(names []string, stdin io.Reader, columns Columns) iter.Seq[Record] {
	open := func(name string) (io.ReadCloser, error) {
		if name == "-" {
			return io.NopCloser(stdin), nil
		}
		return os.Open(name)
	}
	return decoded(Cut(names, open, columns))
}

// Cut is [Files] without the decoding, for callers that decode on several
// goroutines at once, and open the inputs by themselves.
func Cut(names []string, open func(name string) (io.ReadCloser, error), columns Columns) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		number := 0
		for _, name := range names {
			for raw := range file(name, open, columns) {
				number++
				raw.Number = number
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
	Number int    // counts from 1 over all of the input
	file   string // "" for standard input
	json   text
	sheet  *sheet // that row is one of; nil for JSON
	row    line
	err    error // keeps it from being decoded
}

// Size is the number of bytes that the record has in memory.
func (r Raw) Size() int { return len(r.json.json) + len(r.row.bytes) }

// Sum adds the record's text to a checksum, CRC-32C of what was cut before it.
func (r Raw) Sum(before uint32) uint32 {
	return crc32.Update(crc32.Update(before, castagnoli, r.json.json), castagnoli, r.row.bytes)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Table is the spreadsheet that the record is a row of, or nil.
func (r Raw) Table() *Table {
	if r.sheet == nil {
		return nil
	}
	return r.sheet.table
}

// Decode reads the record.
func (r Raw) Decode() Record {
	record := Record{Table: r.Table()}
	switch {
	case r.err != nil:
		record.Err = r.err
	case r.sheet != nil:
		record = r.sheet.decode(r.row)
	default:
		record.Customer, record.Err = r.json.decode()
	}
	if record.Err != nil && r.file != "" {
		record.Err = named(r.file, record.Err)
	}
	record.Number = r.Number
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

// numbered counts the records from 1.
func numbered(seq iter.Seq[Raw]) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		number := 0
		for raw := range seq {
			number++
			raw.Number = number
			if !yield(raw) {
				return
			}
		}
	}
}

func file(name string, open func(name string) (io.ReadCloser, error), columns Columns) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		input, err := open(name)
		if err != nil {
			yield(Raw{err: &InputError{err}})
			return
		}
		defer input.Close()
		for raw := range read(input, name, columns) {
			if name != "-" {
				raw.file = name
			}
			if !yield(raw) {
				return
			}
		}
	}
}

// named adds a file's name to an error.
func named(name string, err error) error {
	if input, ok := errors.AsType[*InputError](err); ok {
		return &InputError{fmt.Errorf("%s: %w", name, input.Err)}
	}
	return fmt.Errorf("%s: %w", name, err)
}

// largest is the number of bytes that a record of a file may have.
const (
	largestJSON = 64 << 20 // pages of the API are read whole
	largestRow  = 1 << 20
)

// read reads JSON or a spreadsheet: what the file's name says, or else what
// the first character is.
func read(r io.Reader, name string, columns Columns) iter.Seq[Raw] {
	failing := &failing{r: r}
	in := bufio.NewReaderSize(utf8Text(failing), 1<<16)
	var seq iter.Seq[Raw]
	if isJSON(in, name) {
		seq = cutJSON(in, largestJSON)
	} else {
		seq = cutCSV(in, columns, largestRow)
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

// isJSON tells JSON from a spreadsheet.
func isJSON(in *bufio.Reader, name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json", ".ndjson", ".jsonl":
		return true
	case ".csv", ".tsv":
		return false
	}
	for size := 1; ; size++ {
		begin, err := in.Peek(size)
		if len(begin) < size {
			return errors.Is(err, io.EOF) // nothing but white space is no record
		}
		if last := begin[size-1]; !bytes.ContainsRune([]byte(" \t\r\n"), rune(last)) {
			return last == '{' || last == '['
		}
	}
}
