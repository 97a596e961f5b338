package server_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRequestsCutAtEveryByte ends the client's side of the connection after
// each byte of a request. Customers that came whole are answered, none is
// judged by half of what it is, and no answer looks complete. The service goes
// on, and logs nothing of a customer.
func TestRequestsCutAtEveryByte(t *testing.T) {
	var logged bytes.Buffer
	defer slog.SetDefault(slog.Default())
	slog.SetDefault(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})))
	url := start(t)
	for _, test := range []struct{ contentType, body, customerEnds string }{
		{"application/json", accepted, "}}}"},
		{"application/x-ndjson", accepted + "\n" + refused, "}}}"},
		{"text/csv", "country;phoneNumber\nRU;+74955005550\nFR;\n", ";+74955005550\n"},
	} {
		contentType, body := test.contentType, test.body
		head := fmt.Sprintf("POST /v1/screen HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", contentType, len(body))
		request := head + body
		for n := range len(request) + 1 {
			connection := dial(t, strings.TrimPrefix(url, "http://"))
			_, err := io.WriteString(connection, request[:n])
			require.NoError(t, err)
			require.NoError(t, connection.(*net.TCPConn).CloseWrite())
			response, err := http.ReadResponse(bufio.NewReader(connection), nil)
			if err != nil { // no customer to answer for
				require.NotContains(t, request[:n], test.customerEnds, "cut after %d bytes", n)
				continue
			}
			answer, err := io.ReadAll(response.Body)
			looksComplete := err == nil && response.StatusCode == http.StatusOK
			require.Equal(t, n == len(request), looksComplete, "%s cut after %d bytes: %d %s", contentType, n, response.StatusCode, answer)
			if n < len(request) {
				whole := strings.Count(request[:n], test.customerEnds)
				require.LessOrEqual(t, strings.Count(string(answer), `"verdict":`), whole, "%s cut after %d bytes: %s", contentType, n, answer)
			}
			connection.Close()
		}
	}
	response, _ := call(t, http.MethodPost, url+"/v1/screen", "application/json", accepted)
	assert.Equal(t, http.StatusOK, response.StatusCode, "the service goes on")
	assert.Empty(t, logged.String())
}
