package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/internal/tests"
)

// tab is the page in a real browser, and what it did.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string // that left the page's origin
	faults   []string // of its console
}

// open shows the page of a service in a browser of its own.
func open(t *testing.T, origin string) *tab {
	t.Helper()
	tests.Long(t)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		tests.Missing(t, "chromium", "apt-get install chromium")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900),
		chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en-US"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	browser, stop := chromedp.NewContext(allocator)
	t.Cleanup(func() { _ = chromedp.Cancel(browser); stop() })
	page := &tab{t: t, ctx: browser}
	require.NoError(t, chromedp.Listen(browser, func(event any) { page.observe(origin, event) }))
	ctx, stop := context.WithTimeout(browser, 5*time.Minute)
	t.Cleanup(stop)
	page.ctx = ctx
	run(page, network.Enable, network.EnableParams{})
	page.do(chromedp.Navigate(origin + "/"))
	page.wait(`document.querySelectorAll("#country optgroup").length === 2`)
	return page
}

func (p *tab) observe(origin string, event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(event.Request.URL)
		if err != nil || u.Scheme+"://"+u.Host != origin && u.Scheme != "blob" {
			p.requests = append(p.requests, event.Request.URL)
		}
	case *log.EventEntryAdded:
		p.faults = append(p.faults, event.Entry.Text)
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, fmt.Sprint(event.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		p.faults = append(p.faults, fmt.Sprint(event.Type, event.Args))
	}
}

// quiet asserts that no request left the origin and that the console is empty.
func (p *tab) quiet() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	assert.Empty(p.t, p.requests, "requests to other origins")
	assert.Empty(p.t, p.faults, "the console")
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	require.NoError(p.t, chromedp.Do(p.ctx, steps...))
}

// run sends a command of the protocol to the browser.
func run[P, R any](p *tab, command cdp.Command[P, R], parameters P) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, command, parameters)
	require.NoError(p.t, err)
}

func evaluate[T any](p *tab, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	require.NoError(p.t, err)
	return value
}

// wait waits until an expression is true.
func (p *tab) wait(expression string) {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(time.Minute), chromedp.WithPollingInterval(20*time.Millisecond)))
	if err != nil {
		require.NoError(p.t, err, "%s\nThe page shows:\n%s", expression, evaluate[string](p, `[...document.querySelectorAll("#form label, #form .notes, #verdict, #run, #run-errors, #results")].map((shown) => shown.innerText).join("\n")`))
	}
}

// shows waits until an element shows a text.
func (p *tab) shows(selector, text string) {
	p.t.Helper()
	quoted, err := json.Marshal(text)
	require.NoError(p.t, err)
	p.wait(fmt.Sprintf(`!!document.querySelector(%q)?.innerText.includes(%s)`, selector, quoted))
}

func (p *tab) click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector)))
}

// choose selects an option, with the events that a person's choice has.
func (p *tab) choose(selector, option string) {
	p.t.Helper()
	evaluate[chromedp.Void](p, fmt.Sprintf(`{
		const select = document.querySelector(%q);
		select.value = %q;
		for (const event of ["input", "change"]) select.dispatchEvent(new Event(event, {bubbles: true}));
	}`, selector, option))
}

// write replaces the text of an input by typing.
func (p *tab) write(selector, text string) {
	p.t.Helper()
	evaluate[chromedp.Void](p, fmt.Sprintf(`document.querySelector(%q).select()`, selector))
	p.do(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// dropFile drops a file on an element, as a person does with the mouse.
func (p *tab) dropFile(selector, file string) {
	p.t.Helper()
	place := evaluate[struct{ X, Y float64 }](p, fmt.Sprintf(`(() => {
		const element = document.querySelector(%q);
		element.scrollIntoView({block: "center", behavior: "instant"});
		const {x, y, width, height} = element.getBoundingClientRect();
		return {X: x + width / 2, Y: y + height / 2};
	})()`, selector))
	for _, event := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		run(p, input.DispatchDragEvent, input.DispatchDragEventParams{Type: event, X: place.X, Y: place.Y,
			Data: &input.DragData{Items: []*input.DragDataItem{}, Files: []string{file}, DragOperationsMask: 1}})
	}
}

func (p *tab) colours(scheme string) {
	p.t.Helper()
	run(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

func (p *tab) width(pixels int64, mobile bool) {
	p.t.Helper()
	run(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: pixels, Height: 900, DeviceScaleFactor: 1, Mobile: mobile})
	assert.Empty(p.t, evaluate[[]string](p, fmt.Sprintf(`[...document.querySelectorAll("body *")].filter((element) => {
		const {left, right} = element.getBoundingClientRect();
		return (left < 0 || right > %d) && !element.closest(".skip, .visually-hidden, .customers thead") && element.checkVisibility();
	}).map((element) => element.outerHTML.slice(0, 100))`, pixels)), "sticks out")
}

// picture keeps a screenshot where PICTURES names a folder for them.
func (p *tab) picture(name string) {
	p.t.Helper()
	folder := os.Getenv("PICTURES")
	if folder == "" {
		return
	}
	evaluate[chromedp.Void](p, `scrollTo({top: 0, behavior: "instant"})`)
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	require.NoError(p.t, err)
	require.NoError(p.t, os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600))
}

// everywhere looks at a state of the page as people see it: on a desk, a tablet
// and a phone, light and dark. Nothing sticks out, and axe-core finds nothing.
func (p *tab) everywhere(name string) {
	p.t.Helper()
	axe, err := os.ReadFile("accessibility/node_modules/axe-core/axe.min.js")
	if err != nil {
		tests.Missing(p.t, "axe-core", "npm ci --prefix examples/pcscreen/server/accessibility")
	}
	evaluate[chromedp.Void](p, string(axe))
	for _, view := range []struct {
		name, colours string
		width         int64
	}{{"desk", "light", 1280}, {"tablet", "dark", 768}, {"phone", "light", 360}, {"desk-dark", "dark", 1280}} {
		p.colours(view.colours)
		p.width(view.width, view.width < 1000)
		p.picture(name + "-" + view.name)
		found := evaluate[[]string](p, `axe.run(document).then(({violations, passes}) => {
			if (passes.length < 20) throw new Error("axe-core judged next to nothing");
			return violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => id + ": " + html + "\n" + failureSummary));
		})`)
		assert.Empty(p.t, found, "%s %s", name, view.name)
	}
	p.colours("light")
	p.width(1280, false)
}

// print keeps the page as it is printed where PICTURES names a folder.
func (p *tab) print(name string) {
	p.t.Helper()
	folder := os.Getenv("PICTURES")
	if folder == "" {
		return
	}
	pdf, err := chromedp.Call(p.ctx, cdppage.PrintToPDF, cdppage.PrintToPDFParams{})
	require.NoError(p.t, err)
	require.NoError(p.t, os.WriteFile(filepath.Join(folder, name+".pdf"), pdf.Data, 0o600))
}
