package live_test

import (
	"bufio"
	"context"
	stderrors "errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries/live"
)

// rulesOfAZ is what the connections below answer for AZ, in each of the ways
// in which HTTP says where a body ends.
const rulesOfAZ = `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{10}$","countryCallingCodesList":["994"]}`

var framings = map[string]string{
	"a length": "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(rulesOfAZ)) + "\r\n\r\n" + rulesOfAZ,
	"chunks":   "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n" + rulesOfAZ[:0x20] + "\r\n" + strconv.FormatInt(int64(len(rulesOfAZ)-0x20), 16) + "\r\n" + rulesOfAZ[0x20:] + "\r\n0\r\n\r\n",
	"the end":  "HTTP/1.0 200 OK\r\n\r\n" + rulesOfAZ,
}

// baseURL is an address to which pipes lead.
const baseURL = "http://partnercenter.example"

// piped is a client whose connections are pipes, for time that is the test's.
// The answer to a request for PT is always right; that for AZ is written by
// the function, after which the connection is closed.
func piped(answerAZ func(conn net.Conn, attempt int)) *http.Client {
	attempt := 0
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			client, server := net.Pipe()
			go func() {
				defer server.Close()
				request, err := http.ReadRequest(bufio.NewReader(server))
				switch {
				case err != nil:
				case strings.HasSuffix(request.URL.Path, "/PT"):
					io.WriteString(server, "HTTP/1.0 200 OK\r\n\r\n"+`{"iso2Code":"PT"}`)
				default:
					attempt++
					answerAZ(server, attempt)
				}
			}()
			return client, nil
		},
	}}
}

// TestConnectionCutAtEveryByte closes the connection after each byte of an
// answer. The other country's rule is kept, and this one's is either whole or
// missing with an error: there is no half a rule.
func TestConnectionCutAtEveryByte(t *testing.T) {
	for framing, answer := range framings {
		t.Run("always/"+framing, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for n := range len(answer) {
					fetcher := live.Fetcher{BaseURL: baseURL, Client: piped(func(conn net.Conn, _ int) { io.WriteString(conn, answer[:n]) })}
					rules, err := fetcher.Fetch(t.Context(), "AZ", "PT")
					if len(rules) == 2 { // the final line feeds of chunks say nothing
						require.Greater(t, n, strings.LastIndex(answer, "}"), "cut after %d bytes", n)
						require.NoError(t, err)
						require.Equal(t, []int{10}, rules[0].NumberLengths())
						continue
					}
					require.Equal(t, []string{"PT"}, codes(rules), "cut after %d bytes", n)
					require.Contains(t, failures(t, err), "AZ", "cut after %d bytes", n)
				}
			})
		})
		t.Run("once/"+framing, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				whole := len(answer)
				if framing == "the end" { // which a cut body has too
					whole = len(answer) - len(rulesOfAZ)
				}
				for n := range whole {
					fetcher := live.Fetcher{BaseURL: baseURL, Client: piped(func(conn net.Conn, attempt int) {
						if attempt == 1 {
							io.WriteString(conn, answer[:n])
							return
						}
						io.WriteString(conn, answer)
					})}
					rules, err := fetcher.Fetch(t.Context(), "AZ", "PT")
					if err != nil { // net/http does not tell what it is of a status line, or of the end of chunks
						require.True(t, n < strings.Index(answer, "\r") || n > strings.LastIndex(answer, "}"), "cut after %d bytes: %v", n, err)
						require.Equal(t, []string{"PT"}, codes(rules))
						continue
					}
					require.Equal(t, []string{"AZ", "PT"}, codes(rules), "cut after %d bytes", n)
				}
			})
		})
	}
}

// TestSlowAnswers lets the server send a byte every ten seconds, or nothing at
// all. A client without a timeout, under a context without a deadline, comes
// to an end all the same.
func TestSlowAnswers(t *testing.T) {
	drip := func(text string) func(net.Conn, int) {
		return func(conn net.Conn, _ int) {
			for i := range text {
				time.Sleep(10 * time.Second)
				if _, err := io.WriteString(conn, text[i:i+1]); err != nil {
					return
				}
			}
			io.Copy(io.Discard, conn) // until the client hangs up
		}
	}
	for name, answer := range map[string]func(net.Conn, int){
		"nothing": drip(""),
		"headers": drip("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"),
		"a body": func(conn net.Conn, _ int) {
			io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
			drip(rulesOfAZ)(conn, 0)
		},
	} {
		for _, timeout := range []time.Duration{0, 15 * time.Second} {
			t.Run(name+"/"+timeout.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					client := piped(answer)
					client.Timeout = timeout
					start := time.Now()
					rules, err := (&live.Fetcher{BaseURL: baseURL, Client: client}).Fetch(t.Context(), "AZ", "PT")
					assert.Equal(t, []string{"PT"}, codes(rules))
					assert.ErrorIs(t, failures(t, err)["AZ"], context.DeadlineExceeded)
					if timeout == 0 {
						timeout = time.Minute
					}
					assert.Equal(t, timeout, time.Since(start))
					time.Sleep(10 * time.Second) // the server sees that nobody listens
				})
			})
		}
	}
}

// TestCancelledAtEveryStage cancels while a connection is made, after each byte
// of an answer, while a retry waits, and while throttled. What was fetched
// before is kept, and nothing goes on: a goroutine that did would keep the
// synctest bubble from ending.
func TestCancelledAtEveryStage(t *testing.T) {
	cancelled := func(t *testing.T, client *http.Client) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second/2, cancel)
			start := time.Now()
			rules, err := (&live.Fetcher{BaseURL: baseURL, Client: client}).Fetch(ctx, "AZ", "PT")
			assert.Equal(t, time.Second/2, time.Since(start))
			assert.Equal(t, []string{"PT"}, codes(rules))
			assert.ErrorIs(t, failures(t, err)["AZ"], context.Canceled)
		})
	}
	t.Run("connecting", func(t *testing.T) {
		client := piped(nil)
		client.Transport.(*http.Transport).DialContext = func(context.Context, string, string) (net.Conn, error) {
			time.Sleep(30 * time.Second) // net/http lets a connection be made to the end, for whoever comes next
			return nil, context.DeadlineExceeded
		}
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			start := time.Now()
			rules, err := (&live.Fetcher{BaseURL: baseURL, Client: client}).Fetch(ctx)
			assert.Equal(t, time.Second, time.Since(start))
			assert.Empty(t, rules)
			assert.Len(t, failures(t, err), 24)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			time.Sleep(30 * time.Second)
		})
	})
	for framing, answer := range framings {
		t.Run(framing, func(t *testing.T) {
			whole := len(answer)
			if framing == "chunks" {
				whole -= len("0\r\n\r\n")
			}
			for n := range whole {
				cancelled(t, piped(func(conn net.Conn, _ int) {
					io.WriteString(conn, answer[:n])
					io.Copy(io.Discard, conn)
				}))
			}
		})
	}
	t.Run("before a retry", func(t *testing.T) {
		cancelled(t, piped(func(net.Conn, int) {}))
	})
	t.Run("throttled", func(t *testing.T) {
		cancelled(t, piped(func(conn net.Conn, _ int) {
			time.Sleep(time.Millisecond) // once the other request is answered
			io.WriteString(conn, "HTTP/1.0 429 Too Many Requests\r\nRetry-After: 57\r\n\r\n")
		}))
	})
}

// TestFailuresOfTheCallersClient hands out bodies that fail and connections
// that are closed already.
func TestFailuresOfTheCallersClient(t *testing.T) {
	for name, body := range map[string]io.Reader{
		"closed pipe": closedPipe(),
		"own error":   io.MultiReader(strings.NewReader(rulesOfAZ), failingReader{}),
	} {
		t.Run(name, func(t *testing.T) {
			closed := false
			fetcher := live.Fetcher{Client: &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: 200, Body: closer{body, &closed}}, nil
			})}}
			rules, err := fetcher.Fetch(t.Context(), "AZ")
			assert.Empty(t, rules)
			assert.ErrorContains(t, err, "country rules of AZ: reading the answer: ")
			assert.True(t, closed)
		})
	}
}

func closedPipe() io.Reader {
	reader, _ := io.Pipe()
	reader.Close()
	return reader
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, stderrors.New("the proxy gave up") }

type closer struct {
	io.Reader
	closed *bool
}

func (c closer) Close() error {
	*c.closed = true
	return nil
}
