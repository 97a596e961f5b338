package transport_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

func ExampleNew() {
	partnerCenter := partnercentertest.NewServer() // in place of https://api.partnercenter.microsoft.com
	defer partnerCenter.Close()

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()))

	for _, body := range []string{
		`{"CompanyProfile":{"OrganizationRegistrationNumber":"02561234"},"BillingProfile":{"DefaultAddress":{"Country":"AM","PhoneNumber":"+37410555123"}}}`,
		`{"CompanyProfile":{"OrganizationRegistrationNumber":"02561234"},"BillingProfile":{"DefaultAddress":{"Country":"AM"}}}`,
	} {
		response, err := client.Post(partnerCenter.URL+"/v1/customers", "application/json", strings.NewReader(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		defer response.Body.Close()
		fmt.Println(response.Status)
		if response.StatusCode == http.StatusBadRequest {
			answer, _ := io.ReadAll(response.Body)
			fmt.Println(pcerrors.ParseResponse(response.StatusCode, nil, answer))
		}
	}
	fmt.Println("requests that reached Partner Center:", len(partnerCenter.Requests()))
	// Output:
	// 201 Created
	// 400 Bad Request
	// Partner Center refuses the customer: billingProfile.defaultAddress.phoneNumber: 600051: Customer phone number is missing.
	// requests that reached Partner Center: 1
}

func ExampleWithRejectionAsError() {
	tripper := transport.New(nil, screening.New(countries.Latest()), transport.WithRejectionAsError())
	client := &http.Client{Transport: tripper}

	_, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers", "application/json",
		strings.NewReader(`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"KZ","phoneNumber":"+7"}}}`))

	var rejection *pcerrors.Rejection
	if stderrors.As(err, &rejection) {
		fmt.Println(rejection.Violations[0].Field)
	}
	fmt.Println(stderrors.Is(err, pcerrors.RegistrationNumberMissing))
	// Output:
	// companyProfile.organizationRegistrationNumber
	// true
}

// Customers that the stand-in knows, and bodies.
const (
	completeID   = "c0000000-0000-4000-8000-000000000001"
	incompleteID = "c0000000-0000-4000-8000-000000000002"

	completeCustomer   = `{"companyProfile":{"organizationRegistrationNumber":"123456789"},"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":"+375"}}}`
	incompleteCustomer = `{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"BY"}}}`
)

func addCustomers(t testing.TB, h *partnercentertest.Handler) {
	t.Helper()
	for id, body := range map[string]string{completeID: completeCustomer, incompleteID: incompleteCustomer} {
		_, err := h.Add([]byte(`{"id":"` + id + `",` + body[1:]))
		require.NoError(t, err)
	}
}

// newPartnerCenter starts a stand-in with two existing customers, and returns
// a client with a transport in front of it.
func newPartnerCenter(t testing.TB, options ...transport.Option) (*partnercentertest.Server, *http.Client) {
	t.Helper()
	server := partnercentertest.NewServer()
	t.Cleanup(server.Close)
	addCustomers(t, server.Handler)
	client := server.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.March2021()), options...)
	return server, client
}

// send sends a request and returns the response with its body.
func send(t testing.TB, client *http.Client, request *http.Request) (*http.Response, []byte) {
	t.Helper()
	response, err := client.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, body
}

func newRequest(t testing.TB, method, url string, body io.Reader) *http.Request {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, body)
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("If-Match", "*")
	return request
}

func TestEveryRowOfRequests(t *testing.T) {
	const (
		number = pcerrors.RegistrationNumberMissing
		format = pcerrors.RegistrationNumberInvalid
		phone  = pcerrors.PhoneNumberMissing
	)
	for _, row := range []struct {
		method, path, body string
		refused            pcerrors.Code // 0: accepted by the transport and by Partner Center
		requests           int           // that reached Partner Center
	}{
		{"POST", "/v1/customers", completeCustomer, 0, 1},
		{"POST", "/v1/customers", incompleteCustomer, number, 0},
		{"POST", "/v1/customers", strings.Replace(completeCustomer, "123456789", "12-456789", 1), format, 0},
		{"POST", "/v1/customers", strings.Replace(completeCustomer, "+375", " ", 1), phone, 0},
		{"POST", "/v1/customers", `{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"FR"}}}`, 0, 1},

		{"PATCH", "/v1/customers/" + completeID, completeCustomer, 0, 1},
		{"PATCH", "/v1/customers/" + completeID, `{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"BY"}}}`, format, 0},
		{"PATCH", "/v1/customers/" + completeID, `{"companyProfile":{"organizationRegistrationNumber":"987654321"}}`, 0, 1},
		{"PATCH", "/v1/customers/" + completeID, `{"billingProfile":{"defaultAddress":{"country":"BY","city":"Minsk"}}}`, 0, 1},
		{"PATCH", "/v1/customers/" + completeID, `{"companyProfile":{"companyName":"New"}}`, 0, 1},

		{"PUT", "/v1/customers/" + completeID + "/profiles/billing", `{"defaultAddress":{"country":"BY","phoneNumber":"+375"}}`, 0, 1},
		{"PUT", "/v1/customers/" + completeID + "/profiles/billing", `{"defaultAddress":{"country":"BY"}}`, phone, 0},
		{"PUT", "/v1/customers/" + incompleteID + "/profiles/billing", `{"defaultAddress":{"country":"BY","phoneNumber":"+375"}}`, 0, 1},

		{"POST", "/v1/customers/" + completeID + "/orders", `{}`, 0, 2},
		{"PATCH", "/v1/customers/" + completeID + "/orders/1", `{}`, 0, 2},
		{"PATCH", "/v1/customers/" + completeID + "/subscriptions/1", `{}`, 0, 2},
		{"POST", "/v1/customers/" + completeID + "/subscriptions/1/upgrades", `{}`, 0, 2},
		{"POST", "/v1/customers/" + completeID + "/subscriptions/1/conversions", `{}`, 0, 2},
		{"POST", "/v1/customers/" + completeID + "/carts/1/checkout", ``, 0, 2},
		{"POST", "/v1/customers/" + incompleteID + "/orders", `{}`, number, 1},
		{"PATCH", "/v1/customers/" + incompleteID + "/orders/1", `{}`, number, 1},
		{"PATCH", "/v1/customers/" + incompleteID + "/subscriptions/1", `{}`, number, 1},
		{"POST", "/v1/customers/" + incompleteID + "/subscriptions/1/upgrades", `{}`, number, 1},
		{"POST", "/v1/customers/" + incompleteID + "/subscriptions/1/conversions", `{}`, number, 1},
		{"POST", "/v1/customers/" + incompleteID + "/carts/1/checkout", ``, number, 1},

		{"GET", "/v1/customers", ``, 0, 1},
		{"GET", "/v1/customers/" + incompleteID, ``, 0, 1},
		{"GET", "/v1/customers/" + incompleteID + "/profiles/billing", ``, 0, 1},
		{"GET", "/v1/countryvalidationrules/BY", ``, 0, 1},
	} {
		t.Run(row.method+" "+row.path+" "+row.body, func(t *testing.T) {
			server, client := newPartnerCenter(t, transport.WithExistingCustomers())
			response, body := send(t, client, newRequest(t, row.method, server.URL+row.path, strings.NewReader(row.body)))
			requests := server.Requests()
			require.Len(t, requests, row.requests)
			if row.refused == 0 {
				assert.Less(t, response.StatusCode, 300)
				assert.Empty(t, response.Header.Get(transport.AnsweredLocally))
				last := requests[len(requests)-1]
				assert.Equal(t, row.method+" "+row.path, last.String())
				assert.Equal(t, row.body, string(last.Body))
				return
			}
			assert.Equal(t, http.StatusBadRequest, response.StatusCode)
			assert.Equal(t, "customerscreen", response.Header.Get(transport.AnsweredLocally))
			assert.ErrorIs(t, pcerrors.ParseResponse(response.StatusCode, nil, body), row.refused)
			if row.requests > 0 {
				assert.Equal(t, "GET /v1/customers/"+incompleteID, requests[0].String())
			}

			// Partner Center answers the same.
			response, body = send(t, server.Client(), newRequest(t, row.method, server.URL+row.path, strings.NewReader(row.body)))
			assert.Empty(t, response.Header.Get(transport.AnsweredLocally))
			assert.ErrorIs(t, pcerrors.ParseResponse(response.StatusCode, nil, body), row.refused)
		})
	}
}

func TestSubscriptionChangesPassWithoutTheOption(t *testing.T) {
	server, client := newPartnerCenter(t)
	send(t, client, newRequest(t, "POST", server.URL+"/v1/customers/"+incompleteID+"/orders", strings.NewReader(`{}`)))
	require.Len(t, server.Requests(), 1)
	assert.Equal(t, "POST", server.Requests()[0].Method)
}

// TestChangesThatTheBodyCannotTell are refused or accepted by Partner Center,
// for what it knows of the customer. The transport does not guess.
func TestChangesThatTheBodyCannotTell(t *testing.T) {
	for _, body := range []string{
		`{"billingProfile":{"defaultAddress":{"country":"BY"}}}`,
		`{"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":""}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":" "},"billingProfile":{"defaultAddress":{"country":"BY"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":null},"billingProfile":{"defaultAddress":{"country":"BY"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":null}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"1","address":{"country":"BY"}}}`,
	} {
		server, client := newPartnerCenter(t, transport.WithUnscreenedRefused())
		response, _ := send(t, client, newRequest(t, "PATCH", server.URL+"/v1/customers/"+incompleteID, strings.NewReader(body)))
		assert.Empty(t, response.Header.Get(transport.AnsweredLocally), body)
		assert.Len(t, server.Requests(), 1, body)
	}
}

// counting counts the requests that reach it, and answers 204.
type counting struct{ requests atomic.Int64 }

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.requests.Add(1)
	if r.Body != nil {
		io.Copy(io.Discard, r.Body)
		r.Body.Close()
	}
	return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

func TestOtherRequestsAreNotRead(t *testing.T) {
	answered := stderrors.New("the base transport's")
	base := roundTripper(func(*http.Request) (*http.Response, error) { return nil, answered })
	tripper := transport.New(base, screening.New(countries.Latest()), transport.WithExistingCustomers())
	for _, url := range []*url.URL{nil, {Path: "/v1/customers/1/users"}, {Path: "/v1/customers/1/profiles/company"}, {Path: "/v1/customers/1/carts"}, {}} {
		for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
			request := &http.Request{Method: method, URL: url, Body: io.NopCloser(readerFunc(func([]byte) (int, error) {
				t.Error("the body was read")
				return 0, io.EOF
			}))}
			_, err := tripper.RoundTrip(request)
			assert.Equal(t, answered, err)
		}
	}
}

// TestOtherRequestsCostNoMemory: their paths are read where they are.
func TestOtherRequestsCostNoMemory(t *testing.T) {
	tripper := transport.New(roundTripper(func(*http.Request) (*http.Response, error) { return nil, nil }), screener)
	for _, path := range []string{
		"/v1/customers/1/carts", "/v1/customers/1/carts/", "/v1.0/customers", "/v1/customers/" + completeID + "/users/ann@contoso.example", "/", "",
	} {
		request := newRequest(t, "PUT", "https://api.example"+path, nil)
		assert.Zero(t, testing.AllocsPerRun(100, func() { tripper.RoundTrip(request) }), path)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAnswerIsWhatClientsUnderstand(t *testing.T) {
	for name, set := range map[string]func(h http.Header, key, value string){
		"canonical":    func(h http.Header, key, value string) { h.Set(key, value) },
		"as the API's": func(h http.Header, key, value string) { h[key] = []string{value} },
	} {
		t.Run(name, func(t *testing.T) {
			_, client := newPartnerCenter(t)
			request := newRequest(t, "POST", "http://127.0.0.1:1/v1/customers", strings.NewReader(incompleteCustomer))
			set(request.Header, "MS-RequestId", "a0000000-0000-4000-8000-00000000000a")
			set(request.Header, "MS-CorrelationId", "b0000000-0000-4000-8000-00000000000b")
			response, body := send(t, client, request)

			assert.Equal(t, "400 Bad Request", response.Status)
			assert.Equal(t, "HTTP/1.1", response.Proto)
			assert.Same(t, request, response.Request)
			assert.Equal(t, http.Header{
				"Content-Type":            {"application/json; charset=utf-8"},
				"Content-Length":          {fmt.Sprint(len(body))},
				"Ms-Requestid":            {"a0000000-0000-4000-8000-00000000000a"},
				"Ms-Correlationid":        {"b0000000-0000-4000-8000-00000000000b"},
				transport.AnsweredLocally: {"customerscreen"},
			}, response.Header)
			assert.EqualValues(t, len(body), response.ContentLength)
			assert.JSONEq(t, `{"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"}`, string(body))

			err := pcerrors.ParseResponse(response.StatusCode, response.Header, body)
			var rejection *pcerrors.Rejection
			require.ErrorAs(t, err, &rejection)
			assert.Equal(t, "a0000000-0000-4000-8000-00000000000a", rejection.RequestID)
		})
	}
}

func TestRefusedIsClosedAndCallersRequestIsUntouched(t *testing.T) {
	for name, getBody := range map[string]func() (io.ReadCloser, error){
		"with GetBody":    func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(incompleteCustomer)), nil },
		"without GetBody": nil,
	} {
		for option, options := range map[string][]transport.Option{
			"answer": nil,
			"error":  {transport.WithRejectionAsError()},
		} {
			t.Run(name+"/"+option, func(t *testing.T) {
				base := &counting{}
				tripper := transport.New(base, screening.New(countries.Latest()), options...)
				body := &closeCounter{Reader: strings.NewReader(incompleteCustomer)}
				request := newRequest(t, "POST", "http://127.0.0.1:1/v1/customers", nil)
				request.Body, request.GetBody, request.ContentLength = body, getBody, int64(len(incompleteCustomer))
				before := *request
				headers := request.Header.Clone()
				_, err := tripper.RoundTrip(request)
				var rejection *pcerrors.Rejection
				assert.Equal(t, option == "error", stderrors.As(err, &rejection))
				assert.EqualValues(t, 1, body.closed.Load())
				assert.Zero(t, base.requests.Load())
				assert.Equal(t, headers, request.Header)
				assert.Same(t, body, request.Body)
				assert.Equal(t, before.ContentLength, request.ContentLength)
				assert.Equal(t, getBody == nil, request.GetBody == nil)
			})
		}
	}
}

// closeCounter is a body that counts how often it is closed.
type closeCounter struct {
	io.Reader
	close  func() error // nil: there is nothing to close
	closed atomic.Int64
}

func (c *closeCounter) Close() error {
	c.closed.Add(1)
	if c.close == nil {
		return nil
	}
	return c.close()
}

// digests is a server that answers the digest of each body, and what of the
// request says how it came.
func digests(t testing.TB) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		digest := sha256.New()
		size, err := io.Copy(digest, r.Body)
		if err != nil {
			http.Error(w, "cut off", http.StatusBadRequest)
			return
		}
		fmt.Fprintf(w, "%x %d %d %v %s %s", digest.Sum(nil), size, r.ContentLength, r.TransferEncoding, r.Header.Get("Expect"), r.Trailer.Get("Checksum"))
	}))
	t.Cleanup(server.Close)
	return server
}

func TestForwardedBodiesAreIdentical(t *testing.T) {
	bodies := map[string][]byte{
		"nulls":          []byte(`{"CompanyProfile":null,"BillingProfile":{"DefaultAddress":null},"Links":null}`),
		"unknown fields": []byte(`{ "companyProfile" : {"x":[1e999,"\ud800\u0041"]} , "ANNOUNCED":{"a":{}} }` + "\r\n"),
		"not JSON":       []byte("<customer/>"),
		"odd bytes":      {0xff, 0xfe, 0, '{'},
		"empty":          {},
	}
	for _, file := range []string{"create-customer.request.pascal.json", "customer.response.json"} {
		body, err := os.ReadFile(filepath.Join("..", "testdata", file))
		require.NoError(t, err)
		bodies[file] = body
	}
	for _, size := range []int{1 << 10, 1<<20 - 1, 1 << 20, 1<<20 + 1, 5 << 20} {
		body := fmt.Appendf(nil, `{"companyProfile":{"note":"%s"}}`, strings.Repeat("é", size))
		bodies[fmt.Sprint(size)+" bytes"] = append(body[:size-2:size-2], '"', '}')
	}
	server := digests(t)
	clients := map[string]*http.Client{
		"with existing": {Transport: transport.New(nil, screening.New(countries.March2021()), transport.WithExistingCustomers())},
		"alone":         {Transport: transport.New(nil, screening.New(countries.November2020()))},
	}
	for name, body := range bodies {
		for _, known := range []bool{true, false} {
			for _, seekable := range []bool{true, false} {
				newRequest := func(t *testing.T) *http.Request {
					var source io.Reader = bytes.NewReader(body)
					if !seekable {
						source = io.MultiReader(iotest.HalfReader(source)) // without GetBody
					}
					request := newRequest(t, "POST", server.URL+"/v1/customers", source)
					request.Header.Set("Expect", "100-continue")
					request.ContentLength = -1
					if known {
						request.ContentLength = int64(len(body))
					}
					return request
				}
				for client := range clients {
					t.Run(fmt.Sprintf("%s/known length %v/GetBody %v/%s", name, known, seekable, client), func(t *testing.T) {
						_, want := send(t, http.DefaultClient, newRequest(t))
						_, got := send(t, clients[client], newRequest(t))
						assert.Equal(t, string(want), string(got))
						assert.Contains(t, string(got), fmt.Sprintf("%x %d ", sha256.Sum256(body), len(body)))
					})
				}
			}
		}
	}
}

// TestTrailersAreSent sends a trailer whose value is known when the body ends.
func TestTrailersAreSent(t *testing.T) {
	server := digests(t)
	client := &http.Client{Transport: transport.New(nil, screening.New(countries.Latest()))}
	for _, size := range []int{1, 2 << 20} {
		request := newRequest(t, "POST", server.URL+"/v1/customers", nil)
		request.Trailer = http.Header{"Checksum": nil}
		request.ContentLength = -1
		request.Body = io.NopCloser(io.MultiReader(strings.NewReader(completeCustomer+strings.Repeat(" ", size)), readerFunc(func([]byte) (int, error) {
			request.Trailer.Set("Checksum", "47")
			return 0, io.EOF
		})))
		_, body := send(t, client, request)
		assert.True(t, strings.HasSuffix(string(body), " 47"), "%s", body)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestRedirectsAreFollowedWithTheBody(t *testing.T) {
	target, client := newPartnerCenter(t)
	for _, status := range []int{http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		redirecting := httptest.NewServer(http.RedirectHandler(target.URL+"/v1/customers", status))
		defer redirecting.Close()
		before := len(target.Requests())
		response, _ := send(t, client, newRequest(t, "POST", redirecting.URL+"/v1/customers", strings.NewReader(completeCustomer)))
		assert.Equal(t, http.StatusCreated, response.StatusCode)
		require.Len(t, target.Requests(), before+1)
		assert.Equal(t, completeCustomer, string(target.Requests()[before].Body))
	}
}

// TestRetryOfAStaleConnection is what the base transport does where GetBody
// gives it the body once more: the idle connection is gone when it is used.
func TestRetryOfAStaleConnection(t *testing.T) {
	var served atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if served.Add(1) == 2 {
			panic(http.ErrAbortHandler)
		}
		w.Write(body)
	}))
	defer server.Close()
	client := &http.Client{Transport: transport.New(server.Client().Transport, screening.New(countries.Latest()))}
	for range 2 {
		request := newRequest(t, "POST", server.URL+"/v1/customers", strings.NewReader(completeCustomer))
		request.Header.Set("Idempotency-Key", "1")
		_, body := send(t, client, request)
		assert.Equal(t, completeCustomer, string(body))
	}
	assert.EqualValues(t, 3, served.Load())
}

func TestUnscreened(t *testing.T) {
	broken := stderrors.New("the disk is gone")
	for _, test := range []struct {
		name    string
		method  string
		path    string
		request func(*http.Request)
		body    string
		reason  transport.Reason
		text    string
	}{
		{name: "not JSON", body: "<customer/>", reason: transport.BodyNotJSON, text: "transport: the body is not JSON: jsontext: invalid character '<' at start of value"},
		{name: "no body", body: "", reason: transport.BodyNotJSON},
		{name: "cut off", body: completeCustomer[:40], reason: transport.BodyNotJSON},
		{name: "something behind the customer", body: completeCustomer + "@", reason: transport.BodyNotJSON},
		{name: "two customers", body: completeCustomer + completeCustomer, reason: transport.BodyNotJSON},
		{name: "an array", body: "[" + incompleteCustomer + "]", reason: transport.BodyOfUnknownShape, text: "transport: the body is not the resource that the request should carry: expected an object, found an array"},
		{name: "null", body: "null", reason: transport.BodyOfUnknownShape},
		{name: "no profile", body: `{"customer":` + incompleteCustomer + `}`, reason: transport.BodyOfUnknownShape},
		{name: "a number with a fraction", body: strings.Replace(completeCustomer, `"123456789"`, "123456789.0", 1), reason: transport.BodyOfUnknownShape,
			text: "transport: the body is not the resource that the request should carry: companyProfile.organizationRegistrationNumber: expected a string, found a number with a fraction or an exponent"},
		{name: "the second name twice", body: `{"companyProfile":{},"billingProfile":{},"billingProfile":{}}`, reason: transport.BodyOfUnknownShape},
		{name: "a name twice, another between", body: `{"companyProfile":{},"billingProfile":{},"companyProfile":{}}`, reason: transport.BodyOfUnknownShape},
		{name: "a name twice", body: `{"companyProfile":{},"CompanyProfile":{}}`, reason: transport.BodyOfUnknownShape},
		{name: "a broken value", body: `{"companyProfile":{"a@b.example":x}}`, reason: transport.BodyNotJSON,
			text: "transport: the body is not JSON: jsontext: invalid character 'x' at start of value after offset 33"},
		{name: "compressed", body: "\x1f\x8b", request: func(r *http.Request) { r.Header["content-encoding"] = []string{"gzip"} }, reason: transport.BodyEncoded},
		{name: "compressed, under one of two spellings", body: "\x1f\x8b", request: func(r *http.Request) {
			r.Header["Content-Encoding"], r.Header["content-encoding"] = []string{"identity"}, []string{"gzip"}
		}, reason: transport.BodyEncoded},
		{name: "too large", body: `{"companyProfile":{},"x":"` + strings.Repeat("x", 1<<20) + `"}`, reason: transport.BodyTooLarge},
		{name: "too large, chunked", body: `{"companyProfile":{},"x":"` + strings.Repeat("x", 1<<20) + `"}`, request: chunked, reason: transport.BodyTooLarge},
		{name: "no country", body: `{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{}}}`, reason: transport.CountryUnknown,
			text: "transport: nobody can say what Partner Center answers: the customer cannot be judged: billingProfile.defaultAddress.country is not given"},
		{name: "no address", body: `{"companyProfile":{"organizationRegistrationNumber":"1"}}`, reason: transport.CountryUnknown},
		{name: "a country's name", body: `{"companyProfile":{"address":{"country":"Russia"}}}`, reason: transport.CountryUnknown,
			text: "transport: nobody can say what Partner Center answers: the customer cannot be judged: companyProfile.address.country is not a country code, such as AM for Armenia"},
		{name: "a change to no country code", method: "PATCH", path: "/" + completeID, body: `{"billingProfile":{"defaultAddress":{"country":"UK"}}}`, reason: transport.CountryUnknown},
		{name: "a profile without a country", method: "PUT", path: "/" + completeID + "/profiles/billing", body: `{"defaultAddress":{"phoneNumber":"1"}}`, reason: transport.CountryUnknown,
			text: "transport: nobody can say what Partner Center answers: the customer cannot be judged: billingProfile.defaultAddress.country is not given"},
		{name: "a profile of no country code", method: "PUT", path: "/" + completeID + "/profiles/billing", body: `{"defaultAddress":{"country":" RU"}}`, reason: transport.CountryUnknown},
		{name: "a change that is null", method: "PATCH", path: "/" + completeID, body: "null", reason: transport.BodyOfUnknownShape},
		{name: "a profile that is a string", method: "PUT", path: "/" + completeID + "/profiles/billing", body: `"profile"`, reason: transport.BodyOfUnknownShape},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.method == "" {
				test.method = "POST"
			}
			newRequest := func(url string) *http.Request {
				request := newRequest(t, test.method, url+"/v1/customers"+test.path, strings.NewReader(test.body))
				if test.request != nil {
					test.request(request)
				}
				return request
			}

			var reported []*transport.UnscreenedError
			server, client := newPartnerCenter(t, reporting(func(r *http.Request, err *transport.UnscreenedError) {
				assert.Equal(t, test.method, r.Method)
				reported = append(reported, err)
			}))
			send(t, client, newRequest(server.URL))
			require.Len(t, server.Requests(), 1)
			assert.Equal(t, test.body, string(server.Requests()[0].Body))
			require.Len(t, reported, 1)
			assert.Equal(t, test.reason, reported[0].Reason)
			if test.text != "" {
				assert.EqualError(t, reported[0], test.text)
			}

			server, client = newPartnerCenter(t, transport.WithUnscreenedRefused())
			_, err := client.Do(newRequest(server.URL))
			var unscreened *transport.UnscreenedError
			require.ErrorAs(t, err, &unscreened)
			assert.Equal(t, test.reason, unscreened.Reason)
			var undecided *pcerrors.Undecided
			assert.Equal(t, test.reason == transport.CountryUnknown, stderrors.As(err, &undecided))
			assert.Empty(t, server.Requests())
		})
	}

	t.Run("identity is no encoding", func(t *testing.T) {
		server, client := newPartnerCenter(t)
		request := newRequest(t, "POST", server.URL+"/v1/customers", strings.NewReader(incompleteCustomer))
		request.Header.Set("Content-Encoding", "identity")
		response, _ := send(t, client, request)
		assert.Equal(t, http.StatusBadRequest, response.StatusCode)
		assert.Empty(t, server.Requests())
	})

	t.Run("a body that breaks", func(t *testing.T) {
		for _, refuse := range []bool{false, true} {
			var sent []byte
			var sendError error
			base := roundTripper(func(r *http.Request) (*http.Response, error) {
				defer r.Body.Close()
				sent, sendError = io.ReadAll(r.Body)
				return nil, sendError
			})
			var reported *transport.UnscreenedError
			options := []transport.Option{reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = err })}
			if refuse {
				options = append(options, transport.WithUnscreenedRefused())
			}
			tripper := transport.New(base, screening.New(countries.Latest()), options...)
			body := &closeCounter{Reader: io.MultiReader(strings.NewReader(completeCustomer[:20]), iotest.ErrReader(broken))}
			request := newRequest(t, "POST", "http://127.0.0.1:1/v1/customers", nil)
			request.Body, request.ContentLength = body, int64(len(completeCustomer))
			_, err := tripper.RoundTrip(request)
			assert.ErrorIs(t, err, broken)
			assert.EqualValues(t, 1, body.closed.Load())
			if refuse {
				var unscreened *transport.UnscreenedError
				require.ErrorAs(t, err, &unscreened)
				assert.Equal(t, transport.BodyUnreadable, unscreened.Reason)
				assert.Nil(t, sent)
				continue
			}
			assert.Equal(t, completeCustomer[:20], string(sent))
			require.NotNil(t, reported)
			assert.Equal(t, transport.BodyUnreadable, reported.Reason)
		}
	})
}

// TestChangesWithoutACountry: what a change leaves out may be there already, so
// that it is not refused for it.
func TestChangesWithoutACountry(t *testing.T) {
	for _, body := range []string{
		`{}`, `{"companyProfile":{"organizationRegistrationNumber":"1"}}`, `{"billingProfile":{"defaultAddress":{"country":" ","phoneNumber":"1"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"1","address":{"country":"Russia"}}}`,
	} {
		request := newRequest(t, "PATCH", "http://127.0.0.1:1/v1/customers/1", strings.NewReader(body))
		response, err := transport.New(&counting{}, screener, transport.WithUnscreenedRefused()).RoundTrip(request)
		require.NoError(t, err, body)
		response.Body.Close()
	}
}

func chunked(r *http.Request) {
	r.Body, r.GetBody, r.ContentLength = io.NopCloser(r.Body), nil, -1
}

// TestAnAnnouncedLengthOfAChunkedBody is ignored, as net/http does: all of the
// body is judged, since all of it is sent.
func TestAnAnnouncedLengthOfAChunkedBody(t *testing.T) {
	body := `{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"FR"}}}`
	for _, size := range []int64{int64(len(body)), 2 << 20} {
		server, client := newPartnerCenter(t, transport.WithUnscreenedRefused())
		whole := body + strings.Repeat(" ", 10) + "<"
		request := newRequest(t, "POST", server.URL+"/v1/customers", io.NopCloser(strings.NewReader(whole)))
		request.ContentLength, request.TransferEncoding = size, []string{"chunked"}
		_, err := client.Do(request)
		var unscreened *transport.UnscreenedError
		require.ErrorAs(t, err, &unscreened)
		assert.Equal(t, transport.BodyNotJSON, unscreened.Reason)
		assert.Empty(t, server.Requests())
	}
}

// TestWhatIsJudgedIsSent lets GetBody tell another story than the body.
func TestWhatIsJudgedIsSent(t *testing.T) {
	stale := map[string]func() (io.ReadCloser, error){
		"another customer": func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(incompleteCustomer)), nil },
		"an error":         func() (io.ReadCloser, error) { return nil, stderrors.New("the disk is gone") },
	}
	for name, getBody := range stale {
		t.Run(name, func(t *testing.T) {
			var sent []string
			tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
				again, err := r.GetBody()
				require.NoError(t, err)
				once, err := r.GetBody()
				require.NoError(t, err)
				for _, body := range []io.ReadCloser{r.Body, again, once} {
					text, err := io.ReadAll(body)
					require.NoError(t, err)
					require.NoError(t, body.Close())
					sent = append(sent, string(text))
				}
				return (&counting{}).RoundTrip(&http.Request{})
			}), screener, transport.WithUnscreenedRefused())
			body := &closeCounter{Reader: strings.NewReader(completeCustomer)}
			request := newRequest(t, "POST", "https://api.example/v1/customers", nil)
			request.Body, request.GetBody, request.ContentLength = body, getBody, int64(len(completeCustomer))
			_, err := tripper.RoundTrip(request)
			require.NoError(t, err)
			assert.Equal(t, []string{completeCustomer, completeCustomer, completeCustomer}, sent)
			assert.EqualValues(t, 1, body.closed.Load())
		})
	}
	for name, test := range map[string]struct {
		body   io.Reader
		length int64
	}{
		"too large": {strings.NewReader(strings.Repeat(" ", 1<<20+1)), -1},
		"broken":    {iotest.ErrReader(stderrors.New("the disk is gone")), 1},
	} {
		t.Run("not judged: "+name, func(t *testing.T) {
			request := newRequest(t, "POST", "https://api.example/v1/customers", test.body)
			request.GetBody, request.ContentLength = stale["another customer"], test.length
			_, err := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
				again, err := r.GetBody()
				require.NoError(t, err)
				text, err := io.ReadAll(again)
				assert.Equal(t, incompleteCustomer, string(text), "the caller's own")
				return nil, err
			}), screener).RoundTrip(request)
			require.NoError(t, err)
		})
	}
	t.Run("no GetBody where there was none", func(t *testing.T) {
		request := newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader(completeCustomer))
		chunked(request)
		_, err := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
			assert.Nil(t, r.GetBody)
			return nil, nil
		}), screener).RoundTrip(request)
		require.NoError(t, err)
	})
}

// TestAnnouncedLengthIsWhatIsJudged: no more than that goes out, and the base
// transport finds what is behind it, or is lacking, as it does without this
// package.
func TestAnnouncedLengthIsWhatIsJudged(t *testing.T) {
	for _, test := range []struct {
		length int
		want   int
	}{
		{len(incompleteCustomer), http.StatusBadRequest},
		{len(incompleteCustomer) - 1, http.StatusNoContent}, // not JSON
		{len(incompleteCustomer) + 1, http.StatusNoContent},
		{len(incompleteCustomer) + 100, http.StatusNoContent},
	} {
		for name, reader := range map[string]io.Reader{
			"an end on its own":         strings.NewReader(incompleteCustomer + "@@"),
			"an end with the last byte": iotest.DataErrReader(strings.NewReader(incompleteCustomer + "@@")),
		} {
			var sent string
			request := newRequest(t, "POST", "https://api.example/v1/customers", nil)
			request.Body, request.ContentLength = io.NopCloser(reader), int64(test.length)
			response, err := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
				text, err := io.ReadAll(r.Body)
				sent = string(text)
				assert.NoError(t, err)
				return (&counting{}).RoundTrip(&http.Request{})
			}), screener).RoundTrip(request)
			require.NoError(t, err)
			assert.Equal(t, test.want, response.StatusCode, "%d bytes, %s", test.length, name)
			if test.want == http.StatusNoContent {
				assert.Equal(t, incompleteCustomer+"@@", sent, name)
			}
		}
	}
}

// TestMemoryInProportionToWhatArrived announces as much as is read, and sends
// one byte.
func TestMemoryInProportionToWhatArrived(t *testing.T) {
	const requests = 100
	tripper := transport.New(&counting{}, screener, transport.WithExistingCustomers())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range requests {
		request := newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader("{"))
		request.ContentLength = 1 << 20
		_, err := tripper.RoundTrip(request)
		require.NoError(t, err)
	}
	runtime.ReadMemStats(&after)
	assert.Less(t, (after.TotalAlloc-before.TotalAlloc)/requests, uint64(32<<10), "bytes for each request")
}

// TestAPanicLeavesNoOpenBody lets whatever of the caller's runs before the
// request is sent panic.
func TestAPanicLeavesNoOpenBody(t *testing.T) {
	for name, test := range map[string]struct {
		path   string
		body   io.Reader
		option transport.Option
	}{
		"in an observer of what is refused": {"", strings.NewReader(incompleteCustomer), transport.WithObserver(func(transport.Outcome) { panic(http.ErrAbortHandler) })},
		"in a look-up": {"/1/orders", strings.NewReader("{}"), transport.WithExistingCustomersFrom(
			func(context.Context, string) (*screening.Customer, error) { panic(http.ErrAbortHandler) })},
		"in the body": {"", readerFunc(func([]byte) (int, error) { panic(http.ErrAbortHandler) }), nil},
	} {
		t.Run(name, func(t *testing.T) {
			base := &counting{}
			body := &closeCounter{Reader: test.body}
			request := newRequest(t, "POST", "https://api.example/v1/customers"+test.path, nil)
			request.Body, request.ContentLength = body, -1
			assert.PanicsWithValue(t, http.ErrAbortHandler, func() { transport.New(base, screener, test.option).RoundTrip(request) })
			assert.EqualValues(t, 1, body.closed.Load())
			assert.Zero(t, base.requests.Load())
		})
	}
}

// TestLargestBodyIsScreened sends as many bytes as are read, and one more.
func TestLargestBodyIsScreened(t *testing.T) {
	const most = 1 << 20
	full := func(size int) string {
		return incompleteCustomer + strings.Repeat(" ", size-len(incompleteCustomer))
	}
	for name, change := range map[string]func(*http.Request){"with its length": func(*http.Request) {}, "chunked": chunked} {
		t.Run(name, func(t *testing.T) {
			base := &counting{}
			tripper := transport.New(base, screening.New(countries.Latest()))
			for size, status := range map[int]int{most: http.StatusBadRequest, most + 1: http.StatusNoContent} {
				request := newRequest(t, "POST", "http://127.0.0.1:1/v1/customers", strings.NewReader(full(size)))
				change(request)
				response, err := tripper.RoundTrip(request)
				require.NoError(t, err)
				assert.Equal(t, status, response.StatusCode, "%d bytes", size)
			}
		})
	}
}

// TestNoBodyStaysNone: a server can tell no body from an empty one.
func TestNoBodyStaysNone(t *testing.T) {
	for _, body := range []io.ReadCloser{nil, http.NoBody} {
		var sent *http.Request
		tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
			sent = r
			return (&counting{}).RoundTrip(r)
		}), screening.New(countries.Latest()))
		request := newRequest(t, "POST", "http://127.0.0.1:1/v1/customers", nil)
		request.Body = body
		_, err := tripper.RoundTrip(request)
		require.NoError(t, err)
		assert.Equal(t, body, sent.Body)
	}
}

// TestStalledBodyEndsWithItsContext sends a body that nobody writes to its end.
func TestStalledBodyEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		base := &counting{}
		client := &http.Client{Transport: transport.New(base, screener), Timeout: time.Minute}
		reader, writer := io.Pipe()
		go writer.Write([]byte(completeCustomer[:20]))
		body := &closeCounter{Reader: reader, close: reader.Close}
		_, err := client.Do(newRequest(t, "POST", "http://127.0.0.1:1/v1/customers", body))
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		_, err = writer.Write([]byte("more"))
		assert.ErrorIs(t, err, io.ErrClosedPipe, "the body is closed")
		assert.EqualValues(t, 1, body.closed.Load())
		assert.Zero(t, base.requests.Load())
	})
}

func TestNothingIsRefusedForAnIndirectReseller(t *testing.T) {
	for partner, refused := range map[screening.Partner]bool{
		screening.DirectBill: true, screening.IndirectProvider: true, screening.IndirectReseller: false,
	} {
		t.Run(partner.String(), func(t *testing.T) {
			screener := screening.New(countries.Latest(), screening.WithPartner(partner))
			var c screening.Customer
			require.NoError(t, json.Unmarshal([]byte(incompleteCustomer), &c))
			assert.Equal(t, refused, screener.Screen(&c) != nil)
			assert.Equal(t, refused, screener.Inspect(&c).Verdict() == screening.Refused)
			assert.Equal(t, refused, screener.ScreenProfile(&screening.CustomerCompanyProfile{Address: c.BillingProfile.DefaultAddress}) != nil)

			base, lookUps := &counting{}, 0
			client := &http.Client{Transport: transport.New(base, screener, transport.WithExistingCustomersFrom(
				func(context.Context, string) (*screening.Customer, error) { lookUps++; return &c, nil }))}
			for _, path := range []string{"/v1/customers", "/v1/customers/1/orders"} {
				response, _ := send(t, client, newRequest(t, "POST", "http://127.0.0.1:1"+path, strings.NewReader(incompleteCustomer)))
				assert.Equal(t, refused, response.StatusCode == http.StatusBadRequest)
			}
			assert.Equal(t, refused, base.requests.Load() == 0)
			assert.Equal(t, refused, lookUps == 1)
		})
	}
	assert.NotEmpty(t, screening.New(countries.Latest(), screening.WithPartner(screening.IndirectReseller)).
		Inspect(customer("RU", "7707083894", "+7")).Advisories, "advisories stay")
}

type closing struct {
	http.RoundTripper
	closed int
}

func (c *closing) CloseIdleConnections() { c.closed++ }

func TestCloseIdleConnections(t *testing.T) {
	base := &closing{RoundTripper: &counting{}}
	client := &http.Client{Transport: transport.New(base, screening.New(countries.Latest()), nil)}
	client.CloseIdleConnections()
	assert.Equal(t, 1, base.closed)
	client.Transport = transport.New(&counting{}, screening.New(countries.Latest()))
	client.CloseIdleConnections()
}

func TestNewNeedsAScreener(t *testing.T) {
	assert.PanicsWithValue(t, "transport: a screener is needed, for example screening.New(countries.Latest())",
		func() { transport.New(nil, nil) })
	assert.PanicsWithValue(t, "transport: WithExistingCustomersFrom needs a function that looks a customer up",
		func() { transport.WithExistingCustomersFrom(nil) })
}

func TestAByteOrderMarkIsReadOver(t *testing.T) {
	base := &counting{}
	tripper := transport.New(base, screening.New(countries.Latest()))
	request := newRequest(t, "POST", "https://api.example/v1/customers", strings.NewReader("\ufeff"+incompleteCustomer))
	response, err := tripper.RoundTrip(request)
	require.NoError(t, err)
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.NotEmpty(t, response.Header.Get(transport.AnsweredLocally))
}
