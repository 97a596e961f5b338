package server_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
	"github.com/cspkit/customerscreen/examples/pcscreen/ui"
)

func TestFormInABrowser(t *testing.T) {
	page := open(t, start(t))
	november2020, march2021 := countries.November2020().Name(), countries.March2021().Name()
	page.shows("#policy-note", "25, 2021: number and phone are required in 24 countries")
	page.shows("#summary", "Choose a country to begin.")
	page.everywhere("form-waiting")

	// Nothing is a mistake before something was typed.
	page.choose("#country", "RU")
	page.shows("label[for=number]", "ИНН")
	page.shows("#number-mark", "required")
	page.shows("#phone-mark", "required")
	page.shows("#number-hint", "9, 10 or 12 digits")
	page.shows("#number-count", "0 digits")
	page.shows("#number-example", "7707083893")
	page.shows("#phone-hint", "+7")
	page.shows("#stamp", "Not complete")
	page.shows("#reasons", "600049")
	page.shows("#reasons", "600051")
	assert.Zero(t, evaluate[int](page, `document.querySelectorAll("[aria-invalid], .note, .reasons .violation").length`))
	assert.Equal(t, "RU", evaluate[string](page, `new URLSearchParams(location.search).get("country")`))
	page.everywhere("form-open")

	page.choose("#country", "FR")
	page.shows("#number-mark", "optional")
	page.shows("#phone-mark", "optional")
	page.shows("#stamp", "Accepted")
	page.wait(`document.querySelector("#ruler").hidden && document.querySelector("#number-local").innerText === ""`)
	page.click(`input[value="` + november2020 + `"]`)
	page.shows("#number-mark", "must stay empty")
	page.write("#number", "552032534")
	page.shows("#number-notes", "Must be left empty")
	page.shows("#stamp", "Refused")
	page.click(`input[value="` + march2021 + `"]`)
	page.shows("#stamp", "Accepted, but look")
	page.shows("#reasons", "Disputed Registration number")
	page.wait(`document.querySelector("#verdict").dataset.state === "advised"`)
	page.everywhere("form-advised")

	page.choose("#country", "RU")
	page.write("#phone", "+7 495 500 5550")
	page.write("#number", "7707-083893")
	page.shows("#number-notes", "Must be 9, 10 or 12 digits, without spaces or other separators.")
	page.shows("#number-count", "10 digits and 1 other character")
	page.wait(`document.querySelector("#number").getAttribute("aria-invalid") === "true"`)
	page.everywhere("form-refused")
	page.click("#number-notes button.suggestion")
	page.shows("#stamp", "Accepted")
	assert.Equal(t, "7707083893", evaluate[string](page, `document.querySelector("#number").value`))
	page.wait(`document.activeElement.id === "number" && !document.querySelector("#number").hasAttribute("aria-invalid")`)
	page.everywhere("form-accepted")

	page.click("button[type=reset]")
	page.shows("#summary", "Choose a country to begin.")
	page.quiet()
}

// TestNamesStayWhereTheyAre: a remark on one name moves none of the fields.
func TestNamesStayWhereTheyAre(t *testing.T) {
	page := open(t, start(t))
	page.choose("#country", "FR")
	page.click("#more summary")
	const places = `["first", "middle", "last"].map((id) => Math.round(document.getElementById(id).getBoundingClientRect().top + scrollY)).join()`
	before := evaluate[string](page, places)
	page.write("#middle", "test")
	page.wait(`document.querySelector("#middle-notes .note") !== null`)
	assert.Equal(t, before, evaluate[string](page, places))
	page.everywhere("form-names")

	// On a phone each is as wide as the others of the form, and the bar with the
	// verdict hides none that has the focus.
	page.width(360, true)
	assert.Len(t, evaluate[[]int](page, `[...new Set([...document.querySelectorAll("#form input")].map(({offsetWidth}) => offsetWidth))]`), 1)
	page.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur(); scrollTo({top: 0, behavior: "instant"})`))
	for _, id := range []string{"number", "phone", "company", "first", "middle", "last", "email"} {
		assert.Empty(t, evaluate[string](page, `{
			const field = document.getElementById("`+id+`");
			field.focus();
			const {top, bottom} = field.getBoundingClientRect();
			top < 0 || bottom > document.querySelector("#bar").getBoundingClientRect().top ? "`+id+` is hidden" : "";
		}`))
	}
	page.quiet()
}

// TestFormIsPrinted: paper has the form and the answer, and by which rules, until
// there are results of an audit.
func TestFormIsPrinted(t *testing.T) {
	page := open(t, start(t))
	page.choose("#country", "RU")
	page.write("#number", "7707")
	page.shows("#stamp", "Refused")
	const onPaper = `["#policy-note", "#customer", "#verdict", "#audit"].filter((shown) => document.querySelector(shown).checkVisibility())`
	run(page, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	assert.Equal(t, []string{"#policy-note", "#customer", "#verdict"}, evaluate[[]string](page, onPaper))
	page.print("form")
	page.audit(file(t, "one.csv", "country\nAM\n"))
	assert.Equal(t, []string{"#audit"}, evaluate[[]string](page, onPaper))
	page.quiet()
}

// TestACustomerThatCannotBeJudged types before a country is chosen.
func TestACustomerThatCannotBeJudged(t *testing.T) {
	page := open(t, start(t))
	page.write("#number", "7707083893")
	page.shows("#stamp", "Cannot be judged")
	page.shows("#summary", "Nobody can say")
	page.shows("#country-notes", "Choose a country to begin.")
	page.wait(`document.querySelector("#country").getAttribute("aria-invalid") === "true"`)
	page.wait(`document.querySelector("#curl").textContent.includes("7707083893") && document.querySelectorAll("#reasons li").length === 1`)
	page.click("#call summary")
	page.everywhere("form-undecided")
	page.choose("#country", "RU")
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
	page.shows("#stamp", "Not complete")
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

// audit gives the page files and waits for the end.
func (p *tab) audit(paths ...string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), paths))
	p.shows("#run-name", filepath.Base(paths[0]))
	p.shows("#run-text", "done")
}

// tiles are what the page counts: all, refused, undecided, unreadable, accepted
// with a remark, and accepted without.
func (p *tab) tiles() []string {
	return evaluate[[]string](p, `[...document.querySelectorAll("#tiles dd")].map((value) => value.firstChild.textContent)`)
}

func TestAuditReadsFilesAsTheyCome(t *testing.T) {
	page := open(t, start(t))
	table := "id,country,registration number,phone,note\n" +
		"a,RU,7707083893,+74955005550,\"two\nlines, \"\"quoted\"\"\"\n" +
		"b,RU,77,,\n" +
		"c,FR,,,5\"\n" + // a quote that is none
		"\n" +
		"d,BY,,,,x\n"
	for _, test := range []struct {
		name, content                           string
		records, refused, undecided, unreadable int
		text                                    string // of the table
	}{
		{"customers.csv", table, 4, 1, 0, 1, "line 7: expected at most 5 values, as many as the header has columns, found 6"},
		{"Kunden für März.csv", "\ufeffAlle Kunden;;;;\r\n" + strings.ReplaceAll(strings.ReplaceAll(table, ",", ";"), "\n", "\r\n"), 4, 1, 0, 1, "line 8"},
		{"utf16.csv", utf16Text(table), 4, 1, 0, 1, "line 7"},
		{"many.csv", "All customers,\ncountry,note\nFR,5\"\n" + strings.Repeat("FR,\"two\nlines\"\n", 2500) + "FR,,x\n", 2502, 0, 0, 1, "line 5004: expected at most 2 values, as many as the header has columns, found 3"},
		{"lines.ndjson", accepted + "\n" + refused + "\n{\"id\":}\n", 3, 1, 0, 1, "line 3, column 7: expected JSON"},
		{"array.json", "[\n  " + accepted + ",\n  " + refused + ",\n]", 2, 1, 0, 0, "600050"},
		{"page.json", `{"totalCount":2,"items":[` + accepted + "," + refused + "]}", 2, 1, 0, 0, "600050"},
		{"row.json", "[" + accepted + `,{"id":},` + refused + "]", 3, 1, 0, 1, "expected JSON: invalid character"},
		{"unknown.csv", "id,country,phone\na,Russland,+7\nb,UK,+44\nc,Atlantis,\n", 3, 1, 1, 0, "Cannot be judged"},
		{"cr.csv", "sep=;\rcountry;company\rFR;A\rAtlantis;B\r", 2, 0, 1, 0, "B"},
		{"workbook.xlsx", workbook(t), 2, 1, 0, 0, "Oka"},
		{"list.json", `{"totalCount":1,"items":[{"id":"b","companyProfile":{"companyName":"B"}}]}`, 1, 0, 1, 0, "GET /v1/customers/{id}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			page.t = t
			page.audit(file(t, test.name, test.content))
			got := page.tiles()
			assert.Equal(t, []string{number(test.records), number(test.refused), number(test.undecided), number(test.unreadable)}, got[:4])
			page.shows("#table tbody", test.text)
			page.wait(`document.querySelector("#run-errors").childElementCount === 0`)
		})
	}
	page.t = t
	page.quiet()
	for name, test := range map[string]struct{ content, text string }{
		"empty.csv":      {"", "There is no customer in it."},
		"header.csv":     {"country,phone\n", "There is no customer in it."},
		"no country.csv": {"name,phone\nx,1\n", "country"},
		"page.pdf":       {"%PDF-1.7", "It is a document, not a table."},
	} {
		t.Run(name, func(t *testing.T) {
			page.t = t
			page.audit(file(t, name, test.content))
			page.shows("#run-errors", test.text)
		})
	}
	page.t = t
	page.audit(file(t, "Kunden.pdf", "%PDF-1.7"))
	evaluate[chromedp.Void](page, `const language = document.querySelector("#language"); language.value = "ru"; language.dispatchEvent(new Event("change"))`)
	page.shows("#run-errors", "Kunden.pdf: Это документ, а не таблица.")
}

// TestResults tries the example, as somebody does who is new.
func TestResults(t *testing.T) {
	page := open(t, start(t))
	page.click("#example")
	page.shows("#run-text", "3 customers in")
	page.shows("#rules", "Judged by the rules of March 2021 (2021-03).")
	assert.Equal(t, []string{"3", "2", "0", "0", "0", "1"}, page.tiles())
	page.wait(`Math.abs(document.querySelector("#results").getBoundingClientRect().top) < 200`) // scrolled to
	page.shows("#table tbody tr:first-child", "Neva Trade")
	page.shows("#table tbody tr:first-child .value", "ИНН 7707083893")
	page.shows("#table tbody tr:first-child .suggestion", "7707083893")
	assert.Equal(t, []string{"2", "1"}, evaluate[[]string](page, `[...document.querySelectorAll("#charts figure:first-child .value")].map((value) => value.innerText.split(" ")[0])`))
	assert.InDelta(t, 200/3., evaluate[float64](page, `Number(document.querySelector("#charts rect").getAttribute("width"))`), 1, "a share of all customers")
	page.everywhere("audit")

	evaluate[chromedp.Void](page, `navigator.clipboard.writeText = async (text) => { window.copied = text; }`)
	page.click("button.copy")
	page.shows("button.copy", "Copied")
	assert.Equal(t, "7707083893", evaluate[string](page, `window.copied`))

	// A bar shows its customers, and the address keeps the filter.
	evaluate[chromedp.Void](page, `document.querySelectorAll("#charts figure:nth-child(2) button")[1].click()`)
	page.shows(".table-head", "1 of 2 customers")
	address := evaluate[string](page, `location.search`)
	assert.Contains(t, address, "only-country=")
	evaluate[chromedp.Void](page, `document.querySelector("#table form").reset()`)
	page.shows(".table-head", "2 customers with findings")

	// Columns sort, up and down.
	rows := func() string {
		return evaluate[string](page, `[...document.querySelectorAll("#table tbody tr .name")].map((name) => name.innerText).join()`)
	}
	evaluate[chromedp.Void](page, `document.querySelector("[data-column=customer] button").click()`)
	assert.Equal(t, "Neva Trade,Steppe Data", rows())
	evaluate[chromedp.Void](page, `document.querySelector("[data-column=customer] button").click()`)
	assert.Equal(t, "Steppe Data,Neva Trade", rows())
	page.wait(`document.querySelector("[data-column=customer]").getAttribute("aria-sort") === "descending"`)

	// Results of other rules say so.
	page.click(`input[value="2020-11"]`)
	page.shows("#stale", "These results are by the rules of March 2021")
	page.everywhere("audit-stale")
	page.click("#again")
	page.shows("#rules", "November 2020 (2020-11)")
	page.wait(`document.querySelector("#stale").hidden`)
	assert.Contains(t, evaluate[string](page, `location.search`), "policy=2020-11")
	page.quiet()

	// The address alone is enough for somebody else.
	page.do(chromedp.Navigate(evaluate[string](page, `location.origin`) + "/" + address + "&country=AM&policy=2020-11"))
	page.wait(`document.querySelector("#country").value === "AM" && document.querySelector("input[name=policy]:checked").value === "2020-11"`)
	page.click("#example")
	page.shows(".table-head", "1 of 2 customers")
}

func TestSeveralFilesAndTheirColumns(t *testing.T) {
	page := open(t, start(t))
	page.audit(file(t, "one.csv", "Company,Country,INN,Phone\nOka,RU,7707-083893,+74955005550\n"),
		file(t, "two.csv", "Company,Market,Country,Billing Country,Phone\nLoire,FR,RU,DE,1\n"))
	page.shows("#run-name", "one.csv and two.csv")
	page.shows("#run-errors", "two.csv")
	page.shows("#run-errors", "Choose below the column of “Country”")
	page.wait(`!document.querySelector("#columns details:first-child").open && document.querySelector("#columns details:last-child").open`)
	page.everywhere("audit-columns")
	page.choose(`#columns details:last-child [data-field="billingProfile.defaultAddress.country"]`, "Market")
	page.click("#columns details:last-child form button")
	page.wait(`document.querySelector("#tiles dd").innerText === "2" && document.querySelector("#run-errors").childElementCount === 0`)
	page.shows("#table tbody", "one.csv")
	page.everywhere("audit-files")
}

// TestAFileWithoutAColumn: a country can be the same for every customer, and what
// a missing column draws is said to be doubtful.
func TestAFileWithoutAColumn(t *testing.T) {
	page := open(t, start(t))
	page.audit(file(t, "list.csv", "ID,Company,Phone\n1,Oka,\n"))
	page.shows("#run-errors", "Choose below the column of “Country”")
	const country = `#columns [data-field="billingProfile.defaultAddress.country"]`
	page.choose(country, "=RU")
	page.click("#columns form button")
	page.shows("#tiles .refused", "1 100%")
	page.shows("#table tbody .country", "RU")
	page.shows("#doubts", "list.csv: no column holds “Registration number”, so each 600049 below may be false.")
	page.wait(`!document.querySelector("#doubts").innerText.includes("600051")`)
	page.wait(`[...document.querySelectorAll("#columns label span")].some(({innerText}) => innerText.trim() === "ID")`) // a field has a name
	page.everywhere("audit-same-country")
	page.choose(country, "=FR")
	page.click("#columns form button")
	page.wait(`document.querySelector("#tiles .refused").innerText.includes("0 0%")`)
	page.wait(`document.querySelector("#doubts").childElementCount === 0`)
}

// TestTheCorrectedFile confirms suggestions, one by one and all of a rule, and
// saves the file with them.
func TestTheCorrectedFile(t *testing.T) {
	page := open(t, start(t))
	const content = "Company;Country;INN;Phone\nOka;RU;7707-083893;+7 495 555 01 00\nNeva;RU;7707 083893;+7 495 555 01 00\nUral;RU;7707083893;+7 495 555 01 00\n"
	page.audit(file(t, "clients.csv", content))
	page.shows("#fix-list", "7707-083893")
	page.wait(`document.querySelector("#fix-save").disabled`)
	evaluate[chromedp.Void](page, `document.querySelector("#fix-list tbody input").click()`)
	page.shows("#fix-save", "Save the file with 1 correction")
	page.wait(`document.querySelector("#fix-list [data-rule]").indeterminate`)
	page.everywhere("fixes")
	save := page.saves()
	assert.Equal(t, strings.Replace(content, "7707-083893", "7707083893", 1), save("clients-corrected.csv"))
	page.shows("#fix-status", "Saved with 1 correction.")
	evaluate[chromedp.Void](page, `document.querySelector("#fix-list [data-rule]").click()`)
	page.shows("#fix-save", "Save the file with 2 corrections")
	assert.Equal(t, strings.NewReplacer("7707-083893", "7707083893", "7707 083893", "7707083893").Replace(content), save("clients-corrected.csv"))
	page.shows("#fix-check", "Check the corrected file")
	page.everywhere("fixes")
	evaluate[chromedp.Void](page, `document.querySelector("#fix-check").click()`)
	page.shows("#run-name", "clients-corrected.csv")
	page.shows("#tiles .clean", "3 100%")
	page.wait(`document.querySelector("#fixes").hidden && document.querySelector("#listed").hidden`)
	page.quiet()
}

// saves returns a function that has the page write the corrected files, and
// reads the one of a name.
func (p *tab) saves() func(name string) (saved string) {
	p.t.Helper()
	folder := p.t.TempDir()
	_, err := chromedp.CallBrowser(p.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder})
	require.NoError(p.t, err)
	return func(name string) (saved string) {
		evaluate[chromedp.Void](p, `document.querySelector("#fix-save").click()`)
		require.Eventually(p.t, func() bool {
			text, err := os.ReadFile(filepath.Join(folder, name))
			saved = string(text)
			return err == nil && saved != ""
		}, time.Minute, 20*time.Millisecond)
		require.NoError(p.t, os.Remove(filepath.Join(folder, name)))
		return saved
	}
}

// TestAFileThatIsCut is never shown as if it were whole.
func TestAFileThatIsCut(t *testing.T) {
	page := open(t, start(t))
	page.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file(t, "cut.xlsx", cutWorkbook(t))}))
	page.shows("#run-text", "stopped")
	page.shows("#run-errors", "cut.xlsx: The workbook is damaged or cut off.")
	page.shows("#run-errors", "Only the first "+page.tiles()[0]+" customers could be read.")
	page.shows("#table tbody", "7707-083893")
	page.wait(`document.querySelector("#fixes").hidden`)
	page.quiet()
}

// TestTheRightCustomerIsCorrected: all of a JSON file may stand in one line, and
// several files may have one name.
func TestTheRightCustomerIsCorrected(t *testing.T) {
	page := open(t, start(t))
	const tick = `document.querySelectorAll("#fix-list tbody input")[1].click()`
	second := func(content, typed, suggested string) string {
		at := strings.LastIndex(content, typed)
		return content[:at] + suggested + content[at+len(typed):]
	}
	line := `{"totalCount":2,"items":[` + refusedAsTyped + "," + refusedAsTyped + "]}"
	page.audit(file(t, "page.json", line))
	page.shows("#table tbody tr:last-child .row", "customer 2")
	page.shows("#fix-list tbody tr:last-child", "customer 2")
	save := page.saves()
	evaluate[chromedp.Void](page, tick)
	page.shows("#fix-save", "Save the file with 1 correction")
	assert.Equal(t, second(line, "7707-083893", "7707083893"), save("page-corrected.json"))
	evaluate[chromedp.Void](page, `document.querySelector("#fix-list [data-rule]").click()`)
	page.shows("#fix-save", "Save the file with 2 corrections")
	assert.Equal(t, strings.ReplaceAll(line, "7707-083893", "7707083893"), save("page-corrected.json"))

	const table = "Country;INN;Phone\nRU;7707-083893;+74955005550\n"
	page.audit(file(t, "noext", table), file(t, "noext", table))
	page.shows("#run-name", "noext and noext (2)")
	page.shows("#table tbody", "noext (2)")
	save = page.saves()
	evaluate[chromedp.Void](page, tick)
	page.shows("#fix-save", "Save the file with 1 correction")
	assert.Equal(t, strings.ReplaceAll(table, "7707-083893", "7707083893"), save("noext (2)-corrected"))
	page.shows("#fix-status", "Saved with 1 correction.")
	evaluate[chromedp.Void](page, `document.querySelector("#fix-check").click()`)
	page.shows("#run-name", "noext and noext (2)-corrected")
	page.shows("#tiles .refused", "1 50%")
	page.quiet()
}

// TestMoreCustomersThanAreListed has a page that lists few.
func TestMoreCustomersThanAreListed(t *testing.T) {
	service := server.New(server.DefaultLimits(), countries.Latest)
	few := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/assets/audit.js" {
			service.ServeHTTP(w, r)
			return
		}
		recorder := httptest.NewRecorder()
		service.ServeHTTP(recorder, r)
		w.Header().Set("Content-Type", recorder.Header().Get("Content-Type"))
		_, _ = io.WriteString(w, strings.Replace(recorder.Body.String(), "200_000", "2", 1))
	}))
	t.Cleanup(few.Close)
	page := open(t, few.URL)
	page.audit(file(t, "clients.csv", "Country\nRU\nRU\nRU\nFR\n"))
	page.shows("#listed", "Only the first 2 of 3 customers with findings are listed here.")
	page.everywhere("listed")
	page.quiet()
}

func TestAnAuditIsStopped(t *testing.T) {
	page := open(t, start(t))
	page.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{file(t, "many.ndjson", strings.Repeat(refused+"\n", 300_000))}))
	page.shows("#run-text", "a second")
	page.everywhere("audit-running")
	page.click("#cancel")
	page.shows("#run-text", "stopped")
	records := evaluate[int](page, `Number(document.querySelector("#tiles dd").innerText.replaceAll(",", ""))`)
	assert.Positive(t, records)
	assert.Less(t, records, 300_000)
	page.shows("#table tbody", "600050")
	page.wait(`document.querySelector("#run-errors").childElementCount === 0 && document.querySelector("#cancel").hidden`)
	page.quiet()
}

func TestAServiceThatIsGone(t *testing.T) {
	service := httptest.NewServer(server.New(server.DefaultLimits(), countries.Latest))
	page := open(t, service.URL)
	page.choose("#country", "BY")
	page.shows("#stamp", "Not complete")
	service.CloseClientConnections()
	service.Close()
	page.write("#number", "1")
	page.shows("#stamp", "No answer")
	page.shows("#summary", "Is it still running?")
	page.audit(file(t, "one.json", refused))
	page.shows("#run-errors", "one.json")
	page.everywhere("failed")
}

// TestPageInEveryLanguage has one language at a time, and the one that was
// chosen stays.
func TestPageInEveryLanguage(t *testing.T) {
	page := open(t, start(t))
	page.choose("#country", "RU")
	page.write("#number", "77")
	page.click("#example")
	page.shows("#run-text", "done")
	english := ui.Catalogue("en")
	for _, tag := range append(ui.Languages[1:], "en") {
		texts := ui.Catalogue(tag)
		page.choose("#language", tag)
		page.shows("#audit-title", texts["audit.title"].(string))
		page.shows("#stamp", texts["verdict.refused"].(string))
		page.shows("#table tbody .state", texts["verdict.refused"].(string))
		page.wait(`document.querySelector("#run-text").innerText.endsWith(` + strconv.Quote(lastWord(texts["audit.done"])) + `)`)
		page.wait(fmt.Sprintf(`document.documentElement.lang === %q && document.title === %q`, tag, texts["page.title"]))
		assert.Equal(t, "77", evaluate[string](page, `document.querySelector("#number").value`), "what was typed stays")
		shown := evaluate[string](page, `document.body.innerText`)
		assert.NotRegexp(t, `\.\.|\{|undefined`, shown, "%s: what is filled in ends no sentence twice", tag)
		if tag != "en" {
			for _, key := range []string{"page.heading", "form.answer", "audit.hint", "table.print", "fixes.hint", "audit.findings"} {
				assert.NotContains(t, shown, english[key], tag)
			}
		}
		page.width(360, true)
		page.picture("language-" + tag + "-phone")
		page.width(1280, false)
		page.picture("language-" + tag)
	}
	page.choose("#language", "ru")
	page.shows("#audit-title", "Файл целиком")
	page.do(chromedp.Reload())
	page.shows("#audit-title", "Файл целиком")
	page.quiet()
}

func lastWord(text any) string {
	words := strings.Fields(text.(map[string]any)["other"].(string))
	return words[len(words)-1]
}

// TestFromAWorkbookToTheCorrectedOne goes the way of somebody new.
func TestFromAWorkbookToTheCorrectedOne(t *testing.T) {
	page := open(t, start(t))
	book := excelize.NewFile()
	for i, row := range [][]any{
		{"Country", "Registration number", "Phone", "Company", "Email", "Domain", "Culture", "Language"},
		{"RU", "ИНН 7707083893", "+7 495 555 0100", "Neva Trade", "office@neva.example", "nevatrade.onmicrosoft.com", "ru-RU", "ru"},
		{"KZ", 970740000123, "", "Steppe Data", "office@steppe.example", "steppedata.onmicrosoft.com", "kk-KZ", "kk"},
		{"DE", "", "", "Elbe Werke", "office@elbe.example", "elbewerke.onmicrosoft.com", "de-DE", "de"},
	} {
		require.NoError(t, book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row))
	}
	content, err := book.WriteToBuffer()
	require.NoError(t, err)
	page.audit(file(t, "customers.xlsx", content.String()))
	page.shows("#table tbody", "Neva Trade")
	evaluate[chromedp.Void](page, `document.querySelector("#fix-list [data-rule]").click()`)
	folder := t.TempDir()
	_, err = chromedp.CallBrowser(page.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder})
	require.NoError(t, err)
	evaluate[chromedp.Void](page, `document.querySelector("#fix-save").click()`)
	page.shows("#fix-status", "Saved with 1 correction.")
	saved := filepath.Join(folder, "customers-corrected.xlsx")
	require.Eventually(t, func() bool { _, err := os.Stat(saved); return err == nil }, time.Minute, 20*time.Millisecond)
	corrected, err := excelize.OpenFile(saved)
	require.NoError(t, err)
	number, err := corrected.GetCellValue("Sheet1", "B2")
	require.NoError(t, err)
	assert.Equal(t, "7707083893", number)
	page.audit(saved)
	assert.Equal(t, "1", page.tiles()[1], "the one without a phone")
	page.quiet()
}

// TestPrint prints all customers, with every column.
func TestPrint(t *testing.T) {
	page := open(t, start(t))
	page.audit(file(t, "many.csv", "company,country,inn\n"+strings.Repeat("Oka,RU,7707-083893\n", 120)))
	assert.Equal(t, 50, evaluate[int](page, `document.querySelectorAll("#table tbody tr").length`), "rows at a time")
	evaluate[chromedp.Void](page, `dispatchEvent(new Event("beforeprint"))`)
	run(page, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	assert.Equal(t, 120, evaluate[int](page, `document.querySelectorAll("#table tbody tr").length`))
	assert.Equal(t, "row customer country state found", evaluate[string](page, `[...document.querySelectorAll("#table tbody tr:last-child td")].filter((cell) => cell.checkVisibility()).map((cell) => cell.className).join(" ")`))
	assert.False(t, evaluate[bool](page, `document.querySelector("#customer").checkVisibility() || document.querySelector("#table form").checkVisibility()`))
	run(page, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "screen"})
	evaluate[chromedp.Void](page, `dispatchEvent(new Event("afterprint"))`)
	assert.Equal(t, 50, evaluate[int](page, `document.querySelectorAll("#table tbody tr").length`))
	page.print("audit")
}

// TestPageWithoutScript says what it needs.
func TestPageWithoutScript(t *testing.T) {
	page := open(t, start(t))
	run(page, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	page.do(chromedp.Reload())
	page.picture("no-script")
	run(page, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
	page.shows("noscript", "This page needs JavaScript")
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
	page.shows("#run-text", "100,000 customers in")
	page.shows("#run-text", "done")
	assert.True(t, evaluate[bool](page, `seen.some(({text, share}) => /customers, .* a second, .* s left/.test(text) && share > 0 && share < 1)`), "progress was shown")
	tiles := page.tiles()
	counts := make([]int, len(tiles))
	for i, text := range tiles {
		count, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
		require.NoError(t, err)
		counts[i] = count
	}
	assert.Equal(t, customers, counts[0])
	assert.Equal(t, customers, counts[1]+counts[4]+counts[5], "refused and accepted")
	assert.Positive(t, counts[1])
	page.shows("#charts", "600050")
	page.shows("#charts", "Kazakhstan")
	assert.Positive(t, evaluate[int](page, `document.querySelectorAll("#charts svg rect").length`))
	assert.Equal(t, 50, evaluate[int](page, `document.querySelectorAll("#table tbody tr").length`), "rows at a time")

	page.choose("#table label:nth-of-type(4) select", "600051")
	page.choose("#table label:nth-of-type(3) select", "KZ")
	page.write("#table input[type=search]", "99939")
	page.shows(".table-head p", "1 of ")
	page.shows("#table tbody", "600051")
	folder := t.TempDir()
	_, err := chromedp.CallBrowser(page.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder})
	require.NoError(t, err)
	evaluate[chromedp.Void](page, `document.querySelector("[data-action=download]").click()`) // not by its place, which can move under the mouse
	var saved []byte
	require.Eventually(t, func() bool {
		saved, err = os.ReadFile(filepath.Join(folder, "findings.csv"))
		return err == nil && len(saved) > 0
	}, time.Minute, 20*time.Millisecond)
	assert.Regexp(t, "^\ufefffile,row,record,id,company,country,verdict,code,rule,field,value,suggestion,message,basis,source\n"+
		`(customer base\.csv,99941,99940,,شركة المراعي 99939,KZ,refused,.*\n)+$`, string(saved))
	assert.Contains(t, string(saved), `,600051,,billingProfile.defaultAddress.phoneNumber,,,Must be given`)
	evaluate[chromedp.Void](page, `document.querySelector("#table form").reset()`)
	page.click("#table nav button:nth-of-type(3)")
	page.shows("#table nav", "Page 2 of")
	page.everywhere("audit-large")
	page.quiet()
}
