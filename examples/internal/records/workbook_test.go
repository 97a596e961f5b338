package records_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

// sheet is the rows of a sheet, as excelize writes them.
type sheet struct {
	name string
	rows [][]any
}

// workbook writes sheets with excelize; format is the number format of column B.
func workbook(t testing.TB, format string, sheets ...sheet) []byte {
	t.Helper()
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetName("Sheet1", sheets[0].name))
	for _, s := range sheets {
		_, err := book.NewSheet(s.name)
		require.NoError(t, err)
		for i, row := range s.rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			require.NoError(t, err)
			require.NoError(t, book.SetSheetRow(s.name, cell, &row))
		}
		if format != "" {
			style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
			require.NoError(t, err)
			require.NoError(t, book.SetColStyle(s.name, "B", style))
			for i := range s.rows {
				cell, _ := excelize.CoordinatesToCellName(2, i+1)
				require.NoError(t, book.SetCellStyle(s.name, cell, cell, style))
			}
		}
	}
	buffer, err := book.WriteToBuffer()
	require.NoError(t, err)
	return buffer.Bytes()
}

// read is every number and the remarks on it, or the error, in their order.
func read(t *testing.T, content []byte, how records.Reading) []string {
	t.Helper()
	var found []string
	for record := range records.Workbook(bytes.NewReader(content), how) {
		if record.Err != nil {
			assert.Nil(t, record.Customer)
			found = append(found, record.Err.Error())
			continue
		}
		text := record.Value("companyProfile.organizationRegistrationNumber")
		if profile := record.Customer.CompanyProfile; profile != nil {
			assert.Equal(t, text, profile.OrganizationRegistrationNumber)
		}
		for _, remark := range record.Remarks {
			text += " " + remark.Rule + " " + remark.Field
		}
		found = append(found, text)
	}
	return found
}

func TestWorkbook(t *testing.T) {
	header := []any{"Страна", "ИНН"}
	const lost = " spreadsheet.digitsLost companyProfile.organizationRegistrationNumber"
	for _, test := range []struct {
		name, format string
		cell         any
		want         string
	}{
		{"a text", "", "0770708389", "0770708389"},
		{"a text of digits in a format", "000000000000", "770708389", "770708389"},
		{"a number", "", 7707083893, "7707083893"},
		{"a number that is displayed as 9.7E+11", "", 970708389312.0, "970708389312"},
		{"a float", "", 7707083893.0, "7707083893"},
		{"a number with a fraction", "", 77.5, "77.5"},
		{"zeros by the format", "000000000000", 27121991, "000027121991"},
		{"zeros by the format among separators", `000\-000\-000`, 12345678, "012345678"},
		{"a plus sign by the format", `"+"0`, 74955550100, "+74955550100"},
		{"a calling code by the format", "+7 (000) 000-00-00", 4955550100, "+74955550100"},
		{"zeros by a condition", "[>999]00000;000", 7, "007"},
		{"no zeros by decimals", "000.00", 7, "7"},
		{"no zeros by percent", "000%", 7, "7"},
		{"no zeros below zero", "0000", -7, "-7"},
		{"15 digits", "", 123456789012345, "123456789012345"},
		{"16 digits", "", 1234567890123456, "1234567890123456" + lost},
		{"a large number", "", 1.25e20, "125000000000000000000" + lost},
		{"a boolean", "", true, "TRUE"},
		{"a date", "", time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC), "2026-11-26 spreadsheet.date companyProfile.organizationRegistrationNumber"},
		{"a date and a time", "dd/mm/yyyy hh:mm", 45000.5, "2023-03-15 12:00:00 spreadsheet.date companyProfile.organizationRegistrationNumber"},
		{"a date before March 1900", "yyyy", 59, "1900-02-28 spreadsheet.date companyProfile.organizationRegistrationNumber"},
		{"no date", "yyyy", 3e6, "3000000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := workbook(t, test.format, sheet{"Customers", [][]any{header, {"Россия", test.cell}}})
			assert.Equal(t, []string{test.want}, read(t, content, records.Reading{}))
		})
	}
}

func TestWorkbookSheets(t *testing.T) {
	content := workbook(t, "",
		sheet{"Notes", [][]any{{"What this is"}, {"nothing"}}},
		sheet{"Empty", nil},
		sheet{"Customers", [][]any{{"All of them"}, nil, {"Company", "INN", "Country"}, {"A", "1", "RU"}, nil, {"B", "2", "KZ", "more"}, {"C", "3", "AZ"}}},
		sheet{"More", [][]any{{"Country", "INN"}, {"RU", "4"}}},
		sheet{"Two", [][]any{{"Country", "Billing country"}, {"RU", "RU"}}},
	)
	var found []string
	for record := range records.Workbook(bytes.NewReader(content), records.Reading{}) {
		found = append(found, record.Company())
		assert.Equal(t, len(found), record.Number)
		assert.Equal(t, []int{4, 6, 7}[len(found)-1], record.Row, "as the spreadsheet counts")
		assert.Equal(t, record.Company() == "B", record.Err != nil)
	}
	assert.Equal(t, []string{"A", "B", "C"}, found)
	assert.Equal(t, []string{"4"}, read(t, content, records.Reading{Sheet: "more "}))
	assert.Equal(t, []string{`the workbook has no sheet "None"; it has "Notes", "Empty", "Customers", "More", "Two"`}, read(t, content, records.Reading{Sheet: "None"}))
	assert.Empty(t, read(t, content, records.Reading{Sheet: "Empty"}))
	assert.ErrorContains(t, errors.New(read(t, content, records.Reading{Sheet: "Notes"})[0]), "row 1: expected JSON that begins with")
	assert.ErrorContains(t, errors.New(read(t, content, records.Reading{Sheet: "Two"})[0]), "row 1: which column is the country")
}

// TestTheSheetOfTheCustomers finds it behind a summary and a header without a row.
func TestTheSheetOfTheCustomers(t *testing.T) {
	summary, empty := sheet{"Summary", [][]any{{"Country", "Count"}, {"RU", 2}}}, sheet{"Notes", [][]any{{"Company", "Country", "INN"}, {"  "}}}
	customers, more := sheet{"Customers", [][]any{{"Country", "INN"}, {"RU", "1"}}}, sheet{"More", [][]any{{"Country", "INN", "Phone"}, {"RU", "2"}}}
	for name, test := range map[string]struct {
		sheets []sheet
		want   string
		others []string
	}{
		"a summary first":      {[]sheet{summary, customers}, "Customers", []string{"Summary"}},
		"an empty table first": {[]sheet{empty, summary}, "Summary", nil},
		"an empty table after": {[]sheet{customers, empty}, "Customers", nil},
		"the first of equals":  {[]sheet{empty, customers, more, summary}, "Customers", []string{"More", "Summary"}},
	} {
		t.Run(name, func(t *testing.T) {
			for record := range records.Workbook(bytes.NewReader(workbook(t, "", test.sheets...)), records.Reading{}) {
				require.NoError(t, record.Err)
				assert.Equal(t, test.want, record.Table.Sheet)
				assert.Equal(t, test.others, record.Table.Others)
			}
		})
	}
}

// TestFiltersAboveTheHeader are rows that name a country and are none.
func TestFiltersAboveTheHeader(t *testing.T) {
	content := workbook(t, "", sheet{"Customers", [][]any{{"Customer list"}, {"Country", "All"}, {"Date", "27.11.2026"}, nil,
		{"Company", "Country", "Tax ID", "Phone"}, {"A", "RU", "1", "+7"}, {"B", "AM", "2", "+374"}}})
	var found []string
	for record := range records.Workbook(bytes.NewReader(content), records.Reading{}) {
		require.NoError(t, record.Err)
		found = append(found, fmt.Sprint(record.Row, " ", record.Company(), " ", record.Customer.BillingProfile.DefaultAddress.PhoneNumber))
		assert.Contains(t, record.Table.Notes(), "header: row 5; row 2 names a column for the country, too, and is not read")
	}
	assert.Equal(t, []string{"6 A +7", "7 B +374"}, found)

	for name, text := range map[string]string{
		"commas":            "Country,Russia,,\nCompany,Country,INN,Phone\nA,RU,1,+7\n\"B\n2\",AM,2,+374\n",
		"another delimiter": "Country,Russia\n\nCompany;Country;INN;Phone\nA;RU;1;+7\n\"B\n2\";AM;2;+374\n",
		"a named delimiter": "sep=;\nCountry;Russia\nCompany;Country;INN\nA;RU;1\n\"B\n2\";AM;2",
		"nothing but rows":  "Company,Country\nA,RU\n\"B\n2\",AM\n",
		"a quote below":     "Company,Country\nA,RU\n\"B\n2\",AM\n\"C,\n",
	} {
		t.Run(name, func(t *testing.T) {
			var found []string
			for record := range records.CSV(strings.NewReader(text), nil, 1<<20) {
				found = append(found, record.Company())
			}
			assert.Equal(t, []string{"A", "B\n2"}, found[:2])
			assert.Len(t, found, 2+strings.Count(text, "C,"))
		})
	}
}

// TestWorkbookSheetsAreNamed says which sheet is read, and which others could be.
func TestWorkbookSheetsAreNamed(t *testing.T) {
	table := [][]any{{"Country", "INN"}, {"RU", "1"}}
	content := workbook(t, "", sheet{"Old", table}, sheet{"New", table}, sheet{"Notes", [][]any{{"nothing"}}}, sheet{"Two", [][]any{{"Country", "Billing country"}, {"RU"}}}, sheet{"Gone", table})
	hide := func(names ...string) []byte {
		return rewritten(t, content, map[string]func(string) string{"xl/workbook.xml": func(text string) string {
			for i, name := range names {
				text = strings.Replace(text, `name="`+name+`"`, `name="`+name+`" state="`+[]string{"hidden", "veryHidden"}[i%2]+`"`, 1)
			}
			return text
		}})
	}
	first := func(content []byte, how records.Reading) (*records.Table, error) {
		for record := range records.Workbook(bytes.NewReader(content), how) {
			return record.Table, record.Err
		}
		return nil, nil
	}
	found, err := first(content, records.Reading{})
	require.NoError(t, err)
	assert.Equal(t, "Old", found.Sheet)
	assert.Equal(t, `sheet: "Old"; customers are in "New", "Two", "Gone", too: --sheet NAME reads another`, found.Notes()[0])

	found, err = first(hide("Old", "Gone"), records.Reading{})
	require.NoError(t, err)
	assert.Equal(t, "New", found.Sheet)
	assert.Equal(t, []string{"Two"}, found.Others)

	damage := map[string]func(string) string{"xl/worksheets/sheet2.xml": func(string) string { return "<" }}
	found, err = first(rewritten(t, content, damage), records.Reading{})
	require.NoError(t, err)
	assert.Equal(t, []string{"Two", "Gone"}, found.Others, "a damaged sheet is none of those that are read")

	found, err = first(hide("Old"), records.Reading{Sheet: "old"})
	require.NoError(t, err)
	assert.Equal(t, "Old", found.Sheet, "where it is asked for")
	assert.Equal(t, `sheet: "Old"`, found.Notes()[0])

	_, err = first(hide("Old", "New", "Gone", "Two"), records.Reading{})
	assert.EqualError(t, err, `the customers are in a hidden sheet, "Old": show it, or read it with --sheet "Old"`)
	assert.Equal(t, `the customers are in a hidden sheet, "Old": show it`, records.Text(err))
}

// rewritten changes parts of a workbook: what spreadsheet programs write and
// excelize does not.
func rewritten(t *testing.T, content []byte, change map[string]func(string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	require.NoError(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range archive.File {
		r, err := file.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		if change[file.Name] != nil {
			text = []byte(change[file.Name](string(text)))
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: file.Name, Method: zip.Store})
		require.NoError(t, err)
		_, err = part.Write(text)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

func TestWorkbookCells(t *testing.T) {
	const field = "the registration number, in column B, "
	for _, test := range []struct{ name, xml, want string }{
		{"a formula that was not computed", `<c r="B2"><f>A1</f></c>`, "row 2: " + field + "is a formula without a stored value; open the workbook in a spreadsheet program and save it"},
		{"as openpyxl writes it", `<c r="B2"><f>A1</f><v></v></c>`, "row 2: " + field + "is a formula without a stored value; open the workbook in a spreadsheet program and save it"},
		{"a formula with its number", `<c r="B2"><f>A1</f><v>7707083893</v></c>`, "7707083893"},
		{"a formula that cells share", `<c r="B2"><f t="shared" si="0"/><v>770</v></c>`, "770"},
		{"a formula with its text", `<c r="B2" t="str"><f>A1</f><v>0770</v></c>`, "0770"},
		{"a formula with an empty text", `<c r="B2" t="str"><f>A1</f><v></v></c>`, ""},
		{"an error", `<c r="B2" t="e"><v>#N/A</v></c>`, "row 2: " + field + "is an error of the spreadsheet's, not a value"},
		{"a text in the cell", `<c r="B2" t="inlineStr"><is><t>07</t><rPh><t>x</t></rPh><r><t>70</t></r></is></c>`, "0770"},
		{"a number in scientific notation", `<c r="B2"><v>7.7070838930000003E9</v></c>`, "7707083893"},
		{"more digits than a float has", `<c r="B2"><v>7.7070838931200000E11</v></c>`, "770708389312"},
		{"a number too large to be one", `<c r="B2"><v>1E+30</v></c>`, "1E+30"},
		{"a date in words", `<c r="B2" t="d"><v>2026-11-26</v></c>`, "2026-11-26 spreadsheet.date companyProfile.organizationRegistrationNumber"},
		{"no number", `<c r="B2"><v>many</v></c>`, "many"},
		{"a text that is not there", `<c r="B2" t="s"><v>99</v></c>`, "row 2: " + field + "is a text that the workbook does not have"},
		{"no reference", `<c t="str"><v>07</v></c>`, "07"},
		{"escapes", `<c r="B2" t="str"><v>07_x0031__xD800__x</v></c>`, "071_xD800__x"},
		{"a column beyond the last", `<c r="ZZZZ2"><v>1</v></c>`, "the workbook is damaged or cut off; open it in a spreadsheet program and save it again"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := rewritten(t, workbook(t, "", sheet{"A", [][]any{{"Country", "INN"}, {"RU", 1}}}), map[string]func(string) string{
				"xl/worksheets/sheet1.xml": func(text string) string {
					require.Contains(t, text, `<c r="B2"><v>1</v></c>`)
					return strings.Replace(text, `<c r="B2"><v>1</v></c>`, test.xml, 1)
				},
			})
			assert.Equal(t, []string{test.want}, read(t, content, records.Reading{}))
		})
	}
	for header, xml := range map[string]string{"x": `<c r="C2"><f>A1</f></c>`, "City": `<c r="C2" t="e"><v>#N/A</v></c>`} {
		content := rewritten(t, workbook(t, "", sheet{"A", [][]any{{"Country", "INN", header}, {"RU", 1, 2}}}), map[string]func(string) string{
			"xl/worksheets/sheet1.xml": func(text string) string { return strings.Replace(text, `<c r="C2"><v>2</v></c>`, xml, 1) },
		})
		assert.Equal(t, []string{"1"}, read(t, content, records.Reading{}), "%s: what is not screened keeps nobody from being judged", header)
	}
}

func TestWorkbookFrom1904(t *testing.T) {
	content := rewritten(t, workbook(t, "yyyy-mm-dd", sheet{"A", [][]any{{"Country", "INN"}, {"RU", 1}}}), map[string]func(string) string{
		"xl/workbook.xml": func(text string) string { return strings.Replace(text, "<workbookPr", `<workbookPr date1904="1"`, 1) },
	})
	assert.Equal(t, []string{"1904-01-02 spreadsheet.date companyProfile.organizationRegistrationNumber"}, read(t, content, records.Reading{}))
}

// TestFilesThatAreNoTable says of each what it is and what to do.
func TestFilesThatAreNoTable(t *testing.T) {
	whole := workbook(t, "", sheet{"A", [][]any{{"Country"}, {"RU"}}})
	book := excelize.NewFile()
	encrypted, err := book.WriteToBuffer()
	require.NoError(t, err)
	secret, err := excelize.Encrypt(encrypted.Bytes(), &excelize.Options{Password: "secret"})
	require.NoError(t, err)
	archive := func(names ...string) []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, name := range names {
			_, err := w.Create(name)
			require.NoError(t, err)
		}
		require.NoError(t, w.Close())
		return out.Bytes()
	}
	bomb := rewritten(t, whole, map[string]func(string) string{
		"xl/worksheets/sheet1.xml": func(text string) string {
			return strings.Replace(text, "<row", strings.Repeat(" ", 5<<20)+"<row", 1)
		},
	})
	for _, test := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"customers.xlsx", whole[:len(whole)-30], "the workbook is damaged or cut off"},
		{"no sheet.xlsx", rewritten(t, whole, map[string]func(string) string{"xl/worksheets/sheet1.xml": func(string) string { return "<worksheet>" }}), "the workbook is damaged or cut off"},
		{"bomb.xlsx", bomb, "the workbook unpacks to more than a spreadsheet program would write; split it"},
		{"secret.xlsx", secret, "expected a workbook without a password"},
		{"old.xls", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1000)...), "expected .xlsx, found a workbook or document of Excel's or Word's old format"},
		{"binary.xlsb", archive("xl/workbook.bin"), "found a binary workbook (.xlsb)"},
		{"libre.ods", archive("mimetype", "content.xml"), "found an OpenDocument file (.ods)"},
		{"text.docx", archive("word/document.xml"), "found a text document (.docx)"},
		{"customers.zip", archive("customers.csv"), "found an archive or a compressed file; unpack it"},
		{"empty.zip", archive(), "found an archive or a compressed file; unpack it"},
		{"customers.csv.gz", []byte("\x1f\x8b\x08"), "found an archive or a compressed file; unpack it"},
		{"customers.pdf", []byte("%PDF-1.7"), "found a PDF; export the table"},
		{"customers.rtf", []byte(`{\rtf1\ansi Country}`), "found a text document (.rtf); copy the table"},
		{"customers.txt", []byte("\xff\xfe\x00\x00C\x00\x00\x00"), "found UTF-32; save the file as"},
		{"customers.slk", []byte("ID;PWXL;N;E\r\nP;PGeneral\r\n"), "found an exchange format of old spreadsheet programs"},
		{"customers.dif", []byte("TABLE\n0,1\n\"EXCEL\"\n"), "found an exchange format of old spreadsheet programs"},
		{"customers.csv", []byte("\ufeff\r\n<!DOCTYPE html>"), "found HTML or XML, perhaps a page that asks to sign in"},
	} {
		t.Run(test.name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), test.name)
			require.NoError(t, os.WriteFile(name, test.content, 0o600))
			count := 0
			for record := range records.Files([]string{name, "-"}, bytes.NewReader(test.content), records.Reading{}) {
				count++
				_, isInput := errors.AsType[*records.InputError](record.Err)
				require.True(t, isInput, record.Err)
				assert.ErrorContains(t, record.Err, test.want)
				assert.ErrorContains(t, record.Err, []string{name, "standard input: "}[count-1])
			}
			assert.Equal(t, 2, count, "nothing is read of it")
		})
	}
}

// TestWorkbookMergedCells reads a cell that reaches over rows in each of them.
func TestWorkbookMergedCells(t *testing.T) {
	merge := func(rows [][]any, cells ...string) []byte {
		book, err := excelize.OpenReader(bytes.NewReader(workbook(t, "", sheet{"A", rows})))
		require.NoError(t, err)
		for _, cell := range cells {
			first, last, _ := strings.Cut(cell, ":")
			require.NoError(t, book.MergeCell("A", first, last))
		}
		buffer, err := book.WriteToBuffer()
		require.NoError(t, err)
		return buffer.Bytes()
	}
	found := func(content []byte) (rows []string) {
		for record := range records.Workbook(bytes.NewReader(content), records.Reading{}) {
			require.NoError(t, record.Err)
			rows = append(rows, fmt.Sprint(record.Row, " ", strings.Join(record.Cells, ",")))
		}
		return rows
	}
	header := []any{"Country", "Company", "INN", "Note"}
	for _, test := range []struct {
		name  string
		rows  [][]any
		cells []string
		want  []string
	}{
		{"values", [][]any{header, {"RU", "A", 1, "x"}, {nil, "B", 2}, {nil, nil, 3}, {nil, "D", 4}, {"KZ", "E", 5}, {nil, "F"}}, []string{"A2:A4", "B3:B4", "A6:A7", "C6:C7", "D2:D4"},
			[]string{"2 RU,A,1,x", "3 RU,B,2", "4 RU,B,3", "5 ,D,4", "6 KZ,E,5", "7 KZ,F,5"}},
		{"rows with nothing of their own", [][]any{header, {"RU", "A", 1}, nil, {nil, "B", 2}}, []string{"A2:A9"}, []string{"2 RU,A,1", "4 RU,B,2"}},
		{"a value in a covered cell", [][]any{header, {"RU", "A", 1}, {"KZ", "B", 2}}, nil, []string{"2 RU,A,1", "3 KZ,B,2"}},
		{"names of columns over two rows", [][]any{{"Company", "Address", nil, "INN"}, {nil, "Country", "City"}, {"A", "RU", "Moscow", 1}}, []string{"A1:A2", "B1:C1", "D1:D2"}, []string{"3 A,RU,Moscow,1"}},
		{"a name that reaches over a row of values", [][]any{header, {nil, "A", 1}}, []string{"A1:A2"}, []string{"2 ,A,1"}},
		{"side by side", [][]any{header, {"RU", "A", 1}, {"RU", nil, 2}}, []string{"B2:C2", "B3:C3"}, []string{"2 RU,A", "3 RU"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, found(merge(test.rows, test.cells...)))
		})
	}
	many := [][]any{header, {"RU", "A", 1}}
	for range 3_000 { // the list of merged cells is far behind
		many = append(many, []any{nil, "B", 2})
	}
	assert.Equal(t, "3002 RU,B,2", found(merge(many, "A2:A3002"))[3_000])
	prefixed := rewritten(t, merge([][]any{header, {"RU", "A", 1}, {nil, "B", 2}}, "A2:A3"), map[string]func(string) string{"xl/worksheets/sheet1.xml": func(text string) string {
		return strings.Replace(text, "<mergeCell ", "<x:mergeCell ", 1)
	}})
	assert.Equal(t, []string{"2 RU,A,1", "3 RU,B,2"}, found(prefixed))
}

func TestWorkbookIsReadByItsName(t *testing.T) {
	name := filepath.Join(t.TempDir(), "customers.dat")
	require.NoError(t, os.WriteFile(name, workbook(t, "", sheet{"A", [][]any{{"Country", "Company"}, {"RU", "Ока"}}}), 0o600))
	for record := range records.Files([]string{name}, nil, records.Reading{}) {
		require.NoError(t, record.Err)
		assert.Equal(t, "Ока", record.Company())
		assert.Equal(t, name, record.File)
	}
}

func FuzzWorkbook(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Country</v></c></row><row><c><v>1</v></c></row></sheetData></worksheet>`, `0000`)
	f.Add(`<sheetData><row><c t="inlineStr"><is><t>country</t></is></c></row></sheetData>`, `[$-409]yyyy;@`)
	f.Add(`<row><c r="XFE1">`, `[`)
	f.Add(`<sheetData><row><c t="str"><v>Country</v></c></row><row><c t="str"><v>RU</v></c></row><row><c r="B3"><v>1</v></c></row></sheetData><mergeCell ref="A2:A3"/>`, `0`)
	whole := workbook(f, "0", sheet{"A", [][]any{{"Country", "INN"}, {"RU", 1}}})
	f.Fuzz(func(t *testing.T, sheetXML, format string) {
		content := rewritten(t, whole, map[string]func(string) string{
			"xl/worksheets/sheet1.xml": func(string) string { return sheetXML },
			"xl/styles.xml": func(text string) string {
				var escaped bytes.Buffer
				require.NoError(t, xml.EscapeText(&escaped, []byte(format)))
				return strings.Replace(text, `formatCode="0"`, `formatCode="`+escaped.String()+`"`, 1)
			},
		})
		for record := range records.Workbook(bytes.NewReader(content), records.Reading{}) {
			assert.NotEqual(t, record.Customer == nil, record.Err == nil)
		}
	})
}

func TestWorkbookParts(t *testing.T) {
	whole := workbook(t, "0000", sheet{"A", [][]any{{"Country", "INN", "Company"}, {"RU", 1, "Oka"}}})
	const damaged = "the workbook is damaged or cut off; open it in a spreadsheet program and save it again"
	replace := func(old, with string) func(string) string {
		return func(text string) string {
			require.Contains(t, text, old)
			return strings.Replace(text, old, with, 1)
		}
	}
	text := func(text string) func(string) string { return func(string) string { return text } }
	for _, test := range []struct {
		name, part string
		change     func(string) string
		want       []string
	}{
		{"no styles", "xl/styles.xml", text("<styleSheet/>"), []string{"1"}},
		{"broken styles", "xl/styles.xml", text("<styleSheet"), []string{damaged}},
		{"broken texts", "xl/sharedStrings.xml", text("<sst><si"), []string{damaged}},
		{"pronunciations", "xl/sharedStrings.xml", replace("<t>INN</t>", "<r><t>IN</t></r><r><t>N</t></r><rPh><t>x</t></rPh>"), []string{"0001"}},
		{"a broken list of sheets", "xl/workbook.xml", text("<workbook"), []string{damaged}},
		{"no sheets", "xl/workbook.xml", text("<workbook/>"), nil},
		{"a sheet that is not there", "xl/_rels/workbook.xml.rels", replace("worksheets/sheet1.xml", "worksheets/sheet9.xml"), []string{damaged}},
		{"a sheet that is named from the root", "xl/_rels/workbook.xml.rels", replace("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"), []string{"0001"}},
		{"a chart", "xl/_rels/workbook.xml.rels", replace("relationships/worksheet\"", "relationships/chartsheet\""), nil},
		{"the strict form", "xl/workbook.xml", func(text string) string {
			return strings.ReplaceAll(text, "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
		}, []string{"0001"}},
		{"rows without numbers", "xl/worksheets/sheet1.xml", text(`<sheetData><row><c t="str"><v>Country</v></c></row><row><c t="str"><v>RU</v></c></row></sheetData>`), []string{""}},
		{"a row cut off", "xl/worksheets/sheet1.xml", text(`<sheetData><row><c t="str"><v>Country</v></c>`), []string{damaged}},
		{"a cell cut off", "xl/worksheets/sheet1.xml", text(`<sheetData><row><c t="str`), []string{damaged}},
		{"a row of formulas without values", "xl/worksheets/sheet1.xml", text(`<sheetData><row><c t="str"><v>Country</v></c></row><row r="3"><c><f>A1</f></c></row></sheetData>`),
			[]string{"row 3: the country, in column A, is a formula without a stored value; open the workbook in a spreadsheet program and save it"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, read(t, rewritten(t, whole, map[string]func(string) string{test.part: test.change}), records.Reading{}))
		})
	}
	count := 0
	for range records.Workbook(bytes.NewReader(workbook(t, "", sheet{"A", [][]any{{"Country"}, {"RU"}, {"RU"}}})), records.Reading{}) {
		count++
		break // which ends the reading
	}
	assert.Equal(t, 1, count)
	lost := errors.New("connection reset")
	for record := range records.Workbook(io.MultiReader(bytes.NewReader(whole[:100]), iotest.ErrReader(lost)), records.Reading{}) {
		assert.ErrorIs(t, record.Err, lost)
	}
}

// TestErrorsRepeatNoCell breaks a sheet at every byte: no error repeats a value.
func TestErrorsRepeatNoCell(t *testing.T) {
	const number, name = "7707083893", "Wladislaw"
	whole := workbook(t, "", sheet{"A", [][]any{{"Country", "INN", "Company"}, {"RU", 7707083893, "Oka"}}})
	const xml = `<sheetData><row><c t="str"><v>Country</v></c><c t="str"><v>INN</v></c></row><row><c t="str"><v>` + name + `</v></c><c><v>` + number + `</v></c></row></sheetData>`
	failures := 0
	for n := range xml {
		for _, broken := range []string{xml[:n], xml[:n] + "<" + xml[n:], xml[:n] + "&" + xml[n:], xml[:n] + "\x00" + xml[n:], xml[:n] + xml[n+1:]} {
			content := rewritten(t, whole, map[string]func(string) string{"xl/worksheets/sheet1.xml": func(string) string { return broken }})
			for record := range records.Workbook(bytes.NewReader(content), records.Reading{}) {
				if record.Err != nil {
					failures++
					assert.NotContains(t, record.Err.Error(), number)
					assert.NotContains(t, record.Err.Error(), name)
				}
			}
		}
	}
	assert.Greater(t, failures, 300)
}
