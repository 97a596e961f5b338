// Package records reads customers as people keep them, one record after the
// other: a record that cannot be read is an error of its own, and the rest is
// read all the same.
package records

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
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
	return func(yield func(Record) bool) {
		number := 0
		for _, name := range names {
			for record := range file(name, stdin, columns) {
				number++
				record.Number = number
				if !yield(record) {
					return
				}
			}
		}
	}
}

func file(name string, stdin io.Reader, columns Columns) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		input := stdin
		if name != "-" {
			opened, err := os.Open(name)
			if err != nil {
				yield(Record{Err: &InputError{err}})
				return
			}
			defer opened.Close()
			input = opened
		}
		for record := range read(input, name, columns) {
			if record.Err != nil && name != "-" {
				record.Err = named(name, record.Err)
			}
			if !yield(record) {
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
func read(r io.Reader, name string, columns Columns) iter.Seq[Record] {
	failing := &failing{r: r}
	in := bufio.NewReaderSize(utf8Text(failing), 1<<16)
	var seq iter.Seq[Record]
	if isJSON(in, name) {
		seq = JSONUpTo(in, largestJSON)
	} else {
		seq = CSV(in, columns, largestRow)
	}
	return func(yield func(Record) bool) {
		for record := range seq {
			if record.Err != nil && failing.err != nil && errors.Is(record.Err, failing.err) {
				record.Err = &InputError{record.Err}
			}
			if !yield(record) {
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
