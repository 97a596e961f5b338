package transport_test

import (
	"bufio"
	"context"
	stderrors "errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
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

func ExampleWithExistingCustomers() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()
	id, err := partnerCenter.Add([]byte(`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"UZ","phoneNumber":"+998712000000"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}

	client := partnerCenter.Client()
	client.Transport = transport.New(client.Transport, screening.New(countries.Latest()),
		transport.WithExistingCustomers(), transport.WithRejectionAsError())
	_, err = client.Post(partnerCenter.URL+"/v1/customers/"+id+"/orders", "application/json", strings.NewReader(`{"lineItems":[]}`))

	var rejection *pcerrors.Rejection
	if stderrors.As(err, &rejection) {
		fmt.Println(rejection.Remedy)
	}
	for _, request := range partnerCenter.Requests() {
		fmt.Println(request.Method)
	}
	// Output:
	// Complete the existing customer first: set companyProfile.organizationRegistrationNumber.
	// GET
}

// inMemory answers requests with a handler, without a socket.
type inMemory struct{ http.Handler }

func (m inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	out := r.Clone(r.Context())
	if out.Body == nil {
		out.Body = http.NoBody
	}
	defer out.Body.Close()
	if out.Header.Get("Authorization") == "" {
		out.Header.Set("Authorization", "Bearer token")
	}
	recorder := httptest.NewRecorder()
	m.ServeHTTP(recorder, out)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	response := recorder.Result()
	response.Request = r
	return response, nil
}

// existing is a stand-in in memory with the two existing customers, and a
// transport in front of it.
type existing struct {
	*partnercentertest.Handler
	transport *transport.Transport
	reported  []*transport.UnscreenedError
	mu        sync.Mutex
}

func newExisting(t testing.TB, options ...transport.Option) *existing {
	e := &existing{Handler: partnercentertest.NewHandler()}
	addCustomers(t, e.Handler)
	options = append([]transport.Option{transport.WithExistingCustomers(),
		reporting(func(_ *http.Request, err *transport.UnscreenedError) {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.reported = append(e.reported, err)
		})}, options...)
	e.transport = transport.New(inMemory{e.Handler}, screening.New(countries.March2021()), options...)
	return e
}

// order orders for a customer and returns the status.
func (e *existing) order(t testing.TB, id string, headers ...string) int {
	t.Helper()
	response, err := e.transport.RoundTrip(orderRequest(t.Context(), id, headers...))
	require.NoError(t, err)
	response.Body.Close()
	return response.StatusCode
}

func orderRequest(ctx context.Context, id string, headers ...string) *http.Request {
	request, err := http.NewRequestWithContext(ctx, "POST", "https://api.example/v1/customers/"+id+"/orders", strings.NewReader(`{}`))
	if err != nil {
		panic(err)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	return request
}

// lookUps counts the look-ups that reached the stand-in, and orders the others.
func (e *existing) lookUps() (lookUps, orders int) {
	for _, request := range e.Requests() {
		if request.Method == "GET" {
			lookUps++
		} else {
			orders++
		}
	}
	return lookUps, orders
}

func TestExistingCustomerIsAnsweredWithWhatToDo(t *testing.T) {
	for _, test := range []struct {
		policy   *countries.Policy
		customer string
		want     string
	}{
		{countries.March2021(), `{"billingProfile":{"defaultAddress":{"country":"BY"}}}`,
			"Organization registration id information is missing. Complete the existing customer first: set companyProfile.organizationRegistrationNumber, set billingProfile.defaultAddress.phoneNumber."},
		{countries.March2021(), `{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"AZ","phoneNumber":"1"}}}`,
			`Organization registration id information is invalid and should be of the format ^(\\d{7}|\\d{10})$. Complete the existing customer first: correct companyProfile.organizationRegistrationNumber.`},
		{countries.November2020(), `{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"US"}}}`,
			"Organization registration id value is not supported. Complete the existing customer first: remove companyProfile.organizationRegistrationNumber."},
		{countries.March2021(), `{"companyProfile":{"organizationRegistrationNumber":"1","address":{"country":"PL"}}}`,
			"Customer phone number is missing. Complete the existing customer first: set billingProfile.defaultAddress.phoneNumber."},
	} {
		handler := partnercentertest.NewHandler()
		id, err := handler.Add([]byte(test.customer))
		require.NoError(t, err)
		tripper := transport.New(inMemory{handler}, screening.New(test.policy), transport.WithExistingCustomers())
		response, err := tripper.RoundTrip(orderRequest(t.Context(), id))
		require.NoError(t, err)
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.Contains(t, string(body), `"description":"`+test.want+`"`)

		// What reads the API's text reads this one.
		var c screening.Customer
		require.NoError(t, c.UnmarshalJSON([]byte(test.customer)))
		want := screening.New(test.policy).Screen(&c).(*pcerrors.Rejection).Violations[0]
		want.Country = ""
		assert.Equal(t, []pcerrors.Violation{want}, pcerrors.ParseResponse(response.StatusCode, nil, body).(*pcerrors.Rejection).Violations)
	}
}

func TestLookUpIsTheCallersOwn(t *testing.T) {
	e := newExisting(t)
	request := orderRequest(t.Context(), completeID,
		"Authorization", "Bearer partner", "X-Locale", "de-DE", "MS-Contract-Version", "v1", "User-Agent", "portal/1",
		"MS-CorrelationId", "b0000000-0000-4000-8000-00000000000b", "MS-RequestId", "a0000000-0000-4000-8000-00000000000a",
		"If-Match", "7", "Content-Type", "application/json", "Expect", "100-continue", "Cookie", "a=b")
	request.URL.Path = "/gateway/a/v1/customers/" + completeID + "/orders"
	request.URL.RawPath = "/gateway%2Fa/v1/customers/" + completeID + "/orders"
	request.URL.RawQuery = "async=true"
	var lookUp *http.Request
	tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == "GET" {
			lookUp = r
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = "/v1/customers/"+completeID, ""
			return inMemory{e.Handler}.RoundTrip(r)
		}
		return (&counting{}).RoundTrip(r)
	}), screening.New(countries.Latest()), transport.WithExistingCustomers())
	_, err := tripper.RoundTrip(request)
	require.NoError(t, err)
	require.NotNil(t, lookUp)
	assert.Equal(t, "https://api.example/gateway%2Fa/v1/customers/"+completeID, lookUp.URL.String())
	assert.Equal(t, request.Host, lookUp.Host)
	assert.Nil(t, lookUp.Body)
	id := lookUp.Header.Get("MS-RequestId")
	assert.Regexp(t, "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id)
	lookUp.Header.Del("MS-RequestId")
	assert.Equal(t, http.Header{
		"Accept": {"application/json"}, "Authorization": {"Bearer partner"}, "X-Locale": {"de-DE"}, "Ms-Contract-Version": {"v1"},
		"Ms-Correlationid": {"b0000000-0000-4000-8000-00000000000b"}, "User-Agent": {"portal/1"},
	}, lookUp.Header)
}

func TestLookUpHasNoEmptyHeaders(t *testing.T) {
	var lookUp *http.Request
	tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == "GET" {
			lookUp = r
		}
		return (&counting{}).RoundTrip(r)
	}), screening.New(countries.Latest()), transport.WithExistingCustomers())
	for range 50 { // the last digits are random
		_, err := tripper.RoundTrip(orderRequest(t.Context(), completeID))
		require.NoError(t, err)
		require.Regexp(t, "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", lookUp.Header.Get("MS-RequestId"))
		lookUp.Header.Del("MS-RequestId")
		require.Equal(t, http.Header{"Accept": {"application/json"}}, lookUp.Header)
	}
}

// TestLookUpBelievesNoLength answers with a length that no machine holds.
func TestLookUpBelievesNoLength(t *testing.T) {
	tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
		response, err := (&counting{}).RoundTrip(r)
		if r.Method == "GET" {
			response.StatusCode, response.ContentLength = http.StatusOK, 1<<60
			response.Body = io.NopCloser(strings.NewReader(incompleteCustomer))
		}
		return response, err
	}), screening.New(countries.Latest()), transport.WithExistingCustomers())
	response, err := tripper.RoundTrip(orderRequest(t.Context(), completeID))
	require.NoError(t, err)
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
}

func TestVerdictsAreKeptForABoundedTime(t *testing.T) {
	for id, test := range map[string]struct {
		status int
		keep   time.Duration
	}{
		completeID:   {http.StatusCreated, 5 * time.Minute},
		incompleteID: {http.StatusBadRequest, 10 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			e := newExisting(t)
			for range 3 {
				assert.Equal(t, test.status, e.order(t, id))
			}
			time.Sleep(test.keep - time.Nanosecond)
			assert.Equal(t, test.status, e.order(t, strings.ToUpper(id)), "letter case does not count")
			lookUps, _ := e.lookUps()
			assert.Equal(t, 1, lookUps)
			time.Sleep(time.Nanosecond)
			assert.Equal(t, test.status, e.order(t, id))
			lookUps, _ = e.lookUps()
			assert.Equal(t, 2, lookUps)
			assert.Empty(t, e.reported)
		})
	}
}

func TestVerdictsAreKeptInABoundedNumber(t *testing.T) {
	var lookUps atomic.Int64
	c := customer("BY", "123456789", "+375")
	tripper := transport.New(&counting{}, screening.New(countries.Latest()), transport.WithExistingCustomersFrom(
		func(context.Context, string) (*screening.Customer, error) { lookUps.Add(1); return c, nil }))
	order := func(n int) {
		_, err := tripper.RoundTrip(orderRequest(t.Context(), fmt.Sprint(n)))
		require.NoError(t, err)
	}
	const most = 4096
	for range 2 {
		for n := range most {
			order(n)
		}
		require.EqualValues(t, most, lookUps.Load(), "all of them are kept")
	}
	for n := most; n < most+100; n++ {
		order(n)
	}
	lookUps.Store(0)
	for n := range most + 100 {
		order(n)
	}
	assert.GreaterOrEqual(t, lookUps.Load(), int64(100), "as many are forgotten as are too many")
	assert.Less(t, lookUps.Load(), int64(most), "and not all of them")
}

func TestEachAuthorizationAndPlaceSeesForItself(t *testing.T) {
	e := newExisting(t)
	e.order(t, completeID, "Authorization", "Bearer one")
	e.order(t, completeID, "Authorization", "Bearer one")
	e.order(t, completeID, "Authorization", "Bearer two")
	lookUps, orders := e.lookUps()
	assert.Equal(t, 2, lookUps)
	assert.Equal(t, 3, orders)

	other := orderRequest(t.Context(), completeID, "Authorization", "Bearer one")
	other.URL.Host = "other.example"
	_, err := e.transport.RoundTrip(other)
	require.NoError(t, err)
	lookUps, _ = e.lookUps()
	assert.Equal(t, 3, lookUps)
}

// TestAuthorizationUnderTwoSpellings goes out as it is set, and shares no
// verdict with another.
func TestAuthorizationUnderTwoSpellings(t *testing.T) {
	var lookUps [][]string
	tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == "GET" {
			lookUps = append(lookUps, r.Header["Authorization"])
			return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(completeCustomer))}, nil
		}
		return (&counting{}).RoundTrip(r)
	}), screening.New(countries.Latest()), transport.WithExistingCustomers())
	for _, header := range []http.Header{
		{"Authorization": {"Bearer one"}},
		{"Authorization": {"Bearer one"}, "authorization": {"Bearer two"}},
		{"Authorization": {"Bearer two"}, "authorization": {"Bearer one"}},
		{"Authorization": {"Bearer one"}, "authorization": {"Bearer three"}},
		{"authorization": {"Bearer two"}},
	} {
		for range 20 { // a map has no order
			request := orderRequest(t.Context(), completeID)
			request.Header = header
			_, err := tripper.RoundTrip(request)
			require.NoError(t, err)
		}
	}
	assert.Equal(t, [][]string{
		{"Bearer one"}, {"Bearer one", "Bearer two"}, {"Bearer two", "Bearer one"}, {"Bearer one", "Bearer three"}, {"Bearer two"},
	}, lookUps)
}

func TestConcurrentLookUpsAreOneRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newExisting(t)
		e.Inject(partnercentertest.Delayed(time.Second))
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() { assert.Equal(t, http.StatusCreated, e.order(t, completeID)) })
		}
		wg.Wait()
		lookUps, orders := e.lookUps()
		assert.Equal(t, 1, lookUps)
		assert.Equal(t, 50, orders)
	})
}

func TestOneCallersEndIsNotTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newExisting(t)
		e.Inject(partnercentertest.Delayed(5 * time.Second))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second) // of the one who came first
		defer cancel()
		body := &closeCounter{Reader: strings.NewReader("{}")}
		request := orderRequest(ctx, completeID)
		request.Body = body
		var wg sync.WaitGroup
		wg.Go(func() {
			_, err := e.transport.RoundTrip(request)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			assert.EqualValues(t, 1, body.closed.Load())
		})
		synctest.Wait()
		wg.Go(func() { assert.Equal(t, http.StatusCreated, e.order(t, completeID)) })
		wg.Wait()
		lookUps, orders := e.lookUps()
		assert.Equal(t, 1, lookUps)
		assert.Equal(t, 1, orders)
		assert.Empty(t, e.reported, "the look-up did not fail")
	})
}

func TestLookUpEndsWhenNobodyWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan error, 1)
		tripper := transport.New(&counting{}, screening.New(countries.Latest()), transport.WithExistingCustomersFrom(
			func(ctx context.Context, _ string) (*screening.Customer, error) {
				<-ctx.Done()
				ended <- ctx.Err()
				return nil, ctx.Err()
			}))
		cause := stderrors.New("the user left")
		var wg sync.WaitGroup
		for range 2 {
			ctx, cancel := context.WithCancelCause(t.Context())
			wg.Go(func() {
				_, err := tripper.RoundTrip(orderRequest(ctx, completeID))
				assert.Equal(t, cause, err)
			})
			time.AfterFunc(time.Second, func() { cancel(cause) })
		}
		wg.Wait()
		assert.Equal(t, context.Canceled, <-ended)
	})
}

// TestALookUpThatDoesNotEnd holds no request longer than its own time, and is
// the only one until it ends.
func TestALookUpThatDoesNotEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lookUps atomic.Int64
		base := &counting{}
		end := make(chan struct{})
		var reported []*transport.UnscreenedError
		tripper := transport.New(base, screening.New(countries.Latest()),
			transport.WithExistingCustomersFrom(func(context.Context, string) (*screening.Customer, error) {
				lookUps.Add(1)
				<-end // whatever the context says
				return customer("BY", "123456789", ""), nil
			}), reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = append(reported, err) }))
		order := func(ctx context.Context, waits time.Duration) {
			before := time.Now()
			response, err := tripper.RoundTrip(orderRequest(ctx, completeID))
			require.NoError(t, err)
			assert.Equal(t, http.StatusNoContent, response.StatusCode)
			assert.Equal(t, waits, time.Since(before))
		}
		order(t.Context(), 10*time.Second)
		order(t.Context(), 0)
		for range 20 { // of a caller who has left there is an error or a request that passed
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_, err := tripper.RoundTrip(orderRequest(ctx, completeID))
			assert.True(t, err == nil || stderrors.Is(err, context.Canceled))
		}
		order(t.Context(), 0)
		assert.EqualValues(t, 1, lookUps.Load())
		for _, err := range reported {
			assert.Equal(t, transport.CustomerUnknown, err.Reason)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
		}

		close(end)
		synctest.Wait()
		response, err := tripper.RoundTrip(orderRequest(t.Context(), completeID))
		require.NoError(t, err)
		assert.Equal(t, http.StatusBadRequest, response.StatusCode, "what it found counts from then on")
		assert.EqualValues(t, 1, lookUps.Load())
	})
}

// TestALookUpThatEndsIsNotJoined: who comes after the last one left asks anew,
// even while the older look-up has not noticed yet.
func TestALookUpThatEndsIsNotJoined(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lookUps atomic.Int64
		tripper := transport.New(&counting{}, screening.New(countries.Latest()), transport.WithExistingCustomersFrom(
			func(ctx context.Context, _ string) (*screening.Customer, error) {
				if lookUps.Add(1) == 1 {
					<-ctx.Done()
					time.Sleep(time.Minute)
					return nil, ctx.Err()
				}
				return customer("BY", "123456789", ""), nil
			}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := tripper.RoundTrip(orderRequest(ctx, completeID))
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		response, err := tripper.RoundTrip(orderRequest(t.Context(), completeID))
		require.NoError(t, err)
		assert.Equal(t, http.StatusBadRequest, response.StatusCode)
		assert.EqualValues(t, 2, lookUps.Load())
		time.Sleep(2 * time.Minute) // the older look-up's end
	})
}

// update makes the incomplete customer complete.
func (e *existing) update(t testing.TB) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), "PATCH", "https://api.example/v1/customers/"+incompleteID, strings.NewReader(completeCustomer))
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer another of the same partner")
	response, err := e.transport.RoundTrip(request)
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, response.StatusCode)
}

func TestAnUpdateForgetsTheCustomer(t *testing.T) {
	t.Run("that is kept", func(t *testing.T) {
		e := newExisting(t)
		require.Equal(t, http.StatusBadRequest, e.order(t, incompleteID))
		e.update(t)
		assert.Equal(t, http.StatusCreated, e.order(t, incompleteID))
	})
	t.Run("that is being looked up", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			e := newExisting(t)
			late := func(next http.Handler) http.Handler { // answers of the time before the update
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					next.ServeHTTP(w, r)
					time.Sleep(5 * time.Second)
				})
			}
			e.Inject(late)
			var wg sync.WaitGroup
			wg.Go(func() { assert.Equal(t, http.StatusBadRequest, e.order(t, incompleteID), "came before the update") })
			synctest.Wait()
			e.update(t)
			assert.Equal(t, http.StatusCreated, e.order(t, incompleteID), "while the older look-up is still under way")
			wg.Wait()
			assert.Equal(t, http.StatusCreated, e.order(t, incompleteID), "the older look-up's verdict is not kept")
			lookUps, _ := e.lookUps()
			assert.Equal(t, 2, lookUps)
		})
	})
	for _, path := range []string{"/profiles/billing", "/profiles/company"} {
		t.Run("at "+path, func(t *testing.T) {
			e := newExisting(t)
			e.order(t, completeID)
			request := newRequest(t, "PUT", "https://api.example/v1/customers/"+completeID+path, strings.NewReader(`{}`))
			_, err := e.transport.RoundTrip(request)
			require.NoError(t, err)
			e.order(t, completeID)
			lookUps, _ := e.lookUps()
			assert.Equal(t, 2, lookUps)
		})
	}
}

func TestAnOrderThatPartnerCenterRefusesForgetsTheCustomer(t *testing.T) {
	for status, lookUps := range map[int]int{400: 2, 403: 2, 404: 1, 409: 1, 429: 1, 500: 1} {
		e := newExisting(t)
		e.order(t, completeID)
		e.Inject(func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		})
		require.Equal(t, status, e.order(t, completeID))
		e.order(t, completeID)
		sent, _ := e.lookUps()
		assert.Equal(t, lookUps, sent, status)
	}
}

func TestFailingLookUpsLetTheRequestPass(t *testing.T) {
	notACustomer := func(status int, body string) partnercentertest.Fault {
		return func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(status)
				io.WriteString(w, body)
			})
		}
	}
	for _, test := range []struct {
		name  string
		fault partnercentertest.Fault
		text  string
	}{
		{"throttled", partnercentertest.Throttled(0), "Partner Center answered with HTTP status 429"},
		{"a gateway's page", partnercentertest.Unavailable(), "Partner Center answered with HTTP status 502"},
		{"not found", notACustomer(404, `{"code":1000}`), "Partner Center answered with HTTP status 404, code 1000"},
		{"a redirect", notACustomer(302, ``), "expected HTTP status 200, found 302"},
		{"not JSON", notACustomer(200, `<html>`), "the answer is not a customer: jsontext: invalid character '<' at start of value"},
		{"another resource", notACustomer(200, `[]`), "the answer is not a customer: expected an object, found an array"},
		{"no country", notACustomer(200, `{"companyProfile":{"organizationRegistrationNumber":"1"}}`), "the customer cannot be judged: billingProfile.defaultAddress.country is not given"},
		{"a country's name", notACustomer(200, `{"companyProfile":{"address":{"country":"Russia"}}}`), "the customer cannot be judged: companyProfile.address.country is not a country code, such as AM for Armenia"},
		{"one profile alone", notACustomer(200, `{"companyProfile":null,"billingProfile":{"defaultAddress":{"country":"BY","phoneNumber":"+375"}}}`), "the answer lacks a profile of the customer"},
		{"the other alone", notACustomer(200, `{"companyProfile":{"address":{"country":"BY"}}}`), "the answer lacks a profile of the customer"},
		{"too large", notACustomer(200, strings.Repeat(" ", 1<<20+1)), "the answer with HTTP status 200 is larger than what is read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := newExisting(t, transport.WithUnscreenedRefused()) // which is about bodies
			e.Inject(test.fault)
			assert.Equal(t, http.StatusBadRequest, e.order(t, incompleteID), "of the stand-in")
			lookUps, orders := e.lookUps()
			assert.Equal(t, []int{1, 1}, []int{lookUps, orders})
			require.Len(t, e.reported, 1)
			assert.Equal(t, transport.CustomerUnknown, e.reported[0].Reason)
			assert.EqualError(t, e.reported[0], "transport: looking up the existing customer: "+test.text)

			assert.Equal(t, http.StatusBadRequest, e.order(t, incompleteID), "of the transport: the failure is not kept")
			lookUps, orders = e.lookUps()
			assert.Equal(t, []int{2, 1}, []int{lookUps, orders})
		})
	}

	for name, fault := range map[string]partnercentertest.Fault{"cut": partnercentertest.Cut(), "truncated": partnercentertest.Truncated()} {
		t.Run(name, func(t *testing.T) {
			server, client := newPartnerCenter(t, transport.WithExistingCustomers())
			server.Inject(fault)
			response, _ := send(t, client, newRequest(t, "POST", server.URL+"/v1/customers/"+incompleteID+"/carts/1/checkout", http.NoBody))
			assert.Empty(t, response.Header.Get(transport.AnsweredLocally))
			assert.Len(t, server.Requests(), 2)
		})
	}
}

// TestMalformedAnswersAreNotQuoted looks a customer up where net/http quotes in
// its error what it cannot read.
func TestMalformedAnswersAreNotQuoted(t *testing.T) {
	for _, answer := range []string{
		"HTTP/1.1 200 OK\r\nIvan Petrosyan 02561234\r\n\r\n",
		"Ivan Petrosyan 02561234\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: Ivan Petrosyan 02561234\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n0\r\nIvan Petrosyan 02561234\r\n\r\n",
	} {
		base := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			go func() {
				defer there.Close()
				if _, err := http.ReadRequest(bufio.NewReader(there)); err == nil {
					io.WriteString(there, answer)
				}
			}()
			return here, nil
		}}
		var told []transport.Outcome
		tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
			if r.Method == "GET" {
				return base.RoundTrip(r)
			}
			return (&counting{}).RoundTrip(r)
		}), screener, transport.WithExistingCustomers(), transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
		request := orderRequest(t.Context(), completeID)
		request.URL.Scheme = "http"
		response, err := tripper.RoundTrip(request)
		require.NoError(t, err)
		response.Body.Close()
		base.CloseIdleConnections()

		require.Len(t, told, 1)
		var cause error
		for err := told[0].Finding; err != nil; err = stderrors.Unwrap(err) {
			cause = err
		}
		assert.Contains(t, cause.Error(), "Petrosyan", "as net/http says it")
		assert.Regexp(t, `^transport: looking up the existing customer: (no answer|the answer with HTTP status 200 cannot be read) \([*a-z]+\.\w+\)$`, told[0].Finding.Error())
		for _, v := range []any{told[0], told[0].Finding, stderrors.Unwrap(told[0].Finding)} {
			for _, text := range printed(v, anyVerb) {
				assert.NotContains(t, text, "Petrosyan")
				assert.NotContains(t, text, "02561234")
			}
		}
	}
}

func TestRetryAfterKeepsLookUpsAway(t *testing.T) {
	for asked, waits := range map[time.Duration]time.Duration{57 * time.Second: 57 * time.Second, time.Hour: 5 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			e := newExisting(t)
			e.Inject(partnercentertest.Throttled(asked))
			e.order(t, completeID)
			require.Len(t, e.reported, 1)
			assert.NotContains(t, e.reported[0].Error(), "Rate limit", "what is kept has not the answer's words")
			time.Sleep(waits - time.Nanosecond)
			e.order(t, completeID)
			lookUps, orders := e.lookUps()
			assert.Equal(t, []int{1, 2}, []int{lookUps, orders})
			assert.Len(t, e.reported, 2, "each request that passes unscreened is reported")
			var refusal *pcerrors.APIError
			require.ErrorAs(t, e.reported[1], &refusal)
			assert.Equal(t, asked, refusal.RetryAfter)
			time.Sleep(time.Nanosecond)
			e.order(t, completeID)
			lookUps, _ = e.lookUps()
			assert.Equal(t, 2, lookUps)
		})
	}
}

// TestALookUpThatPanics shows that a panic reaches whoever waits, with its
// value, on their own goroutine, where a server recovers from it, and that the
// next look-up is a new one.
func TestALookUpThatPanics(t *testing.T) {
	for _, value := range []any{"a nil map in the look-up", http.ErrAbortHandler, 7} {
		calls := 0
		base := &counting{}
		tripper := transport.New(base, screening.New(countries.Latest()),
			transport.WithExistingCustomersFrom(func(context.Context, string) (*screening.Customer, error) {
				if calls++; calls == 1 {
					panic(value)
				}
				return customer("BY", "123456789", "+375"), nil
			}))
		body := &closeCounter{Reader: strings.NewReader("{}")}
		request := orderRequest(t.Context(), "a")
		request.Body = body
		assert.PanicsWithValue(t, value, func() { tripper.RoundTrip(request) })
		assert.EqualValues(t, 1, body.closed.Load())
		assert.Zero(t, base.requests.Load())
		response, err := tripper.RoundTrip(orderRequest(t.Context(), "a"))
		require.NoError(t, err)
		response.Body.Close()
		assert.Equal(t, 2, calls)
	}
}

// TestALookUpThatEndsItsGoroutine has found nothing, and that is no complete
// customer.
func TestALookUpThatEndsItsGoroutine(t *testing.T) {
	calls := 0
	base := &counting{}
	var reported []*transport.UnscreenedError
	tripper := transport.New(base, screening.New(countries.Latest()),
		transport.WithExistingCustomersFrom(func(context.Context, string) (*screening.Customer, error) {
			if calls++; calls == 1 {
				runtime.Goexit()
			}
			return customer("BY", "", ""), nil
		}), reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = append(reported, err) }))
	for _, status := range []int{http.StatusNoContent, http.StatusBadRequest} {
		response, err := tripper.RoundTrip(orderRequest(t.Context(), "a"))
		require.NoError(t, err)
		assert.Equal(t, status, response.StatusCode)
	}
	require.Len(t, reported, 1)
	assert.Equal(t, transport.CustomerUnknown, reported[0].Reason)
	assert.EqualError(t, reported[0], "transport: looking up the existing customer: the look-up ended its goroutine")
}

func TestLookUpOfTheCaller(t *testing.T) {
	type contextKey struct{}
	broken := stderrors.New("the database is gone")
	refusal := &pcerrors.APIError{Status: 403, Description: "access denied"} // not kept, and so with its words
	for _, test := range []struct {
		name     string
		customer *screening.Customer
		err      error
		refused  bool
		reported error
	}{
		{"complete", customer("BY", "123456789", "+375"), nil, false, nil},
		{"incomplete", customer("BY", "123456789", ""), nil, true, nil},
		{"none", nil, nil, false, nil},
		{"failure", nil, broken, false, broken},
		{"refusal", nil, refusal, false, refusal},
	} {
		t.Run(test.name, func(t *testing.T) {
			base := &counting{}
			var reported error
			tripper := transport.New(base, screening.New(countries.Latest()),
				transport.WithExistingCustomersFrom(func(ctx context.Context, id string) (*screening.Customer, error) {
					assert.Equal(t, "a b", id)
					assert.Equal(t, "value", ctx.Value(contextKey{}))
					return test.customer, test.err
				}),
				reporting(func(_ *http.Request, err *transport.UnscreenedError) { reported = err }))
			response, err := tripper.RoundTrip(orderRequest(context.WithValue(t.Context(), contextKey{}, "value"), "a%20b"))
			require.NoError(t, err)
			assert.Equal(t, test.refused, response.StatusCode == http.StatusBadRequest)
			assert.Equal(t, test.refused, base.requests.Load() == 0)
			assert.Equal(t, test.name == "none" || test.reported != nil, reported != nil)
			if test.reported != nil {
				assert.ErrorIs(t, reported, test.reported)
			}
		})
	}
}
