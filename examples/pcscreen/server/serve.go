package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// When the service ends, a request can be on its way: on an idle connection, or
// on one that is not yet accepted.
const (
	lingering = 3 * time.Second       // how long, at most, idle connections stay open for such a request
	accepting = time.Second           // how long, at most, waiting connections are accepted
	noMore    = 10 * time.Millisecond // without a new connection: none waits
)

// Serve answers the connections of a listener until the context ends, and
// then finishes the requests that run or are on their way. It closes the
// listener. The error is nil where every request was answered.
//
// It answers requests whose Host is localhost, an IP address, one of hosts, or
// empty, as no browser's is. A website could point any other name at this machine,
// and then read the answers.
func (s *Server) Serve(ctx context.Context, listener net.Listener, hosts ...string) error {
	var (
		ending atomic.Bool
		open   atomic.Int64 // connections
	)
	refused := headers(http.HandlerFunc(foreignHost))
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if ending.Load() {
				w.Header().Set("Connection", "close")
			}
			if !isAllowed(r.Host, hosts) {
				refused.ServeHTTP(w, r)
				return
			}
			s.ServeHTTP(w, r)
		}),
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				open.Add(1)
			case http.StateClosed:
				open.Add(-1)
			}
		},
		ReadHeaderTimeout: s.limits.Header,
		ReadTimeout:       s.limits.Stall,
		WriteTimeout:      s.limits.Stall,
		IdleTimeout:       s.limits.Idle,
		MaxHeaderBytes:    64 << 10,
	}
	last := &lastListener{Listener: listener}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(last) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last.end()
	<-ended // refuse new connections before the open ones are asked to close
	ending.Store(true)
	for end := time.Now().Add(lingering); open.Load() > 0 && time.Now().Before(end); {
		time.Sleep(noMore)
	}

	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.limits.Shutdown)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		_ = server.Close()
		return fmt.Errorf("requests still ran %s after the end of the service and were cut off", s.limits.Shutdown)
	}
	return err
}

// isAllowed reports whether a Host, with or without a port, is one of hosts, or
// one that no website can point at this machine.
func isAllowed(host string, hosts []string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return true
	}
	host = strings.TrimSuffix(host, ".")
	return host == "" || strings.EqualFold(host, "localhost") || slices.ContainsFunc(hosts, func(allowed string) bool { return strings.EqualFold(host, allowed) })
}

// lastListener accepts the waiting connections before it closes. Closing would
// reset them, and a client may have sent its request already.
type lastListener struct {
	net.Listener
	until atomic.Pointer[time.Time] // when it must close; nil before the end
}

// end makes Accept return what waits, and then [net.ErrClosed].
func (l *lastListener) end() {
	until := time.Now().Add(accepting)
	l.until.Store(&until)
	if !l.setDeadline(time.Now()) {
		_ = l.Listener.Close()
	}
}

func (l *lastListener) setDeadline(deadline time.Time) (ok bool) {
	listener, ok := l.Listener.(interface{ SetDeadline(time.Time) error })
	return ok && listener.SetDeadline(deadline) == nil
}

func (l *lastListener) Accept() (net.Conn, error) {
	connection, err := l.Listener.Accept()
	until := l.until.Load()
	if until == nil || !errors.Is(err, os.ErrDeadlineExceeded) {
		return connection, err
	}
	if time.Now().Before(*until) && l.setDeadline(time.Now().Add(noMore)) {
		if connection, err = l.Listener.Accept(); err == nil {
			_ = l.setDeadline(time.Now())
			return connection, nil
		}
	}
	_ = l.Listener.Close()
	return nil, net.ErrClosed
}
