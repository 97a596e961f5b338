package partnercentertest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// answer is a response: its status and its JSON body.
type answer struct {
	status int
	body   []byte
}

func (a answer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	w.Write(a.body)
}

// answerWith encodes a body. What is encoded here was decoded from JSON or
// built by this package, so that it always can be.
func answerWith(status int, body any) *answer {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		panic("partnercentertest: " + err.Error())
	}
	return &answer{status, bytes.TrimSuffix(out.Bytes(), []byte("\n"))}
}

// refuse answers with the API's error body.
func refuse(status, code int, description string) *answer {
	return answerWith(status, struct {
		Code        int      `json:"code"`
		Description string   `json:"description"`
		Data        []string `json:"data"`
		Source      string   `json:"source"`
	}{code, description, []string{}, "PartnerFD"})
}

// Codes and texts of REST error codes, edition of 2020-11-13. That page has
// none for 405 and 412: there the status stands for the code.
var (
	accessDenied       = refuse(http.StatusUnauthorized, 400, "Access denied.")
	notFound           = refuse(http.StatusNotFound, 1000, "Not found.")
	methodNotAllowed   = refuse(http.StatusMethodNotAllowed, 405, "Method not allowed.")
	preconditionFailed = refuse(http.StatusPreconditionFailed, 412, "Precondition failed: If-Match must carry the resource's current etag.")
	notImplemented     = refuse(http.StatusNotImplemented, 0, "This stand-in does not filter customers.")
)

func invalidInput(reason string) *answer {
	return refuse(http.StatusBadRequest, 400056, "Invalid input: "+reason+".")
}

func invalidAttribute(reason string) *answer {
	return refuse(http.StatusBadRequest, 3000, "Invalid attribute: "+reason+".")
}
