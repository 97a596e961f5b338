package spreadsheet_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/internal/spreadsheet"
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		text, digits string
		damaged      bool
	}{
		{"7.49556E+10", "", true},
		{"7,49556E+10", "", true},
		{" 7.49556e10 ", "", true},
		{"7E+10", "", true},
		{"7.495555010E+10", "", true},
		{"7.49555501001E+10", "", true},
		{"7.49556E-10", "", true},
		{"7.4E-1", "", true},
		{"7.4955550100E+10", "74955550100", true},
		{"+7,4955550100E10", "+74955550100", true},
		{"74955550100.0", "74955550100", true},
		{"74955550100,00", "74955550100", true},
		{"+74955550100.0", "+74955550100", true},
		{"1234567.0", "1234567", true},
		{"74,955,550,100", "74955550100", true},
		{"+74,955,550,100.00", "+74955550100", true},
		{"74.955.550.100,0", "74955550100", true},
		{"74 955 550 100,00", "74955550100", true},
		{"74\u00a0955\u00a0550\u00a0100,00", "74955550100", true},
		{"74\u202f955\u202f550\u202f100,00", "74955550100", true},
		{"74'955'550'100.0", "74955550100", true},
		{"4,955,550", "4955550", true},

		{"", "", false},
		{"74955550100", "", false},
		{"+7 495 555-01-00", "", false},
		{"495.555.01.00", "", false},
		{"123456.0", "", false},
		{"74 955 550 100", "", false},
		{"74.955.550.100", "", false},
		{"74.955.550.100.0", "", false},
		{"74,955,550,100,00", "", false},
		{"7 495 555 01 00,00", "", false},
		{"7495,555,010", "", false},
		{"74,955,550,10", "", false},
		{"74,955.550,100", "", false},
		{",955,550,100", "", false},
		{"555,100", "", false},
		{"1234567.1", "", false},
		{"1234567.000", "", false},
		{"1234567.", "", false},
		{"74.9556E+9", "", false},
		{"7.49556E++10", "", false},
		{"7.49556E+", "", false},
		{"7.49556E+100", "", false},
		{"7.E+10.", "", false},
		{"7.4x9556E+10", "", false},
		{".49556E+10", "", false},
		{"E+10", "", false},
		{"+", "", false},
		{"7E10", "", false},
		{"++74955550100.0", "", false},
		{"٧٤٩٥٥٥٥٠١٠٠.0", "", false},
	} {
		digits, damaged := spreadsheet.Read(test.text)
		assert.Equal(t, test.damaged, damaged, "%q", test.text)
		assert.Equal(t, test.digits, digits, "%q", test.text)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("7.4955550100E+10")
	f.Add("+74955550100.0")
	f.Fuzz(func(t *testing.T, text string) {
		digits, damaged := spreadsheet.Read(text)
		if digits == "" {
			return
		}
		assert.True(t, damaged)
		assert.Empty(t, strings.Trim(strings.TrimPrefix(digits, "+"), "0123456789"), "nothing but digits")
		_, again := spreadsheet.Read(digits)
		assert.False(t, again, "what is read needs no reading")
	})
}
