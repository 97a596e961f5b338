package correct_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// corrected copies a file with every suggestion of some rules.
func corrected(t testing.TB, name, input string, rules ...string) (output string, done []string, err error) {
	t.Helper()
	judge := verdict.New(countries.Latest(), verdict.Options{})
	var out bytes.Buffer
	err = correct.Copy(&out, strings.NewReader(input), int64(len(input)), name, records.Reading{}, func(raw records.Raw) []correct.Change {
		return slices.DeleteFunc(correct.Suggested(judge.Of(raw.Decode())), func(c correct.Change) bool { return !slices.Contains(rules, c.Rule) })
	}, func(raw records.Raw, c correct.Change, err error) {
		text := fmt.Sprintf("%d %d %s → %s", raw.Decode().Row, c.Column, c.Before, c.After)
		if err != nil {
			text += ": " + err.Error()
		}
		done = append(done, text)
	})
	return out.String(), done, err
}

const characters = "registrationNumber.characters"

// each has 7707-083893 where it is to be corrected, in different forms.
var each = map[string]struct{ name, text string }{
	"commas":                  {"a.csv", "company,country,inn,phone\nOka,RU,7707-083893,+7 495 5550100\nVolga,RU,7707083893,+7 495 5550100\n"},
	"no line end at the end":  {"a.csv", "company,country,inn\r\nOka,RU,7707-083893"},
	"quoted, over lines":      {"a.csv", "note,country,inn\n\"a \"\"b\"\"\nc, d\",RU,\"7707-083893\"\n\"\n\",RU,7707-083893\n"},
	"semicolons":              {"a.csv", "company;country;inn;\r\nOka;RU;7707-083893;\r\n;;;\r\nVolga;RU;7707-083893\r\n"},
	"tabs":                    {"a.tsv", "country\tinn\nRU\t7707-083893\n"},
	"a named delimiter":       {"a.csv", "sep=|\r\ncountry|inn\r\nRU|7707-083893\r\n"},
	"titles":                  {"a.csv", "All customers,,\n\n2026,,\ncountry,inn,x\nRU,7707-083893,\n"},
	"a stray quote":           {"a.csv", "country,note,inn\nRU,\"x,1\nRU,5\" wide,7707-083893\n"},
	"carriage returns":        {"a.csv", "country;note;inn\rRU;\"a\rb\";7707-083893\rRU;;7707-083893\r"},
	"next lines":              {"a.csv", "country;note;inn\u0085RU;\"a\u0085b\";7707-083893\u0085RU;х;7707-083893"},
	"an old program's end":    {"a.csv", "country,inn\r\nRU,7707-083893\r\n\x1a\x00\x00"},
	"formulas of a text":      {"a.csv", "country;inn;x\r\n\"=\"\"RU\"\"\";\"=\"\"7707-083893\"\"\";=\"1\"\r\n"},
	"filled with zeros":       {"a.csv", "country,inn\r\nRU,7707-083893\x00\x00\x00\x00"},
	"findings":                {"a.csv", "file,row,country,inn\nx,1,RU,'7707-083893\n"},
	"lines of JSON":           {"a.ndjson", "{\"companyProfile\":{\"organizationRegistrationNumber\": \"7707-083893\" },\"billingProfile\":{\"defaultAddress\":{\"country\":\"RU\"}}}\n{broken\n" + `{"CompanyProfile":{"x":{"organizationRegistrationNumber":1},"OrganizationRegistrationNumber":"7707-083893"},"billingProfile":{"defaultAddress":{"country":"RU","city":"Ж"}}}` + "\n\x1e{}\n"},
	"an array":                {"a.json", "[\n  {\"companyProfile\": {\"organizationRegistrationNumber\":\t\"7707-083893\"}, \"billingProfile\": {\"defaultAddress\": {\"country\": \"RU\"}}},  {\"companyProfile\": {\"organizationRegistrationNumber\":\"7707-083893\"}, \"billingProfile\": {\"defaultAddress\": {\"country\": \"RU\"}}}\n]\n"},
	"a page":                  {"a.json", "{\"totalCount\": 1, \"items\": [ {\"id\": \"1\",\n\"companyProfile\": {\"organizationRegistrationNumber\":\"7707-083893\"},\n \"billingProfile\": {\"defaultAddress\": {\"country\": \"RU\"}}} ], \"links\": {\"self\": 1} }"},
	"nothing to be corrected": {"a.csv", "country,inn\nRU,\n"},
}

// once is a change of a text in which nothing else is touched.
func once(text string) string {
	text = strings.ReplaceAll(text, "'7707-083893", "'7707083893")
	return strings.ReplaceAll(text, "7707-083893", "7707083893")
}

func TestCopyTouchesNothingElse(t *testing.T) {
	for name, test := range each {
		for form, encode := range map[string]func(string) (string, error){
			"UTF-8":                 func(text string) (string, error) { return text, nil },
			"UTF-8 with a mark":     unicode.UTF8BOM.NewEncoder().String,
			"UTF-16 LE with a mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String,
			"UTF-16 BE with a mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String,
			"UTF-16 LE":             unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String,
			"UTF-16 BE":             unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String,
		} {
			t.Run(name+" "+form, func(t *testing.T) {
				input, err := encode(test.text)
				require.NoError(t, err)
				want, err := encode(once(test.text))
				require.NoError(t, err)
				found, done, err := corrected(t, test.name, input, characters)
				require.NoError(t, err)
				assert.Equal(t, want, found)
				assert.Len(t, done, strings.Count(test.text, "7707-083893"))

				same, done, err := corrected(t, test.name, input)
				require.NoError(t, err)
				assert.Equal(t, input, same, "without a rule")
				assert.Empty(t, done)
			})
		}
	}
}

func TestCopyListsWhatItChanges(t *testing.T) {
	_, done, err := corrected(t, "a.csv", each["commas"].text, characters, "country.unknown")
	require.NoError(t, err)
	assert.Equal(t, []string{"2 2 7707-083893 → 7707083893"}, done)
}

func TestCopyQuotesWhatNeedsIt(t *testing.T) {
	for after, want := range map[string]string{"a;b": `"a;b"`, `a"b`: `"a""b"`, "a\nb": "\"a\nb\"", "a,b": "a,b"} {
		input := "country;inn;x\nRU;1;2\n"
		var out strings.Builder
		require.NoError(t, correct.Copy(&out, strings.NewReader(input), int64(len(input)), "a.csv", records.Reading{},
			func(records.Raw) []correct.Change { return []correct.Change{{Column: 1, Before: "1", After: after}} },
			func(records.Raw, correct.Change, error) {}))
		assert.Equal(t, "country;inn;x\nRU;"+want+";2\n", out.String())
	}
}

func TestTwoCorrectionsOfOneField(t *testing.T) {
	input := each["commas"].text
	var out strings.Builder
	var refused []error
	require.NoError(t, correct.Copy(&out, strings.NewReader(input), int64(len(input)), "a.csv", records.Reading{},
		func(records.Raw) []correct.Change {
			return []correct.Change{{Field: "a", Column: 2, After: "1"}, {Field: "a", Column: 2, After: "2"}}
		},
		func(_ records.Raw, _ correct.Change, err error) { refused = append(refused, err) }))
	assert.Equal(t, input, out.String())
	assert.Equal(t, []error{correct.ErrTwice, correct.ErrTwice, correct.ErrTwice, correct.ErrTwice}, refused)
}

func TestCopyOfHalfCharacters(t *testing.T) {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("country,inn\nRU,7707-083893\n")
	require.NoError(t, err)
	_, _, err = corrected(t, "a.csv", text+"\x00\xd8x\x00", characters)
	assert.ErrorContains(t, err, "no whole UTF-16")
}

// TestWorkbook corrects numbers and texts of a workbook that has more than them.
func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 1})
	require.NoError(t, err)
	for i, row := range [][]any{
		{"Customers", nil, nil},
		{"Company", "Country", "INN", "Phone", "Sum"},
		{"Oka", "RU", "7707-083893", "+7 495 5550100", 1.5},
		{"Volga & sons", "RU", "7707083893", nil, 2},
		{"Lena", "RU", 500100732259, "+7 495 5550100", 3},
		{"Ob", "BR", 7526557000100, "+55 11 5550100", 4},
		{"Don", "RU", nil, "+7 495 5550100", 5},
	} {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row))
	}
	require.NoError(t, book.SetCellFormula("Sheet1", "C7", `="7707"&"-083893"`))
	require.NoError(t, book.SetCellStyle("Sheet1", "C3", "C6", bold))
	_, err = book.NewSheet("Other")
	require.NoError(t, err)
	require.NoError(t, book.SetCellValue("Other", "A1", "7707-083893"))
	require.NoError(t, book.AddComment("Sheet1", excelize.Comment{Cell: "A3", Text: "a remark"}))
	text, err := book.WriteToBuffer()
	require.NoError(t, err)
	input := withFormulaValue(t, text.String())

	found, done, err := corrected(t, "a.xlsx", input, characters, "registrationNumber.spreadsheet")
	require.NoError(t, err)
	assert.Equal(t, []string{
		"3 2 7707-083893 → 7707083893",
		"6 2 7526557000100 → 07526557000100",
		"7 2 7707-083893 → 7707083893: a formula makes the cell",
	}, done)

	before, after := parts(t, input), parts(t, found)
	for name, content := range before {
		if name != "xl/worksheets/sheet1.xml" {
			assert.Equal(t, content, after[name], name)
		}
	}
	assert.Len(t, after, len(before))
	sheet := before["xl/worksheets/sheet1.xml"]
	for cell, value := range map[string]string{"C3": "7707083893", "C6": "07526557000100"} {
		begin := strings.Index(sheet, `<c r="`+cell+`"`)
		end := begin + strings.Index(sheet[begin:], "</c>") + len("</c>")
		_, style, _ := strings.Cut(sheet[begin:end], `s="`)
		style, _, _ = strings.Cut(style, `"`)
		sheet = sheet[:begin] + `<c r="` + cell + `" s="` + style + `" t="inlineStr"><is><t xml:space="preserve">` + value + "</t></is></c>" + sheet[end:]
	}
	assert.Equal(t, sheet, after["xl/worksheets/sheet1.xml"], "every other byte")

	opened, err := excelize.OpenReader(strings.NewReader(found))
	require.NoError(t, err)
	for cell, value := range map[string]string{"C3": "7707083893", "C6": "07526557000100", "C5": "500100732259", "A4": "Volga & sons", "E3": "1.5"} {
		read, err := opened.GetCellValue("Sheet1", cell, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		assert.Equal(t, value, read, cell)
	}
	again, done, err := corrected(t, "a.xlsx", found, characters, "registrationNumber.spreadsheet")
	require.NoError(t, err)
	assert.Equal(t, parts(t, found), parts(t, again), "nothing is left to be corrected")
	assert.Len(t, done, 1)
}

// TestMergedCells are corrected in their first row, which holds the value.
func TestMergedCells(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{{"Company", "Country", "INN"}, {"Oka", "RU", "7707-083893"}, {"Ob", "RU"}, {"Don", "RU", "7707-083893"}} {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row))
	}
	require.NoError(t, book.MergeCell("Sheet1", "C2", "C3"))
	text, err := book.WriteToBuffer()
	require.NoError(t, err)
	_, done, err := corrected(t, "a.xlsx", text.String(), characters)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"2 2 7707-083893 → 7707083893",
		"3 2 7707-083893 → 7707083893: the cell is merged with the one above",
		"4 2 7707-083893 → 7707083893",
	}, done)
}

// TestFormulasOfSeveralCells leaves all cells that such a formula makes.
func TestFormulasOfSeveralCells(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{{"Company", "Country", "INN"}, {"Oka", "RU", "x"}, {"Ob", "RU", "7707-083893"}, {"Don", "RU", "7707-083893"}} {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row))
	}
	require.NoError(t, book.SetCellFormula("Sheet1", "C2", "=X1:X2", excelize.FormulaOpts{Type: new(excelize.STCellFormulaTypeArray), Ref: new("C2:C3")}))
	text, err := book.WriteToBuffer()
	require.NoError(t, err)
	_, done, err := corrected(t, "a.xlsx", text.String(), characters)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"3 2 7707-083893 → 7707083893: a formula makes the cell",
		"4 2 7707-083893 → 7707083893",
	}, done)
}

// TestTheArchiveOfAWorkbook keeps its comment, and takes folders that are packed.
func TestTheArchiveOfAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{{"Company", "Country", "INN"}, {"Oka", "RU", "7707-083893"}} {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row))
	}
	text, err := book.WriteToBuffer()
	require.NoError(t, err)
	read, err := zip.NewReader(bytes.NewReader(text.Bytes()), int64(text.Len()))
	require.NoError(t, err)
	var input bytes.Buffer
	archive := zip.NewWriter(&input)
	_, err = archive.CreateRaw(&zip.FileHeader{Name: "xl/", Method: zip.Deflate, CompressedSize64: 2})
	require.NoError(t, err)
	for _, part := range read.File {
		require.NoError(t, archive.Copy(part))
	}
	require.NoError(t, archive.SetComment("a remark"))
	require.NoError(t, archive.Close())
	found, done, err := corrected(t, "a.xlsx", input.String(), characters)
	require.NoError(t, err)
	assert.Len(t, done, 1)
	after, err := zip.NewReader(strings.NewReader(found), int64(len(found)))
	require.NoError(t, err)
	assert.Equal(t, "a remark", after.Comment)
	assert.Equal(t, len(read.File)+1, len(after.File))
}

// withFormulaValue gives a workbook's formula the value that a spreadsheet
// program would store.
func withFormulaValue(t *testing.T, book string) string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	require.NoError(t, err)
	var out bytes.Buffer
	written := zip.NewWriter(&out)
	for _, part := range archive.File {
		content := parts(t, book)[part.Name]
		if part.Name == "xl/worksheets/sheet1.xml" {
			content = strings.Replace(content, `</f></c>`, `</f><v>7707-083893</v></c>`, 1)
			content = strings.Replace(content, `<c r="C7"`, `<c t="str" r="C7"`, 1)
			content = strings.Replace(content, `<c t="str" r="C7" t="str"`, `<c r="C7" t="str"`, 1)
		}
		to, err := written.Create(part.Name)
		require.NoError(t, err)
		_, err = io.WriteString(to, content)
		require.NoError(t, err)
	}
	require.NoError(t, written.Close())
	return out.String()
}

func parts(t *testing.T, book string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	require.NoError(t, err)
	found := make(map[string]string)
	for _, part := range archive.File {
		content, err := part.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(content)
		require.NoError(t, err)
		found[part.Name] = string(text)
	}
	return found
}

// FuzzCopy reads again what it copied: the rest is as it was, and no correction
// of the rule is left.
func FuzzCopy(f *testing.F) {
	for _, test := range each {
		f.Add(test.name == "a.json" || test.name == "a.ndjson", test.text)
	}
	f.Fuzz(func(t *testing.T, isJSON bool, input string) {
		name := "a.csv"
		if isJSON {
			name = "a.json"
		}
		same, _, err := corrected(t, name, input)
		if err != nil {
			return // of no whole UTF-16
		}
		require.Equal(t, input, same)
		found, done, err := corrected(t, name, input, characters)
		require.NoError(t, err)
		before, after := cells(name, input), cells(name, found)
		require.Equal(t, len(before), len(after))
		for i := range before {
			if before[i] != after[i] {
				require.NotEmpty(t, done)
			}
		}
		_, again, err := corrected(t, name, found, characters)
		require.NoError(t, err)
		require.Empty(t, again)
	})
}

// cells are what is read of a file, without the number that is corrected.
func cells(name, input string) []string {
	var found []string
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(input)), nil }
	for raw := range records.Cut([]string{name}, open, records.Reading{}) {
		record := raw.Decode()
		text := fmt.Sprint(record.Row, record.Company())
		if record.Table != nil {
			for i, cell := range record.Cells {
				if i != record.Table.Column("companyProfile.organizationRegistrationNumber") {
					text += "\x00" + cell
				}
			}
		}
		found = append(found, text)
	}
	return found
}

// TestRules holds the list against customers, one for each rule that suggests.
func TestRules(t *testing.T) {
	judge := verdict.New(countries.Latest(), verdict.Options{})
	suggesting := make(map[string]bool)
	for _, body := range []string{
		`{"companyProfile":{"organizationRegistrationNumber":"7707-083893"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"84955550100"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"7.707083893E9"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"7.4955550100E10"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"32129"},"billingProfile":{"defaultAddress":{"country":"UA"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"007707083893"},"billingProfile":{"defaultAddress":{"country":"RU"}}}`,
		`{"companyProfile":{},"billingProfile":{"companyName":"Oka\u200b","email":"a@b\u200b.example","culture":"ru_RU","language":"RU_ru",
			"defaultAddress":{"country":"Russia","firstName":"Ivan\u200b","middleName":"Ivan\u200b","lastName":"Ivan\u200b"}}}`,
	} {
		for record := range records.JSON(strings.NewReader(body)) {
			for _, change := range correct.Suggested(judge.Of(record)) {
				suggesting[change.Rule] = true
			}
		}
	}
	assert.ElementsMatch(t, correct.Rules(), slices.Collect(maps.Keys(suggesting)))
	for _, rule := range correct.Rules() {
		assert.Contains(t, verdict.Rules(), rule)
	}
}
