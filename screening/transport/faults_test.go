package transport_test

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
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// framed are the answers with a body in each of the ways in which HTTP says
// where a body ends.
func framed(body string) map[string]string {
	half := len(body) / 2
	size := func(text string) string { return strconv.FormatInt(int64(len(text)), 16) + "\r\n" }
	return map[string]string{
		"a length": "HTTP/1.1 200 OK\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body,
		"chunks": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + size(body[:half]) + body[:half] + "\r\n" +
			size(body[half:]) + body[half:] + "\r\n0\r\n\r\n",
		"the end": "HTTP/1.0 200 OK\r\n\r\n" + body,
	}
}

// piped is a base transport whose connections are pipes, for time that is the
// test's. GET answers look-ups; orders are counted, and created.
type piped struct {
	*http.Transport
	orders int
}

func newPiped(get func(net.Conn)) *piped {
	base := &piped{}
	base.Transport = &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			client, server := net.Pipe()
			go func() {
				defer server.Close()
				request, err := http.ReadRequest(bufio.NewReader(server))
				switch {
				case err != nil:
				case request.Method == http.MethodGet:
					get(server)
				default:
					base.orders++
					io.Copy(io.Discard, request.Body)
					io.WriteString(server, "HTTP/1.0 201 Created\r\n\r\n{}")
				}
			}()
			return client, nil
		},
	}
	return base
}

func pipedOrder(ctx context.Context, body io.Reader) *http.Request {
	request := orderRequest(ctx, incompleteID)
	request.URL.Scheme = "http"
	request.Body = io.NopCloser(body)
	return request
}

// TestLookUpCutAtEveryByte closes the connection after each byte of the
// look-up's answer. A customer of which not all was read is not judged: the
// request passes and is reported, and the next look-up is made anew.
func TestLookUpCutAtEveryByte(t *testing.T) {
	for framing, answer := range framed(incompleteCustomer) {
		t.Run(framing, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for n := range answer {
					end := n
					base := newPiped(func(conn net.Conn) { io.WriteString(conn, answer[:end]) })
					var reported []*transport.UnscreenedError
					tripper := transport.New(base, screening.New(countries.Latest()), transport.WithExistingCustomers(),
						reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = append(reported, err) }))
					response, err := tripper.RoundTrip(pipedOrder(t.Context(), strings.NewReader("{}")))
					require.NoError(t, err)
					response.Body.Close()
					if response.StatusCode == http.StatusBadRequest { // all of the customer came, of the end of chunks not all
						require.Greater(t, n, strings.LastIndex(answer, "}"), "cut after %d bytes", n)
						continue
					}
					require.Equal(t, http.StatusCreated, response.StatusCode)
					require.Equal(t, 1, base.orders)
					require.Len(t, reported, 1, "cut after %d bytes", n)
					require.Equal(t, transport.CustomerUnknown, reported[0].Reason)

					end = len(answer)
					response, err = tripper.RoundTrip(pipedOrder(t.Context(), strings.NewReader("{}")))
					require.NoError(t, err)
					require.Equal(t, http.StatusBadRequest, response.StatusCode, "cut after %d bytes", n)
					require.Equal(t, 1, base.orders)
				}
			})
		})
	}
}

// TestLookUpWithoutEnd lets the look-up's answer come byte by byte, or not at
// all: after ten seconds the request passes, though neither it nor the client
// has a deadline.
func TestLookUpWithoutEnd(t *testing.T) {
	for name, begin := range map[string]string{
		"nothing": "", "headers": "HTTP/1.1 200 OK\r\n", "a body": "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				base := newPiped(func(conn net.Conn) {
					io.WriteString(conn, begin)
					for ; ; time.Sleep(time.Second) {
						if _, err := io.WriteString(conn, " "); err != nil {
							return
						}
					}
				})
				var reported error
				tripper := transport.New(base, screening.New(countries.Latest()), transport.WithExistingCustomers(),
					reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = err }))
				start := time.Now()
				response, err := tripper.RoundTrip(pipedOrder(t.Context(), strings.NewReader("{}")))
				require.NoError(t, err)
				response.Body.Close()
				assert.Equal(t, http.StatusCreated, response.StatusCode)
				assert.Equal(t, 10*time.Second, time.Since(start))
				assert.ErrorIs(t, reported, context.DeadlineExceeded)
				time.Sleep(time.Second) // the server sees that nobody listens
			})
		})
	}
}

// TestCancelledAtEveryByteOfALookUp cancels the request while the look-up has
// come to each of its bytes. The order is not sent, its body is closed, and
// nothing goes on: that would keep the synctest bubble from ending.
func TestCancelledAtEveryByteOfALookUp(t *testing.T) {
	for framing, answer := range framed(incompleteCustomer) {
		t.Run(framing, func(t *testing.T) {
			whole := len(answer)
			if framing == "chunks" {
				whole -= len("0\r\n\r\n")
			}
			synctest.Test(t, func(t *testing.T) {
				for n := range whole {
					base := newPiped(func(conn net.Conn) {
						io.WriteString(conn, answer[:n])
						io.Copy(io.Discard, conn) // until the client hangs up
					})
					tripper := transport.New(base, screening.New(countries.Latest()), transport.WithExistingCustomers())
					ctx, cancel := context.WithCancel(t.Context())
					time.AfterFunc(time.Second, cancel)
					body := &closeCounter{Reader: strings.NewReader("{}")}
					request := pipedOrder(ctx, nil)
					request.Body = body
					_, err := tripper.RoundTrip(request)
					require.ErrorIs(t, err, context.Canceled)
					require.EqualValues(t, 1, body.closed.Load())
					require.Zero(t, base.orders)
				}
			})
		})
	}
}

// TestAnswersCutAtEveryByteAreTheBaseTransports cuts the answer to a request
// that passes: the client sees what it sees without this package.
func TestAnswersCutAtEveryByteAreTheBaseTransports(t *testing.T) {
	for framing, answer := range framed(completeCustomer) {
		t.Run(framing, func(t *testing.T) {
			for n := range answer {
				get := func(tripper http.RoundTripper) (text string) {
					request := newRequest(t, "GET", "http://partnercenter.example/v1/customers", nil)
					response, err := tripper.RoundTrip(request)
					if err != nil {
						return err.Error()
					}
					defer response.Body.Close()
					body, err := io.ReadAll(response.Body)
					if err != nil {
						return string(body) + err.Error()
					}
					return string(body)
				}
				base := newPiped(func(conn net.Conn) { io.WriteString(conn, answer[:n]) })
				require.Equal(t, get(base.Transport), get(transport.New(base, screener)), "cut after %d bytes", n)
			}
		})
	}
}

// TestBodiesThatEndEarly breaks the request's body after each byte, in each way
// a body can break. What was read and the error go to the base transport, as
// they would without this package, and nobody is refused for half a body.
func TestBodiesThatEndEarly(t *testing.T) {
	gone := stderrors.New("the disk is gone")
	for name, broken := range map[string]func(begin string) (io.ReadCloser, error){
		"an error": func(begin string) (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(begin), iotest.ErrReader(gone))), gone
		},
		"a pipe closed by its writer": func(begin string) (io.ReadCloser, error) {
			reader, writer := io.Pipe()
			go func() {
				io.WriteString(writer, begin)
				writer.CloseWithError(gone)
			}()
			return reader, gone
		},
		"a pipe closed by its reader": func(string) (io.ReadCloser, error) {
			reader, _ := io.Pipe()
			reader.Close()
			return reader, io.ErrClosedPipe
		},
	} {
		t.Run(name, func(t *testing.T) {
			for n := range incompleteCustomer {
				var sent string
				var reported *transport.UnscreenedError
				tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
					body, err := io.ReadAll(r.Body)
					sent = string(body)
					return nil, err
				}), screening.New(countries.Latest()), reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = err }))
				request := newRequest(t, "POST", "https://api.example/v1/customers", nil)
				body, want := broken(incompleteCustomer[:n])
				request.Body, request.ContentLength = body, -1
				_, err := tripper.RoundTrip(request)
				require.ErrorIs(t, err, want)
				require.True(t, strings.HasPrefix(incompleteCustomer, sent))
				require.True(t, want == io.ErrClosedPipe || len(sent) == n)
				require.NotNil(t, reported)
				require.Equal(t, transport.BodyUnreadable, reported.Reason)
			}
		})
	}
}

// TestCancelledAtEveryByteOfABody cancels while the caller still writes.
func TestCancelledAtEveryByteOfABody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tripper := transport.New(roundTripper(func(*http.Request) (*http.Response, error) {
			require.Fail(t, "a request was sent that its caller has given up")
			return nil, nil
		}), screening.New(countries.Latest()))
		for n := range completeCustomer {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			reader, writer := io.Pipe()
			go io.WriteString(writer, completeCustomer[:n])
			request := newRequest(t, "POST", "https://api.example/v1/customers", nil).WithContext(ctx)
			request.Body, request.ContentLength = reader, -1
			_, err := tripper.RoundTrip(request)
			require.ErrorIs(t, err, context.Canceled)
			_, err = io.WriteString(writer, "more")
			require.ErrorIs(t, err, io.ErrClosedPipe, "the body is closed")
		}
	})
}
