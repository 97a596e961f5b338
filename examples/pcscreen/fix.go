package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/outfile"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/terminal"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// fixFlags are the flags that ask for a corrected file.
type fixFlags struct {
	to    string
	rules []string
	force bool
}

const fixHelp = `--fix-to writes FILE again with corrections. Rows, columns and format stay the
same, and so does every other byte of CSV and JSON and every other part of a
workbook. It takes the suggestions of the rules that you confirm with --fix, and
lists each: row, column, before and after. It leaves cells with a formula alone.
Memory is bounded, except for the texts that the cells of a workbook share.`

// addTo adds the flags to a command.
func (f *fixFlags) addTo(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.to, "fix-to", "", "write the one input again to `FILE`, with the suggestions that --fix confirms")
	flags.StringArrayVar(&f.rules, "fix", nil, "take all suggestions of the `RULE` of that name; may be repeated")
	flags.BoolVar(&f.force, "force", false, "replace files that are there already")
	complete(command, "fix", correct.Rules()...)
}

// check returns what is wrong with the flags.
func (f *fixFlags) check(names []string, judging verdict.Options) error {
	if f.to == "" && len(f.rules) == 0 {
		return nil
	}
	switch {
	case f.to == "":
		return errors.New("--fix needs --fix-to FILE, where the corrected file goes")
	case len(f.rules) == 0:
		return errors.New("--fix-to needs --fix RULE, whose suggestions you confirm; may be repeated")
	case judging.ViolationsOnly:
		return errors.New("--fix needs suggestions; leave --no-advisories out")
	}
	for _, name := range f.rules {
		if err := checkRule(name); err != nil {
			return wrongFlag("fix", err)
		}
		if known := correct.Rules(); !slices.Contains(known, name) {
			return wrongFlag("fix", fmt.Errorf("%s never suggests a value; expected %s", name, prose.Or(known...)))
		}
		if slices.Contains(judging.Without, name) {
			return wrongFlag("fix", fmt.Errorf("%s is switched off by --without", name))
		}
	}
	return correct.CheckInput(names, f.to)
}

// open creates the corrected file before the work begins.
func (f *fixFlags) open(input string) (*outfile.File, error) {
	if info, err := os.Stat(f.to); err == nil {
		if read, err := os.Stat(input); err == nil && os.SameFile(info, read) {
			return nil, fmt.Errorf("%s: expected another file than an input", f.to)
		}
	}
	file, err := outfile.Open(f.to)
	if err != nil {
		return nil, err
	}
	if !file.IsEmpty && !f.force {
		file.Discard()
		return nil, fmt.Errorf("%s: %w", f.to, outfile.ErrExists)
	}
	return file, nil
}

// write writes the corrected file.
func (f *fixFlags) write(to *outfile.File, name string, how records.Reading, judge verdict.Judge, list *changeList) error {
	input, err := os.Open(name)
	if err != nil {
		return err
	}
	defer input.Close()
	info, err := input.Stat()
	if err != nil {
		return err
	}
	if err := to.Replace(func(w io.Writer) error {
		return correct.Copy(w, input, info.Size(), name, how, correct.ByRule(judge, f.rules), func(raw records.Raw, c correct.Change, err error) {
			list.add(raw.Decode(), c, err)
		})
	}); err != nil {
		return err
	}
	return list.end()
}

// changeList lists the corrections, one on a line.
type changeList struct {
	out      io.Writer
	terminal terminal.Terminal
	to       string
	quiet    bool // show only the total
	count    int
	left     int
	err      error
}

func (l *changeList) add(record records.Record, c correct.Change, err error) {
	where := "line " + fmt.Sprint(record.Row) + ", " + c.Field
	if record.Table != nil {
		where = "row " + fmt.Sprint(record.Row) + ", column " + prose.Printable(strings.TrimSpace(record.Table.Header[c.Column]))
	}
	text := fmt.Sprintf("%s: %s → %s (%s)", where, prose.Printable(c.Before), prose.Printable(c.After), c.Rule)
	if err != nil {
		l.left++
		text += ", left as it is: " + err.Error()
	} else {
		l.count++
	}
	if l.quiet {
		return
	}
	if l.count+l.left == 1 {
		l.write("\n" + l.terminal.Hang("", "Corrected in "+prose.Printable(l.to)+":"))
	}
	l.write(l.terminal.Hang("  ", text))
}

// end writes how many there were.
func (l *changeList) end() error {
	text := fmt.Sprintf("%s: %s corrected", prose.Printable(l.to), prose.Count(l.count, "value", "values"))
	if l.left > 0 {
		text += ", " + prose.Count(l.left, "left as it is", "left as they are")
	}
	l.write("\n" + l.terminal.Hang("", text+"."))
	return l.err
}

func (l *changeList) write(text string) {
	if l.err == nil {
		_, l.err = io.WriteString(l.out, text)
	}
}
