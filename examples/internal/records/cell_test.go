package records

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFormatOf(t *testing.T) {
	for code, want := range map[string]section{
		"": {}, "General": {}, "0": {digits: 1}, "00000": {digits: 5}, "000-000": {digits: 6}, `"INN "0000`: {digits: 4}, "0000;-0000": {digits: 4},
		"0.00": {}, "00%": {}, "0.0E+00": {}, "# ?/?": {}, "#,##0": {digits: 1}, "@": {},
		"yyyy-mm-dd": {isDate: true}, "[h]:mm": {isDate: true}, "[$-409]d mmm;@": {isDate: true}, `"year"0`: {digits: 1},
		`"+"0`: {digits: 1, prefix: "+"}, "+7 (000) 000-00-00": {digits: 10, prefix: "+7"}, "0+0": {digits: 2},
		"[>999]000-000;0000": {digits: 4}, "[<=7]00;0000": {operator: "<=", operand: 7, digits: 2}, "[>=8]00;[<7]000;00000": {digits: 5}, "[=7]yyyy;0": {operator: "=", operand: 7, isDate: true},
		"[<>7]yyyy;00": {digits: 2}, "[<7]00;[>7]000": {}, "[>6]0.00;00": {operator: ">", operand: 6},
	} {
		assert.Equal(t, want, formatOf(code).section("7"), code)
	}
}

func FuzzFormatOf(f *testing.F) {
	for _, code := range []string{"00000", "[$-409]yyyy;@", `"`, "[", `\`, "_", "*", "[h", "0E+", "[>=100]0;", "[<0"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		assert.GreaterOrEqual(t, formatOf(code).section("7").digits, 0)
	})
}

func FuzzNumberCell(f *testing.F) {
	for _, value := range []string{"7707083893", "7.707083893E9", "-1", "1e400", "NaN", "Inf", "0x10", "45000.5", "2958465.99999999"} {
		f.Add(value, 12, true)
	}
	f.Fuzz(func(t *testing.T, value string, digits int, isDate bool) {
		cell := numberCell(value, format{{digits: digits % 100, isDate: isDate}}, false)
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
