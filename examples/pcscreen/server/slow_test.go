package server_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

// TestDrippingClients have a customer come byte by byte: not for the half hour
// that a request may take.
func TestDrippingClients(t *testing.T) {
	for every, most := range map[time.Duration]time.Duration{15 * time.Second: time.Minute, time.Second / 2: time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			connection, listener := pipe()
			go func() { _ = http.Serve(listener, server.New(server.DefaultLimits(), countries.Latest)) }()
			defer listener.Close()
			began := time.Now()
			sent := make(chan struct{})
			go func() {
				defer close(sent)
				_, err := io.WriteString(connection, streamHead)
				for err == nil {
					time.Sleep(every)
					_, err = io.WriteString(connection, " ")
				}
			}()
			response, err := http.ReadResponse(bufio.NewReader(connection), nil)
			if err == nil {
				_, _ = io.ReadAll(response.Body)
			}
			assert.Less(t, time.Since(began), most)
			require.NoError(t, connection.Close())
			<-sent
		})
	}
}

// TestAClientThatSendsSlowlyEnough is one on a bad line.
func TestAClientThatSendsSlowlyEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connection, listener := pipe()
		go func() { _ = http.Serve(listener, server.New(server.DefaultLimits(), countries.Latest)) }()
		defer listener.Close()
		go func() {
			_, _ = io.WriteString(connection, strings.Replace(streamHead, "\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1))
			for range 300 {
				time.Sleep(time.Second)
				_, _ = io.WriteString(connection, strings.Repeat(" ", 400))
			}
			_ = connection.Close()
		}()
		began := time.Now()
		_, _ = io.ReadAll(connection) // up to its end
		assert.GreaterOrEqual(t, time.Since(began), 299*time.Second)
	})
}

func TestForeignHosts(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- server.New(server.DefaultLimits(), countries.Latest).Serve(ctx, listener, "screening.example")
	}()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for host, want := range map[string]int{
		"localhost:8080": 200, "127.0.0.1": 200, "[::1]:80": 200, "10.0.0.7:8080": 200, "LOCALHOST.": 200,
		"screening.example": 200, "Screening.Example:8443": 200,
		"evil.example": 421, "localhost.evil.example:8080": 421, "127.0.0.1.evil.example": 421, "screening.example.evil": 421,
	} {
		request, err := http.NewRequest(http.MethodGet, "http://"+listener.Addr().String()+"/v1/rules/RU", nil)
		require.NoError(t, err)
		request.Host = host
		response, err := client.Do(request)
		require.NoError(t, err)
		text, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, want, response.StatusCode, host)
		assert.Equal(t, "no-store", response.Header.Get("Cache-Control"), host)
		describes(t, request, response, text)
	}
	connection := dial(t, listener.Addr().String()) // as a proxy asks whether the service is healthy
	_, err = io.WriteString(connection, "GET /healthz HTTP/1.0\r\n\r\n")
	require.NoError(t, err)
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	require.NoError(t, err)
	assert.Equal(t, 200, response.StatusCode)
	end()
	require.NoError(t, <-ended)
}
