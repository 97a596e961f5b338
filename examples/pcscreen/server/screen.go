package server

import (
	"errors"
	"io"
	"iter"
	"mime"
	"net/http"
	"strings"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// format is the format of the customers in a request.
type format string

const (
	oneJSON  format = "application/json"
	manyJSON format = "application/x-ndjson"
	manyCSV  format = "text/csv"
	form     format = "multipart/form-data"
	workbook format = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// screen answers POST /v1/screen: one customer by an object, or many by a stream
// of objects.
func (s *Server) screen(w http.ResponseWriter, r *http.Request, policy *countries.Policy) {
	format, parameters, err := formatOf(r.Header)
	if err != nil {
		writeProblem(w, http.StatusUnsupportedMediaType, err.Error())
		return
	}
	release, ok := s.place(w, format)
	if !ok {
		return
	}
	defer release()
	teller := newTeller(verdict.New(policy, verdict.Options{}), r, format)
	w.Header().Set("Vary", "Accept-Language")
	switch format {
	case oneJSON:
		s.one(w, r, teller)
	case manyJSON:
		s.many(w, r, s.limits.BodyBytes, func(body io.Reader) iter.Seq2[any, error] {
			return judged(teller, records.JSONUpTo(body, s.limits.RecordBytes))
		})
	case manyCSV:
		s.many(w, r, s.limits.BodyBytes, func(body io.Reader) iter.Seq2[any, error] {
			return judged(teller, records.CSV(body, nil, s.limits.RecordBytes))
		})
	case workbook:
		s.many(w, r, s.limits.BodyBytes, func(body io.Reader) iter.Seq2[any, error] {
			return judged(teller, records.Workbook(body, records.Reading{}))
		})
	case form:
		s.many(w, r, s.limits.UploadBytes, func(body io.Reader) iter.Seq2[any, error] {
			upload, err := readUpload(body, parameters["boundary"])
			if err != nil {
				return func(yield func(any, error) bool) { yield(nil, err) }
			}
			return upload.judged(teller)
		})
	}
}

// place takes a place for a request, or answers that none is free.
func (s *Server) place(w http.ResponseWriter, format format) (release func(), ok bool) {
	slots := s.slots
	if format == workbook || format == form { // kept in memory
		slots = s.workbooks
	}
	select {
	case slots <- struct{}{}:
		return func() { <-slots }, true
	default:
		w.Header().Set("Retry-After", "1")
		writeProblem(w, http.StatusServiceUnavailable, "all places for screening requests are taken; send it again in a second")
		return nil, false
	}
}

// formatOf returns the format that a request's header names, by any of its
// names.
func formatOf(header http.Header) (f format, parameters map[string]string, err error) {
	if encoding := header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return "", nil, errors.New("expected a body without Content-Encoding; send it uncompressed")
	}
	const expected = "expected the Content-Type application/json for one customer, application/x-ndjson, text/csv or that of .xlsx for many, or multipart/form-data with a file"
	mediaType, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return "", nil, errors.New(expected)
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return "", nil, errors.New("expected the charset utf-8; CSV may be UTF-16, too, with a byte order mark and no charset")
	}
	switch mediaType {
	case "text/csv":
		return manyCSV, nil, nil
	case string(form):
		return form, parameters, nil
	case string(workbook):
		return workbook, nil, nil
	case "application/json":
		return oneJSON, nil, nil
	case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines":
		return manyJSON, nil, nil
	default:
		return "", nil, errors.New(expected)
	}
}

// one answers a body with one customer.
func (s *Server) one(w http.ResponseWriter, r *http.Request, teller *teller) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(s.limits.RecordBytes)))
	if err != nil {
		writeFullProblem(w, problemOf(s.describe(err)))
		return
	}
	var found []records.Record
	for record := range records.OneText(body) {
		if found = append(found, record); len(found) > 1 {
			break
		}
	}
	switch {
	case len(found) == 0:
		writeProblem(w, http.StatusBadRequest, "expected a customer as a JSON object, found none")
	case found[0].Err != nil:
		writeProblem(w, http.StatusBadRequest, found[0].Err.Error())
	case len(found) > 1:
		writeProblem(w, http.StatusBadRequest, "expected one customer, found more; send many with the Content-Type "+string(manyJSON))
	default:
		writeJSON(w, teller.of(found[0]))
	}
}
