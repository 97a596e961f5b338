package server

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

// problem is the body of an error, as in RFC 9457. Its detail says what was
// expected and what to do.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Reason string `json:"reason,omitempty"` // why a file or body is not read, by name; "" for a seldom one

	Columns *columns `json:"columns,omitempty"` // of a file whose header leaves a question open
}

// problemOf is that of a body or file that is not read.
func problemOf(err error) problem {
	p := problem{Status: statusOf(err), Detail: records.Text(err), Reason: records.Reason(err)}
	p.Title = http.StatusText(p.Status)
	if p.Status == http.StatusRequestEntityTooLarge {
		p.Reason = "tooLarge"
	}
	return p
}

func writeProblem(w http.ResponseWriter, status int, detail string) {
	writeFullProblem(w, problem{Status: status, Detail: detail})
}

func writeFullProblem(w http.ResponseWriter, p problem) {
	p.Title = http.StatusText(p.Status)
	w.Header().Set("Content-Type", "application/problem+json")
	writeBody(w, p.Status, p)
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	writeBody(w, http.StatusOK, value)
}

func writeBody(w http.ResponseWriter, status int, value any) {
	var body bytes.Buffer // complete before the status is sent
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // every type of this package can be JSON
	}
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // fails if the client has gone
}

func notFound(w http.ResponseWriter, _ *http.Request) {
	writeProblem(w, http.StatusNotFound, "there is nothing at this path; GET /v1/openapi.json describes what there is")
}

func methodNotAllowed(allowed string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if allowed == http.MethodGet {
			w.Header().Set("Allow", "GET, HEAD")
		} else {
			w.Header().Set("Allow", allowed)
		}
		writeProblem(w, http.StatusMethodNotAllowed, "expected the method "+allowed+" at this path")
	}
}

func otherOrigin(w http.ResponseWriter, _ *http.Request) {
	writeProblem(w, http.StatusForbidden, "a page of another origin asked; call the service from your own backend, or open its own page at /")
}

func foreignHost(w http.ResponseWriter, _ *http.Request) {
	writeProblem(w, http.StatusMisdirectedRequest, "the service is not known by this host name; open it by its address, or start it with --allow-host and the name")
}
