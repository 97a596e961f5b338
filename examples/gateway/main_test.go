package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	stdlog "log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// program is a running gateway.
type program struct {
	url   string
	debug string                          // with -debug-addr
	stop  func() (status int, log string) // can be called more than once
}

// start runs the program on a free port and waits for the URL that it prints.
func start(t *testing.T, args ...string) program {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, stdout := io.Pipe()
	var stderr bytes.Buffer
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), stdout, &stderr) }()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	found := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindAllString(line, -1) // its own, Partner Center's, and the counters'
	require.NotEmpty(t, found, line)
	p := program{url: found[0], debug: found[len(found)-1], stop: sync.OnceValues(func() (int, string) {
		cancel()
		return <-ended, stderr.String()
	})}
	t.Cleanup(func() { p.stop() })
	return p
}

// behindGateway runs the program in front of a stand-in of the test's own.
func behindGateway(t *testing.T, args ...string) (*partnercentertest.Server, program) {
	t.Helper()
	server := partnercentertest.NewServer()
	t.Cleanup(server.Close)
	return server, start(t, append([]string{"-upstream", server.URL + "/", "-policy", "2021-03"}, args...)...)
}

func send(t *testing.T, method, url, authorization string, body io.Reader) (*http.Response, []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, body)
	require.NoError(t, err)
	request.Header.Set("Authorization", authorization)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("MS-CorrelationId", "b0000000-0000-4000-8000-00000000000b")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, answer
}

const (
	token    = "Bearer partner"
	accepted = `{ "CompanyProfile":{"OrganizationRegistrationNumber":"123456789"},"BillingProfile":{"DefaultAddress":{"Country":"BY","PhoneNumber":"+375"}},"Announced":[1e999]}`
	refused  = `{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":"+375"}}}`
)

func TestAcceptedCustomerReachesPartnerCenterByteForByte(t *testing.T) {
	server, gateway := behindGateway(t)
	bodies := []string{accepted}
	samples, err := filepath.Glob("../create-customer/*.json")
	require.NoError(t, err)
	for _, sample := range samples { // arrays, which are none of the gateway's business
		content, err := os.ReadFile(sample)
		require.NoError(t, err)
		bodies = append(bodies, string(content))
	}
	for _, body := range bodies {
		for _, source := range []io.Reader{strings.NewReader(body), io.MultiReader(strings.NewReader(body))} {
			response, _ := send(t, "POST", gateway.url+"/v1/customers?trace=1", token, source)
			assert.Empty(t, response.Header.Get(transport.AnsweredLocally))
			assert.Equal(t, "b0000000-0000-4000-8000-00000000000b", response.Header.Get("MS-CorrelationId"))
			last := server.Requests()[len(server.Requests())-1]
			assert.Equal(t, "POST /v1/customers?trace=1", last.String())
			assert.Equal(t, body, string(last.Body))
			assert.Equal(t, token, last.Header.Get("Authorization"))
		}
	}
	assert.Len(t, server.Requests(), 2*len(bodies))
}

// TestQueriesPassByteForByte asks Partner Center with and without the gateway
// between.
func TestQueriesPassByteForByte(t *testing.T) {
	server, gateway := behindGateway(t)
	for _, query := range []string{
		"", "?", "?size=0", "?size=10&filter={\"Field\":\"CompanyName\",\"Value\":\"A;B\"}", "?a=100%", "?a=%zz&b=1", "?z=1&a=b;c", "?z=1&a=2&z=3",
		"?a+b=%20&c", "?&&=", "?a=%2f%2F", "?a=\xff", "?trace=é?",
	} {
		for _, at := range []string{server.URL, gateway.url} {
			conn, err := net.Dial("tcp", strings.TrimPrefix(at, "http://"))
			require.NoError(t, err)
			fmt.Fprintf(conn, "GET /v1/customers%s HTTP/1.1\r\nHost: a\r\nAuthorization: %s\r\nConnection: close\r\n\r\n", query, token)
			_, err = io.Copy(io.Discard, conn)
			require.NoError(t, err)
			conn.Close()
		}
		requests := server.Requests()
		require.NotEmpty(t, requests)
		direct, proxied := requests[len(requests)-2], requests[len(requests)-1]
		assert.Equal(t, "GET /v1/customers"+query, direct.String())
		assert.Equal(t, direct.String(), proxied.String())
	}
}

func TestRefusedCustomerIsAnsweredByTheGateway(t *testing.T) {
	server, gateway := behindGateway(t)
	response, body := send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(refused))
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.Equal(t, "customerscreen", response.Header.Get(transport.AnsweredLocally))
	assert.Equal(t, "application/json; charset=utf-8", response.Header.Get("Content-Type"))
	assert.Equal(t, "b0000000-0000-4000-8000-00000000000b", response.Header.Get("MS-CorrelationId"))
	assert.JSONEq(t, `{"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"}`, string(body))
	assert.Empty(t, server.Requests())
}

func TestSubscriptionChangeOfAnIncompleteCustomer(t *testing.T) {
	server, gateway := behindGateway(t)
	id, err := server.Add([]byte(refused))
	require.NoError(t, err)
	for range 2 {
		response, body := send(t, "POST", gateway.url+"/v1/customers/"+id+"/orders", token, strings.NewReader(`{}`))
		assert.Equal(t, "customerscreen", response.Header.Get(transport.AnsweredLocally))
		assert.ErrorIs(t, pcerrors.ParseResponse(response.StatusCode, response.Header, body), pcerrors.RegistrationNumberMissing)
		assert.Contains(t, string(body), "Complete the existing customer first: set companyProfile.organizationRegistrationNumber.")
	}
	require.Len(t, server.Requests(), 1)
	assert.Equal(t, "GET /v1/customers/"+id, server.Requests()[0].String())
	assert.Equal(t, token, server.Requests()[0].Header.Get("Authorization"))

	_, _ = send(t, "PATCH", gateway.url+"/v1/customers/"+id, token, strings.NewReader(accepted))
	response, _ := send(t, "POST", gateway.url+"/v1/customers/"+id+"/orders", token, strings.NewReader(`{}`))
	assert.Equal(t, http.StatusCreated, response.StatusCode)
}

func TestAuthorizationIsPartnerCentersBusiness(t *testing.T) {
	_, gateway := behindGateway(t)
	response, _ := send(t, "GET", gateway.url+"/v1/customers", "", nil)
	assert.Equal(t, http.StatusUnauthorized, response.StatusCode)
	response, _ = send(t, "GET", gateway.url+"/v1/customers", token, nil)
	assert.Equal(t, http.StatusOK, response.StatusCode)
}

// TestWhatPassesWithoutAVerdictIsLogged needs the reason in the log, in a word
// to search for, and nothing of a customer.
func TestWhatPassesWithoutAVerdictIsLogged(t *testing.T) {
	const customers, orders = "/v1/customers", "/v1/customers/00000000-0000-4000-8000-00000000000a/orders"
	for _, test := range []struct{ name, path, body, reason string }{
		{"no JSON", customers, `{"secret":`, "bodyNotJSON"},
		{"another shape", customers, `{"billingProfile":"secret"}`, "bodyOfUnknownShape"},
		{"a country in words", customers, `{"billingProfile":{"defaultAddress":{"country":"secret","phoneNumber":"secret"}}}`, "countryUnknown"},
		{"no country", customers, `{"companyProfile":{"organizationRegistrationNumber":"secret"}}`, "countryUnknown"},
		{"an order of a customer who is not there", "/v1/customers/00000000-0000-4000-8000-00000000000b/orders", `{"secret":true}`, "customerUnknown"},
		{"an order of a customer whose country is not known", orders, `{"secret":true}`, "customerUnknown"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, gateway := behindGateway(t)
			_, err := server.Add([]byte(`{"id":"00000000-0000-4000-8000-00000000000a","billingProfile":{"defaultAddress":{"country":"secret"}}}`))
			require.NoError(t, err)
			send(t, "POST", gateway.url+test.path, token, strings.NewReader(test.body))
			requests := server.Requests()
			require.NotEmpty(t, requests)
			assert.Equal(t, test.body, string(requests[len(requests)-1].Body))
			status, log := gateway.stop()
			assert.Zero(t, status)
			assert.Contains(t, log, `msg="passed on without a verdict" method=POST reason=`+test.reason+` correlationID=b0000000-0000-4000-8000-00000000000b`)
			assert.Equal(t, 1, strings.Count(log, "\n"), log)
			assert.NotContains(t, log, "secret")
			assert.NotContains(t, log, "partner\"")
		})
	}
}

func TestPartnerCenterThatIsAway(t *testing.T) {
	server, gateway := behindGateway(t)
	server.Inject(partnercentertest.Cut())
	response, _ := send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(accepted))
	assert.Equal(t, http.StatusBadGateway, response.StatusCode)
	_, log := gateway.stop()
	assert.Contains(t, log, "level=ERROR")
	assert.Contains(t, log, "correlationID=b0000000-0000-4000-8000-00000000000b")

	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	gateway = start(t, "-upstream", "http://"+closed.Addr().String())
	send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(accepted))
	_, log = gateway.stop()
	assert.Contains(t, log, `error="dial tcp `+closed.Addr().String()+": ", "whom nobody could reach, and why")
}

// TestContinueIsSaidOnce, whoever reads the body.
func TestContinueIsSaidOnce(t *testing.T) {
	_, gateway := behindGateway(t)
	for _, path := range []string{"/v1/customers", "/v1/invoices"} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(gateway.url, "http://"))
		require.NoError(t, err)
		defer conn.Close()
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n", path, token, len(accepted))
		answers := bufio.NewReader(conn)
		response, err := http.ReadResponse(answers, nil)
		require.NoError(t, err)
		assert.Equal(t, http.StatusContinue, response.StatusCode, path)
		_, err = io.WriteString(conn, accepted)
		require.NoError(t, err)
		response, err = http.ReadResponse(answers, nil)
		require.NoError(t, err)
		assert.NotEqual(t, http.StatusContinue, response.StatusCode, path)
		response.Body.Close()
	}
}

// TestAnswersAreNotQuoted answers with what net/http cannot read, and with what
// nobody asked for: it may be a customer's.
func TestAnswersAreNotQuoted(t *testing.T) {
	for name, test := range map[string]struct{ answer, log string }{
		"a line of a header": {"HTTP/1.1 200 OK\r\nSEKRET name\r\n\r\n", `msg="no answer from Partner Center" method=POST status=502 error=textproto.ProtocolError`},
		"a status":           {"HTTP/1.1 SEKRET\r\n\r\n", `error=*errors.errorString`},
		"a version":          {"SEKRET/1.1 200 OK\r\n\r\n", `error=*errors.errorString`},
		"a length":           {"HTTP/1.1 200 OK\r\nContent-Length: SEKRET\r\n\r\n", `error=*errors.errorString`},
		"an encoding":        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: SEKRET\r\n\r\n", `status=502 error=*`},
		"another protocol":   {"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: SEKRET\r\n\r\n", `error=*errors.errorString`},
		"nothing":            {"", `error=EOF`},
		"half a header":      {"HTTP/1.1 200 OK\r\nSEKRET", `error=textproto.ProtocolError`},
		"a trailer":          {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: A\r\n\r\n1\r\na\r\n0\r\nSEKRET\r\n\r\n", `msg="the answer from Partner Center broke off"`},
		"a chunk":            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nSEKRET\r\n", `msg="the answer from Partner Center broke off"`},
		"two answers":        {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nA: SEKRET\r\n\r\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			defer listener.Close()
			gateway := start(t, "-upstream", "http://"+listener.Addr().String())
			assert.Equal(t, io.Discard, stdlog.Writer())
			go func() {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				defer conn.Close()
				_, _ = http.ReadRequest(bufio.NewReader(conn))
				io.WriteString(conn, test.answer)
			}()
			request, err := http.NewRequestWithContext(t.Context(), "POST", gateway.url+"/v1/invoices", http.NoBody)
			require.NoError(t, err)
			request.Header.Set("MS-CorrelationId", "SEKRET")
			if response, err := http.DefaultClient.Do(request); err == nil {
				_, _ = io.Copy(io.Discard, response.Body)
				response.Body.Close()
			}
			_, log := gateway.stop()
			assert.Contains(t, log, test.log)
			assert.NotContains(t, log, "SEKRET")
			assert.NotContains(t, log, "correlationID")
		})
	}
}

func TestRequestsUnderWayEndBeforeTheGateway(t *testing.T) {
	server, gateway := behindGateway(t)
	arrived, proceed := make(chan struct{}), make(chan struct{})
	server.Inject(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(arrived)
			<-proceed
			next.ServeHTTP(w, r)
		})
	})
	answered := make(chan int, 1)
	go func() {
		defer close(answered)
		response, _ := send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(accepted))
		answered <- response.StatusCode
	}()
	<-arrived
	stopped := make(chan int, 1)
	go func() {
		status, _ := gateway.stop()
		stopped <- status
	}()
	require.Eventually(t, func() bool {
		probe, err := net.Dial("tcp", strings.TrimPrefix(gateway.url, "http://"))
		if err == nil {
			probe.Close()
		}
		return err != nil
	}, time.Minute, 10*time.Millisecond, "no new connection is taken")
	close(proceed)
	assert.Zero(t, <-stopped)
	assert.Equal(t, http.StatusCreated, <-answered)
}

// TestAnswersPassAsTheyCome has a client that wants no compression, and a
// Partner Center that compresses for whoever does.
func TestAnswersPassAsTheyCome(t *testing.T) {
	server, gateway := behindGateway(t)
	request, err := http.NewRequestWithContext(t.Context(), "GET", gateway.url+"/v1/customers", nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", token)
	response, err := (&http.Transport{DisableCompression: true}).RoundTrip(request)
	require.NoError(t, err)
	response.Body.Close()
	require.Len(t, server.Requests(), 1)
	assert.Empty(t, server.Requests()[0].Header.Get("Accept-Encoding"))
}

func TestStandInByDefault(t *testing.T) {
	gateway := start(t, "-policy", "2020-11")
	response, _ := send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(accepted))
	assert.Equal(t, http.StatusCreated, response.StatusCode)
	_, body := send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(strings.ReplaceAll(accepted, "BY", "PL")))
	assert.Contains(t, string(body), "600002")
}

func TestCommandLine(t *testing.T) {
	t.Setenv(tokenVariable, "")
	for _, test := range []struct {
		args   []string
		status int
		stderr string
	}{
		{[]string{"-policy", "2019-01"}, 2, `gateway: -policy "2019-01" is unknown`},
		{[]string{"-upstream", "api.partnercenter.microsoft.com"}, 2, "gateway: -upstream: expected a URL that begins with https:// or http:// and names a host"},
		{[]string{"-upstream", "https://"}, 2, "-upstream"},
		{[]string{"-upstream", "https://%zz"}, 2, "-upstream"},
		{[]string{"customers.json"}, 2, `gateway: expected flags only, found "customers.json"`},
		{[]string{"-unknown"}, 2, "flag provided but not defined"},
		{[]string{"-partner", "reseller"}, 2, "expected direct-bill, indirect-provider or indirect-reseller"},
		{[]string{"-refresh", "-1h"}, 2, "gateway: -refresh: expected a time above zero, for example 24h"},
		{[]string{"-refresh", "24h", "-upstream", "https://api.partnercenter.microsoft.com"}, 2, "gateway: -refresh needs an access token for Partner Center in the environment variable PARTNER_CENTER_TOKEN"},
		{[]string{"-rules", "no-such-file.json"}, 2, "gateway: -rules: stat no-such-file.json"},
		{[]string{"-rules", "main.go"}, 2, "gateway: -rules: live: the saved country rules in main.go"},
		{[]string{"-help"}, 0, "-upstream"},
		{[]string{"-addr", "nowhere:at-all"}, 1, "gateway: listen tcp"},
		{[]string{"-addr", "127.0.0.1:0", "-debug-addr", "nowhere:at-all"}, 1, "gateway: listen tcp"},
	} {
		var stderr bytes.Buffer
		assert.Equal(t, test.status, run(t.Context(), test.args, io.Discard, &stderr), fmt.Sprint(test.args))
		assert.Contains(t, stderr.String(), test.stderr)
	}
}
