package server

import (
	"bytes"
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

// format is how the customers of a request are written.
type format string

const (
	oneJSON  format = "application/json"
	manyJSON format = "application/x-ndjson"
	manyCSV  format = "text/csv"
	workbook format = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// screen answers POST /v1/screen: one customer with one object, or many with
// a stream of them.
func (s *Server) screen(w http.ResponseWriter, r *http.Request, policy *countries.Policy) {
	format, err := formatOf(r.Header)
	if err != nil {
		writeProblem(w, http.StatusUnsupportedMediaType, err.Error())
		return
	}
	slots := s.slots
	if format == workbook {
		slots = s.workbooks
	}
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
	default:
		w.Header().Set("Retry-After", "1")
		writeProblem(w, http.StatusServiceUnavailable, "all places for screening requests are taken; send it again in a second")
		return
	}
	judge := verdict.New(policy, verdict.Options{})
	switch format {
	case oneJSON:
		s.one(w, r, judge)
	case manyJSON:
		s.many(w, r, judge, func(body io.Reader) iter.Seq[records.Record] { return records.JSONUpTo(body, s.limits.RecordBytes) })
	case manyCSV:
		s.many(w, r, judge, func(body io.Reader) iter.Seq[records.Record] { return records.CSV(body, nil, s.limits.RecordBytes) })
	case workbook:
		s.many(w, r, judge, func(body io.Reader) iter.Seq[records.Record] { return records.Workbook(body, records.Reading{}) })
	}
}

// formatOf returns the format that a request's header names, under any of the
// names it is known by.
func formatOf(header http.Header) (format, error) {
	if encoding := header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return "", errors.New("expected a body without Content-Encoding; send it uncompressed")
	}
	const expected = "expected the Content-Type application/json for one customer, or application/x-ndjson, text/csv or that of .xlsx for many"
	mediaType, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return "", errors.New(expected)
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return "", errors.New("expected the charset utf-8, or UTF-16 with a byte order mark and no charset")
	}
	switch mediaType {
	case "text/csv":
		return manyCSV, nil
	case string(workbook):
		return workbook, nil
	case "application/json":
		return oneJSON, nil
	case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines":
		return manyJSON, nil
	default:
		return "", errors.New(expected)
	}
}

// one answers a body that is one customer.
func (s *Server) one(w http.ResponseWriter, r *http.Request, judge verdict.Judge) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(s.limits.RecordBytes)))
	if err != nil {
		status, detail := http.StatusBadRequest, s.describe(err)
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			status = http.StatusRequestEntityTooLarge
		}
		writeProblem(w, status, detail.Error())
		return
	}
	var found []records.Record
	for record := range records.JSON(bytes.NewReader(body)) {
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
		writeJSON(w, http.StatusOK, judge.Of(found[0]))
	}
}
