package records

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cspkit/customerscreen/examples/internal/guard"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/internal/countryname"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

// Table is the spreadsheet whose rows are the records.
type Table struct {
	Sheet  string   // of a workbook
	Others []string // further visible sheets with customers
	Header []string // the columns' names for a mapping; repeated and missing names are numbered
	Fields []string // for each column the path of its field, or ""
	Given  []string // the fields that a mapping gives every row
	aside  []string // sentences about columns that could be read, but are not
}

// Column returns the column of a field, counted from 0, or -1.
func (t *Table) Column(field string) int { return slices.Index(t.Fields, field) }

// Has reports whether a field has a column or is given for every row.
func (t *Table) Has(field string) bool {
	return t.Column(field) >= 0 || slices.Contains(t.Given, field)
}

// Notes says which sheet is read, and what could be read but is not.
func (t *Table) Notes() []string {
	var notes []string
	switch {
	case len(t.Others) > 0:
		var others []string
		for _, name := range t.Others {
			others = append(others, strconv.Quote(name))
		}
		notes = append(notes, fmt.Sprintf("sheet: %q; customers are in %s, too: --sheet NAME reads another", t.Sheet, strings.Join(others, ", ")))
	case t.Sheet != "":
		notes = append(notes, fmt.Sprintf("sheet: %q", t.Sheet))
	}
	for _, field := range t.Given {
		notes = append(notes, "the same in every row, by --map: "+prose.Field(field))
	}
	return append(notes, t.aside...)
}

// Describe says in a few lines which field is read from which column, and which
// fields have none: this is said once, not for every row. The last line is about
// fields that decide nothing.
func (t *Table) Describe() []string {
	var read, missing []string
	for i, field := range t.Fields {
		if field != "" {
			read = append(read, fmt.Sprintf("%s from %q", prose.Field(field), strings.TrimSpace(t.Header[i])))
		}
	}
	lines := append([]string{"read: " + strings.Join(read, ", ")}, t.Notes()...)
	lines = append(lines, t.Doubts()...)
	for _, field := range t.Missing() {
		if doubtful[field] == "" {
			missing = append(missing, prose.Field(field))
		}
	}
	if missing != nil {
		lines = append(lines, NoColumn+strings.Join(missing, ", "))
	}
	return lines
}

// Doubts says which codes may be false, since no column holds what they miss.
func (t *Table) Doubts() []string {
	var lines []string
	for _, field := range t.Missing() {
		if code, name := doubtful[field], prose.Field(field); code != "" {
			lines = append(lines, fmt.Sprintf("no column holds the %s: each %s below may be false; if one does, name it: --map \"%s=HEADER\"", name, code, name))
		}
	}
	return lines
}

var doubtful = map[string]string{
	"companyProfile.organizationRegistrationNumber": "600049",
	"billingProfile.defaultAddress.phoneNumber":     "600051",
}

// Missing returns the fields that are screened or inspected and have no column,
// the decisive ones first.
func (t *Table) Missing() []string { return slices.DeleteFunc(slices.Clone(inspected), t.Has) }

// NoColumn begins the line about fields that have no column and decide nothing.
const NoColumn = "no column: "

// decisive is the number of fields on which a verdict hangs.
const decisive = 3

// inspected are the fields that a customer should have, the decisive ones first.
var inspected = []string{
	"billingProfile.defaultAddress.country",
	"companyProfile.organizationRegistrationNumber",
	"billingProfile.defaultAddress.phoneNumber",
	"billingProfile.companyName",
	"companyProfile.domain",
	"billingProfile.email",
	"billingProfile.culture",
	"billingProfile.language",
	"billingProfile.defaultAddress.firstName",
	"billingProfile.defaultAddress.lastName",
	"billingProfile.defaultAddress.addressLine1",
	"billingProfile.defaultAddress.city",
	"billingProfile.defaultAddress.state",
	"billingProfile.defaultAddress.postalCode",
}

// sheet is a spreadsheet whose header is read. It is immutable.
type sheet struct {
	table     *Table
	set       []setter // what each column sets
	given     []given
	isGuarded bool   // a table of findings, whose cells went through [guard.Cell]
	part      string // the path of a workbook's part
}

// given is a value that a mapping gives every row.
type given struct {
	setter
	value string
}

// values removes from the cells of a row what [guard.Cell] added.
func (s *sheet) values(cells []string) []string {
	if s.isGuarded {
		for i, cell := range cells {
			cells[i] = guard.Value(cell)
		}
	}
	return cells
}

// record returns the customer of a row.
func (s *sheet) record(cells []string) Record {
	record := Record{Table: s.table, Cells: cells}
	if len(cells) > len(s.set) && !isEmpty(cells[len(s.set):]) {
		record.Err = fmt.Errorf("expected at most %d values, as many as the header has columns, found %d", len(s.set), len(cells))
		return record
	}
	customer := new(screening.Customer)
	if s.table.Has("companyProfile.domain") {
		company(customer) // so that an empty cell draws an advisory
	}
	for i, cell := range cells[:min(len(cells), len(s.set))] {
		if s.set[i].at == nil || cell == "" {
			continue
		}
		if s.set[i].path == "id" && !wire.IsGUID(strings.TrimSpace(cell)) {
			continue // a number of the spreadsheet's own
		}
		s.set[i].put(customer, cell)
	}
	for _, g := range s.given {
		g.put(customer, g.value)
	}
	record.Customer = customer
	return record
}

// put sets a field, a country by its code.
func (s setter) put(customer *screening.Customer, value string) {
	if s.isCountry {
		value = cmp.Or(countryname.Code(value), value)
	}
	*s.at(customer) = value
}

// mostTitles is how many rows are searched for a header.
const mostTitles = 30

// headerSearch looks for the row that names the columns, since titles and
// filters may stand above it: of those that could be it, the one that names most
// of what is screened.
type headerSearch struct {
	sheet *sheet // of the best row so far
	err   error  // of that row, which leaves a question; or of the first row, or of the one that came closest
	place string // of the best row
	rows  int
	known int // columns of the row that came closest
}

// try looks at a row that is not empty, and reports whether it is the best so
// far. The search has ended with a header that names all that is screened, or
// with as many rows as are looked at.
func (h *headerSearch) try(cells []string, columns Columns, place string) (isBest, ended bool) {
	h.rows++
	s, err := columns.sheet(cells)
	if err != nil {
		err = fmt.Errorf("%s: %w", place, err)
	}
	known := columns.known(cells)
	switch {
	case s != nil && h.sheet == nil:
		isBest = true
	case s != nil && s.screened() > h.sheet.screened():
		isBest = true
		s.table.aside = append(s.table.aside, fmt.Sprintf("header: %s; %s names a column for the country, too, and is not read", place, h.place))
	case h.sheet == nil && (h.err == nil || known > h.known):
		h.err, h.known = err, known
	}
	if isBest {
		h.sheet, h.err, h.place = s, err, place
	}
	return isBest, h.rows == mostTitles || h.sheet != nil && h.sheet.screened() == decisive
}

// screened counts the fields on which a verdict hangs that have a column.
func (s *sheet) screened() int {
	count := 0
	for _, field := range inspected[:decisive] {
		if s.table.Has(field) {
			count++
		}
	}
	return count
}

// isEmpty reports whether no cell has a text.
func isEmpty(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}
