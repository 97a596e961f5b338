package server_test

import (
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

func limitsWith(change func(*server.Limits)) server.Limits {
	limits := server.DefaultLimits()
	change(&limits)
	return limits
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { _ = connection.Close() })
	return connection
}

// streamHead begins a stream of records that is longer than any test's.
const streamHead = "POST /v1/screen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000000\r\n\r\n"

// pipe returns a connection and the listener that accepts it. It is none of the
// system's, so that in a synctest bubble time is the test's.
func pipe() (net.Conn, net.Listener) {
	client, service := net.Pipe()
	accepted := make(chan net.Conn, 1)
	accepted <- service
	return client, &pipeListener{accepted, sync.OnceFunc(func() { close(accepted) })}
}

type pipeListener struct {
	accepted chan net.Conn
	close    func()
}

func (l *pipeListener) Accept() (net.Conn, error) {
	if connection, ok := <-l.accepted; ok {
		return connection, nil
	}
	return nil, net.ErrClosed
}

func (l *pipeListener) Close() error {
	l.close()
	return nil
}

func (*pipeListener) Addr() net.Addr { return new(net.TCPAddr) }
