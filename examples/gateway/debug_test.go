package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// patience is how long a test waits for what happens in the background.
const (
	patience = time.Minute
	tick     = 10 * time.Millisecond
)

// counted returns the counters that are not zero.
func counted(t *testing.T, gateway program) map[string]int {
	t.Helper()
	response, body := send(t, "GET", gateway.debug+"/debug/vars", "", nil)
	require.Equal(t, http.StatusOK, response.StatusCode)
	var all struct{ Gateway map[string]int }
	require.NoError(t, json.Unmarshal(body, &all))
	for _, name := range []string{"requests", "sent", "refreshFailures", "accepted", "refused", "undecided", "notCompared", "agreed", "refusedByBoth", "refusedThere", "refusedHere", "otherCode"} {
		require.Contains(t, all.Gateway, name, "from the start on")
	}
	for name, count := range all.Gateway {
		if count == 0 {
			delete(all.Gateway, name)
		}
	}
	return all.Gateway
}

// TestCounters sends one request of each kind to a gateway in front of a
// Partner Center whose rules have changed.
func TestCounters(t *testing.T) {
	const there, here, other = "refused, by a code of customer screening, a customer that is accepted here", "took a customer that would be refused here", "different code of customer screening"
	for name, test := range map[string]struct {
		args    string
		path    string
		body    string
		counted map[string]int
		log     string
	}{
		"accepted":                      {"", "/v1/customers", accepted, map[string]int{"requests": 1, "sent": 1, "accepted": 1, "agreed": 1}, ""},
		"refused":                       {"", "/v1/customers", strings.ReplaceAll(refused, "BY", "UA"), map[string]int{"requests": 1, "refused": 1, "notCompared": 1}, ""},
		"refused, observed":             {"-observe", "/v1/customers", strings.ReplaceAll(refused, "BY", "UA"), map[string]int{"requests": 1, "sent": 1, "refused": 1, "agreed": 1, "refusedByBoth": 1}, ""},
		"undecided":                     {"", "/v1/customers", `{"companyProfile":{}}`, map[string]int{"requests": 1, "sent": 1, "undecided": 1, "notCompared": 1}, "reason=countryUnknown"},
		"not JSON":                      {"", "/v1/customers", "<", map[string]int{"requests": 1, "sent": 1, "bodyNotJSON": 1, "notCompared": 1}, "reason=bodyNotJSON"},
		"an order that is not screened": {"-existing-customers=false", "/v1/customers/1/orders", "{}", map[string]int{"requests": 1, "sent": 1, "notScreened": 1, "notCompared": 1}, ""},
		"another request":               {"", "/v1/invoices", "{}", map[string]int{}, ""},
		"refused there":                 {"", "/v1/customers", strings.ReplaceAll(refused, "BY", "PT"), map[string]int{"requests": 1, "sent": 1, "accepted": 1, "refusedThere": 1}, there},
		"refused here":                  {"-observe", "/v1/customers", refused, map[string]int{"requests": 1, "sent": 1, "refused": 1, "refusedHere": 1}, here},
		"another code":                  {"-observe", "/v1/customers", `{"companyProfile":{"organizationRegistrationNumber":"1234567"},"billingProfile":{"defaultAddress":{"country":"AZ"}}}`, map[string]int{"requests": 1, "sent": 1, "refused": 1, "otherCode": 1}, other},
	} {
		t.Run(name, func(t *testing.T) {
			server := partnercentertest.NewServer(partnercentertest.WithPolicy("2021-03"), partnercentertest.WithCountryRules([]byte(belarus), []byte(portugal),
				[]byte(`{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{8}$","customerOrganizationRegistrationNumberRequired":true}`)))
			t.Cleanup(server.Close)
			gateway := start(t, append([]string{"-upstream", server.URL, "-policy", "2021-03", "-debug-addr", "127.0.0.1:0"}, strings.Fields(test.args)...)...)
			response, body := send(t, "POST", gateway.url+test.path, token, strings.NewReader(test.body))
			assert.Equal(t, test.counted, counted(t, gateway))
			_, log := gateway.stop()
			if test.log == "" {
				assert.Empty(t, log)
				return
			}
			assert.Contains(t, log, test.log)
			assert.Contains(t, log, "correlationID=b0000000-0000-4000-8000-00000000000b")
			assert.Equal(t, 1, strings.Count(log, "\n"), log)
			assert.NotContains(t, log, "1234567")
			if name == "refused there" {
				assert.Equal(t, http.StatusBadRequest, response.StatusCode)
				assert.Contains(t, string(body), "600049", "the answer passes whole")
			}
		})
	}
}

func TestHealth(t *testing.T) {
	server, gateway := behindGateway(t, "-debug-addr", "127.0.0.1:0")
	response, body := send(t, "GET", gateway.debug+"/healthz", "", nil)
	assert.Equal(t, http.StatusOK, response.StatusCode)
	assert.Equal(t, "ok\n", string(body))
	assert.Empty(t, server.Requests(), "it asks nobody")

	arrived, proceed := make(chan struct{}), make(chan struct{})
	proceeds := sync.OnceFunc(func() { close(proceed) })
	t.Cleanup(proceeds)
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
	go gateway.stop()
	require.Eventually(t, func() bool {
		response, _ := send(t, "GET", gateway.debug+"/healthz", "", nil)
		return response.StatusCode == http.StatusServiceUnavailable
	}, patience, tick, "it ends, and a request is still under way")
	proceeds()
	assert.Equal(t, http.StatusCreated, <-answered)
}

// TestDebugAddressIsNotTheGateway needs each of the two to know nothing of the
// other's paths.
func TestDebugAddressIsNotTheGateway(t *testing.T) {
	server, gateway := behindGateway(t, "-debug-addr", "127.0.0.1:0")
	for _, path := range []string{"/debug/vars", "/healthz"} {
		send(t, "GET", gateway.url+path, token, nil)
		requests := server.Requests()
		require.NotEmpty(t, requests)
		assert.Equal(t, "GET "+path, requests[len(requests)-1].String())
	}
	response, _ := send(t, "POST", gateway.debug+"/v1/customers", token, strings.NewReader(accepted))
	assert.Equal(t, http.StatusNotFound, response.StatusCode)
	assert.Len(t, server.Requests(), 2)
}
