package records_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

const largest = 1 << 20

// rows is every customer as JSON, or the error, in their order.
func rows(t *testing.T, r io.Reader, columns records.Columns) []string {
	t.Helper()
	var found []string
	for record := range records.CSV(r, columns, largest) {
		if _, isInput := errors.AsType[*records.InputError](record.Err); !isInput {
			assert.Equal(t, len(found)+1, record.Number)
		}
		if record.Err != nil {
			assert.Nil(t, record.Customer)
			found = append(found, record.Err.Error())
			continue
		}
		written, err := json.Marshal(record.Customer)
		require.NoError(t, err)
		found = append(found, string(written))
	}
	return found
}

const (
	twoPhones = `line 1: which column is the phone number, "phone" or "telephone"? Answer with --map "phone number=phone" or --map "phone number=telephone"`
	hungarian = `{"companyProfile":{"organizationRegistrationNumber":"12892312"},"billingProfile":{"defaultAddress":{"country":"HU","phoneNumber":"+36"}}}`
	noCountry = "line 1: expected JSON that begins with { or [, or a spreadsheet with a row that names its columns, " +
		"one of them country; if it has another name, map it, for example --map country=Market; if all are in one, say it: --map country==RU"
)

func TestCSV(t *testing.T) {
	for _, test := range []struct {
		name, input string
		want        []string
	}{
		{"nothing", "", nil},
		{"blank lines", "\r\n\n", nil},
		{"a header alone", "country", nil},
		{"commas", "organizationRegistrationNumber,country,phoneNumber\n12892312,HU,+36\n", []string{hungarian}},
		{"semicolons and Windows line feeds", "organizationRegistrationNumber;country;phoneNumber\r\n12892312;HU;+36\r\n", []string{hungarian}},
		{"tabs", "organizationRegistrationNumber\tcountry\tphoneNumber\n12892312\tHU\t+36", []string{hungarian}},
		{"a delimiter that is named", "sep=|\r\norganizationRegistrationNumber|country|phoneNumber\n12892312|HU|+36", []string{hungarian}},
		{"commas in names of columns that semicolons part", "a,b,c;country;d,e,f\n1;HU;2", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"paths", "companyProfile.organizationRegistrationNumber,billingProfile.defaultAddress.country,billingProfile.defaultAddress.phoneNumber\n12892312,HU,+36", []string{hungarian}},
		{"in any case and spacing", "Organization_Registration-Number, COUNTRY ,phone number\n12892312,HU,+36", []string{hungarian}},
		{"as people write", "Reg. no,Country/Region,Tel.\n12892312,HU,+36", []string{hungarian}},
		{"German", "Registrierungsnummer;Ländercode;Telefonnummer\n12892312;HU;+36", []string{hungarian}},
		{"German with country names", "Steuernummer;Land;Telefon\n12892312;Ungarn;+36", []string{hungarian}},
		{"French", "Numéro d'enregistrement;Pays;Téléphone\n12892312;Hongrie;+36", []string{hungarian}},
		{"Russian", "ИНН;Страна;Телефон\n12892312;Венгрия;+36", []string{hungarian}},
		{"accents of two characters", "Nume\u0301ro d'enregistrement;Pays;Te\u0301le\u0301phone\n12892312;Hongrie;+36", []string{hungarian}},
		{"three letters for a country", "country\nrus\nDEU\n", []string{`{"billingProfile":{"defaultAddress":{"country":"RU"}}}`, `{"billingProfile":{"defaultAddress":{"country":"DE"}}}`}},
		{"countries as they are", "country\nhu\n Sealand \n", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`, `{"billingProfile":{"defaultAddress":{"country":" Sealand "}}}`}},
		{"a company's own address", "companyProfile.address.country,companyProfile.address.phoneNumber\nHU,+36", []string{`{"companyProfile":{"address":{"country":"HU","phoneNumber":"+36"}}}`}},
		{"values as they stand", "country,number,registration id\nHU,x,'0012892312\nHU,x, 1.2E+11 ", []string{
			`{"companyProfile":{"organizationRegistrationNumber":"'0012892312"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`,
			`{"companyProfile":{"organizationRegistrationNumber":" 1.2E+11 "},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"an ID, a company, names", "domain,company name,first name,middle name,last name,country\na,\"Kiss, Kft\",Éva,,Nagy,HU", []string{
			`{"companyProfile":{"domain":"a"},"billingProfile":{"companyName":"Kiss, Kft","defaultAddress":{"country":"HU","firstName":"Éva","lastName":"Nagy"}}}`}},
		{"an empty cell gives nothing", "domain,country,phone\n,,\na,,", []string{`{"companyProfile":{"domain":"a"}}`}},
		{"quoted line feeds", "domain,country,note\na,HU,\"one\r\n\"\"two\"\"\n\"\nb,HU,\n", []string{
			`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`, `{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"a quoted header of two lines", "\"company\nname\",\"country\"\nA,HU", []string{`{"billingProfile":{"companyName":"A","defaultAddress":{"country":"HU"}}}`}},
		{"a quote in a field", "company;country\nMüller \"M\" KG;HU", []string{`{"billingProfile":{"companyName":"Müller \"M\" KG","defaultAddress":{"country":"HU"}}}`}},
		{"uneven rows", "domain,country\na\nb,HU,x\nb,HU,\nc,HU", []string{`{"companyProfile":{"domain":"a"}}`,
			"line 3: expected at most 2 values, as many as the header has columns, found 3", `{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`, `{"companyProfile":{"domain":"c"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"lines are counted over quoted line feeds", "domain,country\n\n\"a\n\n\",HU\nb,HU,x", []string{
			`{"companyProfile":{"domain":"a\n\n"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`, "line 6: expected at most 2 values, as many as the header has columns, found 3"}},
		{"a stray quote", "domain,country\n\"a,HU\nb,HU\n", []string{"line 2: expected a quoted field to end with a quote before the next delimiter or line feed",
			`{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"a stray quote before quoted rows", "domain,country\n\"a,HU\n\"b\nb\",HU\n", []string{"line 2: expected a quoted field to end with a quote before the next delimiter or line feed",
			`{"companyProfile":{"domain":"b\nb"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"text after a quote", "domain,country\n\"a\"b,HU\nb,HU\n", []string{"line 2: expected a quoted field to end with a quote before the next delimiter or line feed",
			`{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"another encoding", "domain,country\nM\xfcller,HU\nb,HU", []string{`line 2: expected text in UTF-8 or UTF-16; save the file as "CSV UTF-8"`,
			`{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"a row too long", "domain,country\n" + strings.Repeat("x", largest) + ",HU\nb,HU", []string{"line 2: expected at most 1048576 bytes for one record",
			`{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"no header", "a,b\nc,d", []string{noCountry}},
		{"no country", "id,registration number\na,1", []string{noCountry}},
		{"two columns for one field", "phone,country,telephone\n1,HU,2", []string{twoPhones}},
		{"the API's name beside another", "phone,country,phoneNumber\n1,HU,2", []string{strings.ReplaceAll(twoPhones, "telephone", "phoneNumber")}},
		{"three columns for one field", "phone,country,Mobile  phone,phone\n1,HU,2,3", []string{`line 1: which column is the phone number, "phone", "Mobile phone" or "phone (2)"? ` +
			`Answer with --map "phone number=phone", --map "phone number=Mobile phone" or --map "phone number=phone (2)"`}},
		{"two columns that number the rows", "No,ID,country\n1,2,HU", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"a country in a title", "Customers (Country)\nCountry,Domain\nHU,a", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"an ID of the spreadsheet's own", "ID,Microsoft ID,country\n1,5c0c8d9e-0000-4000-8000-000000000001,HU", []string{`{"id":"5c0c8d9e-0000-4000-8000-000000000001","billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"an ID that is none of Microsoft's", "ID,country\n1,HU\n5c0c8d9e-0000-4000-8000-00000000000g,HU\n5C0C8D9E-0000-4000-8000-000000000001,HU", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`, `{"billingProfile":{"defaultAddress":{"country":"HU"}}}`,
			`{"id":"5C0C8D9E-0000-4000-8000-000000000001","billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"titles above the header", "Customers, all of them\n\n2026;;\nСтрана;ЄДРПОУ\nУкраїна;20077720", []string{`{"companyProfile":{"organizationRegistrationNumber":"20077720"},"billingProfile":{"defaultAddress":{"country":"UA"}}}`}},
		{"a delimiter named in quotes", "\"sep=|\"\r\ncountry|domain\nHU|a", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"no SYLK", "ID;Partner;Country\nA;1;HU", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"lines that are drawn", "+---+---+\n| domain | country |\n|:--|---:|\n|a|HU|\n---+---\n+===+===+\n|-|b|", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`, `{"companyProfile":{"domain":"-"},"billingProfile":{"defaultAddress":{"country":"b"}}}`}},
		{"bars", "|domain|country, of the customer|x\n|a|HU  |1", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"a delimiter named in a row", "sep=;;;\ncountry;domain;x\nHU;a;", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"carriage returns alone", "country;domain\rHU;\"a\"\rFR;b\r", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`, `{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"FR"}}}`}},
		{"NEL", "country;domain\u0085HU;хутор\u0085FR;b\u0085", []string{`{"companyProfile":{"domain":"хутор"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`, `{"companyProfile":{"domain":"b"},"billingProfile":{"defaultAddress":{"country":"FR"}}}`}},
		{"what old programs end a file with", "country\r\nHU\r\n\x1a", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"zeros at the end", "country\nHU\x00", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{"countries with what stands around them", "country\n\"=\"\"AZ\"\"\"\nAZ\u200b\nRussia (RU)\nҚазақстан", []string{`{"billingProfile":{"defaultAddress":{"country":"AZ"}}}`, `{"billingProfile":{"defaultAddress":{"country":"AZ"}}}`,
			`{"billingProfile":{"defaultAddress":{"country":"RU"}}}`, `{"billingProfile":{"defaultAddress":{"country":"KZ"}}}`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, rows(t, strings.NewReader(test.input), nil))
			assert.Equal(t, test.want, rows(t, iotest.OneByteReader(strings.NewReader(test.input)), nil))
		})
	}
}

func TestCSVEncodings(t *testing.T) {
	const input = "Registrierungsnummer;Ländercode;Telefonnummer\r\n12892312;HU;+36\r\n"
	for name, written := range map[string]encoding.Encoding{
		"UTF-8 with its mark":         unicode.UTF8BOM,
		"UTF-16, little end first":    unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16, big end first":       unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 LE without its mark":  unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16 BE without its mark ": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		t.Run(name, func(t *testing.T) {
			encoded, err := written.NewEncoder().String(input)
			require.NoError(t, err)
			assert.Equal(t, []string{hungarian}, rows(t, strings.NewReader(encoded), nil))
		})
	}
	encoded, err := charmap.Windows1252.NewEncoder().String(input)
	require.NoError(t, err)
	assert.Equal(t, []string{`line 1: expected text in UTF-8 or UTF-16; save the file as "CSV UTF-8"`}, rows(t, strings.NewReader(encoded), nil))
}

func TestCSVKeepsTheTable(t *testing.T) {
	for record := range records.CSV(strings.NewReader("Segment;Land;Note\nKMU;HU;\"a;b\"\nKMU;HU"), nil, largest) {
		require.NotNil(t, record.Table)
		assert.Equal(t, []string{"Segment", "Land", "Note"}, record.Table.Header)
		assert.Equal(t, []string{"", "billingProfile.defaultAddress.country", ""}, record.Table.Fields)
		assert.Equal(t, [][]string{{"KMU", "HU", "a;b"}, {"KMU", "HU"}}[record.Number-1], record.Cells, "also where the row is uneven")
	}
}

func TestColumns(t *testing.T) {
	for _, test := range []struct {
		assignments []string
		input       string
		want        []string
	}{
		{[]string{"country=Market", "organizationRegistrationNumber=№ 1", "phone=Kontakt"}, "№ 1,market,KONTAKT,phone\n12892312,HU,+36,x", []string{hungarian}},
		{[]string{"country=Market;Area"}, "domain;\"Market;Area\"\na;HU", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{[]string{"phoneNumber=telephone"}, "phone,country,telephone\n1,HU,2", []string{`{"billingProfile":{"defaultAddress":{"country":"HU","phoneNumber":"2"}}}`}},
		{[]string{"domain="}, "domain,country\na,HU", []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`}},
		{[]string{"phoneNumber=phone (2)"}, "phone,country,Phone\n1,HU,2", []string{`{"billingProfile":{"defaultAddress":{"country":"HU","phoneNumber":"2"}}}`}},
		{[]string{"phoneNumber=column 1"}, ",country\n1,HU", []string{`{"billingProfile":{"defaultAddress":{"country":"HU","phoneNumber":"1"}}}`}},
		{[]string{"country==Россия"}, "All customers\ndomain,INN\na,1\n,2", []string{`{"companyProfile":{"domain":"a","organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"RU"}}}`,
			`{"companyProfile":{"organizationRegistrationNumber":"2"},"billingProfile":{"defaultAddress":{"country":"RU"}}}`}},
		{[]string{"country==HU", "culture==hu-HU"}, "domain,country,HU\na,RU,x", []string{`{"companyProfile":{"domain":"a"},"billingProfile":{"culture":"hu-HU","defaultAddress":{"country":"HU"}}}`}},
		{[]string{"culture==hu-HU"}, "domain,INN\na,1", []string{noCountry}},
		{[]string{"country="}, "domain,country\na,HU", []string{noCountry}},
		{[]string{"country=Market"}, "country\nHU", []string{`line 1: the column "Market", from which the country is to be read, is not in the header`}},
	} {
		columns, err := records.ParseColumns(test.assignments)
		require.NoError(t, err)
		assert.Equal(t, test.want, rows(t, strings.NewReader(test.input), columns), test.assignments)
	}
	for assignment, want := range map[string]string{
		"country":   "expected field=header, for example country=Market",
		"colour=x":  `the field "colour" is unknown; expected for example country, registration number or phone number`,
		"=x":        `the field "" is unknown`,
		"country=y": "the field billingProfile.defaultAddress.country is given twice",
	} {
		_, err := records.ParseColumns([]string{"Country=x", assignment})
		assert.ErrorContains(t, err, want)
	}
}

// TestNoSheets says that a spreadsheet as text has none, before another is read.
func TestNoSheets(t *testing.T) {
	for record := range records.Files([]string{"-"}, strings.NewReader("country\nHU"), records.Reading{Sheet: "Customers"}) {
		assert.EqualError(t, record.Err, "standard input: expected .xlsx, of which --sheet names a sheet, found a spreadsheet as text, which has none")
	}
}

func TestCSVReadsUpToAnError(t *testing.T) {
	lost := errors.New("connection reset")
	input := io.MultiReader(strings.NewReader("country\nHU\nR"), iotest.ErrReader(lost))
	assert.Equal(t, []string{`{"billingProfile":{"defaultAddress":{"country":"HU"}}}`, "line 3: connection reset"}, rows(t, input, nil))
}

func TestFilesTellFormats(t *testing.T) {
	folder := t.TempDir()
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("{\"billingProfile\":{\"companyName\":\"a\"}}\r\n")
	require.NoError(t, err)
	var names []string
	for _, file := range []struct{ name, text string }{
		{"Žluťoučký kůň.CSV", "\ufeffcompany,country\ncsv,HU\n"},
		{"text", "  \n [{\"billingProfile\":{\"companyName\":\"json\"}}]"},
		{"semicolons.txt", "company;country\ntxt;HU\n"},
		{"null.json", "null"},
		{"blank", " \r\n"},
		{"utf16.json", utf16},
		{"no country.csv", "a;b\n1;2"},
	} {
		names = append(names, filepath.Join(folder, file.name))
		require.NoError(t, os.WriteFile(names[len(names)-1], []byte(file.text), 0o600))
	}
	var found []string
	for record := range records.Files(append(names, folder, "-"), strings.NewReader("company\tcountry\nstdin\tHU"), records.Reading{}) {
		_, isInput := errors.AsType[*records.InputError](record.Err)
		switch {
		case isInput:
			assert.ErrorContains(t, record.Err, folder)
			assert.Zero(t, record.Number)
			found = append(found, "input")
		case errors.Is(record.Err, records.ErrNoRecord):
			assert.ErrorContains(t, record.Err, folder)
			assert.Zero(t, record.Number)
			found = append(found, "none")
		case record.Err != nil:
			found = append(found, "record")
		default:
			assert.Equal(t, 1, record.Number, "records are numbered in their file")
			found = append(found, record.Company())
		}
	}
	assert.Equal(t, []string{"csv", "json", "txt", "record", "none", "a", "input", "input", "stdin"}, found)
}

// TestEveryRowHasAQuote reads a text in which every line could be the
// beginning of a row that reaches to the end.
func TestEveryRowHasAQuote(t *testing.T) {
	input := "domain,country\n" + strings.Repeat("x\",\"\n", 300_000)
	count := 0
	for range records.CSV(strings.NewReader(input), nil, largest) {
		count++
	}
	assert.Equal(t, 300_000, count)
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"country\nHU", "sep=;\ncountry;b\n\"1\n\";\"\"\"", "\"country\",\"\n", "\xff\xfeI\x00D\x00", "country\r\r\n\r", "country,a\n\"x\"y,z\nq", "\"\",country\n,"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for record := range records.CSV(strings.NewReader(string(data)), nil, 1000) {
			assert.NotEqual(t, record.Customer == nil, record.Err == nil)
		}
	})
}

// FuzzCSVWritten compares what was written with what is read.
func FuzzCSVWritten(f *testing.F) {
	f.Add("a", "b\"", "c\nd", "e;f", uint8(0))
	f.Add("", " ", "\t", ",", uint8(1))
	f.Add("\x00", "0", "0", "0", uint8(0))
	f.Fuzz(func(t *testing.T, a, b, c, d string, delimiter uint8) {
		fields := []string{"name", a, b, c, d}
		for i, field := range fields {
			fields[i] = strings.ReplaceAll(strings.ToValidUTF8(field, ""), "\r", "")
		}
		var text strings.Builder
		w := csv.NewWriter(&text)
		w.Comma = []rune{',', ';', '\t'}[delimiter%3]
		require.NoError(t, w.Write([]string{"company", "country", "x", "y", "z"}))
		require.NoError(t, w.Write(fields))
		require.NoError(t, w.Write([]string{"other", "HU", "", "", ""}))
		w.Flush()
		var found [][]string
		for record := range records.CSV(strings.NewReader(text.String()), nil, largest) {
			require.NoError(t, record.Err)
			found = append(found, record.Cells)
		}
		assert.Equal(t, [][]string{fields, {"other", "HU", "", "", ""}}, found)
	})
}

// TestFormulasOfAText reads them as their text in every column, and others as
// they are.
func TestFormulasOfAText(t *testing.T) {
	text := `="country",="inn",="phone",company,note` + "\n" + `="AM",="02561234",="+37410555123","=""a """"b""""""",=""` + "\n" + `AM,="1"&"2",=3,"=""",="` + "\n"
	var found []string
	for record := range records.CSV(strings.NewReader(text), nil, 1<<20) {
		require.NoError(t, record.Err)
		found = append(found, strings.Join(record.Cells, "|"))
	}
	assert.Equal(t, []string{`AM|02561234|+37410555123|a "b"|`, `AM|="1"&"2"|=3|="|="`}, found)
}
