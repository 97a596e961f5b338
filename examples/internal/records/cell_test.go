package records

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFormatOf(t *testing.T) {
	for code, want := range map[string]format{
		"": {}, "General": {}, "0": {digits: 1}, "00000": {digits: 5}, "000-000": {digits: 6}, `"INN "0000`: {digits: 4}, "0000;-0000": {digits: 4},
		"0.00": {}, "00%": {}, "0.0E+00": {}, "# ?/?": {}, "#,##0": {digits: 1}, "@": {},
		"yyyy-mm-dd": {isDate: true}, "[h]:mm": {isDate: true}, "[$-409]d mmm;@": {isDate: true}, `"year"0`: {digits: 1},
	} {
		assert.Equal(t, want, formatOf(code), code)
	}
}

func FuzzFormatOf(f *testing.F) {
	for _, code := range []string{"00000", "[$-409]yyyy;@", `"`, "[", `\`, "_", "*", "[h", "0E+", "[>=100]0;"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		assert.GreaterOrEqual(t, formatOf(code).digits, 0)
	})
}

func FuzzNumberCell(f *testing.F) {
	for _, value := range []string{"7707083893", "7.707083893E9", "-1", "1e400", "NaN", "Inf", "0x10", "45000.5", "2958465.99999999"} {
		f.Add(value, 12, true)
	}
	f.Fuzz(func(t *testing.T, value string, digits int, isDate bool) {
		cell := numberCell(value, format{digits: digits % 100, isDate: isDate}, false)
		if isDigits(value) && !isDate {
			assert.Contains(t, cell.text, value, "no digit is lost")
		}
	})
}

func TestColumnNames(t *testing.T) {
	for i, name := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16_383: "XFD"} {
		assert.Equal(t, name, columnName(i))
		assert.Equal(t, i+1, columnOf(name+"7", 0))
	}
	assert.Equal(t, 5, columnOf("", 4))
	assert.Greater(t, columnOf("ZZZZZZZZZZZZZZZZZZZZZZ1", 0), mostColumns)
}
