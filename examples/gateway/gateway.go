package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"

	"github.com/google/uuid"

	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// How long a request may take. A customer has a few kilobytes, and Partner Center's
// slowest answers take a minute or two.
const (
	longestHeader  = 5 * time.Second
	longestBody    = time.Minute      // to arrive, with the header
	longestRequest = 5 * time.Minute  // from the header to the answer's end
	toSaySo        = 10 * time.Second // beyond longestRequest, to answer with 504
	longestIdle    = 2 * time.Minute  // between two requests of a connection
)

// newServer returns a server with these limits. A request takes as much memory as
// has arrived of it, and at most 1 MiB for its body.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelError),
		ReadHeaderTimeout: longestHeader,
		ReadTimeout:       longestBody,
		WriteTimeout:      longestRequest + toSaySo,
		IdleTimeout:       longestIdle,
		MaxHeaderBytes:    64 << 10,
	}
}

// newGateway returns the reverse proxy. It counts requests, and logs nothing about
// a customer.
func newGateway(base http.RoundTripper, upstream *url.URL, screener *screening.Screener, log *slog.Logger, options ...transport.Option) http.Handler {
	return timed(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(upstream)
			r.Out.URL.RawQuery = r.In.URL.RawQuery // ReverseProxy drops what url.ParseQuery refuses, which Partner Center may take
			r.Out.Header.Del("Expect")             // is met here, where the body is read: Partner Center would say Continue again
		},
		Transport:    transport.New(base, screener, append(options, transport.WithObserver(observer(log)))...),
		ErrorHandler: unanswered(log),
		ErrorLog:     stdlog.New(brokenOff{log}, "", 0),
	})
}

// toPartnerCenter returns the transport to Partner Center.
func toPartnerCenter() *http.Transport {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.MaxIdleConnsPerHost = 100 // all of them go to one host
	base.DisableCompression = true // answers pass as they come
	return base
}

var errTooLong = errors.New("the request took too long")

// timed ends requests that take too long, whichever side is slow.
func timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeoutCause(r.Context(), longestRequest, errTooLong)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// unanswered answers when Partner Center does not.
func unanswered(log *slog.Logger) func(http.ResponseWriter, *http.Request, error) {
	return func(w http.ResponseWriter, r *http.Request, err error) {
		status := http.StatusBadGateway
		switch {
		case context.Cause(r.Context()) == errTooLong:
			status = http.StatusGatewayTimeout
		case r.Context().Err() != nil: // the body came too slowly, or the client is gone
			status = http.StatusRequestTimeout
		}
		log.ErrorContext(r.Context(), "no answer from Partner Center",
			slog.String("method", r.Method), slog.Int("status", status), slog.String("error", kindOf(err)), correlationID(r))
		w.WriteHeader(status)
	}
}

// kindOf names a failure, without what net/http quotes of an answer that it
// cannot read.
func kindOf(err error) string {
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	for {
		if failed, ok := err.(*net.OpError); ok && failed.Op != "proxyconnect" {
			return failed.Error() // of the operating system, or of names and addresses
		}
		inner := errors.Unwrap(err)
		if inner == nil {
			return fmt.Sprintf("%T", err)
		}
		err = inner
	}
}

// brokenOff logs what ReverseProxy says of an answer whose rest cannot be read,
// without its error, as kindOf.
type brokenOff struct{ log *slog.Logger }

func (b brokenOff) Write(line []byte) (int, error) {
	b.log.Error("the answer from Partner Center broke off")
	return len(line), nil
}

// correlationID is a request's. A client may send anything: only the documented
// form is logged.
func correlationID(r *http.Request) slog.Attr {
	id := r.Header.Get("MS-CorrelationId")
	if len(id) != 36 || uuid.Validate(id) != nil { // Validate takes other forms, too
		return slog.Attr{}
	}
	return slog.String("correlationID", id)
}
