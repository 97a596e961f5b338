package partnercentertest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/cspkit/customerscreen/internal/wire"
)

// maximalBody is the number of bytes of a request body that are read.
const maximalBody = 16 << 20

// Handler is the stand-in as an [http.Handler], for a test that needs no
// socket or wraps it in behaviour of its own; [Server] is the same behind a
// URL. Make one with [NewHandler]. It is safe for concurrent use.
type Handler struct {
	policy            *policy
	agreementRequired bool

	mu         sync.Mutex // guards the rest
	lastID     int
	lastETag   int
	lastRecord int // of requests that bring no MS-RequestId or MS-CorrelationId
	customers  []*customer
	byID       map[string]*customer // by identifier in lower case
	answers    map[string]*answer   // of requests that changed something, for their retries
	faults     []Fault
	requests   []Request
	limit      limit
}

// Option changes what a [Handler] or a [Server] does.
type Option func(*Handler)

// WithPolicy makes the stand-in judge by the policy of a name, for example
// "2020-11", instead of the newest one. It panics for any other name.
func WithPolicy(name string) Option {
	p := policyNamed(name)
	return func(h *Handler) { h.policy = p }
}

// WithCountryRules replaces the policy's rules of a country by a country-rules
// resource, a JSON object, as if Microsoft had changed its rules. Of several for one
// country the last one counts. It panics where one is not JSON or has an
// expression that RE2 does not take. It belongs after [WithPolicy].
func WithCountryRules(resources ...json.RawMessage) Option {
	return func(h *Handler) {
		moved := policy{SupportedElsewhere: h.policy.SupportedElsewhere, rules: maps.Clone(h.policy.rules)}
		for _, body := range resources {
			var resource object
			if err := json.Unmarshal(body, &resource); err != nil {
				panic("partnercentertest: country rules that are not JSON: " + err.Error())
			}
			moved.put(resource)
		}
		h.policy = &moved
	}
}

// NewHandler returns a stand-in without customers, which judges by the newest
// rules unless an option says otherwise.
func NewHandler(options ...Option) *Handler {
	h := &Handler{
		policy:  policyNamed(slices.Max(namesIn(policies))),
		byID:    make(map[string]*customer),
		answers: make(map[string]*answer),
	}
	for _, option := range options {
		option(h)
	}
	return h
}

// ServeHTTP answers a request as Partner Center would, as far as that is
// known, unless a fault was injected.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var body []byte
	var err error
	if r.Body != nil { // nil is that of a request which no server read
		body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maximalBody))
	}
	var handler http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.identify(w, r)
		switch {
		case err != nil:
			invalidInput("the body was not read to its end, or is too large").write(w)
		case !authorized(r):
			w.Header().Set("WWW-Authenticate", "OAuth realm=urn:cpsvc:cpid:"+w.Header().Get("MS-CorrelationId"))
			accessDenied.write(w)
		default:
			body, _ := io.ReadAll(r.Body) // from memory, and perhaps a fault's own
			h.serve(w, r, wire.WithoutMark(body))
		}
	})
	if fault := h.record(r, body); fault != nil {
		handler = fault(handler)
	}
	r = r.WithContext(r.Context())
	r.Body = io.NopCloser(bytes.NewReader(body))
	handler.ServeHTTP(w, r)
}

// identify gives the response the request's identifiers, or new ones.
func (h *Handler) identify(w http.ResponseWriter, r *http.Request) {
	for _, name := range []string{"MS-CorrelationId", "MS-RequestId"} {
		value := r.Header.Get(name)
		if value == "" {
			h.mu.Lock()
			h.lastRecord++
			value = guid(2, h.lastRecord)
			h.mu.Unlock()
		}
		w.Header().Set(name, value)
	}
}

// authorized reports whether the request carries a bearer token: any one.
func authorized(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.EqualFold(scheme, "Bearer") && strings.TrimSpace(token) != ""
}

// Request is a request that reached the stand-in, with or without a token and
// whatever was answered.
type Request struct {
	Method string
	URI    string // path and query, for example "/v1/customers?size=2"
	Header http.Header
	Body   []byte
}

// String returns method and URI: a body holds a customer's data, and a header
// a token.
func (r Request) String() string { return r.Method + " " + r.URI }

// Requests returns the requests that reached the stand-in, the first one
// first. The caller may change what it gets.
func (h *Handler) Requests() []Request {
	h.mu.Lock()
	defer h.mu.Unlock()
	requests := slices.Clone(h.requests)
	for i := range requests {
		requests[i].Header = requests[i].Header.Clone()
		requests[i].Body = bytes.Clone(requests[i].Body)
	}
	return requests
}

// record keeps the request and takes the fault that is meant for it, if any.
func (h *Handler) record(r *http.Request, body []byte) Fault {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.requests = append(h.requests, Request{r.Method, r.URL.RequestURI(), r.Header.Clone(), body})
	if len(h.faults) == 0 {
		return nil
	}
	fault := h.faults[0]
	h.faults = h.faults[1:]
	return fault
}

// guid writes a number in the form of the API's identifiers, so that the same
// requests in the same order get the same answers.
func guid(kind, n int) string {
	return fmt.Sprintf("00000000-0000-4000-800%d-%012x", kind, n)
}

func (h *Handler) newID() string {
	for {
		h.lastID++
		if id := guid(0, h.lastID); h.byID[id] == nil {
			return id
		}
	}
}

func (h *Handler) newETag() string {
	h.lastETag++
	return strconv.Itoa(h.lastETag)
}
