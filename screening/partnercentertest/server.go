package partnercentertest

import (
	"net/http"
	"net/http/httptest"
)

// Server is the stand-in behind a URL on the loopback interface. Make one with
// [NewServer] and close it when done. It is safe for concurrent use.
type Server struct {
	*Handler
	URL string // base URL of the form http://127.0.0.1:port, without /v1

	server *httptest.Server
}

// NewServer starts a [Handler] behind a URL.
func NewServer(options ...Option) *Server {
	h := NewHandler(options...)
	server := httptest.NewServer(h)
	return &Server{Handler: h, URL: server.URL, server: server}
}

// Close ends the server when all requests that reached it are answered.
func (s *Server) Close() { s.server.Close() }

// Client returns a client that gives every request without an Authorization
// header a token that the stand-in accepts. [Server.Close] closes its idle
// connections.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: authorizing{s.server.Client().Transport}}
}

// authorizing is a transport that adds a token.
type authorizing struct {
	base http.RoundTripper
}

func (a authorizing) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("Authorization") == "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer stand-in")
	}
	return a.base.RoundTrip(r)
}
