package audit

import (
	"errors"
	"os"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

// errLateColumns can only come from a pipe: files are inspected beforehand.
var errLateColumns = errors.New("a spreadsheet from a pipe has columns that the header of the output does not have; name the pipe before other inputs")

// keptColumns returns the columns of the input in their order: those of all
// files, inspected beforehand, and those of the first records, perhaps from a pipe.
func keptColumns(options *Options, first []records.Raw) []string {
	columns := []string{}
	known := make(map[string]bool)
	add := func(table *records.Table) {
		if table == nil {
			return
		}
		for _, name := range table.Header {
			if !known[name] {
				known[name] = true
				columns = append(columns, name)
			}
		}
	}
	var table *records.Table
	for _, raw := range first {
		if raw.Table() != table {
			table = raw.Table()
			add(table)
		}
	}
	for _, name := range options.Names {
		if info, err := os.Stat(name); name == "-" || err != nil || !info.Mode().IsRegular() {
			continue
		}
		for raw := range records.Cut([]string{name}, openFile, options.Reading) {
			add(raw.Table())
			break
		}
	}
	return columns
}
