package transport_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// TestThrottledRequestsWaitHere sends requests after one that was answered 429:
// those of its kind are answered here, with the rest of the time.
func TestThrottledRequestsWaitHere(t *testing.T) {
	for _, test := range []struct {
		method, path string
		header       string
		waits        bool
	}{
		{"POST", "https://api.example/v1/customers/C1/orders", "Bearer one", true},
		{"post", "https://api.example/v1.0/Customers/c1//orders/", "Bearer one", true},
		{"POST", "https://api.example/v1/customers/c1/orders?x=1", "Bearer one", true},
		{"GET", "https://api.example/v1/customers/c1/orders", "Bearer one", false},
		{"POST", "https://api.example/v1/customers/c1/orders/o1", "Bearer one", false},
		{"POST", "https://api.example/v1/customers/c1/carts", "Bearer one", false},
		{"POST", "https://api.example/v1/customers/c2/orders", "Bearer one", false},
		{"POST", "https://api.example/v1/customers/c1/orders", "Bearer two", false},
		{"POST", "https://other.example/v1/customers/c1/orders", "Bearer one", false},
	} {
		synctest.Test(t, func(t *testing.T) {
			base := &counting{}
			var told []transport.Outcome
			throttle := true
			tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
				response, err := base.RoundTrip(r)
				if throttle {
					response.StatusCode, response.Header = 429, http.Header{"Retry-After": {"57"}}
				}
				return response, err
			}), screener, transport.WithThrottling(), transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
			first := newRequest(t, "POST", "https://api.example/v1/customers/c1/orders", strings.NewReader("{}"))
			first.Header.Set("Authorization", "Bearer one")
			response, err := tripper.RoundTrip(first)
			require.NoError(t, err)
			assert.Equal(t, 429, response.StatusCode)
			assert.Empty(t, response.Header.Get(transport.AnsweredLocally))
			throttle, told = false, nil
			time.Sleep(6500 * time.Millisecond)

			body := &closeCounter{Reader: strings.NewReader("{}")}
			request := newRequest(t, test.method, test.path, body)
			request.Header.Set("Authorization", test.header)
			request.Header.Set("MS-CorrelationId", "a")
			response, err = tripper.RoundTrip(request)
			require.NoError(t, err)
			assert.EqualValues(t, 1, body.closed.Load())
			if !test.waits {
				assert.EqualValues(t, 2, base.requests.Load(), test.path)
				return
			}
			assert.EqualValues(t, 1, base.requests.Load(), test.path)
			assert.Equal(t, "51", response.Header.Get("Retry-After"), "in whole seconds, rounded up")
			assert.Equal(t, "customerscreen", response.Header.Get(transport.AnsweredLocally))
			assert.Equal(t, "a", response.Header.Get("MS-CorrelationId"))
			answer, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			assert.JSONEq(t, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 51 seconds."}`, string(answer))
			require.Len(t, told, 1)
			assert.False(t, told[0].Sent)
			assert.Equal(t, &pcerrors.APIError{Status: 429, RetryAfter: 51 * time.Second}, told[0].Finding)
			assert.Empty(t, told[0].Verdict)

			time.Sleep(50500 * time.Millisecond)
			_, err = tripper.RoundTrip(request)
			require.NoError(t, err)
			assert.EqualValues(t, 2, base.requests.Load(), "the time is over")
		})
	}
}

// TestOtherResourcesAreThrottledByTheirKind, too, without a customer.
func TestOtherResourcesAreThrottledByTheirKind(t *testing.T) {
	sent := 0
	tripper := transport.New(roundTripper(func(*http.Request) (*http.Response, error) {
		sent++
		return &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {"3"}}, Body: http.NoBody}, nil
	}), screener, transport.WithThrottling())
	for _, path := range []string{"/v1/invoices/D01", "/v1/invoices/D02", "/v1/invoices/D02/receipts", "/v1.0/Invoices/D03"} {
		_, err := tripper.RoundTrip(newRequest(t, "GET", "https://api.example"+path, http.NoBody))
		require.NoError(t, err)
	}
	assert.Equal(t, 2, sent)
	_, err := tripper.RoundTrip(&http.Request{Method: "GET"})
	require.NoError(t, err)
	assert.Equal(t, 3, sent, "without a URL it is the base transport's")
}

// TestHowLongRequestsWait: not without a time, not for other answers, and not
// for hours.
func TestHowLongRequestsWait(t *testing.T) {
	for _, test := range []struct {
		status     int
		retryAfter string
		waits      time.Duration
		option     transport.Option
	}{
		{429, "57", 57 * time.Second, nil},
		{429, "86400", 5 * time.Minute, nil},
		{429, "", 0, nil},
		{429, "0", 0, nil},
		{503, "57", 0, nil},
		{429, "57", 0, transport.WithNothingRefused()},
	} {
		synctest.Test(t, func(t *testing.T) {
			sent := 0
			tripper := transport.New(roundTripper(func(*http.Request) (*http.Response, error) {
				sent++
				return &http.Response{StatusCode: test.status, Header: http.Header{"Retry-After": {test.retryAfter}}, Body: http.NoBody}, nil
			}), screener, transport.WithThrottling(), test.option)
			send := func() {
				_, err := tripper.RoundTrip(orderRequest(t.Context(), completeID))
				require.NoError(t, err)
			}
			send()
			if test.waits > 0 {
				time.Sleep(test.waits - time.Nanosecond)
				send()
				assert.Equal(t, 1, sent, "%v", test)
				time.Sleep(time.Nanosecond)
			}
			send()
			assert.Equal(t, 2, sent, "%v", test)
		})
	}
}

// TestThrottledKindsAreBounded: as many are forgotten as are too many.
func TestThrottledKindsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := 0
		tripper := transport.New(roundTripper(func(*http.Request) (*http.Response, error) {
			sent++
			return &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {"57"}}, Body: http.NoBody}, nil
		}), screener, transport.WithThrottling())
		all := func(customers int) int {
			sent = 0
			for n := range customers {
				_, err := tripper.RoundTrip(orderRequest(t.Context(), fmt.Sprint(n)))
				require.NoError(t, err)
			}
			return sent
		}
		assert.Equal(t, 2000, all(2000))
		assert.Equal(t, 0, all(2000), "all of them are kept")
		assert.Equal(t, 1000, all(3000))
		assert.Greater(t, all(3000), 400, "but not as many")
		time.Sleep(time.Minute)
		assert.Equal(t, 3000, all(3000))
	})
}

// TestLookUpsGiveWay: while a request on the customer is throttled nothing is
// looked up, and a look-up that is throttled is not repeated.
func TestLookUpsGiveWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEligible(t, completeCustomer, nil, transport.WithExistingCustomers(), transport.WithThrottling())
		e.Inject(nil, partnercentertest.Throttled(30*time.Second))
		status, _, local := e.do(t, "POST", "/orders", "{}")
		assert.Equal(t, 429, status)
		assert.False(t, local)
		time.Sleep(time.Second)
		status, _, local = e.do(t, "POST", "/orders", "{}")
		assert.Equal(t, 429, status)
		assert.True(t, local)
		assert.Len(t, e.Requests(), 2)

		// Another kind is sent, but nothing is looked up for it.
		e.do(t, "PATCH", "/profiles/company", "{}") // forgets the customer
		status, _, _ = e.do(t, "POST", "/carts/k1/checkout", "{}")
		assert.Equal(t, http.StatusCreated, status)
		gets, _ := e.gets()
		assert.Equal(t, 1, gets)
		assert.Equal(t, transport.CustomerUnknown, reasonOf(e.last(t).Finding))
		var failure *pcerrors.APIError
		require.ErrorAs(t, e.last(t).Finding, &failure)
		assert.Equal(t, 29*time.Second, failure.RetryAfter)
		time.Sleep(29 * time.Second)
		e.do(t, "POST", "/orders", "{}")
		gets, _ = e.gets()
		assert.Equal(t, 2, gets)
		assert.NoError(t, e.last(t).Finding)
	})
	synctest.Test(t, func(t *testing.T) {
		e := newEligible(t, completeCustomer, nil, transport.WithExistingCustomers(), transport.WithAccountStatus(), transport.WithThrottling())
		e.Inject(partnercentertest.Throttled(30 * time.Second))
		for range 3 {
			status, _, _ := e.do(t, "POST", "/orders", "{}")
			assert.Equal(t, http.StatusCreated, status, "it is the look-up's limit, not the order's")
		}
		gets, _ := e.gets()
		assert.Equal(t, 1, gets, "and the other question gives way as well")
	})
}

// TestAClientThatRetriesSendsOncePerWindow has a client that retries each
// second: without the option it never gets through, since every retry counts.
func TestAClientThatRetriesSendsOncePerWindow(t *testing.T) {
	for name, test := range map[string]struct {
		option transport.Option
		sent   int
		done   bool
	}{"with": {transport.WithThrottling(), 4, true}, "without": {nil, 183, false}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := newEligible(t, completeCustomer, []partnercentertest.Option{partnercentertest.WithLimit(2, time.Minute)}, test.option)
				done := false
				for i := range 183 {
					status, _, _ := e.do(t, "POST", "/orders", "{}")
					if done = status == http.StatusCreated; done && i >= 2 {
						break
					}
					if i >= 1 {
						time.Sleep(time.Second)
					}
				}
				assert.Equal(t, test.done, done)
				_, sent := e.gets()
				assert.Equal(t, test.sent, sent)
			})
		})
	}
}

// TestAPartnersDay runs a partner with many customers for a day of simulated
// time. Each customer orders five times within a second, and whoever is answered
// 429 waits for what it is told and orders again.
func TestAPartnersDay(t *testing.T) {
	customers := 10_000
	if !tests.All() {
		customers = 300
	}
	type day struct{ gets, throttled, orders, stopped, refusedThere int }
	run := func(t *testing.T, newTripper func(base http.RoundTripper) func() *transport.Transport) (d day) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(21, 11))
			standIn := partnercentertest.NewHandler(partnercentertest.WithAgreementRequired(), partnercentertest.WithLimit(3, time.Minute))
			var mu sync.Mutex
			reach := roundTripper(func(r *http.Request) (*http.Response, error) { // as Requests would tell, without the memory
				response, err := inMemory{standIn}.RoundTrip(r)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err != nil:
				case response.StatusCode == 429:
					d.throttled++
				case r.Method == "GET":
					d.gets++
				case response.StatusCode == 201:
					d.orders++
				default:
					d.refusedThere++
				}
				return response, err
			})
			tripper := newTripper(reach)
			var wg sync.WaitGroup
			for n := range customers {
				body := completeCustomer
				if n%50 == 0 {
					body = strings.Replace(body, "+375", "", 1)
				}
				id, err := standIn.Add([]byte(body))
				require.NoError(t, err)
				if n%40 == 1 {
					require.NoError(t, standIn.SetValidationStatus(id, []string{"Allowed", "UnderReview", "NotAllowed"}[n%3]))
				}
				if n%30 != 2 {
					response, err := inMemory{standIn}.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers/"+id+"/agreements", strings.NewReader(customerAgreement)))
					require.NoError(t, err)
					require.Equal(t, 201, response.StatusCode)
				}
				at := time.Duration(random.Int64N(int64(20 * time.Hour)))
				for n := range 5 {
					wg.Go(func() {
						time.Sleep(at + time.Duration(n)*200*time.Millisecond)
						for tries := 0; ; tries++ {
							require.Less(t, tries, 20)
							response, err := tripper().RoundTrip(orderRequest(t.Context(), id))
							require.NoError(t, err)
							if response.StatusCode != 429 {
								if response.Header.Get(transport.AnsweredLocally) != "" {
									mu.Lock()
									d.stopped++
									mu.Unlock()
								}
								return
							}
							wait, err := time.ParseDuration(response.Header.Get("Retry-After") + "s")
							require.NoError(t, err)
							time.Sleep(wait)
						}
					})
				}
			}
			wg.Wait()
		})
		return d
	}
	all := []transport.Option{transport.WithExistingCustomers(), transport.WithAccountStatus(), transport.WithCustomerAgreement(true), transport.WithThrottling()}
	one := func(options ...transport.Option) func(http.RoundTripper) func() *transport.Transport {
		return func(base http.RoundTripper) func() *transport.Transport {
			tripper := transport.New(base, screener, options...)
			return func() *transport.Transport { return tripper }
		}
	}
	plain, asking, polite := run(t, one()), run(t, one(all[:3]...)), run(t, one(all...))
	forgetful := run(t, func(base http.RoundTripper) func() *transport.Transport { // each request has a Transport, which remembers nothing
		return func() *transport.Transport { return transport.New(base, screener, all[:3]...) }
	})
	orders := 5 * customers
	t.Logf("%d customers, %d orders", customers, orders)
	t.Logf("no options:                 %+v", plain)
	t.Logf("asking, nothing kept:       %+v", forgetful)
	t.Logf("asking:                     %+v", asking)
	t.Logf("asking, WithThrottling too: %+v", polite)
	for _, d := range []day{plain, forgetful, asking, polite} {
		assert.Equal(t, orders, d.orders+d.stopped+d.refusedThere, "none is lost")
		assert.Equal(t, plain.orders, d.orders, "what would succeed does")
	}
	for _, d := range []day{asking, polite} {
		assert.Zero(t, d.refusedThere, "nothing is sent to be refused")
		assert.LessOrEqual(t, d.gets, 3*customers, "one GET for each customer and question, however many orders")
	}
	assert.Greater(t, forgetful.gets, 2*asking.gets)
	assert.Less(t, polite.throttled, asking.throttled)
}

// TestAShorterPauseEndsNoLongerOne: look-ups wait as long as any request on
// their customer has to.
func TestAShorterPauseEndsNoLongerOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lookUps := 0
		tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
			response := &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {"1"}}, Body: http.NoBody, Request: r}
			switch {
			case r.Method == http.MethodGet:
				lookUps++
				response.StatusCode, response.Header = 404, nil
			case strings.HasSuffix(r.URL.Path, "/orders"):
				response.Header = http.Header{"Retry-After": {"60"}}
			}
			return response, nil
		}), screener, transport.WithThrottling(), transport.WithExistingCustomers())
		send := func(method, path string) {
			response, err := tripper.RoundTrip(newRequest(t, method, "https://api.example/v1/customers/c1"+path, strings.NewReader("{}")))
			require.NoError(t, err)
			response.Body.Close()
		}
		send("POST", "/orders")
		send("PATCH", "") // which also makes the transport forget what it knows of the customer
		before := lookUps
		time.Sleep(2 * time.Second)
		send("POST", "/subscriptions/1/upgrades")
		assert.Equal(t, before, lookUps)
		time.Sleep(time.Minute)
		send("POST", "/subscriptions/1/conversions")
		assert.Equal(t, before+1, lookUps)
	})
}

func TestThrottlingOverABaseThatAnswersNothing(t *testing.T) {
	tripper := transport.New(roundTripper(func(*http.Request) (*http.Response, error) { return nil, nil }), screener, transport.WithThrottling())
	assert.NotPanics(t, func() {
		_, _ = tripper.RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers/c1/orders", strings.NewReader("{}")))
	})
}

// TestNoMethodIsGET, as net/http sends it.
func TestNoMethodIsGET(t *testing.T) {
	base := &counting{}
	var told []transport.Outcome
	tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
		response, err := base.RoundTrip(r)
		response.StatusCode, response.Header = 429, http.Header{"Retry-After": {"57"}}
		return response, err
	}), screener, transport.WithThrottling(), transport.WithObserver(func(o transport.Outcome) { told = append(told, o) }))
	for _, method := range []string{"", "GET"} {
		request := newRequest(t, "GET", "https://api.example/v1/customers/c1/agreements", nil)
		request.Method = method
		response, err := tripper.RoundTrip(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
	}
	require.Len(t, told, 2)
	assert.Equal(t, transport.AgreementTypeMissing, reasonOf(told[0].Finding))
	assert.Contains(t, told[0].String(), "method=GET")
	assert.False(t, told[1].Sent, "of the same kind")
}
