package server_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

// formOf writes a form with a file and other fields, each a name and a value.
func formOf(t *testing.T, name, content string, fields ...string) (contentType, body string) {
	t.Helper()
	var text bytes.Buffer
	form := multipart.NewWriter(&text)
	for i := 0; i < len(fields); i += 2 {
		require.NoError(t, form.WriteField(fields[i], fields[i+1]))
	}
	if name != "" {
		file, err := form.CreateFormFile("file", name)
		require.NoError(t, err)
		_, err = file.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, form.Close())
	return form.FormDataContentType(), text.String()
}

// line is one of the answer to a form.
type line struct {
	Columns  *columns
	Customer struct {
		File, Company, Verdict string
		Row                    int
		Sentences, Values      map[string]string
	}
	Read    int
	Problem struct{ Title, Detail, Reason string }
}

type columns struct {
	Sheet, InDoubt                  string
	Others, Header, Fields, Missing []string
}

func lines(t *testing.T, text string) []line {
	t.Helper()
	var lines []line
	for text := range strings.Lines(text) {
		var line line
		require.NoError(t, json.Unmarshal([]byte(text), &line))
		lines = append(lines, line)
	}
	return lines
}

const (
	countryField = "billingProfile.defaultAddress.country"
	numberField  = "companyProfile.organizationRegistrationNumber"
)

func TestForm(t *testing.T) {
	url := start(t) + "/v1/screen"
	const content = "All customers,,\nCompany,Market,INN\nOka,RU,7707-083893\nLoire,FR,\n"
	contentType, body := formOf(t, "c.csv", content, "map", "country=Market")
	response, text := call(t, http.MethodPost, url, contentType, body)
	require.Equal(t, http.StatusOK, response.StatusCode, text)
	found := lines(t, text)
	require.Len(t, found, 3)
	assert.Equal(t, []string{"Company", "Market", "INN"}, found[0].Columns.Header)
	assert.Equal(t, []string{"billingProfile.companyName", countryField, numberField}, found[0].Columns.Fields)
	assert.Contains(t, found[0].Columns.Missing, "billingProfile.defaultAddress.phoneNumber")
	oka, loire := found[1].Customer, found[2].Customer
	assert.Equal(t, "c.csv", oka.File)
	assert.Equal(t, "Oka", oka.Company)
	assert.Equal(t, 3, oka.Row)
	assert.Equal(t, "refused", oka.Verdict)
	assert.Equal(t, "7707-083893", oka.Values[numberField], "as typed")
	assert.Equal(t, "Must be 9, 10 or 12 digits, without spaces or other separators.", oka.Sentences[numberField])
	assert.Equal(t, "accepted", loire.Verdict)
	assert.Empty(t, loire.Sentences)
	assert.Equal(t, len(content), found[2].Read)
}

func TestFormOfAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetRow("Sheet1", "A1", &[]any{"Company", "Country"}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A2", &[]any{"Oka", "RU"}))
	_, err := book.NewSheet("More")
	require.NoError(t, err)
	require.NoError(t, book.SetSheetRow("More", "A1", &[]any{"Company", "Country"}))
	require.NoError(t, book.SetSheetRow("More", "A2", &[]any{"Loire", "FR"}))
	content, err := book.WriteToBuffer()
	require.NoError(t, err)
	url := start(t) + "/v1/screen"
	for sheet, company := range map[string]string{"": "Oka", "More": "Loire"} {
		contentType, body := formOf(t, "c.xlsx", content.String(), "sheet", sheet)
		_, text := call(t, http.MethodPost, url, contentType, body)
		found := lines(t, text)
		require.Len(t, found, 2, text)
		assert.Equal(t, company, found[1].Customer.Company)
		if sheet == "" {
			assert.Equal(t, "Sheet1", found[0].Columns.Sheet)
			assert.Equal(t, []string{"More"}, found[0].Columns.Others)
		}
	}
}

// cutWorkbook is a workbook of many customers whose sheet ends amid them.
func cutWorkbook(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetRow("Sheet1", "A1", &[]any{"Company", "Country", "INN"}))
	for i := range 100 {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprint("A", i+2), &[]any{"Oka", "RU", "7707-083893"}))
	}
	whole, err := book.WriteToBuffer()
	require.NoError(t, err)
	parts, err := zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	require.NoError(t, err)
	var cut bytes.Buffer
	archive := zip.NewWriter(&cut)
	for _, part := range parts.File {
		opened, err := part.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(opened)
		require.NoError(t, err)
		if part.Name == "xl/worksheets/sheet1.xml" {
			content = content[:len(content)*6/10]
		}
		to, err := archive.Create(part.Name)
		require.NoError(t, err)
		_, err = to.Write(content)
		require.NoError(t, err)
	}
	require.NoError(t, archive.Close())
	return cut.String()
}

// TestAFormWhoseFileIsCut says so after the customers that can be read, and
// writes no corrected file.
func TestAFormWhoseFileIsCut(t *testing.T) {
	url := start(t)
	contentType, body := formOf(t, "c.xlsx", cutWorkbook(t), "fixes", `[{"record":1,"field":"`+numberField+`","value":"7707083893"}]`)
	response, text := call(t, http.MethodPost, url+"/v1/screen", contentType, body)
	assert.Equal(t, http.StatusOK, response.StatusCode)
	found := lines(t, text)
	require.Greater(t, len(found), 10)
	assert.Equal(t, "Oka", found[1].Customer.Company)
	last := found[len(found)-1].Problem
	assert.Equal(t, "Bad Request", last.Title)
	assert.Contains(t, last.Detail, "damaged or cut off")
	assert.Equal(t, "damaged", last.Reason)
	response, text = call(t, http.MethodPost, url+"/v1/fix", contentType, body)
	assert.Equal(t, http.StatusUnprocessableEntity, response.StatusCode)
	assert.Contains(t, text, "damaged or cut off")
}

func TestFormWithAQuestion(t *testing.T) {
	url := start(t) + "/v1/screen"
	for _, test := range []struct{ content, field string }{
		{"Country,Billing Country,INN\nRU,FR,7\n", countryField},
		{"Company,Market,INN\nOka,RU,7\n", countryField},
		{"Country,INN,EDRPOU\nRU,1,2\n", numberField},
	} {
		contentType, body := formOf(t, "c.csv", test.content)
		response, text := call(t, http.MethodPost, url, contentType, body)
		assert.Equal(t, http.StatusBadRequest, response.StatusCode)
		var problem struct {
			Detail  string
			Columns *columns
		}
		require.NoError(t, json.Unmarshal([]byte(text), &problem))
		require.NotNil(t, problem.Columns, text)
		assert.Equal(t, test.field, problem.Columns.InDoubt)
		assert.Len(t, problem.Columns.Header, 3)
		assert.NotContains(t, problem.Detail, "--map", "a form has no flags")
	}
}

func TestFormsThatAreNone(t *testing.T) {
	url := start(t, func(l *server.Limits) { l.UploadBytes = 1 << 14 }) + "/v1/screen"
	many := make([]string, 0, 400)
	for range 200 {
		many = append(many, "x", "y")
	}
	for name, test := range map[string]struct {
		file, content string
		fields        []string
		want          string
	}{
		"no file":      {want: "in its field file"},
		"empty":        {file: "c.csv", want: "no customer in it"},
		"a mapping":    {file: "c.csv", content: "country\nRU\n", fields: []string{"map", "nothing=x"}, want: "nothing"},
		"many fields":  {file: "c.csv", content: "country\nRU\n", fields: many[:250], want: "at most 100 fields"},
		"an HTML page": {file: "c.csv.html", content: "<html>", want: "HTML"},
	} {
		contentType, body := formOf(t, test.file, test.content, test.fields...)
		response, text := call(t, http.MethodPost, url, contentType, body)
		assert.Equal(t, http.StatusBadRequest, response.StatusCode, name)
		assert.Contains(t, text, test.want, name)
	}
	response, text := call(t, http.MethodPost, url, "multipart/form-data; boundary=x", "nothing")
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.Contains(t, text, "expected a form")

	full := start(t, func(l *server.Limits) { l.Workbooks = 0 })
	contentType, body := formOf(t, "c.csv", "country\nRU\n")
	response, _ = call(t, http.MethodPost, full+"/v1/screen", contentType, body)
	assert.Equal(t, http.StatusServiceUnavailable, response.StatusCode, "a form takes memory, and has places of its own")
}

// in asks in a language.
func in(t *testing.T, language, url, contentType, body string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if body == "" {
		request, err = http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	}
	require.NoError(t, err)
	request.Header.Set("Accept-Language", language)
	request.Header.Set("Content-Type", contentType)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	assert.Equal(t, "Accept-Language", response.Header.Get("Vary"))
	var text bytes.Buffer
	_, err = text.ReadFrom(response.Body)
	require.NoError(t, err)
	return text.String()
}

func TestLanguages(t *testing.T) {
	url := start(t)
	for language, want := range map[string]string{
		"ru-KZ,ru;q=0.9,en;q=0.8": "Укажите 9, 10 или 12 цифр",
		"pt":                      "9, 10 ou 12 dígitos",
		"de, uk;q=0.5":            "9, 10 або 12 цифр",
		"de":                      "Must be 9, 10 or 12 digits",
		"*":                       "Must be 9, 10 or 12 digits",
	} {
		answer := in(t, language, url+"/v1/screen", "application/json", refused)
		assert.Contains(t, answer, want, language)
		assert.Contains(t, answer, "Organization registration id information is invalid", "the API's text is English")
	}
	assert.Contains(t, in(t, "ru", url+"/v1/rules/RU", "", ""), "9, 10 или 12 цифр")
	assert.Contains(t, in(t, "ru", url+"/v1/rules", "", ""), "9, 10 или 12 цифр")
	assert.Contains(t, in(t, "tr", url+"/", "", ""), `<html lang="tr">`)
	assert.Contains(t, in(t, "tr", url+"/?lang=hu", "", ""), `<html lang="hu">`, "the address comes before the browser")
	assert.Contains(t, in(t, "tr, en", url+"/?lang=xx", "", ""), `<html lang="tr">`)
	for tag, want := range map[string]string{"es": `"País"`, "de": "there is nothing at this path"} {
		answer := httptest.NewRecorder()
		server.New(server.DefaultLimits(), countries.Latest).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/assets/languages/"+tag, nil))
		assert.Contains(t, answer.Body.String(), want)
	}
}

// refusedAsTyped is a customer whose number is corrected.
const refusedAsTyped = `{"companyProfile":{"organizationRegistrationNumber":"7707-083893"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+74955005550"}}}`

func TestFix(t *testing.T) {
	url := start(t) + "/v1/fix"
	const content = "All customers;;\r\nCompany;Market;INN\r\nOka;RU;7707-083893\r\nVolga;RU;7707-083893\r\n"
	fixed := `[{"record":2,"field":"` + numberField + `","value":"7707083893"}]`
	contentType, body := formOf(t, "c.csv", content, "fixes", fixed, "map", "country=Market")
	response, text := call(t, http.MethodPost, url, contentType, body)
	assert.Equal(t, http.StatusOK, response.StatusCode)
	assert.Equal(t, strings.Replace(content, "Volga;RU;7707-083893", "Volga;RU;7707083893", 1), text, "the row that was confirmed, and no other")

	// Records of JSON may stand in one line.
	lines := `{"totalCount":2,"items":[` + strings.Repeat(","+refusedAsTyped, 2)[1:] + "]}"
	contentType, body = formOf(t, "c.json", lines, "fixes", fixed)
	response, text = call(t, http.MethodPost, url, contentType, body)
	assert.Equal(t, http.StatusOK, response.StatusCode, text)
	at := strings.LastIndex(lines, "7707-083893")
	assert.Equal(t, lines[:at]+"7707083893"+lines[at+len("7707-083893"):], text, "the second, and not the first")

	for name, test := range map[string]struct {
		fixes, contentType, want string
		status                   int
	}{
		"another value":  {fixes: strings.Replace(fixed, "7707083893", "7707083894", 1), want: "record 2, " + numberField + ": expected a value that is suggested there", status: http.StatusUnprocessableEntity},
		"another record": {fixes: strings.Replace(fixed, "2", "9", 1), want: "record 9", status: http.StatusUnprocessableEntity},
		"no list":        {fixes: "{}", want: "an array of", status: http.StatusBadRequest},
		"no form":        {contentType: "text/csv", want: "multipart/form-data", status: http.StatusUnsupportedMediaType},
	} {
		contentType, body := formOf(t, "c.csv", content, "fixes", test.fixes, "map", "country=Market")
		if test.contentType != "" {
			contentType = test.contentType
		}
		response, text := call(t, http.MethodPost, url, contentType, body)
		assert.Equal(t, test.status, response.StatusCode, name)
		assert.Contains(t, text, test.want, name)
	}
	full := start(t, func(l *server.Limits) { l.Workbooks = 0 })
	response, _ = call(t, http.MethodPost, full+"/v1/fix", contentType, body)
	assert.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
}

// TestBodiesThatAreTooLarge are answered with the limit, whatever reads them.
func TestBodiesThatAreTooLarge(t *testing.T) {
	url := start(t, func(l *server.Limits) { l.RecordBytes, l.BodyBytes, l.UploadBytes = 1000, 2000, 3000 })
	rows := "country\n" + strings.Repeat("RU\n", 2000)
	form, file := formOf(t, "c.csv", rows, "fixes", "[]")
	_, field := formOf(t, "c.csv", "country\nRU\n", "x", rows)
	_, body, _ := strings.Cut(field, "\n")
	field = strings.TrimSpace(strings.SplitN(file, "\n", 2)[0]) + "\n" + body
	for _, test := range []struct{ path, contentType, body, limit string }{
		{"screen", "application/json", `{"id":"` + rows + `"}`, "1000 bytes"},
		{"screen", "application/x-ndjson", strings.Repeat(" ", 5000), "2000 bytes"},
		{"screen", "text/csv", strings.Repeat("\n", 5000), "2000 bytes"},
		{"screen", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", rows, "2000 bytes"},
		{"screen", form, file, "3000 bytes"},
		{"screen", form, field, "3000 bytes"},
		{"fix", form, file, "3000 bytes"},
	} {
		response, text := call(t, http.MethodPost, url+"/v1/"+test.path, test.contentType, test.body)
		assert.Equal(t, http.StatusRequestEntityTooLarge, response.StatusCode, "%s, %s: %s", test.path, test.contentType, text)
		assert.Contains(t, text, "at most "+test.limit, test.contentType)
		assert.Contains(t, text, `"reason":"tooLarge"`, test.contentType)
	}
}

// TestReasons are names for what the usual files are that are not read.
func TestReasons(t *testing.T) {
	url := start(t)
	for content, want := range map[string]string{
		"":                                 "empty",
		"country\n":                        "empty",
		"%PDF-1.7":                         "document",
		"{\\rtf1":                          "document",
		"<html>":                           "markup",
		"\x1f\x8b\x08":                     "packed",
		"PK\x03\x04":                       "damaged",
		"ID;PWXL;N;E\n":                    "format",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "format",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00": "encrypted",
		"country,name\nRU,\xcf\xf0\n\xff,\n": "",
		"L\xe4nder,Pa\xeds\n":                "encoding",
		"a,b\n":                              "",
	} {
		contentType, body := formOf(t, "c", content)
		_, text := call(t, http.MethodPost, url+"/v1/screen", contentType, body)
		var problem struct{ Reason string }
		require.NoError(t, json.Unmarshal([]byte(strings.SplitN(text, "\n", 2)[0]), &problem))
		assert.Equal(t, want, problem.Reason, "%q: %s", content, text)
	}
}

func TestFixAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetRow("Sheet1", "A1", &[]any{"Company", "Country", "INN", "Note"}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A2", &[]any{"Oka", "RU", "7707-083893", 12.5}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A3", &[]any{"Ural", "RU", "", ""}))
	require.NoError(t, book.SetCellFormula("Sheet1", "C3", `"7707-"&"083893"`))
	require.NoError(t, book.SetCellStr("Sheet1", "C3", "7707-083893"))
	content, err := book.WriteToBuffer()
	require.NoError(t, err)
	contentType, body := formOf(t, "c.xlsx", content.String(), "fixes", `[{"record":1,"field":"`+numberField+`","value":"7707083893"}]`)
	response, text := call(t, http.MethodPost, start(t)+"/v1/fix", contentType, body)
	require.Equal(t, http.StatusOK, response.StatusCode, text)
	corrected, err := excelize.OpenReader(strings.NewReader(text))
	require.NoError(t, err)
	rows, err := corrected.GetRows("Sheet1")
	require.NoError(t, err)
	assert.Equal(t, []string{"Oka", "RU", "7707083893", "12.5"}, rows[1])
	assert.Equal(t, "7707-083893", rows[2][2])
}
