package server_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

const serveVariable = "PCSCREEN_TEST_SERVES" // makes the test binary a service

func TestMain(m *testing.M) {
	if os.Getenv(serveVariable) != "" {
		os.Exit(serveUntilInputEnds())
	}
	os.Exit(m.Run())
}

// serveUntilInputEnds is the service as a process of its own. It prints its
// address, and ends when its standard input does.
func serveUntilInputEnds() int {
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		fmt.Println(listener.Addr())
		err = server.New(server.DefaultLimits(), countries.Latest).Serve(ctx, listener)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// process is a service in a process of its own.
type process struct {
	url    string
	id     int
	end    func() // asks it to end
	exited chan error
}

func startProcess(t *testing.T) *process {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), serveVariable+"=1")
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	require.NoError(t, err)
	output, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	t.Cleanup(func() { _ = command.Process.Kill() })
	address, err := bufio.NewReader(output).ReadString('\n')
	require.NoError(t, err)
	exited := make(chan error, 1)
	go func() { exited <- command.Wait() }()
	return &process{url: "http://" + strings.TrimSpace(address), id: command.Process.Pid, end: func() { _ = input.Close() }, exited: exited}
}

// memory returns the resident bytes of the process, and false where the system
// does not tell.
func (p *process) memory() (int, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.id))
	if err != nil {
		return 0, false
	}
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	return pages * os.Getpagesize(), err == nil
}

// requests are what a client sends, with the number of lines of the answer.
var requests = []struct {
	method, path, contentType, body string
	lines                           int
}{
	{"POST", "/v1/screen", "application/json", accepted, 1},
	{"POST", "/v1/screen?policy=2020-11", "application/json", refused, 1},
	{"POST", "/v1/screen", "application/x-ndjson", strings.Repeat(accepted+"\n"+refused+"\n", 100), 200},
	{"POST", "/v1/screen", "text/csv", "country,phone\n" + strings.Repeat("RU,\nFR,1\n", 50), 100},
	{"GET", "/v1/rules", "", "", 1},
	{"GET", "/v1/rules/RU", "", "", 1},
}

// load sends so many requests from many connections, or until the service takes
// no more, and tells of each that was answered. A request that fails on an open
// connection is dropped.
func load(service string, most int64, tell func(answered int64)) (dropped []error) {
	var (
		count  atomic.Int64
		mu     sync.Mutex
		work   sync.WaitGroup
		client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	)
	defer client.CloseIdleConnections()
	for worker := range 16 {
		work.Go(func() {
			for i := worker; count.Load() < most; i++ {
				err := send(client, service, i%len(requests))
				switch {
				case err == nil:
					tell(count.Add(1))
				case errors.Is(err, syscall.ECONNREFUSED):
					return // it takes no connections any more
				default:
					mu.Lock()
					dropped = append(dropped, err)
					mu.Unlock()
					return
				}
			}
		})
	}
	work.Wait()
	return dropped
}

func send(client *http.Client, service string, i int) error {
	r := requests[i]
	// A body of a type that net/http does not know is not sent twice: no
	// retry hides a request that was dropped.
	request, err := http.NewRequest(r.method, service+r.path, struct{ io.Reader }{strings.NewReader(r.body)})
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", r.contentType)
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("%s: %w", r.path, err)
	}
	if lines := strings.Count(string(answer), "\n"); response.StatusCode != http.StatusOK || lines != r.lines {
		return fmt.Errorf("%s answered %d with %d lines: %.200s", r.path, response.StatusCode, lines, answer)
	}
	return nil
}

// TestLoad sends as many requests as LOAD names, for example LOAD=100000, and
// 2,000 without.
func TestLoad(t *testing.T) {
	most := int64(2_000)
	if text := os.Getenv("LOAD"); text != "" {
		var err error
		most, err = strconv.ParseInt(text, 10, 64)
		require.NoError(t, err)
	}
	service := startProcess(t)
	assert.Empty(t, load(service.url, most/4, func(int64) {})) // reaches its size
	var mu sync.Mutex
	var sizes []int
	assert.Empty(t, load(service.url, most, func(answered int64) {
		if answered%(most/100) > 0 {
			return
		}
		if size, ok := service.memory(); ok {
			mu.Lock()
			defer mu.Unlock()
			sizes = append(sizes, size)
		}
	}))
	if len(sizes) > 0 {
		early, late := median(sizes[:len(sizes)/4]), median(sizes[len(sizes)*3/4:])
		t.Logf("%d requests; %d MiB of memory early, %d MiB late", most, early>>20, late>>20)
		assert.Less(t, late, early+early/4+8<<20, "memory grows")
	}
	service.end()
	assert.NoError(t, <-service.exited)
}

func median(values []int) int {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// TestShutdownCutsNoAnswer ends a service under load. A request can come too late
// for it, on a busy machine above all, but an answer that has begun is whole.
func TestShutdownCutsNoAnswer(t *testing.T) {
	for range 3 {
		service := startProcess(t)
		for _, dropped := range load(service.url, math.MaxInt64, func(answered int64) {
			if answered == 200 {
				service.end()
			}
		}) {
			_, isOfRequest := errors.AsType[*url.Error](dropped)
			assert.True(t, isOfRequest, "%v", dropped)
		}
		assert.NoError(t, <-service.exited, "every request was answered")
	}
}

// TestShutdownAnswersOnIdleConnections: a request that a client sends on an
// open connection while the service ends is answered.
func TestShutdownAnswersOnIdleConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connection, listener := pipe()
		ctx, end := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- server.New(server.DefaultLimits(), countries.Latest).Serve(ctx, listener) }()
		reader := bufio.NewReader(connection)
		get := func() *http.Response {
			_, err := io.WriteString(connection, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
			require.NoError(t, err)
			response, err := http.ReadResponse(reader, nil)
			require.NoError(t, err)
			_, err = io.Copy(io.Discard, response.Body)
			require.NoError(t, err)
			return response
		}
		assert.False(t, get().Close)
		end()
		time.Sleep(2 * time.Second) // less than idle connections are kept
		last := get()
		assert.Equal(t, http.StatusOK, last.StatusCode)
		assert.True(t, last.Close, "and told to open another for the next")
		_, err := reader.ReadByte()
		assert.ErrorIs(t, err, io.EOF)
		assert.NoError(t, <-served)
	})
}

func TestShutdownFinishesAStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connection, listener := pipe()
		ctx, end := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- server.New(server.DefaultLimits(), countries.Latest).Serve(ctx, listener) }()
		_, err := fmt.Fprintf(connection, "POST /v1/screen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n%s\n",
			len(accepted+"\n"+refused+"\n"), accepted)
		require.NoError(t, err)
		response, err := http.ReadResponse(bufio.NewReader(connection), nil)
		require.NoError(t, err)
		end()
		time.Sleep(4 * time.Second) // longer than idle connections are kept
		assert.Empty(t, served, "a request is under way")
		_, err = io.WriteString(connection, refused+"\n")
		require.NoError(t, err)
		answers, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Equal(t, 2, strings.Count(string(answers), "\n"))
		assert.NoError(t, <-served)
	})
}

// TestShutdownAnswersConnectionsThatWait ends a service before it accepts.
func TestShutdownAnswersConnectionsThatWait(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	connections := make([]net.Conn, 20)
	for i := range connections {
		connections[i] = dial(t, listener.Addr().String())
		_, err := io.WriteString(connections[i], "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
		require.NoError(t, err)
	}
	ctx, end := context.WithCancel(t.Context())
	end()
	served := make(chan error, 1)
	go func() { served <- server.New(server.DefaultLimits(), countries.Latest).Serve(ctx, listener) }()
	for _, connection := range connections {
		answer, err := io.ReadAll(connection)
		require.NoError(t, err)
		assert.Contains(t, string(answer), `{"status":"ok","policy":"2021-03"}`)
	}
	assert.NoError(t, <-served)
}

func TestShutdownCutsWhatDoesNotEnd(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, end := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- server.New(limitsWith(func(l *server.Limits) { l.Shutdown = 100 * time.Millisecond }), countries.Latest).Serve(ctx, listener)
	}()
	connection := dial(t, listener.Addr().String())
	_, err = io.WriteString(connection, "POST /v1/screen HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000\r\n\r\n"+accepted)
	require.NoError(t, err)
	_, err = bufio.NewReader(connection).ReadString('\n')
	require.NoError(t, err)
	end()
	assert.ErrorContains(t, <-served, "were cut off")
}
