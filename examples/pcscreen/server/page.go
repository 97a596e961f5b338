package server

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"time"
)

//go:embed page
var pageFiles embed.FS

//go:embed openapi.json
var openAPIDescription []byte

// page answers GET / with the page, which is the same for everyone.
func page() http.HandlerFunc {
	var text bytes.Buffer
	index := template.Must(template.ParseFS(pageFiles, "page/index.html"))
	if err := index.Execute(&text, allCountries()); err != nil {
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
	if err != nil {
		notFound(w, r)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}

func openAPI(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(openAPIDescription)
}
