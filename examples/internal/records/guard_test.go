package records

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/guard"
)

// FuzzGuardedTable writes a customer into a table of findings, and reads the
// same customer from it as from a table that has no guard.
func FuzzGuardedTable(f *testing.F) {
	f.Add("=HYPERLINK(1)", "0012892312", "+36 1 555", "'=x")
	f.Add("x;=1+1", "'7707083893", "\t-1", "7707-083893")
	f.Add("'s-Hertogenbosch", "''1", "1\n+2", "\"=1\"")
	f.Fuzz(func(t *testing.T, company, number, phone, note string) {
		values := []string{company, "HU", number, phone, note}
		header := []string{"company", "country", "registration number", "phone", "=note"}
		read := func(row ...string) Record {
			text := guard.AppendRow(nil, append([]string{"x", "y"}, header...)...)
			if row[0] == "guarded" {
				text = guard.AppendRow(nil, append([]string{"file", "row"}, guard.Cell(header[0]), header[1], header[2], header[3], guard.Cell(header[4]))...)
			}
			for record := range CSV(strings.NewReader(string(guard.AppendRow(text, row...))), nil, 1<<20) {
				return record
			}
			return Record{}
		}
		guarded := []string{"guarded", "2"}
		for _, value := range values {
			guarded = append(guarded, guard.Cell(value))
		}
		want, found := read(append([]string{"plain", "2"}, values...)...), read(guarded...)
		require.Equal(t, want.Customer, found.Customer)
		require.Equal(t, want.Err, found.Err)
		if found.Err == nil {
			require.Equal(t, want.Cells[2:], found.Cells[2:])
			require.Equal(t, want.Table.Header[2:], found.Table.Header[2:])
		}
	})
}
