package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServe(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	stderr, out := io.Pipe()
	command := newRootCommand()
	command.SetArgs([]string{"serve", "--addr", "127.0.0.1:0"})
	command.SetErr(out)
	ended := make(chan error, 1)
	go func() { ended <- command.ExecuteContext(ctx) }()
	line, err := bufio.NewReader(stderr).ReadString('\n')
	require.NoError(t, err)
	url, found := strings.CutPrefix(strings.TrimSpace(line), "pcscreen: serving on ")
	require.True(t, found, line)
	response, err := http.Post(url+"/v1/screen", "application/json", strings.NewReader(`{"billingProfile":{"defaultAddress":{"country":"RU"}}}`))
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Contains(t, string(answer), `{"record":1,"row":1,"country":"RU","verdict":"refused","accepted":false,"violations":[{"code":600049,`)
	http.DefaultClient.CloseIdleConnections() // the service keeps them for a while
	end()
	assert.NoError(t, <-ended)
}

func TestOpened(t *testing.T) {
	for address, want := range map[string]string{"[::]:8080": "localhost:8080", "0.0.0.0:8080": "localhost:8080", "127.0.0.1:80": "127.0.0.1:80"} {
		at, err := net.ResolveTCPAddr("tcp", address)
		require.NoError(t, err)
		assert.Equal(t, want, opened(at))
	}
	assert.Equal(t, "pipe", opened(&net.UnixAddr{Name: "pipe"}))
}
