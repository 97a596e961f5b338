// Package server offers screening as a service: an API for any language, and a
// page for people. It stores and logs nothing about customers. The page loads
// nothing from elsewhere.
package server

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/rules"
)

// Limits bound what one request, and all requests together, may take. Start with
// [DefaultLimits].
type Limits struct {
	RecordBytes int           // of one customer
	BodyBytes   int64         // of one request with many customers
	UploadBytes int64         // of one form with a file, which is kept in memory
	Backlog     int           // bytes of answers that wait for a client that sends before it reads
	Concurrent  int           // screening requests at a time; further ones get 503
	Workbooks   int           // requests at a time with an .xlsx or a form, which are kept in memory; further ones get 503
	Header      time.Duration // to send a request's header
	Stall       time.Duration // without progress in either direction
	Rate        int           // least bytes a second of a body, once Stall has passed
	Request     time.Duration // for a whole request
	Idle        time.Duration // between two requests of a connection
	Shutdown    time.Duration // to finish running requests when the service ends
}

// DefaultLimits returns limits for a service that a department shares.
func DefaultLimits() Limits {
	return Limits{
		RecordBytes: 1 << 20,
		BodyBytes:   1 << 30,
		UploadBytes: 64 << 20,
		Backlog:     4 << 20,
		Concurrent:  64,
		Workbooks:   2,
		Header:      10 * time.Second,
		Stall:       30 * time.Second,
		Rate:        256,
		Request:     30 * time.Minute,
		Idle:        2 * time.Minute,
		Shutdown:    time.Minute,
	}
}

// Server is the service as an http.Handler, safe for concurrent use. Make one
// with [New].
type Server struct {
	limits    Limits
	inForce   func() *countries.Policy
	slots     chan struct{} // one for each running screening request
	workbooks chan struct{} // the same for requests with a workbook
	handler   http.Handler
}

// New returns the service. InForce returns the policy for requests that name no
// other. It may return another one later, but of the same name.
func New(limits Limits, inForce func() *countries.Policy) *Server {
	s := &Server{limits: limits, inForce: inForce, slots: make(chan struct{}, limits.Concurrent), workbooks: make(chan struct{}, limits.Workbooks)}
	sameOrigin := http.NewCrossOriginProtection()
	sameOrigin.SetDenyHandler(http.HandlerFunc(otherOrigin))
	s.handler = recovered(headers(sameOrigin.Handler(s.routes())))
	return s
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

func (s *Server) routes() http.Handler {
	routes := http.NewServeMux()
	handle := func(method, path string, handler http.HandlerFunc) {
		routes.HandleFunc(method+" "+path, handler)
		routes.HandleFunc(path, methodNotAllowed(method)) // for every other method
	}
	handle(http.MethodPost, "/v1/screen", s.withPolicy(s.screen))
	handle(http.MethodPost, "/v1/fix", s.withPolicy(s.fix))
	handle(http.MethodGet, "/v1/rules", s.withPolicy(allRules))
	handle(http.MethodGet, "/v1/rules/{country}", s.withPolicy(oneRule))
	handle(http.MethodGet, "/v1/schema", s.withPolicy(schema))
	handle(http.MethodGet, "/v1/openapi.json", openAPI())
	handle(http.MethodGet, "/healthz", s.healthy)
	handle(http.MethodGet, "/{$}", page(s.inForce().Name()))
	handle(http.MethodGet, "/assets/{name}", asset)
	handle(http.MethodGet, "/assets/languages/{tag}", catalogue)
	routes.HandleFunc("/", notFound)
	return routes
}

// healthy answers GET /healthz while the service runs, whether or not Partner
// Center answers.
func (s *Server) healthy(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, struct {
		Status string `json:"status"`
		Policy string `json:"policy"`
	}{"ok", s.inForce().Name()})
}

// headers keeps answers out of caches and restricts the page to its own origin.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Cache-Control", "no-store")
		header.Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

// recovered answers 500 if a handler panics before it answers.
func recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch value := recover(); value {
			case nil:
			case http.ErrAbortHandler:
				panic(value)
			default:
				logFailure()
				writeProblem(w, http.StatusInternalServerError, "this service failed; its log says where, please report it")
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// logFailure logs where a handler panicked. It leaves out the panic's value, which
// could hold a customer's.
func logFailure() { slog.Error("a request failed", "stack", string(debug.Stack())) }

// withPolicy gives a handler the policy that the request names.
func (s *Server) withPolicy(handle func(http.ResponseWriter, *http.Request, *countries.Policy)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		policy, err := s.policyOf(r)
		if err != nil {
			writeProblem(w, http.StatusBadRequest, err.Error())
			return
		}
		handle(w, r, policy)
	}
}

// policyOf reads the query, whose only parameter is policy. The name of the policy
// in force stands for it with its live rules.
func (s *Server) policyOf(r *http.Request) (*countries.Policy, error) {
	query, inForce := r.URL.Query(), s.inForce()
	if len(query) == 0 {
		return inForce, nil
	}
	if named := query["policy"]; len(query) == 1 && len(named) == 1 {
		switch policy, known := countries.PolicyNamed(named[0]); {
		case known && policy.Name() == inForce.Name():
			return inForce, nil
		case known:
			return policy, nil
		}
	}
	return nil, errors.New("expected at most one parameter in the query: policy, which is " + prose.Or(rules.PolicyNames()...))
}
