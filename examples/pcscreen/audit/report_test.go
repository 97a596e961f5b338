package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/cspkit/customerscreen/internal/tests"
)

// hostile are values that would change the report, were they not escaped.
const hostile = `{"id":"</script><script>alert(1)</script>","companyProfile":{"organizationRegistrationNumber":"7707-083893"},"billingProfile":{"defaultAddress":{"country":"RU"}}}
{"id":"<!--<script>","companyProfile":{},"billingProfile":{"defaultAddress":{"country":"<b"}}}
{"id":"שלום","companyProfile":{},"billingProfile":{"defaultAddress":{"country":"SA"}}}
`

// report audits to a report and parses it.
func report(t *testing.T, options Options) *html.Node {
	t.Helper()
	complete(t, options)
	document, err := html.Parse(strings.NewReader(file(t, options.HTML)))
	require.NoError(t, err)
	return document
}

func elements(document *html.Node, name string) []*html.Node {
	var found []*html.Node
	for node := range document.Descendants() {
		if node.Type == html.ElementNode && node.Data == name {
			found = append(found, node)
		}
	}
	return found
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(node *html.Node) string {
	var all strings.Builder
	for child := range node.Descendants() {
		if child.Type == html.TextNode {
			all.WriteString(child.Data)
		}
	}
	return strings.Join(strings.Fields(all.String()), " ")
}

// tableRows are the customers of a report.
func tableRows(t *testing.T, document *html.Node) [][]any {
	t.Helper()
	for _, script := range elements(document, "script") {
		if attribute(script, "id") == "rows" {
			var rows []json.RawMessage
			require.NoError(t, json.Unmarshal([]byte(script.FirstChild.Data), &rows))
			customers := make([][]any, len(rows)-1) // the last is the end mark
			for i := range customers {
				require.NoError(t, json.Unmarshal(rows[i], &customers[i]))
			}
			return customers
		}
	}
	require.Fail(t, "the report has no rows")
	return nil
}

func TestReportIsSelfContained(t *testing.T) {
	document := report(t, optionsIn(t.TempDir(), mixed+hostile))
	for node := range document.Descendants() {
		for _, a := range node.Attr {
			assert.False(t, (a.Key == "src" || a.Key == "href") && a.Val != "data:,", "<%s %s=%q>", node.Data, a.Key, a.Val)
		}
	}
	assert.NotContains(t, ownText(document), "http")
	assert.Len(t, elements(document, "script"), 3, "no value has begun a script")
	var ids []any
	for _, row := range tableRows(t, document) {
		ids = append(ids, row[3])
	}
	assert.Equal(t, []any{"b", "=1+1", "", "", "", "</script><script>alert(1)</script>", "<!--<script>", "שלום"}, ids)
}

// ownText is the text of a report's style and program.
func ownText(document *html.Node) string {
	var all string
	for _, name := range []string{"style", "script"} {
		for _, node := range elements(document, name) {
			if attribute(node, "type") == "" {
				all += node.FirstChild.Data
			}
		}
	}
	return all
}

func TestReportSaysWhatWasFound(t *testing.T) {
	options := optionsIn(t.TempDir(), mixed+`{"id":"u","companyProfile":{"companyName":"U"}}{"billingProfile":{"defaultAddress":{"country":"DE"}}}`)
	options.Judging.ViolationsOnly = true
	document := report(t, options)
	var totals []string
	for _, dl := range elements(document, "dl") {
		for _, div := range elements(dl, "div") {
			totals = append(totals, text(div))
		}
	}
	assert.Equal(t, []string{"Records8", "Refused1 12.5 %", "Undecided1 12.5 %", "Accepted4 50.0 %", "Unreadable2 25.0 %"}, totals)
	assert.Contains(t, text(elements(document, "header")[0]), "2026-11-24 · policy 2021-03, in force since 2021-03-25 · violations only")
	var bars []string
	for _, row := range elements(document, "tr") {
		if len(elements(row, "svg")) > 0 {
			bars = append(bars, text(row))
		}
	}
	assert.Equal(t, []string{
		"600050Organization registration id information is invalid and should be of the format of the country. 1",
		"600051Customer phone number is missing. 1",
		"RURussia 1 of 3",
		"–no country code 0 + 1 of 1",
		"DEGermany 0 of 2",
	}, bars)
	assert.Equal(t, [][]any{
		{"standard input", 2., "", "b", "RU", "refused", []any{0., "77070-83893", 1.}},
		{"standard input", 4., "", "", "", "unreadable", "line 4, column 1: expected a customer, found null"},
		{"standard input", 5., "", "", "", "unreadable", "line 5, column 14: expected JSON: unexpected end of JSON input"},
		{"standard input", 7., "U", "u", "", "undecided", []any{2.}},
	}, tableRows(t, document))
}

func TestReportListsOnlySoMany(t *testing.T) {
	options := optionsIn(t.TempDir(), generated(t, 3000))
	options.mostListed = 50
	document := report(t, options)
	rows := tableRows(t, document)
	assert.Len(t, rows, 50)
	body := text(elements(document, "main")[0])
	assert.Regexp(t, `^Records3,000 .* The table lists the first 50 of [\d,]+ customers with findings\.`, body)
}

// browser shows a report in a real browser.
type browser struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	requests []string // for anything but the report
	faults   []string // of the console
}

func openReport(t testing.TB, path string) *browser {
	t.Helper()
	tests.Long(t)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		tests.Missing(t, "chromium", "apt-get install chromium")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1400, 1000),
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("lang", "en-US"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	tab, stop := chromedp.NewContext(allocator)
	t.Cleanup(func() { _ = chromedp.Cancel(tab); stop() })
	b := &browser{t: t, ctx: tab}
	address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
	require.NoError(t, chromedp.Listen(tab, func(event any) { b.observe(address, event) }))
	ctx, stop := context.WithTimeout(tab, 5*time.Minute)
	t.Cleanup(stop)
	b.ctx = ctx
	_, err = chromedp.Call(ctx, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(address)))
	return b
}

func (b *browser) observe(address string, event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		if event.Request.URL != address && event.Request.URL != "data:," {
			b.requests = append(b.requests, event.Request.URL)
		}
	case *log.EventEntryAdded:
		b.faults = append(b.faults, event.Entry.Text)
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, fmt.Sprint(event.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		b.faults = append(b.faults, fmt.Sprint(event.Type, event.Args))
	}
}

// is runs an expression in the report and expects its value.
func is[T any](b *browser, want T, expression string) {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	assert.Equal(b.t, want, value, expression)
}

// becomes waits until an expression is true.
func (b *browser) becomes(expression string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(time.Minute)))
	require.NoError(b.t, err, expression)
}

func (b *browser) do(script string) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](script)))
}

// picture saves what is shown where REPORT_PICTURES names a folder.
func (b *browser) picture(name string) {
	b.t.Helper()
	folder := os.Getenv("REPORT_PICTURES")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(b.t, err)
	require.NoError(b.t, os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600))
}

func TestReportInABrowser(t *testing.T) {
	const disputed = `{"id":"d","companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"DE"}}}`
	options := optionsIn(t.TempDir(), mixed+hostile+disputed)
	complete(t, options)
	b := openReport(t, options.HTML)
	const (
		shown = `[...document.querySelectorAll("#customers tbody tr")].map((row) => row.cells[0].textContent).join()`
		count = `document.querySelector("#count").textContent`
	)
	all := []string{"2", "3", "4", "5", "6", "7", "8", "9", "10"}
	is(b, strings.Join(all, ","), shown)
	is(b, "9 customers with findings", count)
	is(b, "</script><script>alert(1)</script>", `document.querySelectorAll("#customers tbody tr")[5].cells[1].textContent`)
	b.picture("report-light")
	is(b, true, `document.querySelector("#customers tbody tr:last-child li:first-child").innerText.includes("(disputed)")`)

	// A bar shows its customers.
	b.do(`document.querySelector('button[data-finding="600049"]').click()`)
	is(b, "9", shown)
	b.do(`document.querySelector('button[data-country="RU"]').click()`)
	is(b, "2,3,7", shown)
	is(b, "3 of 9 customers with findings", count)
	is(b, "RU", `document.querySelector("#country").value`)

	// The search takes several words, and finds suggestions.
	b.do(`document.querySelector("button[type=reset]").click()`)
	b.becomes(count + ` === "9 customers with findings"`)
	search := func(words string) {
		b.do(fmt.Sprintf(`document.querySelector("#search").value = %q; document.querySelector("#search").dispatchEvent(new Event("input"))`, words))
	}
	search("7707083893")
	b.becomes(shown + ` === "2,7"`)
	is(b, "7707083893", `document.querySelector("#customers .suggestion").textContent`)
	is(b, "77070-83893", `document.querySelector("#customers .value").textContent`)
	search("600051 script")
	b.becomes(shown + ` === "7"`)
	search("שלום")
	b.becomes(shown + ` === "9"`)
	search("nowhere")
	b.becomes(shown + ` === ""`)
	is(b, "0 of 9 customers with findings", count)
	is(b, "Page 1 of 1", `document.querySelector("#page").textContent`)
	search("")
	b.becomes(count + ` === "9 customers with findings"`)

	b.do(`document.querySelector("#verdict").value = "unreadable"; document.querySelector("#verdict").dispatchEvent(new Event("change"))`)
	is(b, "4,5", shown)
	b.do(`document.querySelector("#verdict").value = "undecided"; document.querySelector("#verdict").dispatchEvent(new Event("change"))`)
	is(b, "8", shown)
	is(b, "undecided billingProfile.defaultAddress.country", `document.querySelector("#customers li").innerText.split("\n")[0]`)
	b.do(`document.querySelector("#verdict").value = ""; document.querySelector("#verdict").dispatchEvent(new Event("change"))`)

	// Columns sort, up and down.
	b.do(`document.querySelector('button[data-sort="-1"]').click()`)
	slices.Reverse(all)
	is(b, strings.Join(all, ","), shown)
	is(b, "descending", `document.querySelector("#customers th").getAttribute("aria-sort")`)
	b.do(`document.querySelector('button[data-sort="5"]').click()`)
	is(b, "2,7,9,8,4,5,3,6,10", shown)

	b.colours("dark")
	is(b, "rgb(18, 22, 29)", `getComputedStyle(document.body).backgroundColor`)
	b.picture("report-dark")
	b.quiet()
}

// colours has the browser prefer light or dark.
func (b *browser) colours(scheme string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	require.NoError(b.t, err)
}

func TestReportIsAccessible(t *testing.T) {
	axe, err := os.ReadFile("../server/accessibility/node_modules/axe-core/axe.min.js")
	if err != nil {
		tests.Missing(t, "axe-core", "npm ci --prefix examples/pcscreen/server/accessibility")
	}
	options := optionsIn(t.TempDir(), mixed+hostile)
	complete(t, options)
	b := openReport(t, options.HTML)
	b.do(string(axe))
	for _, scheme := range []string{"light", "dark"} {
		b.colours(scheme)
		found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](`axe.run(document).then(({violations, passes}) => {
			if (passes.length < 20) throw new Error("axe-core judged next to nothing");
			return violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => id + ": " + html + "\n" + failureSummary));
		})`, chromedp.EvalAwaitPromise))
		require.NoError(t, err)
		assert.Empty(t, found, scheme)
	}
}

// quiet asserts that nothing was loaded, and that the console is empty.
func (b *browser) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	assert.Empty(b.t, b.requests, "requests")
	assert.Empty(b.t, b.faults, "the console")
}

// largeReport opens the report of 100,000 customers.
func largeReport(t testing.TB) *browser {
	t.Helper()
	tests.Long(t)
	var input strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&input, `{"id":"%032x","companyProfile":{"organizationRegistrationNumber":"7707-08389%d"},"billingProfile":{"defaultAddress":{"country":"RU"}}}`+"\n", i, i%10)
	}
	options := optionsIn(t.TempDir(), input.String())
	complete(t, options)
	return openReport(t, options.HTML)
}

// In a large report: what sorts all rows, and what filters them.
const (
	sort   = `document.querySelector('button[data-sort="2"]').click()`
	filter = `document.querySelector("#search").value = "0001 7707083893"; document.querySelector("#verdict").dispatchEvent(new Event("change"))`
)

// TestLargeReportInABrowser sees to it that the browser is shown a page of the
// customers and no more, whatever is done with the report.
func TestLargeReportInABrowser(t *testing.T) {
	b := largeReport(t)
	const elements = `document.querySelectorAll("*").length < 2000`
	is(b, "100,000 customers with findings", `document.querySelector("#count").textContent`)
	is(b, "Page 1 of 2,000", `document.querySelector("#page").textContent`)
	is(b, true, elements)
	b.do(sort)
	is(b, "ascending", `document.querySelectorAll("#customers th")[1].getAttribute("aria-sort")`)
	is(b, true, elements)
	b.do(filter)
	is(b, "3,881 of 100,000 customers with findings", `document.querySelector("#count").textContent`)
	is(b, true, elements)
	b.do(`document.querySelector('button[data-page="last"]').click()`)
	b.quiet()
}

// BenchmarkLargeReportInABrowser says how long the browser takes, in
// milliseconds. On a machine that does nothing else the report should open in
// 2,000, be sorted in 1,500 and be filtered in 1,000.
func BenchmarkLargeReportInABrowser(b *testing.B) {
	report := largeReport(b)
	milliseconds := func(expression string) float64 {
		value, err := chromedp.Run(report.ctx, chromedp.Evaluate[float64](expression))
		require.NoError(b, err)
		return value
	}
	timed := func(script string) float64 {
		return milliseconds(`(() => { const begun = performance.now(); ` + script + `; return performance.now() - begun })()`)
	}
	var opened, sorted, filtered float64
	for b.Loop() {
		require.NoError(b, chromedp.Do(report.ctx, chromedp.Reload()))
		opened += milliseconds(`performance.getEntriesByType("navigation")[0].loadEventEnd`)
		sorted += timed(sort)
		filtered += timed(filter)
	}
	b.ReportMetric(opened/float64(b.N), "ms-to-open")
	b.ReportMetric(sorted/float64(b.N), "ms-to-sort")
	b.ReportMetric(filtered/float64(b.N), "ms-to-filter")
}
