package main

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// pipes are a listener whose connections are pipes, for time that is the
// test's.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	if conn, ok := <-p; ok {
		return conn, nil
	}
	return nil, net.ErrClosed
}
func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// connect runs the gateway's server within a bubble of synctest, in front of
// what base is, and returns a connection to it.
func connect(t *testing.T, base roundTripper) net.Conn {
	upstream, err := url.Parse("https://api.example")
	require.NoError(t, err)
	log := slog.New(slog.DiscardHandler)
	server := newServer(newGateway(base, upstream, screening.New(countries.March2021()), log), log)
	listener := make(pipes, 1)
	go server.Serve(listener)
	client, conn := net.Pipe()
	listener <- conn
	t.Cleanup(func() {
		client.Close()
		close(listener)
		server.Close()
	})
	return client
}

// created reads the whole request, and answers after a time.
func created(after time.Duration) roundTripper {
	return func(r *http.Request) (*http.Response, error) {
		if r.Body != nil {
			if _, err := io.Copy(io.Discard, r.Body); err != nil {
				return nil, err
			}
		}
		select {
		case <-r.Context().Done():
			return nil, r.Context().Err()
		case <-time.After(after):
			return &http.Response{StatusCode: http.StatusCreated, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		}
	}
}

// TestTimes sends slowly, and lets Partner Center answer slowly.
func TestTimes(t *testing.T) {
	for name, test := range map[string]struct {
		method string
		path   string
		pause  time.Duration // before the last byte of the body, 0 for none
		answer time.Duration
		status int
		after  time.Duration
	}{
		"at once":                           {"POST", "/v1/customers", 0, 0, http.StatusCreated, 0},
		"a slow answer":                     {"POST", "/v1/customers", 0, 4 * time.Minute, http.StatusCreated, 4 * time.Minute},
		"a slow answer, no body":            {"GET", "/v1/customers", 0, 4 * time.Minute, http.StatusCreated, 4 * time.Minute},
		"a slow answer after a slow body":   {"POST", "/v1/customers", 59 * time.Second, 4 * time.Minute, http.StatusCreated, 4*time.Minute + 59*time.Second},
		"an answer that is too slow":        {"POST", "/v1/customers", 0, time.Hour, http.StatusGatewayTimeout, longestRequest},
		"one that is too slow, no body":     {"GET", "/v1/customers", 0, time.Hour, http.StatusGatewayTimeout, longestRequest},
		"a body that is too slow":           {"POST", "/v1/customers", time.Hour, 0, http.StatusRequestTimeout, longestBody},
		"a body that nobody screens":        {"POST", "/v1/invoices", time.Hour, 0, http.StatusRequestTimeout, longestBody},
		"body and answer, slow in all":      {"POST", "/v1/customers", 30 * time.Second, 5 * time.Minute, http.StatusGatewayTimeout, longestRequest},
		"a body that nobody screens, slow":  {"POST", "/v1/invoices", 59 * time.Second, time.Minute, http.StatusCreated, 119 * time.Second},
		"a screened body, slow, no waiting": {"POST", "/v1/customers", 59 * time.Second, 0, http.StatusCreated, 59 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				conn := connect(t, created(test.answer))
				begin := time.Now()
				go func() {
					if test.method == "GET" {
						fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", test.path)
						return
					}
					fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s", test.path, len(accepted), accepted[:len(accepted)-1])
					time.Sleep(test.pause)
					io.WriteString(conn, accepted[len(accepted)-1:])
				}()
				response, err := http.ReadResponse(bufio.NewReader(conn), nil)
				require.NoError(t, err)
				assert.Equal(t, test.status, response.StatusCode)
				assert.Equal(t, test.after, time.Since(begin))
				conn.Close()
				time.Sleep(time.Hour) // what the test itself left waiting
			})
		})
	}
}

// TestConnectionIsGoodForMore needs a slow body to leave no deadline behind.
func TestConnectionIsGoodForMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn := connect(t, created(0))
		answers := bufio.NewReader(conn)
		for range 3 {
			go fmt.Fprintf(conn, "POST /v1/customers HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s", len(accepted), accepted)
			response, err := http.ReadResponse(answers, nil)
			require.NoError(t, err)
			assert.Equal(t, http.StatusCreated, response.StatusCode)
			time.Sleep(longestIdle - time.Second)
		}
		_, err := answers.ReadByte()
		assert.Equal(t, io.EOF, err, "idle for too long")
	})
}

func TestHeaderThatIsTooSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn := connect(t, created(0))
		begin := time.Now()
		_, err := io.WriteString(conn, "POST /v1/customers HTTP/1.1\r\n")
		require.NoError(t, err)
		_, err = io.ReadAll(conn)
		require.NoError(t, err)
		assert.Equal(t, longestHeader, time.Since(begin))
	})
}

func TestHeaderThatIsTooLarge(t *testing.T) {
	_, gateway := behindGateway(t)
	request, err := http.NewRequestWithContext(t.Context(), "GET", gateway.url+"/v1/customers", nil)
	require.NoError(t, err)
	request.Header.Set("X-Large", strings.Repeat("x", 100<<10))
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	response.Body.Close()
	assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, response.StatusCode)
}

// endless is an answer without an end.
type endless struct {
	io.Reader
	closed chan struct{}
}

func (e endless) Close() error {
	close(e.closed)
	return nil
}

func TestAnswerThatNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body := endless{iotest.OneByteReader(neverEnding{}), make(chan struct{})}
		conn := connect(t, func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body, Request: r}, nil
		})
		begin := time.Now()
		_, err := io.WriteString(conn, "GET /v1/customers HTTP/1.1\r\nHost: a\r\n\r\n")
		require.NoError(t, err)
		<-body.closed
		assert.Equal(t, longestRequest+toSaySo, time.Since(begin))
	})
}

type neverEnding struct{}

func (neverEnding) Read(p []byte) (int, error) { return len(p), nil }

// TestMemoryIsThatOfWhatArrived announces bodies and does not send them: that
// a server says "100 Continue" means that somebody has begun to read.
func TestMemoryIsThatOfWhatArrived(t *testing.T) {
	_, gateway := behindGateway(t)
	const connections = 128
	used := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := used()
	for range connections {
		conn, err := net.Dial("tcp", strings.TrimPrefix(gateway.url, "http://"))
		require.NoError(t, err)
		defer conn.Close()
		fmt.Fprintf(conn, "POST /v1/customers HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n", 1<<20)
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusContinue, response.StatusCode)
	}
	assert.Less(t, int64(used())-int64(before), int64(connections)<<16, "announced: 1 MiB on each connection")
}
