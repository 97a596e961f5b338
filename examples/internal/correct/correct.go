// Package correct writes a file of customers again, with confirmed corrections.
// Everything else stays as it was: every other byte of CSV and JSON, and every
// other cell of a workbook.
package correct

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/encoding"

	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// Change is a new text for a field of a record.
type Change struct {
	Field  string // its path
	Column int    // of a spreadsheet, from 0
	Before string
	After  string
	Rule   string // of the advisory that suggests it
}

// Rules returns the names of the rules that suggest values.
func Rules() []string {
	return []string{
		"registrationNumber.characters", "registrationNumber.spreadsheet", "registrationNumber.reading",
		"phoneNumber.spreadsheet", "phoneNumber.notInternational",
		"firstName.notPrintable", "middleName.notPrintable", "lastName.notPrintable", "companyName.notPrintable", "email.notPrintable",
		"country.unknown", "culture.unknown", "language.format",
	}
}

// Suggested returns the changes that the advisories of an answer suggest.
func Suggested(answer verdict.Answer) []Change {
	var changes []Change
	for _, a := range answer.Report.Advisories {
		before := answer.Value(a.Field)
		if a.Suggestion == "" || before == "" {
			continue // a missing field has no place to write to
		}
		change := Change{Field: a.Field, Before: before, After: a.Suggestion, Rule: a.Rule}
		if answer.Table != nil {
			change.Column = answer.Table.Column(a.Field)
		}
		changes = append(changes, change)
	}
	return changes
}

// Why a change is left out.
var (
	ErrFormula = errors.New("a formula makes the cell")
	ErrMerged  = errors.New("the cell is merged with the one above")
	ErrTwice   = errors.New("two corrections were confirmed for it")
)

// errChanged means that the input is no longer what its records were cut from.
var errChanged = errors.New("the file was changed while it was read")

// Copy writes the file in input, which has the given name, to w. It calls changes
// for each record, in order, and done for each change: once it is written, or with
// the reason why it is left out.
//
// Memory is bounded by the largest record, and for a workbook also by the texts
// that its cells share. After an error the copy is incomplete.
func Copy(w io.Writer, input io.ReaderAt, size int64, name string, how records.Reading,
	changes func(records.Raw) []Change, done func(raw records.Raw, change Change, err error)) error {
	file := func() *io.SectionReader { return io.NewSectionReader(input, 0, size) }
	var to interface {
		change(records.Source, []Change) ([]error, error)
		rest() error
	}
	begin := make([]byte, 4)
	_, _ = input.ReadAt(begin, 0) // a shorter one is no workbook
	if string(begin) == "PK\x03\x04" {
		archive, err := zip.NewReader(input, size)
		if err != nil {
			return err
		}
		to = &workbook{archive: archive, out: zip.NewWriter(w)}
	} else {
		plain, written := records.Decoded(file())
		if written != nil {
			if err := checkEncoding(file(), written); err != nil {
				return err
			}
			encoder := written.NewEncoder().Writer(w)
			w = encoder
		}
		to = newText(plain, w)
	}
	for raw := range records.Cut([]string{name}, func(string) (io.ReadCloser, error) { return section{file()}, nil }, how) {
		if err := raw.InputError(); err != nil {
			return err
		}
		asked := changes(raw)
		if len(asked) == 0 {
			continue
		}
		wanted, refused := once(asked)
		source := raw.Source()
		wanted = slices.DeleteFunc(wanted, func(c Change) bool {
			isMerged := slices.Contains(source.Merged, c.Column)
			if isMerged {
				done(raw, c, ErrMerged)
			}
			return isMerged
		})
		results, err := to.change(source, wanted)
		if err != nil {
			if errors.Is(err, errChanged) || errors.Is(err, errDamaged) {
				err = fmt.Errorf("%s: %w", name, err)
			}
			return err
		}
		for i, change := range wanted {
			done(raw, change, results[i])
		}
		for _, change := range refused {
			done(raw, change, ErrTwice)
		}
	}
	return to.rest()
}

// once separates changes from those that contradict each other.
func once(changes []Change) (wanted, refused []Change) {
	texts := make(map[string]string)
	contradicted := make(map[string]bool)
	for _, c := range changes {
		if after, known := texts[c.Field]; known && after != c.After {
			contradicted[c.Field] = true
		}
		texts[c.Field] = c.After
	}
	written := make(map[string]bool)
	for _, c := range changes {
		switch {
		case contradicted[c.Field]:
			refused = append(refused, c)
		case !written[c.Field]:
			written[c.Field] = true
			wanted = append(wanted, c)
		}
	}
	return wanted, refused
}

// section reads a file from any place. Closing it leaves the file open.
type section struct{ *io.SectionReader }

func (section) Close() error { return nil }

// checkEncoding fails unless decoding and encoding a text gives the same text.
// Halves of characters do not.
func checkEncoding(file io.Reader, written encoding.Encoding) error {
	before, after := crc32.NewIEEE(), crc32.NewIEEE()
	encoder := written.NewEncoder().Writer(after)
	_, err := io.Copy(encoder, written.NewDecoder().Reader(io.TeeReader(bufio.NewReader(file), before)))
	if err == nil && before.Sum32() != after.Sum32() {
		err = errors.New("the text is no whole UTF-16, and would not come out as it was; save it as UTF-8 or as .xlsx")
	}
	return err
}

// ByRule returns the suggestions of some rules, for [Copy].
func ByRule(judge verdict.Judge, rules []string) func(records.Raw) []Change {
	return func(raw records.Raw) []Change {
		return slices.DeleteFunc(Suggested(judge.Of(raw.Decode())), func(c Change) bool { return !slices.Contains(rules, c.Rule) })
	}
}

// CheckInput fails unless there is one input, it can be read twice, and the name
// of its copy has the same format.
func CheckInput(names []string, copied string) error {
	if len(names) != 1 || names[0] == "-" {
		return errors.New("--fix-to needs one FILE, which is read twice")
	}
	if info, err := os.Stat(names[0]); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s: --fix-to needs a file that can be read twice", names[0])
	}
	if found, want := filepath.Ext(copied), filepath.Ext(names[0]); !strings.EqualFold(found, want) {
		return fmt.Errorf("%s: expected a name that ends in %q: a corrected file keeps its format", copied, want)
	}
	return nil
}
