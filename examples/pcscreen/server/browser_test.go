package server_test

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

func TestFormInABrowser(t *testing.T) {
	page := open(t, start(t))
	november2020, march2021 := countries.November2020().Name(), countries.March2021().Name()
	page.click(`input[value="` + march2021 + `"]`)
	page.shows("#policy-note", "25, 2021: number and phone are required in 24 countries")
	page.shows("#summary", "Choose a country to begin.")
	page.picture("form-waiting")

	page.choose("#country", "RU")
	page.shows("label[for=number]", "ИНН")
	page.shows("#number-mark", "required")
	page.shows("#phone-mark", "required")
	page.shows("#number-hint", "9, 10 or 12 digits")
	page.shows("#number-count", "0 digits")
	page.shows("#number-example", "7707083893")
	page.shows("#calling-code", "+7")
	page.shows("#reasons", "600049")
	page.shows("#reasons", "600051")
	page.shows("#stamp", "Refused")

	page.choose("#country", "FR")
	page.shows("#number-mark", "optional")
	page.shows("#phone-mark", "optional")
	page.shows("#stamp", "Accepted")
	page.wait(`document.querySelector("#ruler").hidden && document.querySelector("#phone-code").hidden && document.querySelector("#number-local").innerText === ""`)
	page.click(`input[value="` + november2020 + `"]`)
	page.shows("#number-mark", "must stay empty")
	page.write("#number", "552032534")
	page.shows("#number-notes", "600002: Organization registration id value is not supported.")
	page.click(`input[value="` + march2021 + `"]`)
	page.shows("#stamp", "Accepted")
	page.shows("#reasons", "Disputed between Microsoft’s own pages: optional: Create a customer")

	page.choose("#country", "RU")
	page.write("#phone", "+7 495 500 5550")
	page.shows("#stamp", "Accepted")
	page.write("#number", "7707-083893")
	page.shows("#number-notes", `600050: Organization registration id information is invalid and should be of the format ^(\d{9}|\d{10}|\d{12})$.`)
	page.shows("#number-count", "10 digits and 1 other character")
	page.wait(`document.querySelector("#number").getAttribute("aria-invalid") === "true"`)
	page.accessible()
	page.picture("form-refused")
	page.colours("dark")
	page.picture("form-refused-dark")
	page.colours("light")
	page.click("#number-notes button.suggestion")
	page.shows("#stamp", "Accepted")
	assert.Equal(t, "7707083893", evaluate[string](page, `document.querySelector("#number").value`))
	page.wait(`document.activeElement.id === "number" && !document.querySelector("#number").hasAttribute("aria-invalid")`)
	page.picture("form-accepted")

	page.click("button[type=reset]")
	page.shows("#summary", "Choose a country to begin.")
	page.quiet()
}

// TestACustomerThatCannotBeJudged types before a country is chosen.
func TestACustomerThatCannotBeJudged(t *testing.T) {
	page := open(t, start(t))
	page.write("#number", "7707083893")
	page.shows("#stamp", "Cannot be judged")
	page.shows("#summary", "Nobody can say")
	page.shows("#reasons", "No country is given.")
	page.shows("#country-notes", "No country is given.")
	page.wait(`document.querySelector("#country").getAttribute("aria-invalid") === "true"`)
	page.wait(`document.querySelector("#curl").textContent.includes("7707083893") && document.querySelectorAll("#reasons li").length === 1`)
	page.accessible()
	page.picture("form-undecided")
	page.colours("dark")
	page.picture("form-undecided-dark")
	page.colours("light")
	page.width(360, true)
	page.picture("form-undecided-phone")
	page.choose("#country", "RU")
	page.shows("#stamp", "Refused")
	page.wait(`!document.querySelector("#country").hasAttribute("aria-invalid")`)
	page.quiet()
}

// TestCountriesAndPoliciesOnThePage names every country that the service
// knows, and every policy.
func TestCountriesAndPoliciesOnThePage(t *testing.T) {
	page := open(t, start(t))
	var codes []string
	for code := range countries.Codes() {
		codes = append(codes, code)
	}
	shown := evaluate[[]string](page, `[...document.querySelectorAll("#country option")].map(({value}) => value).filter(Boolean).sort()`)
	assert.Equal(t, codes, shown)
	assert.Equal(t, "Saba (XS)", evaluate[string](page, `document.querySelector("#country option[value=XS]").text`), "which no browser knows")
	for policy := range countries.Policies() {
		page.click(`input[value="` + policy.Name() + `"]`)
		page.shows("#policy-note", strconv.Itoa(policy.Since().Year()))
		for rule := range policy.Rules() {
			page.choose("#country", rule.Country())
			page.shows("#number-mark", "required")
		}
	}
	page.quiet()
}

func TestFormOnAPhoneAndRightToLeft(t *testing.T) {
	page := open(t, start(t))
	page.width(360, true)
	page.choose("#country", "SA")
	page.shows("#stamp", "Refused")
	page.click("#more summary")
	page.write("#company", "شركة المراعي للتجارة والصناعة والخدمات اللوجستية المحدودة بالمملكة العربية السعودية")
	page.write("#first", "عبد الرحمن")
	page.write("#number", "٧٧٠٧٠٨٣٨٩٣")
	page.write("#phone", "+966 11 200 0000")
	page.shows("#stamp", "Accepted")
	page.width(360, true)
	page.picture("form-phone")
	page.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dir = "rtl"`))
	page.width(360, true)
	page.picture("form-phone-rtl")
	page.choose("#country", "AM")
	page.shows("label[for=number]", "ՀՎՀՀ")
	page.width(360, true)
	page.picture("form-phone-armenia")
	page.quiet()
}

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// workbook is one customer that is refused, and one that is not.
func workbook(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	for i, row := range [][]any{{"Company", "Country", "INN"}, {"Oka", "Россия", 1}, {"Loire", "France", ""}} {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row))
	}
	content, err := book.WriteToBuffer()
	require.NoError(t, err)
	return content.String()
}

// choose, or drop, each file and read what the page counts.
func TestAuditReadsFilesAsTheyCome(t *testing.T) {
	page := open(t, start(t))
	table := "id,country,registration number,phone,note\n" +
		"a,RU,7707083893,+74955005550,\"two\nlines, \"\"quoted\"\"\"\n" +
		"b,RU,77,,\n" +
		"c,FR,,,5\"\n" + // a quote that is none
		"\n" +
		"d,BY,,,,x\n"
	for _, test := range []struct {
		name, content                                     string
		records, accepted, refused, undecided, unreadable int
		text                                              string // of the table
	}{
		{"customers.csv", table, 4, 2, 1, 0, 1, "line 7: expected at most 5 values, as many as the header has columns, found 6"},
		{"Kunden für März.csv", "\ufeff" + strings.ReplaceAll(strings.ReplaceAll(table, ",", ";"), "\n", "\r\n"), 4, 2, 1, 0, 1, "line 7"},
		{"utf16.csv", utf16Text(table), 4, 2, 1, 0, 1, "line 7"},
		{"many.csv", "country,note\nFR,5\"\n" + strings.Repeat("FR,\"two\nlines\"\n", 2500) + "FR,,x\n", 2502, 2501, 0, 0, 1, "line 5003: expected at most 2 values, as many as the header has columns, found 3"},
		{"lines.ndjson", accepted + "\n" + refused + "\n{\"id\":}\n", 3, 1, 1, 0, 1, "line 3, column 7: expected JSON"},
		{"array.json", "[\n  " + accepted + ",\n  " + refused + ",\n]", 2, 1, 1, 0, 0, "600050"},
		{"page.json", `{"totalCount":2,"items":[` + accepted + "," + refused + "]}", 2, 1, 1, 0, 0, "600050"},
		{"pretty.json", strings.ReplaceAll(refused, ",", ",\n"), 1, 0, 1, 0, 0, "600050"},
		{"one.json", accepted, 1, 1, 0, 0, 0, ""},
		{"cut.json", "[\n  {\"id\":\"a\",\"links\":{\n  {\"companyProfile\":{}}\n", 3, 0, 0, 1, 2, "line 2, column 21: expected JSON: unexpected end of JSON input"},
		{"row.json", "[" + accepted + `,{"id":},` + refused + "]", 3, 1, 1, 0, 1, "expected JSON: invalid character"},
		{"unknown.csv", "id,country,phone\na,Russland,+7\nb,UK,+44\nc,Atlantis,\n", 3, 1, 1, 1, 0, "What is given as the country is no country code"},
		{"cr.csv", "sep=;\rcountry;company\rFR;A\rAtlantis;B\r", 2, 1, 0, 1, 0, "B"},
		{"workbook.xlsx", workbook(t), 2, 1, 1, 0, 0, "Oka"},
		{"list.json", `{"totalCount":1,"items":[{"id":"b","companyProfile":{"companyName":"B"}}]}`, 1, 0, 0, 1, 0, "No country is given."},
	} {
		t.Run(test.name, func(t *testing.T) {
			page.t = t
			path := file(t, test.name, test.content)
			page.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{path}))
			page.shows("#run-name", test.name)
			page.shows("#run-text", "done")
			got := evaluate[[]string](page, `[...document.querySelectorAll("#tiles dd")].map((value) => value.innerText)`)
			assert.Equal(t, []string{number(test.records), number(test.accepted), number(test.refused), number(test.undecided)}, got[:4])
			assert.Equal(t, number(test.unreadable), got[5])
			page.shows("#rows", test.text)
			page.wait(`document.querySelector("#run-error").hidden`)
		})
	}
	t.Run("what an advisory rests on", func(t *testing.T) {
		page.t = t
		page.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file(t, "disputed.csv", "country,tax id\nFR,1\n")}))
		page.shows("#run-name", "disputed.csv")
		page.shows("#run-text", "done")
		page.choose("#filter-kind", "registrationNumber.disputed")
		page.shows("#rows", "Advisory, disputed")
	})
	for name, test := range map[string]struct{ content, text string }{
		"empty.csv":      {"", "No customer was found"},
		"header.csv":     {"country,phone\n", "No customer was found"},
		"no country.csv": {"name,phone\nx,1\n", "country"},
	} {
		t.Run(name, func(t *testing.T) {
			page.t = t
			page.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file(t, name, test.content)}))
			page.shows("#run-name", name)
			page.shows("#run-error", test.text)
		})
	}
}

func TestAnAuditIsStopped(t *testing.T) {
	page := open(t, start(t))
	page.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file(t, "many.ndjson", strings.Repeat(refused+"\n", 300_000))}))
	page.shows("#run-text", "a second")
	page.click("#cancel")
	page.shows("#run-text", "stopped")
	records := evaluate[int](page, `Number(document.querySelector("#tiles dd").innerText.replaceAll(",", ""))`)
	assert.Positive(t, records)
	assert.Less(t, records, 300_000)
	page.shows("#rows", "600050")
	page.wait(`document.querySelector("#run-error").hidden && document.querySelector("#cancel").hidden`)
	page.quiet()
}

func TestAServiceThatIsGone(t *testing.T) {
	service := httptest.NewServer(server.New(server.DefaultLimits(), countries.Latest))
	page := open(t, service.URL)
	page.choose("#country", "BY")
	page.shows("#stamp", "Refused")
	service.CloseClientConnections()
	service.Close()
	page.write("#number", "1")
	page.shows("#stamp", "No answer")
	page.shows("#summary", "Is it still running?")
	page.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file(t, "one.json", refused)}))
	page.shows("#run-error", "The audit ended early")
}

// number is a count as the page writes it.
func number(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

func utf16Text(text string) string {
	var out bytes.Buffer
	out.WriteString("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(text)) {
		out.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	return out.String()
}

func TestAuditOf100000CustomersInABrowser(t *testing.T) {
	page := open(t, start(t))
	const customers = 100_000
	var table strings.Builder
	table.WriteString("id,country,registration number,phone,company name\n")
	for i := range customers {
		country := []string{"RU", "BY", "FR", "KZ", "SA", "PL", "US", "AM"}[i%8]
		number := []string{"7707083893", "", "77", "123456789"}[i%32/8]
		phone := []string{"+74955005550", ""}[i%64/32]
		fmt.Fprintf(&table, "C-%d,%s,%s,%s,شركة المراعي %d\n", i+1, country, number, phone, i)
	}
	evaluate[chromedp.Void](page, `window.seen = []; new MutationObserver(() => {
		seen.push({text: document.querySelector("#run-text").innerText, share: document.querySelector("#progress").value});
	}).observe(document.querySelector("#run-text"), {childList: true})`)
	page.dropFile("#drop", file(t, "customer base.csv", table.String()))
	page.shows("#run-text", "100,000 records in")
	page.shows("#run-text", "done")
	assert.True(t, evaluate[bool](page, `seen.some(({text, share}) => /records, .* a second, .* s left/.test(text) && share > 0 && share < 1)`), "progress was shown")
	tiles := evaluate[[]string](page, `[...document.querySelectorAll("#tiles dd")].map((value) => value.innerText.replaceAll(",", ""))`)
	counts := make([]int, len(tiles))
	for i, text := range tiles {
		count, err := strconv.Atoi(text)
		require.NoError(t, err)
		counts[i] = count
	}
	assert.Equal(t, customers, counts[0])
	assert.Equal(t, customers, counts[1]+counts[2], "accepted and refused")
	assert.Positive(t, counts[2])
	page.shows("#charts", "600050")
	page.shows("#charts", "Kazakhstan")
	assert.Positive(t, evaluate[int](page, `document.querySelectorAll("#charts svg rect").length`))
	assert.Equal(t, 50, evaluate[int](page, `document.querySelectorAll("#rows tr").length`), "rows at a time")

	page.choose("#filter-kind", "600051")
	page.choose("#filter-country", "KZ")
	page.write("#search", "99939")
	page.wait(`document.querySelector("#matches").innerText.startsWith("1 of ")`) // and the page moves no more
	page.shows("#rows", "Customer phone number is missing.")
	folder := t.TempDir()
	_, err := chromedp.CallBrowser(page.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder})
	require.NoError(t, err)
	evaluate[chromedp.Void](page, `document.querySelector("#download").click()`) // not by its place, which can move under the mouse
	var saved []byte
	require.Eventually(t, func() bool {
		saved, err = os.ReadFile(filepath.Join(folder, "findings.csv"))
		return err == nil && len(saved) > 0
	}, time.Minute, 20*time.Millisecond)
	assert.Regexp(t, "^\ufefffile,row,company,id,country,code,rule,field,text,suggestion\n"+
		`customer base\.csv,99941,شركة المراعي 99939,,KZ,600051,,billingProfile\.defaultAddress\.phoneNumber,Customer phone number is missing\.,`+"\n$", string(saved))
	page.choose("#filter-kind", "")
	page.choose("#filter-country", "")
	page.write("#search", " ")
	page.click("#next")
	page.shows("#page-number", "Page 2 of")
	page.accessible()
	page.picture("audit")
	page.colours("dark")
	page.picture("audit-dark")
	page.colours("light")
	page.width(360, true)
	page.picture("audit-phone")
	page.quiet()
}
