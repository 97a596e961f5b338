// Package ui holds what the page of the service and the report of an audit share:
// the table of customers, and the texts in every language.
package ui

import (
	"embed"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/cspkit/customerscreen/examples/internal/guard"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/translations"
)

//go:embed *.js *.css
var files embed.FS

// File returns a script, or the style of the table.
func File(name string) (text []byte, ok bool) {
	if name == "guard.js" {
		return []byte(guard.JavaScript), true
	}
	text, err := files.ReadFile(name)
	return text, err == nil
}

//go:embed languages
var languages embed.FS

// Languages are the tags of the languages with a catalogue, English first.
var Languages = []string{"en", "ru", "tr", "uk", "pl", "pt-BR", "es", "hu"}

// Catalogue returns the texts of one of [Languages] by their keys. A text that the
// language lacks is in English. A text that depends on a number has a form for
// each plural. The texts of advisories come from the library.
func Catalogue(language string) map[string]any {
	texts := make(map[string]any)
	library, _ := translations.In(language)
	for rule := range screening.AdvisoryRules() {
		texts["finding."+rule.Name] = library.Advisory(screening.Advisory{Rule: rule.Name, Message: verdict.Summary(rule.Name)})
	}
	for _, language := range []string{"en", language} {
		text, err := languages.ReadFile("languages/" + language + ".json")
		if err == nil {
			err = json.Unmarshal(text, &texts)
		}
		if err != nil {
			panic(err) // the catalogues are this program's own
		}
	}
	return texts
}

// moduleLines match the imports and exports of a script.
var moduleLines = regexp.MustCompile(`(?m)^(import .*\n|export )`)

// Script joins scripts into one, for a document that loads nothing.
func Script(names ...string) string {
	var all strings.Builder
	for _, name := range names {
		text, _ := File(name)
		all.Write(moduleLines.ReplaceAll(text, nil))
	}
	return all.String()
}
