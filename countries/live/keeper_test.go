package live_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

func ExampleNewKeeper() {
	partnerCenter := partnercentertest.NewServer(partnercentertest.WithCountryRules(json.RawMessage(
		`{"iso2Code":"PL","customerOrganizationRegistrationNumberRegex":"^\\d{10}$"}`)))
	defer partnerCenter.Close()

	keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: partnerCenter.Client(), BaseURL: partnerCenter.URL}, "")
	if err != nil {
		fmt.Println(err)
	}
	screener := screening.NewFollowing(keeper.Policy) // a program runs go keeper.Run(ctx, 24*time.Hour, …)
	customer := &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "12345"},
		BillingProfile: &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: "PL", PhoneNumber: "+48 22 594 7000"}},
	}
	fmt.Println(screener.Screen(customer))
	if err := keeper.Refresh(context.Background()); err != nil {
		fmt.Println(err)
	}
	fmt.Println(screener.Screen(customer))
	// Output:
	// <nil>
	// Partner Center refuses the customer: companyProfile.organizationRegistrationNumber: 600050: Organization registration id information is invalid and should be of the format ^\d{10}$.
}

// moved is the stand-in after Armenia and Azerbaijan both got other digits.
func moved(digits int) http.Handler {
	var resources []json.RawMessage
	for _, country := range []string{"AM", "AZ"} {
		resources = append(resources, json.RawMessage(fmt.Sprintf(
			`{"iso2Code":%q,"customerOrganizationRegistrationNumberRegex":"^\\d{%d}$","customerOrganizationRegistrationNumberRequired":true,"customerOrganizationPhoneNumberRequired":true}`, country, digits)))
	}
	return partnercentertest.NewHandler(partnercentertest.WithCountryRules(resources...))
}

// digitsOf returns the digits of Armenia, and fails where those of Azerbaijan
// are of another refresh.
func digitsOf(t *testing.T, policy *countries.Policy) []int {
	t.Helper()
	require.NotNil(t, policy)
	armenia, _ := policy.Rule("AM")
	azerbaijan, _ := policy.Rule("AZ")
	if len(armenia.NumberLengths()) == 1 || len(azerbaijan.NumberLengths()) == 1 {
		require.Equal(t, armenia.NumberLengths(), azerbaijan.NumberLengths(), "a torn policy")
	}
	return armenia.NumberLengths()
}

// TestADayOfAKeeper lives through a day of throttling, failures, rules that
// move and a restart: never without a policy, never a torn one.
func TestADayOfAKeeper(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.json")
	synctest.Test(t, func(t *testing.T) {
		var partnerCenter atomic.Value
		answer := func(h http.HandlerFunc) { partnerCenter.Store(http.Handler(h)) }
		client := inMemory(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			partnerCenter.Load().(http.Handler).ServeHTTP(w, r)
		}))
		failing := func(status int, header ...string) {
			answer(func(w http.ResponseWriter, _ *http.Request) {
				for i := 0; i < len(header); i += 2 {
					w.Header().Set(header[i], header[i+1])
				}
				w.WriteHeader(status)
			})
		}
		var failures atomic.Int64
		start := func() (*live.Keeper, context.CancelFunc) {
			keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: client}, file)
			require.NoError(t, err)
			ctx, cancel := context.WithCancel(t.Context())
			go keeper.Run(ctx, time.Hour, func(err error) {
				assert.ErrorContains(t, err, "country rules of ")
				failures.Add(1)
			})
			for range 4 {
				go func() {
					for ctx.Err() == nil {
						digitsOf(t, keeper.Policy())
						time.Sleep(time.Minute)
					}
				}()
			}
			return keeper, cancel
		}
		after := func(d time.Duration) { time.Sleep(d); synctest.Wait() }

		failing(http.StatusServiceUnavailable)
		keeper, stop := start()
		after(30 * time.Minute)
		assert.Equal(t, []int{8, 10}, digitsOf(t, keeper.Policy()), "the built-in rules, where nothing was ever answered")
		assert.EqualValues(t, 1, failures.Load(), "told once for each refresh")

		answer(moved(5).ServeHTTP)
		after(time.Hour)
		assert.Equal(t, []int{5}, digitsOf(t, keeper.Policy()))

		failing(http.StatusTooManyRequests, "Retry-After", "3600")
		after(3 * time.Hour)
		assert.Equal(t, []int{5}, digitsOf(t, keeper.Policy()), "what was answered stays through failures")
		assert.EqualValues(t, 4, failures.Load())

		answer(moved(6).ServeHTTP)
		after(time.Hour)
		assert.Equal(t, []int{6}, digitsOf(t, keeper.Policy()))
		stop()
		before := time.Now().Add(-20 * time.Minute) // the file system has another clock
		require.NoError(t, os.Chtimes(file, before, before))

		var asked atomic.Bool
		answer(func(w http.ResponseWriter, r *http.Request) { asked.Store(true); moved(7).ServeHTTP(w, r) })
		keeper, stop = start()
		assert.Equal(t, []int{6}, digitsOf(t, keeper.Policy()), "over a restart")
		after(39 * time.Minute)
		assert.False(t, asked.Load(), "the rules are not an hour old")
		after(2 * time.Minute)
		assert.Equal(t, []int{7}, digitsOf(t, keeper.Policy()))
		stop()
		after(2 * time.Minute) // until the readers have ended
		assert.EqualValues(t, 4, failures.Load(), "an end is no failure")
	})
}

func TestKeeperOfOneFailingCountry(t *testing.T) {
	handler := moved(5)
	keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: inMemory(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/RU") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		handler.ServeHTTP(w, r)
	}))}, "")
	require.NoError(t, err)
	err = keeper.Refresh(t.Context())
	assert.ErrorContains(t, err, "country rules of RU")
	var failure *pcerrors.APIError
	assert.ErrorAs(t, err, &failure)
	assert.Equal(t, []int{5}, digitsOf(t, keeper.Policy()))
	russia, _ := keeper.Policy().Rule("RU")
	assert.Equal(t, []int{9, 10, 12}, russia.NumberLengths())
}

// TestUnusableExpression lives through days on which Poland's answer has, and
// has not, an expression that cannot be used: the last usable rule stays, over a
// restart too.
func TestUnusableExpression(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.json")
	for day, test := range []struct {
		expression    string
		phoneRequired bool
		unusable      bool
		pattern       string
		phone         countries.Requirement
	}{
		{`^(?=a)\\d+$`, false, true, "", countries.Optional}, // nothing else is held: what it states beside the expression counts
		{`^(?=b)\\d+$`, true, true, "", countries.Required},
		{`^\\d{5}$`, true, false, `^\d{5}$`, countries.Required},
		{`^(?=c)\\d+$`, false, true, `^\d{5}$`, countries.Required},
		{`^(?=d)\\d+$`, false, true, `^\d{5}$`, countries.Required},
		{`^\\d{6}$`, false, false, `^\d{6}$`, countries.Optional},
	} {
		resource := fmt.Sprintf(`{"iso2Code":"PL","customerOrganizationRegistrationNumberRegex":"%s","customerOrganizationPhoneNumberRequired":%t}`, test.expression, test.phoneRequired)
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/PL") {
				io.WriteString(w, resource)
				return
			}
			moved(5).ServeHTTP(w, r)
		})
		keeper, _ := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: inMemory(handler)}, file) // which says, too, what of its file is unusable
		err := keeper.Refresh(t.Context())
		var unusable *countries.ExpressionError
		assert.Equal(t, test.unusable, errors.As(err, &unusable), day)
		again, _ := live.NewKeeper(countries.Latest(), &live.Fetcher{}, file)
		for _, keeper := range []*live.Keeper{keeper, again} {
			poland, _ := keeper.Policy().Rule("PL")
			assert.Equal(t, test.pattern, poland.NumberPattern(), day)
			assert.Equal(t, test.phone, poland.PhoneRequirement(), day)
		}
	}
}

func TestFileOfAKeeper(t *testing.T) {
	folder := t.TempDir()
	fetcher := &live.Fetcher{Client: inMemory(moved(5))}
	for name, test := range map[string]struct{ content, failure string }{
		"empty":   {"", "found an empty text"},
		"cut off": {`[{"iso2Code":"AZ"`, "not JSON"},
		"html":    {"<html>", "not JSON"},
	} {
		file := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(file, []byte(test.content), 0o600))
		keeper, err := live.NewKeeper(countries.Latest(), fetcher, file)
		assert.ErrorContains(t, err, test.failure, name)
		assert.ErrorContains(t, err, file)
		assert.Equal(t, []int{8, 10}, digitsOf(t, keeper.Policy()), "the built-in rules")
		require.NoError(t, keeper.Refresh(t.Context()))

		again, err := live.NewKeeper(countries.Latest(), fetcher, file)
		require.NoError(t, err)
		assert.Equal(t, []int{5}, digitsOf(t, again.Policy()))
		if test.content != "" {
			kept, err := os.ReadFile(file + ".unusable")
			require.NoError(t, err)
			assert.Equal(t, test.content, string(kept), "it can be a file of somebody's")
		}
		require.NoError(t, again.Refresh(t.Context()))
	}
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, left, 5, "no other files are left")

	keeper, err := live.NewKeeper(countries.Latest(), fetcher, filepath.Join(folder, "none", "rules.json"))
	require.NoError(t, err, "a file that does not exist is none")
	assert.ErrorContains(t, keeper.Refresh(t.Context()), "saving the country rules")
	assert.Equal(t, []int{5}, digitsOf(t, keeper.Policy()), "the rules hold all the same")

	_, err = live.NewKeeper(countries.Latest(), fetcher, folder)
	assert.Error(t, err, "a folder is no file")
	_, err = live.NewKeeper(countries.Latest(), fetcher, "\x00")
	assert.ErrorContains(t, err, "the saved country rules")
	keeper, err = live.NewKeeper(countries.Latest(), fetcher, filepath.Join(folder, "empty"))
	require.NoError(t, err)
	require.NoError(t, os.Remove(filepath.Join(folder, "empty")))
	require.NoError(t, os.Mkdir(filepath.Join(folder, "empty"), 0o700))
	assert.ErrorContains(t, keeper.Refresh(t.Context()), "saving the country rules")
	left, err = os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, left, 5, "no other files are left after a failure")
}

// TestModeOfTheFile stays: another user's program may read the rules.
func TestModeOfTheFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no modes")
	}
	file := filepath.Join(t.TempDir(), "rules.json")
	keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: inMemory(moved(5))}, file)
	require.NoError(t, err)
	require.NoError(t, keeper.Refresh(t.Context()))
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o444} {
		if mode != 0o600 { // that of a new file
			require.NoError(t, os.Chmod(file, mode))
			require.NoError(t, keeper.Refresh(t.Context()))
		}
		about, err := os.Stat(file)
		require.NoError(t, err)
		assert.Equal(t, mode, about.Mode().Perm())
	}
}

// TestRulesThatAreHeldStayCurrent: a file of pcscreen rules --live --save can
// have the rules of countries that no policy lists.
func TestRulesThatAreHeldStayCurrent(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.json")
	require.NoError(t, os.WriteFile(file, []byte(`[{"iso2Code":"FR","customerOrganizationPhoneNumberRequired":true}]`), 0o600))
	partnerCenter := partnercentertest.NewHandler(partnercentertest.WithCountryRules([]byte(`{"iso2Code":"FR","customerOrganizationPhoneNumberRequired":false}`)))
	for _, phone := range []countries.Requirement{countries.Required, countries.Optional} {
		keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: inMemory(partnerCenter)}, file)
		require.NoError(t, err)
		france, _ := keeper.Policy().Rule("FR")
		assert.Equal(t, phone, france.PhoneRequirement())
		require.NoError(t, keeper.Refresh(t.Context()))
		france, _ = keeper.Policy().Rule("FR")
		assert.Equal(t, countries.Optional, france.PhoneRequirement())
	}
}

// TestAFileThatLacksRules is no refresh: the first one is at once.
func TestAFileThatLacksRules(t *testing.T) {
	for _, content := range []string{"[]", `[{"iso2Code":"PL"}]`} {
		file := filepath.Join(t.TempDir(), "rules.json")
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		synctest.Test(t, func(t *testing.T) {
			require.NoError(t, os.Chtimes(file, time.Now(), time.Now()))
			keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: inMemory(moved(5))}, file)
			require.NoError(t, err)
			ctx, stop := context.WithCancel(t.Context())
			go keeper.Run(ctx, time.Hour, func(error) {})
			time.Sleep(time.Second)
			synctest.Wait()
			assert.Equal(t, []int{5}, digitsOf(t, keeper.Policy()), content)
			stop()
		})
	}
}

// TestARefreshInPartIsNone: after a restart the age of the rules is that of the
// last refresh in full.
func TestARefreshInPartIsNone(t *testing.T) {
	for name, full := range map[string]bool{"after a full one": true, "without a full one": false} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "rules.json")
			synctest.Test(t, func(t *testing.T) {
				digits, failing := 5, "none"
				fetcher := &live.Fetcher{Client: inMemory(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if strings.HasSuffix(r.URL.Path, failing) {
						w.WriteHeader(http.StatusNotFound)
						return
					}
					moved(digits).ServeHTTP(w, r)
				}))}
				keeper, err := live.NewKeeper(countries.Latest(), fetcher, file)
				require.NoError(t, err)
				if full {
					require.NoError(t, keeper.Refresh(t.Context()))
				}
				time.Sleep(20 * time.Hour)
				failing = "RU"
				require.Error(t, keeper.Refresh(t.Context()))
				failing = "BY" // now every country has been answered once
				require.Error(t, keeper.Refresh(t.Context()))

				digits, failing = 6, "none"
				keeper, err = live.NewKeeper(countries.Latest(), fetcher, file)
				require.NoError(t, err)
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				go keeper.Run(ctx, 24*time.Hour, func(err error) { assert.NoError(t, err) })
				synctest.Wait()
				if full {
					assert.Equal(t, []int{5}, digitsOf(t, keeper.Policy()), "not a day old")
					time.Sleep(4*time.Hour + time.Second)
				}
				time.Sleep(time.Second)
				assert.Equal(t, []int{6}, digitsOf(t, keeper.Policy()))
				stop()
				synctest.Wait()
			})
		})
	}
}

func TestKeeperNeedsWhatItNeeds(t *testing.T) {
	assert.Panics(t, func() { live.NewKeeper(nil, &live.Fetcher{}, "") })
	assert.Panics(t, func() { live.NewKeeper(countries.Latest(), nil, "") })
	keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: inMemory(moved(5))}, "")
	require.NoError(t, err)
	assert.Panics(t, func() { keeper.Run(t.Context(), 0, func(error) {}) })
	assert.Panics(t, func() { keeper.Run(t.Context(), time.Hour, nil) })
}
