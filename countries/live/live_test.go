package live_test

import (
	"context"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// A nightly job: fetch, keep what came, and say what moved. Screeners that
// start later read the file.
func ExampleFetcher_Fetch() {
	server := partnercentertest.NewServer()
	defer server.Close()
	fetcher := live.Fetcher{Client: server.Client(), BaseURL: server.URL}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()

	rules, err := fetcher.Fetch(ctx)
	if err != nil {
		fmt.Println("the built-in rules stay in force:", err)
	}
	policy := countries.Latest()
	for _, difference := range policy.Diff(policy.With(rules...)) {
		fmt.Println(difference)
	}

	saved, err := json.Marshal(rules)
	if err != nil {
		fmt.Println(err)
	}
	file := filepath.Join(os.TempDir(), "country-rules.json")
	defer os.Remove(file)
	if err := os.WriteFile(file, saved, 0o600); err != nil {
		fmt.Println(err)
	}
	fmt.Println(len(rules), "rules")
	// Output: 24 rules
}

// inMemory is a client whose requests a handler answers without a socket, so
// that time can be the test's.
func inMemory(handler http.Handler) *http.Client {
	return &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		if err := r.Context().Err(); err != nil {
			return nil, err
		}
		r.Header.Set("Authorization", "Bearer test")
		r.Body = http.NoBody // as a server sees it
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, r)
		return recorder.Result(), nil
	})}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func codes(rules []countries.Rule) []string {
	found := []string{}
	for _, rule := range rules {
		found = append(found, rule.Country())
	}
	return found
}

// failures returns the errors of a call by country.
func failures(t testing.TB, err error) map[string]error {
	t.Helper()
	found := make(map[string]error)
	if err == nil {
		return found
	}
	joined, ok := err.(interface{ Unwrap() []error })
	require.True(t, ok, "%v", err)
	for _, err := range joined.Unwrap() {
		country, _, ok := strings.Cut(strings.TrimPrefix(err.Error(), "country rules of "), ": ")
		require.True(t, ok, "%v", err)
		require.NotContains(t, found, country)
		found[country] = err
	}
	return found
}

func TestFetchListed(t *testing.T) {
	server := partnercentertest.NewServer()
	defer server.Close()
	fetcher := live.Fetcher{Client: server.Client(), BaseURL: server.URL + "/"}
	rules, err := fetcher.Fetch(t.Context())
	require.NoError(t, err)

	policy := countries.Latest()
	var listed []string
	for rule := range policy.Rules() {
		listed = append(listed, rule.Country())
	}
	assert.Equal(t, listed, codes(rules))
	assert.Empty(t, policy.Diff(policy.With(rules...)), "the stand-in and the table agree")

	requestIDs, correlationIDs, paths := map[string]bool{}, map[string]bool{}, []string{}
	for _, r := range server.Requests() {
		assert.Equal(t, http.MethodGet, r.Method)
		assert.Equal(t, "application/json", r.Header.Get("Accept"))
		assert.Equal(t, "v1", r.Header.Get("MS-Contract-Version"))
		assert.Equal(t, "en-US", r.Header.Get("X-Locale"))
		for _, name := range []string{"MS-RequestId", "MS-CorrelationId"} {
			assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, r.Header.Get(name))
		}
		requestIDs[r.Header.Get("MS-RequestId")] = true
		correlationIDs[r.Header.Get("MS-CorrelationId")] = true
		paths = append(paths, r.URI)
	}
	slices.Sort(paths)
	for i, code := range listed {
		assert.Equal(t, "/v1/countryvalidationrules/"+code, paths[i])
	}
	assert.Len(t, paths, len(listed))
	assert.Len(t, requestIDs, len(listed))
	assert.Len(t, correlationIDs, 1)
}

func TestFetchAllCountries(t *testing.T) {
	all := slices.Collect(countries.Codes())

	handler := partnercentertest.NewHandler()
	fetcher := live.Fetcher{Client: inMemory(handler)}
	rules, err := fetcher.Fetch(t.Context(), all...)
	require.NoError(t, err)
	assert.Equal(t, all, codes(rules))
	assert.Len(t, handler.Requests(), len(all))
}

func TestFetchTheCountriesAskedFor(t *testing.T) {
	handler := partnercentertest.NewHandler()
	fetcher := live.Fetcher{Client: inMemory(handler)}
	rules, err := fetcher.Fetch(t.Context(), "ru", "AZ", "RU", "Russia", "", "a/", "ß")
	assert.Equal(t, []string{"AZ", "RU"}, codes(rules))
	found := failures(t, err)
	assert.ElementsMatch(t, []string{"RUSSIA", "", "A/", "ß"}, slices.Collect(maps.Keys(found)))
	assert.EqualError(t, found["RUSSIA"], `country rules of RUSSIA: expected an ISO 3166-1 alpha-2 code, for example "AZ"`)
	assert.Len(t, handler.Requests(), 2)
}

func TestZeroFetcherAsksPartnerCenter(t *testing.T) {
	var url string
	fetcher := live.Fetcher{Client: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		url = r.URL.String()
		return nil, stderrors.New("no network in tests")
	})}}
	_, err := fetcher.Fetch(t.Context(), "AZ")
	assert.ErrorContains(t, err, "no network in tests")
	assert.Equal(t, "https://api.partnercenter.microsoft.com/v1/countryvalidationrules/AZ", url)
}

// TestAnswers gives one country an answer that is not right, and expects the
// other's rule all the same.
func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		name, body, want string
		status           int
		rule             bool
	}{
		{"not JSON", "<html>", "country rules of AZ: countries: country rules that are not JSON", 200, false},
		{"empty", "", "not JSON", 200, false},
		{"no content", "", "the API answered with HTTP status 204, expected 200", 204, false},
		{"another country", `{"iso2Code":"AM"}`, "the API answered with the rules of AM", 200, false},
		{"too large", `{"iso2Code":"AZ","x":"` + strings.Repeat("x", 1<<20) + `"}`, "the answer is larger than 1048576 bytes", 200, false},
		{"as large as is read", `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^(?=1)\\d+$","x":"` + strings.Repeat("x", 1<<20-84) + `"}`,
			"customerOrganizationRegistrationNumberRegex cannot be used", 200, true},
		{"an expression that RE2 refuses", `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^(?=1)\\d+$"}`,
			"customerOrganizationRegistrationNumberRegex cannot be used", 200, true},
		{"refused", `{"code":1000,"description":"Not found."}`, "HTTP status 404, code 1000", 404, false},
		{"refused in HTML", `<html>`, "HTTP status 400", 400, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			fetcher := live.Fetcher{Client: inMemory(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/PT") {
					io.WriteString(w, `{"iso2Code":"PT"}`)
					return
				}
				w.WriteHeader(test.status)
				io.WriteString(w, test.body)
			}))}
			rules, err := fetcher.Fetch(t.Context(), "PT", "AZ")
			found := failures(t, err)
			require.Len(t, found, 1)
			assert.ErrorContains(t, found["AZ"], test.want)
			want := []string{"PT"}
			if test.rule {
				want = []string{"AZ", "PT"}
				var unusable *countries.ExpressionError
				assert.ErrorAs(t, err, &unusable)
			}
			assert.Equal(t, want, codes(rules))
			if test.status >= 400 {
				var answer *pcerrors.APIError
				require.ErrorAs(t, err, &answer)
				assert.Equal(t, test.status, answer.Status)
			}
		})
	}
}

func TestThrottled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := partnercentertest.NewHandler()
		handler.Inject(nil, partnercentertest.Throttled(57*time.Second))
		fetcher := live.Fetcher{Client: inMemory(handler)}
		start := time.Now()
		rules, err := fetcher.Fetch(t.Context())
		require.NoError(t, err)
		assert.Len(t, rules, 24)
		assert.Equal(t, 57*time.Second, time.Since(start))

		requests := map[string][]string{}
		for _, r := range handler.Requests() {
			requests[r.URI] = append(requests[r.URI], r.Header.Get("MS-RequestId"))
		}
		repeated := 0
		for _, ids := range requests {
			repeated += len(ids) - 1
			assert.Len(t, slices.Compact(ids), 1, "a retry is the same request")
		}
		assert.Equal(t, 1, repeated)
	})
}

// TestAllWaitWhereOneIsThrottled lets the API throttle by a window: six of them
// for 24 countries.
func TestAllWaitWhereOneIsThrottled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var accepted, refused int
		windowEnd := time.Now().Add(time.Minute)
		handler := partnercentertest.NewHandler()
		fetcher := live.Fetcher{Client: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			time.Sleep(time.Second) // as if on the way
			mu.Lock()
			defer mu.Unlock()
			if now := time.Now(); now.After(windowEnd) {
				accepted, windowEnd = 0, now.Add(time.Minute)
			}
			if accepted == 4 {
				refused++
				handler.Inject(partnercentertest.Throttled(time.Until(windowEnd)))
			} else {
				accepted++
			}
			return inMemory(handler).Transport.RoundTrip(r)
		})}}
		rules, err := fetcher.Fetch(t.Context())
		require.NoError(t, err)
		assert.Len(t, rules, 24)
		assert.LessOrEqual(t, refused, 5*4, "those under way when a window ends")
	})
}

func TestFailuresThatMayPass(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault partnercentertest.Fault
		took  time.Duration // of three failures
	}{
		{"gateway", partnercentertest.Unavailable(), (1 + 2 + 4) * time.Second},
		{"server", status(http.StatusInternalServerError), (1 + 2 + 4) * time.Second},
		{"throttled for as long as is waited", partnercentertest.Throttled(5 * time.Minute), 3 * 5 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				handler := partnercentertest.NewHandler()
				handler.Inject(slices.Repeat([]partnercentertest.Fault{test.fault}, 3)...)
				fetcher := live.Fetcher{Client: inMemory(handler)}
				start := time.Now()
				rules, err := fetcher.Fetch(t.Context(), "AZ")
				require.NoError(t, err)
				assert.Equal(t, []string{"AZ"}, codes(rules))
				assert.Equal(t, test.took, time.Since(start))
			})
		})
	}
	t.Run("lost connections", func(t *testing.T) {
		server := partnercentertest.NewServer()
		defer server.Close()
		server.Inject(nil, partnercentertest.Truncated(), partnercentertest.Cut())
		fetcher := live.Fetcher{Client: server.Client(), BaseURL: server.URL}
		rules, err := fetcher.Fetch(t.Context())
		require.NoError(t, err)
		assert.Len(t, rules, 24)
	})
}

func TestFailuresThatDoNotPass(t *testing.T) {
	for _, test := range []struct {
		name     string
		fault    partnercentertest.Fault
		status   int
		requests int // at most
		took     time.Duration
	}{
		{"throttled again and again", partnercentertest.Throttled(10 * time.Second), 429, 4 * 4, 30 * time.Second},
		{"throttled for long", partnercentertest.Throttled(time.Hour), 429, 4, 0},
		{"down", partnercentertest.Unavailable(), 502, 4 * 24, 6 * 7 * time.Second},
		{"no access", status(http.StatusForbidden), 403, 4, 0},
		{"no token", status(http.StatusUnauthorized), 401, 4, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				handler := partnercentertest.NewHandler()
				handler.Inject(slices.Repeat([]partnercentertest.Fault{test.fault}, 4*24)...)
				fetcher := live.Fetcher{Client: inMemory(handler)}
				start := time.Now()
				rules, err := fetcher.Fetch(t.Context())
				assert.Empty(t, rules)
				found := failures(t, err)
				assert.Len(t, found, 24)
				for _, failure := range found {
					var answer *pcerrors.APIError
					require.ErrorAs(t, failure, &answer)
					assert.Equal(t, test.status, answer.Status)
				}
				assert.LessOrEqual(t, len(handler.Requests()), test.requests)
				assert.LessOrEqual(t, time.Since(start), test.took)
			})
		})
	}
	t.Run("nobody listens", func(t *testing.T) {
		server := partnercentertest.NewServer()
		server.Close()
		var requests atomic.Int32
		fetcher := live.Fetcher{BaseURL: server.URL, Client: &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			requests.Add(1)
			return server.Client().Transport.RoundTrip(r)
		})}}
		rules, err := fetcher.Fetch(t.Context())
		assert.Empty(t, rules)
		assert.Len(t, failures(t, err), 24)
		assert.LessOrEqual(t, requests.Load(), int32(24), "no retry")
	})
	t.Run("no address", func(t *testing.T) {
		fetcher := live.Fetcher{BaseURL: "http://[::1"}
		_, err := fetcher.Fetch(t.Context(), "AZ")
		assert.ErrorContains(t, err, "country rules of AZ: ")
	})
}

func status(code int) partnercentertest.Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
	}
}

func TestContext(t *testing.T) {
	t.Run("done before", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		handler := partnercentertest.NewHandler()
		fetcher := live.Fetcher{Client: inMemory(handler)}
		rules, err := fetcher.Fetch(ctx)
		assert.Empty(t, rules)
		for _, failure := range failures(t, err) {
			assert.ErrorIs(t, failure, context.Canceled)
		}
		assert.Empty(t, handler.Requests())
	})
	t.Run("done while throttled", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			handler := partnercentertest.NewHandler()
			handler.Inject(nil, nil, nil, nil, nil, partnercentertest.Throttled(time.Minute))
			fetcher := live.Fetcher{Client: inMemory(handler)}
			start := time.Now()
			rules, err := fetcher.Fetch(ctx)
			assert.Equal(t, 10*time.Second, time.Since(start))
			assert.GreaterOrEqual(t, len(rules), 5, "what was read before is returned")
			found := failures(t, err)
			assert.Len(t, found, 24-len(rules))
			var throttled int
			for _, failure := range found {
				assert.ErrorIs(t, failure, context.DeadlineExceeded)
				var answer *pcerrors.APIError
				if stderrors.As(failure, &answer) {
					throttled++
					assert.Equal(t, time.Minute, answer.RetryAfter)
				}
			}
			assert.Equal(t, 1, throttled)
		})
	})
	t.Run("done while answers are awaited", func(t *testing.T) {
		server := partnercentertest.NewServer()
		defer server.Close()
		server.Inject(slices.Repeat([]partnercentertest.Fault{partnercentertest.Delayed(time.Minute)}, 24)...)
		client := server.Client()
		before := runtime.NumGoroutine()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		fetcher := live.Fetcher{Client: client, BaseURL: server.URL}
		_, err := fetcher.Fetch(ctx)
		assert.Len(t, failures(t, err), 24)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.LessOrEqual(t, len(server.Requests()), 4)
		for range 6000 { // a minute: connections that were given up end on their own
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("%d goroutines, before %d", runtime.NumGoroutine(), before)
	})
}

func TestConcurrencyIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		handler := partnercentertest.NewHandler()
		fetcher := live.Fetcher{Client: inMemory(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n := now.Add(1)
			defer now.Add(-1)
			for m := most.Load(); n > m; m = most.Load() {
				most.CompareAndSwap(m, n)
			}
			time.Sleep(time.Second)
			handler.ServeHTTP(w, r)
		}))}
		start := time.Now()
		rules, err := fetcher.Fetch(t.Context(), slices.Collect(countries.Codes())...)
		require.NoError(t, err)
		assert.EqualValues(t, 4, most.Load())
		assert.Equal(t, time.Duration((len(rules)+3)/4)*time.Second, time.Since(start))
	})
}

// TestConcurrentUse fetches with one Fetcher from several goroutines, with
// faults on the way.
func TestConcurrentUse(t *testing.T) {
	server := partnercentertest.NewServer()
	defer server.Close()
	server.Inject(partnercentertest.Cut(), nil, partnercentertest.Unavailable(), nil, partnercentertest.Truncated())
	fetcher := live.Fetcher{Client: server.Client(), BaseURL: server.URL}
	results := make(chan error)
	const callers = 8
	for range callers {
		go func() {
			rules, err := fetcher.Fetch(context.Background())
			if err == nil && len(rules) != 24 {
				err = fmt.Errorf("%d rules", len(rules))
			}
			results <- err
		}()
	}
	for range callers {
		assert.NoError(t, <-results)
	}
}
