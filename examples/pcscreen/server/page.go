package server

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/pcscreen/ui"
)

//go:embed page
var pageFiles embed.FS

//go:embed openapi.json
var openAPIDescription string

// choice is an item of a list on the page.
type choice struct {
	Value, Name string
	Chosen      bool // when the page opens
}

// page answers GET / with the page in the language that the address or the
// browser asks for, and with the policy in force chosen.
func page(inForce string) http.HandlerFunc {
	var shown struct {
		Policies  []choice // the newest first
		Countries []choice
		Languages []choice
	}
	for policy := range countries.Policies() {
		shown.Policies = append(shown.Policies, choice{Value: policy.Name(), Chosen: policy.Name() == inForce})
	}
	slices.Reverse(shown.Policies)
	for code := range countries.Codes() {
		shown.Countries = append(shown.Countries, choice{Value: code, Name: rules.CountryName(code)})
	}
	for _, tag := range ui.Languages {
		shown.Languages = append(shown.Languages, choice{Value: tag, Name: display.Self.Name(language.MustParse(tag))})
	}
	var text bytes.Buffer
	index := template.Must(template.ParseFS(pageFiles, "page/index.html"))
	if err := index.Execute(&text, shown); err != nil {
		panic(err) // the template and its data are this program's own
	}
	pages := make(map[string][]byte)
	for _, tag := range ui.Languages {
		pages[tag] = translated(text.String(), tag)
	}
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Vary", "Accept-Language")
		_, _ = w.Write(pages[languageOf(r)])
	}
}

// translated fills in a language's texts where data-t and data-t-ATTRIBUTE name
// them, and passes all of them to the script. The page's texts.js does the same
// when the language changes.
func translated(page, tag string) []byte {
	document, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		panic(err) // a reader of memory never fails
	}
	texts := ui.Catalogue(tag)
	text := func(key string) string { return texts[key].(string) }
	for node := range document.Descendants() {
		for _, a := range node.Attr {
			name, named := strings.CutPrefix(a.Key, "data-t")
			switch {
			case named && name == "":
				node.AppendChild(&html.Node{Type: html.TextNode, Data: text(a.Val)})
			case named:
				node.Attr = append(node.Attr, html.Attribute{Key: name[1:], Val: text(a.Val)})
			case a.Key == "id" && a.Val == "texts":
				all, _ := json.Marshal(texts) // escapes <, so that no text ends the script
				node.AppendChild(&html.Node{Type: html.TextNode, Data: string(all)})
			case node.Data == "html" && a.Key == "lang":
				node.Attr[0].Val = tag
			}
		}
	}
	var out bytes.Buffer
	_ = html.Render(&out, document) // into a buffer
	return out.Bytes()
}

// languages finds the language that fits best.
var languages = func() language.Matcher {
	var tags []language.Tag
	for _, tag := range ui.Languages {
		tags = append(tags, language.MustParse(tag))
	}
	return language.NewMatcher(tags)
}()

// languageOf returns the page's language that a request's address names, or
// otherwise the one that its header asks for.
func languageOf(r *http.Request) string {
	_, i := language.MatchStrings(languages, r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
	return ui.Languages[i]
}

// asset answers GET /assets/{name} with a file that the page refers to.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	content, ok := ui.File(name)
	if own, err := pageFiles.ReadFile("page/" + name); err == nil {
		content, ok = own, true
	}
	if !ok {
		notFound(w, r)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

// catalogue answers GET /assets/languages/{tag} with the page's texts.
func catalogue(w http.ResponseWriter, r *http.Request) {
	tag := r.PathValue("tag")
	if !slices.Contains(ui.Languages, tag) {
		notFound(w, r)
		return
	}
	writeJSON(w, ui.Catalogue(tag))
}

// openAPI answers GET /v1/openapi.json with the description of the API, with the
// policies' names in place of {policy}.
func openAPI() http.HandlerFunc {
	text := strings.ReplaceAll(openAPIDescription, "{policy}", strings.Join(rules.PolicyNames(), `", "`))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	}
}
