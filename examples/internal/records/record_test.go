package records_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

func TestValue(t *testing.T) {
	const number, country, middle = "companyProfile.organizationRegistrationNumber", "billingProfile.defaultAddress.country", "billingProfile.defaultAddress.middleName"
	for record := range records.JSON(strings.NewReader(`{"companyProfile":{"organizationRegistrationNumber":"77"},"billingProfile":{"companyName":"Oka"}}`)) {
		assert.Equal(t, "77", record.Value(number))
		assert.Empty(t, record.Value(country))
		assert.Empty(t, record.Value("companyProfile.address.country"))
		assert.Empty(t, record.Value("no.field"))
		assert.Nil(t, record.Customer.BillingProfile.DefaultAddress, "looking changes nothing")
		assert.Nil(t, record.Customer.CompanyProfile.Address)
		assert.Equal(t, "Oka", record.Company())
	}
	for record := range records.JSON(strings.NewReader("null")) {
		assert.Empty(t, record.Value(number))
		assert.Empty(t, record.Company())
	}
	for record := range records.CSV(strings.NewReader("Country,INN,Company\nRussia (RU),'77\nKZ,1,Ishim,more\n"), nil, largest) {
		assert.Equal(t, []string{"Russia (RU)", "KZ"}[record.Number-1], record.Value(country), "as typed")
		assert.Equal(t, []string{"'77", "1"}[record.Number-1], record.Value(number))
		assert.Equal(t, []string{"", "Ishim"}[record.Number-1], record.Company(), "of an unreadable record too")
		assert.Empty(t, record.Value(middle))
	}
}

func TestDescribe(t *testing.T) {
	for record := range records.CSV(strings.NewReader("Land , companyProfile.address.city,x\nRU,a,b"), nil, largest) {
		assert.Equal(t, []string{
			`read: country from "Land", company address's city from "companyProfile.address.city"`,
			`no column holds the registration number: each 600049 below may be false; if one does, name it: --map "registration number=HEADER"`,
			`no column holds the phone number: each 600051 below may be false; if one does, name it: --map "phone number=HEADER"`,
			"no column: company name, domain, email, culture, language, first name, last name, address line 1, city, state, postal code",
		}, record.Table.Describe())
		assert.False(t, record.Table.Has("companyProfile"), "a part of it is not it")
	}
}

// TestText leaves out what only a command can be told.
func TestText(t *testing.T) {
	for input, want := range map[string]string{
		"a,b\n":                     "line 1: expected JSON that begins with { or [, or a spreadsheet with a row that names its columns, one of them country",
		"country,billing country\n": `line 1: which column is the country, "country" or "billing country"?`,
	} {
		for record := range records.CSV(strings.NewReader(input), nil, largest) {
			assert.Contains(t, record.Err.Error(), "--map")
			assert.Equal(t, want, records.Text(record.Err))
		}
	}
	assert.Equal(t, "other", records.Text(errors.New("other")))
}

// TestEveryWord finds the columns by the words that people and countries use.
func TestEveryWord(t *testing.T) {
	for field, names := range map[string][]string{
		"companyProfile.organizationRegistrationNumber": {"ЄДРПОУ", "БИН", "VKN", "CNPJ", "GSTIN", "NIP", "VAT ID", "USt-IdNr.", "company number", "ՀՎՀՀ", "VOEN", "IDNO",
			"Cadastro Nacional da Pessoa Jurídica", "adószám", "vergi kimlik numarası", "mã số thuế", "Taxpayer number", "РМА", "СТИР"},
		"billingProfile.defaultAddress.country":     {"Ülke", "País", "Країна", "البلد", "Country/Region", "Land", "Pays", "Страна"},
		"billingProfile.defaultAddress.phoneNumber": {"Mobile", "Телефон", "Telefonszám", "Phone No."},
		"billingProfile.companyName":                {"Компания", "Firma", "Razão social", "Account name"},
	} {
		for _, name := range names {
			columns := "Country"
			if field == "billingProfile.defaultAddress.country" {
				columns = "x"
			}
			count := 0
			for record := range records.CSV(strings.NewReader(columns+";"+name+"\nRU;v\n"), nil, largest) {
				require.NoError(t, record.Err, name)
				assert.Equal(t, field, record.Table.Fields[1], name)
				count++
			}
			assert.Equal(t, 1, count)
		}
	}
}
