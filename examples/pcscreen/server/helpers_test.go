package server_test

import (
	"net"
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
