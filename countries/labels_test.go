package countries

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLabelsOfASchemesTitle(t *testing.T) {
	for _, test := range []struct{ name, title, english, local string }{
		{"VKN", "tax number (vergi kimlik numarası)", "Tax number", "vergi kimlik numarası"},
		{"TIN", "taxpayer number", "Taxpayer number", "TIN"},
		{"KPP", "reason code (КПП), given beside an INN", "Reason code (КПП), given beside an INN", "KPP"},
		{"PIN", "number 1)", "Number 1)", "PIN"},
	} {
		english, local := Scheme{Name: test.name, Title: test.title}.labels()
		assert.Equal(t, test.english, english)
		assert.Equal(t, test.local, local)
	}
}
