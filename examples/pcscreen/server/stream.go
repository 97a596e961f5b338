package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

// many answers a body of many customers, each as soon as it is read. It reads and
// writes at the same time, so that neither side must hold everything.
func (s *Server) many(w http.ResponseWriter, r *http.Request, most int64, answer func(body io.Reader) iter.Seq2[any, error]) {
	w.Header().Set("Content-Type", string(manyJSON))
	connection := http.NewResponseController(w)
	_ = connection.EnableFullDuplex() // fails where the connection does so anyway

	stream := &stream{server: s, connection: connection, end: time.Now().Add(s.limits.Request),
		body: http.MaxBytesReader(w, r.Body, most)}
	answers := newBacklog(s.limits.Backlog)
	written := make(chan struct{})
	go func() {
		defer close(written)
		stream.write(w, answers)
	}()
	defer func() {
		answers.finish()
		<-written            // nobody may write the response after the handler has returned
		failure := recover() // not left to the caller, since the answer may have begun
		if failure != nil {
			logFailure()
		}
		if failure != nil || stream.broken {
			panic(http.ErrAbortHandler) // cuts the connection: what follows is no request
		}
	}()
	encoder := json.NewEncoder(answers)
	encoder.SetEscapeHTML(false)
	answered := false
	for line, err := range answer(stream) {
		if err != nil && !answered {
			w.Header().Set("Connection", "close") // the rest of the body is not read
			p := problemOf(err)
			if header, ok := errors.AsType[*records.HeaderError](err); ok && header.Table != nil {
				p.Columns = columnsOf(header.Table)
				p.Columns.InDoubt = header.Field
				if format, _, _ := formatOf(r.Header); format != form {
					p.Detail = strings.TrimSuffix(p.Detail, "?") + "; to name the column, send a form (multipart/form-data) with the file in its field file, and in its field map for example country=Market"
				}
			}
			writeFullProblem(w, p)
			return
		}
		answered = true
		if encoder.Encode(line) != nil {
			stream.broken = true // the client has gone
			return
		}
	}
}

// judged judges records one by one. The error is the input's, which may hold no
// records.
func judged(teller *teller, found iter.Seq[records.Record]) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for record := range found {
			err := record.Err
			_, isInput := errors.AsType[*records.InputError](err)
			if _, isBody := errors.AsType[*bodyError](err); !isInput && !isBody {
				err = nil
			}
			if !yield(teller.of(record), err) {
				return
			}
		}
	}
}

// stream is both directions of a connection. Both must make progress.
type stream struct {
	server     *Server
	connection *http.ResponseController
	end        time.Time // of the whole request
	body       io.Reader
	read       int64 // bytes of it
	broken     bool  // the body could not be read to its end
}

// Read reads the request's body.
func (s *stream) Read(p []byte) (int, error) {
	deadline := s.deadline()
	// Each byte earns a client some time, so a slow drip cannot hold a place.
	limits := s.server.limits
	earned := time.Duration(s.read) * time.Second / time.Duration(limits.Rate)
	if slow := s.end.Add(earned - limits.Request + limits.Stall); slow.Before(deadline) {
		deadline = slow
	}
	_ = s.connection.SetReadDeadline(deadline)
	n, err := s.body.Read(p)
	s.read += int64(n)
	if err == nil || err == io.EOF {
		return n, err
	}
	described := s.server.describe(err)
	// After a body that is too large, net/http lets the client read the answers
	// and closes the connection.
	s.broken = described.status != http.StatusRequestEntityTooLarge
	return n, described
}

// write sends answers until the last one, or until the client takes no more.
func (s *stream) write(w io.Writer, answers *backlog) {
	for chunk := range answers.chunks() {
		_ = s.connection.SetWriteDeadline(s.deadline())
		_, err := w.Write(chunk)
		if err == nil {
			err = s.connection.Flush()
		}
		if err != nil {
			answers.abandon()
			_ = s.connection.SetReadDeadline(time.Now()) // ends a read that waits
			return
		}
	}
}

func (s *stream) deadline() time.Time {
	deadline := time.Now().Add(s.server.limits.Stall)
	if s.end.Before(deadline) {
		return s.end
	}
	return deadline
}

// bodyError tells a client what to do after its body could not be read to the end.
type bodyError struct {
	status int
	text   string
}

func (e *bodyError) Error() string { return e.text }

// describe turns an error of reading the body into a bodyError.
func (s *Server) describe(err error) *bodyError {
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &bodyError{http.StatusRequestEntityTooLarge,
			fmt.Sprintf("expected at most %d bytes in one request; send the customers in several", tooLarge.Limit)}
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return &bodyError{http.StatusBadRequest, fmt.Sprintf("expected the next bytes within %s, %d bytes a second, and all within %s; send the rest in another request",
			s.limits.Stall, s.limits.Rate, s.limits.Request)}
	}
	return &bodyError{http.StatusBadRequest, "the request's body ended early"}
}

// statusOf returns the status of the answer to a body that cannot be read.
func statusOf(err error) int {
	if body, ok := errors.AsType[*bodyError](err); ok {
		return body.status
	}
	return http.StatusBadRequest
}
