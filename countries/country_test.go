package countries_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
)

// row is what was published of a listed country, written once more by hand.
type row struct {
	name, localName, comment string
	lengths                  []int
	pattern                  string
	callingCode              string
}

const (
	announced2020 = "Partner Center announcements, November 2020, item 11 (2020-11-17)"
	announced2021 = "Partner Center announcements, company registration ID in additional countries (launched 2021-03-25)"
)

var listedInNovember2020 = map[string]row{
	"AM": {"Armenia", "УНН/NZOU/НЗОУ/ հանրային ծառայության համարանիշը", "UNN / public service number", []int{8, 10}, `^(\d{8}|\d{10})$`, "374"},
	"AZ": {"Azerbaijan", "ИНН/VOEN/ПИК", "TIN / INN / PIC", []int{7, 10}, `^(\d{7}|\d{10})$`, "994"},
	"BY": {"Belarus", "УНП", "UNP (the tax identification number)", []int{9}, `^(\d{9})$`, "375"},
	"HU": {"Hungary", "TIN", "tax identification number", []int{10, 11}, `^(\d{10}|\d{11})$`, "36"},
	"KZ": {"Kazakhstan", "БИН/ИИН", "BIN / IIN", []int{12}, `^(\d{12})$`, "7"},
	"KG": {"Kyrgyzstan", "ИНН", "UNN / public service number", []int{14}, `^(\d{14})$`, "996"},
	"MD": {"Moldova", "IDNO/IDNP", "the state identification number (IDNO) given to a legal entity is also its fiscal code; state register of legal entities of Moldova",
		[]int{6, 7, 8, 13}, `^(\d{6}|\d{7}|\d{8}|\d{13})$`, "373"},
	"RU": {"Russia", "ИНН", "INN", []int{9, 10, 12}, `^(\d{9}|\d{10}|\d{12})$`, "7"},
	"TJ": {"Tajikistan", "ИНН/ЕИН/КПП", "INN / EIN / KPP", []int{9, 10, 12}, `^(\d{9}|\d{10}|\d{12})$`, "992"},
	"UZ": {"Uzbekistan", "INN", "INN", []int{9}, `^(\d{9})$`, "998"},
	"UA": {"Ukraine", "EGRPOU/EDRPOU", "identification code of a legal entity", []int{8, 10, 12}, `^(\d{8}|\d{10}|\d{12})$`, "380"},
}

var addedInMarch2021 = map[string]row{
	"AE": {name: "United Arab Emirates", callingCode: "971"},
	"BR": {name: "Brazil", callingCode: "55"},
	"IN": {name: "India", callingCode: "91"},
	"IQ": {name: "Iraq", callingCode: "964"},
	"MM": {name: "Myanmar", callingCode: "95"},
	"PL": {name: "Poland", callingCode: "48"},
	"SA": {name: "Saudi Arabia", callingCode: "966"},
	"SS": {name: "South Sudan", callingCode: "211"},
	"TH": {name: "Thailand", callingCode: "66"},
	"TR": {name: "Türkiye", callingCode: "90"},
	"VE": {name: "Venezuela", callingCode: "58"},
	"VN": {name: "Vietnam", callingCode: "84"},
	"ZA": {name: "South Africa", callingCode: "27"},
}

func TestNovember2020Table(t *testing.T) {
	assertTable(t, countries.November2020(), listedInNovember2020, "CEE", announced2020)
	assert.Len(t, slices.Collect(countries.November2020().Rules()), len(listedInNovember2020))
}

func TestMarch2021Table(t *testing.T) {
	assertTable(t, countries.March2021(), listedInNovember2020, "CEE", announced2020)
	assertTable(t, countries.March2021(), addedInMarch2021, "", announced2021)
	assert.Len(t, slices.Collect(countries.March2021().Rules()), len(listedInNovember2020)+len(addedInMarch2021))
}

func assertTable(t *testing.T, policy *countries.Policy, table map[string]row, area, source string) {
	t.Helper()
	for code, want := range table {
		rule, ok := policy.Rule(code)
		require.True(t, ok, code)
		assert.Equal(t, code, rule.Country())
		assert.Equal(t, area, rule.Area(), code)
		assert.Equal(t, source, rule.Source(), code)
		assert.Equal(t, countries.Required, rule.NumberRequirement(), code)
		assert.Equal(t, countries.Required, rule.PhoneRequirement(), code)
		assert.Equal(t, want, row{rule.CountryName(), rule.NumberLocalName(), rule.NumberComment(), rule.NumberLengths(), rule.NumberPattern(), rule.CallingCode()}, code)
	}
}
