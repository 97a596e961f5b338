package records

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIsTotal(t *testing.T) {
	for row, want := range map[string]bool{
		"Total,,,3,1200.50":       true,
		"Итого:,,,3,1200":         true,
		"ИТОГО,,,,":               true,
		",,Razem,3,":              true,
		"Total (3),,,3,":          true,
		",,,3,1 200":              true,
		"Total Energies,,,3,1200": false,
		"Oka,,,3,1200":            false,
		",,7707083893,,":          false,
		",,,3,see note":           false,
		"Oka,,,,":                 false,
	} {
		for record := range CSV(strings.NewReader("Company,Country,INN,Seats,Price\n"+row+"\n"), nil, 1000) {
			assert.Equal(t, want, record.IsTotal(), row)
		}
	}
	for record := range JSON(strings.NewReader(`{"companyProfile":{"companyName":"Total"}}`)) {
		assert.False(t, record.IsTotal())
	}
}
