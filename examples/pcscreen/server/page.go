package server

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/guard"
	"github.com/cspkit/customerscreen/examples/internal/rules"
)

//go:embed page
var pageFiles embed.FS

//go:embed openapi.json
var openAPIDescription string

// choice is one of a list on the page.
type choice struct {
	Value, Name string
	Chosen      bool // at first
}

// page answers GET / with the page, which is the same for everyone. On it the
// policy in force is chosen.
func page(inForce string) http.HandlerFunc {
	var shown struct {
		Policies  []choice // the newest first
		Countries []choice
	}
	for policy := range countries.Policies() {
		shown.Policies = append(shown.Policies, choice{policy.Name(), policy.Since().Format("January 2006"), policy.Name() == inForce})
	}
	slices.Reverse(shown.Policies)
	for code := range countries.Codes() {
		shown.Countries = append(shown.Countries, choice{Value: code, Name: rules.CountryName(code)})
	}
	var text bytes.Buffer
	index := template.Must(template.ParseFS(pageFiles, "page/index.html"))
	if err := index.Execute(&text, shown); err != nil {
		panic(err) // the template and its data are this program's own
	}
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(text.Bytes())
	}
}

// asset answers GET /assets/{name} with a file that the page refers to.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	content, err := pageFiles.ReadFile("page/" + name)
	if name == "guard.js" {
		content, err = []byte(guard.JavaScript), nil
	}
	if err != nil {
		notFound(w, r)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

// openAPI answers GET /v1/openapi.json with the description of the API, in
// which the policies' names stand for {policy}.
func openAPI() http.HandlerFunc {
	text := strings.ReplaceAll(openAPIDescription, "{policy}", strings.Join(rules.PolicyNames(), `", "`))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	}
}
