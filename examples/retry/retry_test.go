package retry_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// The transport belongs below the client that retries: it answers a retry that
// comes too early, and the client waits for what that answer says.
func Example() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()
	partnerCenter.Inject(partnercentertest.Throttled(time.Second))

	client := retryablehttp.NewClient()
	client.Logger = nil
	client.HTTPClient = partnerCenter.Client()
	client.HTTPClient.Transport = transport.New(client.HTTPClient.Transport, screening.New(countries.Latest()), transport.WithThrottling())
	response, err := client.Post(partnerCenter.URL+"/v1/customers", "application/json",
		[]byte(`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"FR"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	response.Body.Close()
	fmt.Println(response.Status, "sent:", len(partnerCenter.Requests()))
	// Output: 201 Created sent: 2
}

// TestARefusalIsNotTriedAgain where it comes as an error, and CheckRetry knows it.
func TestARefusalIsNotTriedAgain(t *testing.T) {
	told := 0
	client := retryablehttp.NewClient()
	client.Logger = nil
	client.CheckRetry = func(ctx context.Context, response *http.Response, err error) (bool, error) {
		var rejection *pcerrors.Rejection
		if errors.As(err, &rejection) {
			return false, err
		}
		return retryablehttp.DefaultRetryPolicy(ctx, response, err)
	}
	client.HTTPClient.Transport = transport.New(nil, screening.New(countries.Latest()),
		transport.WithRejectionAsError(), transport.WithObserver(func(transport.Outcome) { told++ }))
	_, err := client.Post("https://api.example/v1/customers", "application/json",
		[]byte(`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"AM"}}}`))
	require.ErrorIs(t, err, pcerrors.RegistrationNumberMissing)
	assert.Equal(t, 1, told)
}

// inMemory answers requests with a handler, without a socket, and notes when
// each order came.
type inMemory struct {
	http.Handler
	mu   sync.Mutex
	came map[string][]time.Time // by the order's MS-RequestId
}

func (m *inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	m.mu.Lock()
	m.came[r.Header.Get("MS-RequestId")] = append(m.came[r.Header.Get("MS-RequestId")], time.Now())
	m.mu.Unlock()
	defer r.Body.Close()
	recorder := httptest.NewRecorder()
	m.ServeHTTP(recorder, r)
	return recorder.Result(), nil
}

// TestEachRequestIsSentOncePerWindow orders ten times nearly at once, where one order
// a minute is answered.
func TestEachRequestIsSentOncePerWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const window = time.Minute
		standIn := partnercentertest.NewHandler(partnercentertest.WithLimit(1, window))
		id, err := standIn.Add([]byte(`{"billingProfile":{"defaultAddress":{"country":"FR"}}}`))
		require.NoError(t, err)
		reach := &inMemory{Handler: standIn, came: make(map[string][]time.Time)}
		client := retryablehttp.NewClient()
		client.Logger, client.RetryMax = nil, 100
		client.HTTPClient = &http.Client{Transport: transport.New(reach, screening.New(countries.Latest()), transport.WithThrottling())}
		var wg sync.WaitGroup
		for n := range 10 {
			wg.Go(func() {
				time.Sleep(time.Duration(n) * time.Millisecond) // so that their order is certain
				request, err := retryablehttp.NewRequestWithContext(t.Context(), "POST", "https://api.example/v1/customers/"+id+"/orders", strings.NewReader("{}"))
				require.NoError(t, err)
				request.Header.Set("Authorization", "Bearer token")
				request.Header.Set("MS-RequestId", fmt.Sprint(n))
				response, err := client.Do(request)
				require.NoError(t, err)
				response.Body.Close()
				assert.Equal(t, http.StatusCreated, response.StatusCode)
			})
		}
		wg.Wait()
		require.Len(t, reach.came, 10)
		sent := 0
		for _, times := range reach.came {
			sent += len(times)
			for i := range times[1:] {
				assert.GreaterOrEqual(t, times[i+1].Sub(times[i]), window)
			}
		}
		assert.Equal(t, 10+9, sent, "in each window one that is answered, and one that learns how long to wait")
	})
}
