package ui_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/examples/pcscreen/ui"
)

// own are the texts that a language's catalogue has itself.
func own(t *testing.T, tag string) map[string]any {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("languages", tag+".json"))
	require.NoError(t, err)
	var texts map[string]any
	require.NoError(t, json.Unmarshal(text, &texts))
	return texts
}

var placeholder = regexp.MustCompile(`\{\w+\}`)

// placeholders are what is filled in a text, or in each of its plural forms.
func placeholders(t *testing.T, text any) []string {
	t.Helper()
	forms, ok := text.(map[string]any)
	if !ok {
		forms = map[string]any{"other": text}
	}
	require.Contains(t, forms, "other", "the form for all other numbers")
	names := placeholder.FindAllString(forms["other"].(string), -1)
	slices.Sort(names)
	return names
}

func TestNoTextLacksALanguage(t *testing.T) {
	entries, err := os.ReadDir("languages")
	require.NoError(t, err)
	assert.Len(t, entries, len(ui.Languages))
	english := own(t, "en")
	for _, tag := range ui.Languages {
		texts := own(t, tag)
		for key, text := range english {
			if assert.Contains(t, texts, key, tag) {
				assert.Equal(t, placeholders(t, text), placeholders(t, texts[key]), "%s: %s", tag, key)
				assert.NotContains(t, texts[key], "  ", "%s: %s", tag, key)
			}
		}
		assert.Len(t, texts, len(english), "%s: a text that English has not", tag)
		for key, text := range ui.Catalogue(tag) {
			assert.NotEmpty(t, text, "%s: %s", tag, key)
		}
		language.MustParse(tag)
	}
	assert.NotEqual(t, ui.Catalogue("en")["finding.registrationNumber.checkDigit"], ui.Catalogue("ru")["finding.registrationNumber.checkDigit"], "the library's sentence")
}

// TestFindingsAreInPlainWords: no name of the library, and none of a rule.
func TestFindingsAreInPlainWords(t *testing.T) {
	for _, tag := range ui.Languages {
		texts := ui.Catalogue(tag)
		for _, rule := range verdict.Rules() {
			if text := texts["finding."+rule]; assert.NotNil(t, text, "%s: %s", tag, rule) {
				assert.NotRegexp(t, `\((With|screening/)|`+regexp.QuoteMeta(rule), text, "%s: %s", tag, rule)
			}
		}
	}
}

// made are the keys that a script puts together.
var made = map[string]string{
	"audit.by.": "code country rule",
	"audit.":    "done stopped",
	"basis.":    "documented disputed inferred",
	"file.":     "tooLarge empty encrypted packed markup document format damaged encoding",
	"finding.":  "600002 600049 600050 600051 spreadsheet.date spreadsheet.digitsLost",
	"field.": "id country organizationRegistrationNumber phoneNumber companyName firstName middleName lastName email domain culture language " +
		"addressLine1 city state postalCode",
	"form.":    "open accepted advised refused undecided required optional notSupported",
	"table.":   "row customer country verdict findings",
	"verdict.": "open accepted advised refused undecided unreadable",
}

func TestEveryTextIsUsedAndEveryKeyHasAText(t *testing.T) {
	used := make(map[string]bool)
	for prefix, names := range made {
		for name := range strings.FieldsSeq(names) {
			used[prefix+name] = true
		}
	}
	key := regexp.MustCompile(`["'\x60]((?:page|field|file|country|verdict|basis|finding|form|audit|columns|table|fixes)\.[A-Za-z0-9.]+)["'\x60]`)
	for _, pattern := range []string{"*.js", "../server/page/*.js", "../server/page/*.html", "../audit/report/*"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, found := range key.FindAllStringSubmatch(string(text), -1) {
				used[found[1]] = true
			}
		}
	}
	english := own(t, "en")
	for key := range used {
		assert.Contains(t, english, key, "has no text")
	}
	for key := range english {
		assert.True(t, used[key], "%s is not used", key)
	}
}

func TestScript(t *testing.T) {
	script := ui.Script("elements.js", "guard.js", "texts.js", "table.js")
	assert.NotRegexp(t, `(?m)^(import|export)`, script)
	assert.Contains(t, script, "function csvRow(")
	assert.Contains(t, script, "function customerTable(")
	_, ok := ui.File("nothing.js")
	assert.False(t, ok)
}
