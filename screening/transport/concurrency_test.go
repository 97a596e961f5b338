package transport_test

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// job is a request of one of 64 callers, and how often it may reach the server.
type job struct {
	method, path, body string
	least, most        int
	refused            bool // by the transport, if an answer came from it
}

var jobs = []job{
	{"POST", "/v1/customers", completeCustomer, 1, 1, false},
	{"POST", "/v1/customers", incompleteCustomer, 0, 0, true},
	{"POST", "/v1/customers", "<customer/>", 1, 1, false},
	{"post", "/v1.0//customers/", incompleteCustomer, 0, 0, true},
	{"POST", "/v1/%2563ustomers", incompleteCustomer, 1, 1, false},
	{"POST", "/v1/customers/" + completeID + "/orders", "{}", 1, 1, false},
	{"POST", "/v1/customers/" + incompleteID + "/orders", "{}", 0, 1, true}, // it passes where the look-up fails
	{"PUT", "/v1/customers/" + completeID + "/profiles/billing", `{"defaultAddress":{"country":"BY","phoneNumber":"+375"}}`, 1, 1, false},
	{"PATCH", "/v1/customers/" + incompleteID, `{"companyProfile":{"companyName":"New"}}`, 1, 1, false},
}

// TestManyCallersOfOneTransport sends from 64 goroutines while the server
// fails in every way it knows and callers give up: no request is lost, none
// comes twice, and no goroutine stays behind.
func TestManyCallersOfOneTransport(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	const callers, requests = 64, 21

	server := partnercentertest.NewServer()
	defer server.Close()
	addCustomers(t, server.Handler)
	told := make([]atomic.Int64, callers*requests)
	client := &http.Client{Transport: transport.New(server.Client().Transport, screener,
		transport.WithExistingCustomers(), transport.WithObserver(func(o transport.Outcome) {
			var i int
			_, err := fmt.Sscan(o.Request.Header.Get("MS-RequestId"), &i)
			assert.NoError(t, err)
			told[i].Add(1)
		}))}
	defer client.CloseIdleConnections()
	faults := []partnercentertest.Fault{
		nil, nil, nil, nil, partnercentertest.Throttled(0), partnercentertest.Unavailable(), partnercentertest.Cut(),
		partnercentertest.Truncated(), partnercentertest.Delayed(3 * time.Millisecond),
	}
	for range callers * requests {
		server.Inject(faults[rand.IntN(len(faults))])
	}

	sent := make([]job, callers*requests) // by what their MS-RequestId says
	gaveUp := make([]bool, len(sent))
	var wg sync.WaitGroup
	for caller := range callers {
		wg.Go(func() {
			for n := range requests {
				i := caller*requests + n
				sent[i] = jobs[i%len(jobs)]
				ctx, cancel := context.WithCancel(t.Context())
				if rand.IntN(10) == 0 {
					gaveUp[i] = true
					time.AfterFunc(time.Duration(rand.IntN(2000))*time.Microsecond, cancel)
				}
				local := do(ctx, t, client, server.URL, sent[i], i)
				assert.False(t, local && !sent[i].refused)
				cancel()
			}
		})
	}
	wg.Wait()

	arrived := make([]int, len(sent))
	for _, request := range server.Requests() {
		if request.Method == "GET" {
			continue // a look-up
		}
		var i int
		_, err := fmt.Sscan(request.Header.Get("MS-RequestId"), &i)
		require.NoError(t, err)
		arrived[i]++
		if !gaveUp[i] { // or else it may have been cut off
			assert.Equal(t, sent[i].body, string(request.Body))
		}
	}
	for i, job := range sent {
		if n := told[i].Load(); n != 1 && !gaveUp[i] || n > 1 {
			assert.Fail(t, "the observer is told of each request once", "%d times: %v", n, job)
		}
		if gaveUp[i] {
			job.least = 0
		}
		assert.GreaterOrEqual(t, arrived[i], job.least, "lost: %v", job)
		assert.LessOrEqual(t, arrived[i], job.most, "doubled: %v", job)
	}
}

// do sends a job and reports whether the transport answered it.
func do(ctx context.Context, t *testing.T, client *http.Client, url string, job job, id int) (local bool) {
	var body io.Reader = strings.NewReader(job.body)
	if id%2 == 0 {
		body = io.MultiReader(body) // chunked, without GetBody
	}
	request, err := http.NewRequestWithContext(ctx, job.method, url+job.path, body)
	if !assert.NoError(t, err) {
		return false
	}
	request.Header.Set("MS-RequestId", fmt.Sprint(id))
	request.Header.Set("If-Match", "*")
	response, err := client.Do(request)
	if err != nil {
		return false // cut, or given up
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if response.Header.Get(transport.AnsweredLocally) == "" {
		return false
	}
	assert.NoError(t, err)
	var rejection *pcerrors.Rejection
	assert.ErrorAs(t, pcerrors.ParseResponse(response.StatusCode, nil, answer), &rejection)
	return true
}
