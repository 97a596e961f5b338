package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/internal/tests"
)

// TestSummaryIsReadFirst: in a browser the focus is on the summary of a page
// that is shown again, a link of it leads to its input, all without a script,
// and axe-core has nothing to find, in every language.
func TestSummaryIsReadFirst(t *testing.T) {
	tests.Long(t)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		tests.Missing(t, "chromium", "apt-get install chromium")
	}
	axe, err := os.ReadFile("../pcscreen/server/accessibility/node_modules/axe-core/axe.min.js")
	if err != nil {
		tests.Missing(t, "axe-core", "npm ci --prefix examples/pcscreen/server/accessibility")
	}
	p := start(t)
	for _, language := range []string{"en", "ru", "ar"} {
		t.Run(language, func(t *testing.T) {
			options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
				chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(360, 800),
				chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
				chromedp.Flag("disable-component-update", true), chromedp.Flag("accept-lang", language))
			allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
			defer stop()
			ctx, stop := chromedp.NewContext(allocator)
			defer func() { _ = chromedp.Cancel(ctx); stop() }()

			require.NoError(t, chromedp.Do(ctx,
				chromedp.Navigate(p.url),
				chromedp.SendKeys(chromedp.CSS("#country"), "AZ"),
				chromedp.SendKeys(chromedp.CSS("#registrationNumber"), "77-07083893"),
				chromedp.Click(chromedp.CSS("button")),
				chromedp.WaitReady(chromedp.CSS("#summary")),
			))
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](
				`[document.documentElement.lang, document.documentElement.dir, document.activeElement.id, String(document.documentElement.scrollWidth > innerWidth)]`))
			require.NoError(t, err)
			direction := map[bool]string{true: "rtl", false: "ltr"}[language == "ar"]
			assert.Equal(t, []string{language, direction, "summary", "false"}, found)

			faults, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](string(axe)+
				`; axe.run(document).then(({violations}) => violations.flatMap(({id, nodes}) => nodes.map(({html}) => id + ": " + html)))`, chromedp.EvalAwaitPromise))
			require.NoError(t, err)
			assert.Empty(t, faults)
			if folder := os.Getenv("PICTURES"); folder != "" {
				png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				require.NoError(t, err)
				require.NoError(t, os.WriteFile(filepath.Join(folder, "signup-"+language+".png"), png, 0o600))
			}

			require.NoError(t, chromedp.Do(ctx, chromedp.Click(chromedp.CSS(`#summary a[href="#phone"]`))))
			linked, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector(":target").id`))
			require.NoError(t, err)
			assert.Equal(t, "phone", linked)
		})
	}
}
