package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/correct"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// upload is a file from a form, with how to read it. It is kept in memory: a
// browser reads no answer before it has sent everything.
type upload struct {
	name    string
	content []byte
	reading records.Reading
	fields  map[string][]byte // the form's other fields
}

// most is how many other fields a form may have.
const most = 100

// readUpload reads a form. The body limits its size.
func readUpload(body io.Reader, boundary string) (*upload, error) {
	u := &upload{fields: make(map[string][]byte)}
	var mapping []string
	parts := multipart.NewReader(body, boundary)
	for range most {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			if u.name == "" {
				return nil, errors.New("expected a form with a file in its field file")
			}
			u.reading.Columns, err = records.ParseColumns(mapping)
			return u, err
		}
		if err != nil {
			return nil, fmt.Errorf("expected a form as multipart/form-data: %w", err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		switch name := part.FormName(); name {
		case "file":
			u.name, u.content = filepath.Base(part.FileName()), content
		case "map":
			mapping = append(mapping, string(content))
		case "sheet":
			u.reading.Sheet = string(content)
		default:
			u.fields[name] = content
		}
	}
	return nil, fmt.Errorf("expected at most %d fields in the form", most)
}

// fix is a correction that somebody confirmed.
type fix struct {
	Record int    `json:"record"` // as it counts in the file: JSON may have many in one line
	Field  string `json:"field"`
	Value  string `json:"value"` // as an advisory suggests it
}

// fixes returns the corrections in a form.
func (u *upload) fixes() ([]fix, error) {
	var fixes []fix
	if err := json.Unmarshal(u.fields["fixes"], &fixes); err != nil {
		return nil, errors.New("expected in the form's field fixes an array of {record, field, value}")
	}
	return fixes, nil
}

// corrected returns the file with these corrections and no other change.
func (u *upload) corrected(judge verdict.Judge, fixes []fix) ([]byte, error) {
	left := make(map[fix]bool)
	for _, f := range fixes {
		left[f] = true
	}
	var out bytes.Buffer
	var refused error
	record := records.Record{} // being copied
	err := correct.Copy(&out, bytes.NewReader(u.content), int64(len(u.content)), u.name, u.reading, func(raw records.Raw) []correct.Change {
		record = raw.Decode()
		return slices.DeleteFunc(correct.Suggested(judge.Of(record)), func(c correct.Change) bool { return !left[fix{record.Number, c.Field, c.After}] })
	}, func(_ records.Raw, c correct.Change, err error) {
		if err != nil && refused == nil {
			refused = fmt.Errorf("record %d (row %d), %s: %w; correct the others without it", record.Number, record.Row, c.Field, err)
		}
		delete(left, fix{record.Number, c.Field, c.After})
	})
	if err == nil {
		err = refused
	}
	for f := range left {
		if err == nil {
			err = fmt.Errorf("record %d, %s: expected a value that is suggested there", f.Record, f.Field)
		}
	}
	return out.Bytes(), err
}

// fix answers POST /v1/fix by the file with the confirmed corrections.
func (s *Server) fix(w http.ResponseWriter, r *http.Request, policy *countries.Policy) {
	format, parameters, err := formatOf(r.Header)
	if err != nil || format != form {
		writeProblem(w, http.StatusUnsupportedMediaType, "expected the Content-Type multipart/form-data")
		return
	}
	release, ok := s.place(w, format)
	if !ok {
		return
	}
	defer release()
	connection := &stream{server: s, connection: http.NewResponseController(w), end: time.Now().Add(s.limits.Request),
		body: http.MaxBytesReader(w, r.Body, s.limits.UploadBytes)}
	upload, err := readUpload(connection, parameters["boundary"])
	var fixes []fix
	if err == nil {
		fixes, err = upload.fixes()
	}
	if err != nil {
		w.Header().Set("Connection", "close") // the rest of the body is not read
		writeFullProblem(w, problemOf(err))
		return
	}
	file, err := upload.corrected(verdict.New(policy, verdict.Options{}), fixes)
	if err != nil {
		writeProblem(w, http.StatusUnprocessableEntity, records.Text(err))
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	for chunk := range slices.Chunk(file, 1<<16) {
		_ = connection.connection.SetWriteDeadline(connection.deadline())
		if _, err := w.Write(chunk); err != nil {
			return // the client has gone
		}
	}
}

// records yields the file's records, each with the number of bytes read so far.
func (u *upload) records() iter.Seq2[records.Record, int64] {
	content := bytes.NewReader(u.content)
	input := struct {
		*bytes.Reader
		io.Closer
	}{content, io.NopCloser(nil)}
	return func(yield func(records.Record, int64) bool) {
		for raw := range records.Cut([]string{u.name}, func(string) (io.ReadCloser, error) { return input, nil }, u.reading) {
			if !yield(raw.Decode(), content.Size()-int64(content.Len())) {
				return
			}
		}
	}
}

// uploadLine is a line of the answer to a file: first how its columns are read,
// then the customers, and a problem where the file cannot be read to its end.
type uploadLine struct {
	Columns  *columns `json:"columns,omitempty"`
	Customer *told    `json:"customer,omitempty"`
	Read     int64    `json:"read,omitempty"` // bytes of the file, up to this customer
	Problem  *problem `json:"problem,omitempty"`
}

// columns tell which field is read from which column of a spreadsheet.
type columns struct {
	Sheet   string   `json:"sheet,omitempty"`  // of a workbook
	Others  []string `json:"others,omitempty"` // further sheets with customers
	Header  []string `json:"header"`
	Fields  []string `json:"fields"`            // the path of each column, or ""
	Missing []string `json:"missing"`           // expected fields, the decisive ones first
	InDoubt string   `json:"inDoubt,omitempty"` // the field that keeps the file from being read
}

func columnsOf(t *records.Table) *columns {
	return &columns{Sheet: t.Sheet, Others: t.Others, Header: t.Header, Fields: t.Fields, Missing: append([]string{}, t.Missing()...)}
}

// judged judges the file's records.
func (u *upload) judged(teller *teller) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		var table *records.Table
		for record, read := range u.records() {
			if record.Number == 0 { // the file, or its rest, cannot be read, or it is empty
				problem := problemOf(record.Err)
				yield(uploadLine{Problem: &problem}, record.Err)
				return
			}
			if record.Table != nil && record.Table != table {
				table = record.Table
				if !yield(uploadLine{Columns: columnsOf(table)}, nil) {
					return
				}
			}
			customer := teller.of(record).withValues()
			if !yield(uploadLine{Customer: &customer, Read: read}, nil) {
				return
			}
		}
	}
}
