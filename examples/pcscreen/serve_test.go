package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// serving runs the command until its end is asked for, which returns what it
// wrote to stderr.
func serving(t *testing.T, args ...string) (url string, end func() (stderr string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	in, out := io.Pipe()
	var said bytes.Buffer
	command := newRootCommand()
	command.SetArgs(append([]string{"serve", "--addr", "127.0.0.1:0"}, args...))
	command.SetOut(out)
	command.SetErr(&said)
	ended := make(chan error, 1)
	go func() {
		ended <- command.ExecuteContext(ctx)
		out.Close()
	}()
	line, err := bufio.NewReader(in).ReadString('\n')
	require.NoError(t, err)
	url, found := strings.CutPrefix(strings.TrimSpace(line), "Serving on ")
	require.True(t, found, line)
	return url, func() string {
		http.DefaultClient.CloseIdleConnections() // the service keeps them for a while
		cancel()
		assert.NoError(t, <-ended)
		return said.String()
	}
}

// answerTo returns what the service answers to a GET.
func answerTo(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(answer)
}

func TestServe(t *testing.T) {
	url, end := serving(t)
	response, err := http.Post(url+"/v1/screen", "application/json", strings.NewReader(`{"billingProfile":{"defaultAddress":{"country":"RU"}}}`))
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Contains(t, string(answer), `{"record":1,"row":1,"country":"RU","verdict":"refused","accepted":false,"violations":[{"code":600049,`)
	end()
}

// TestServeFollowsLiveRules of a Partner Center where Poland wants other
// digits, and takes them from the file after a restart.
func TestServeFollowsLiveRules(t *testing.T) {
	const poland = `{"iso2Code":"PL","customerOrganizationRegistrationNumberRegex":"^\\d{5}$","customerOrganizationRegistrationNumberRequired":true}`
	partnerCenter := partnercentertest.NewServer(partnercentertest.WithCountryRules([]byte(poland)))
	defer partnerCenter.Close()
	t.Setenv(tokenVariable, "token")
	file := filepath.Join(t.TempDir(), "rules.json")
	isLive := func(url string) bool { return strings.Contains(answerTo(t, url), "{5}$") }
	shows := func(url string) {
		t.Helper()
		assert.True(t, isLive(url+"/v1/rules?policy=latest"), "the policy in force by its name, as the page asks for it")
		assert.Regexp(t, `"PL": \{\n.*\n.*: 5 digits, without spaces`, answerTo(t, url+"/v1/schema"))
		assert.False(t, isLive(url+"/v1/rules?policy=2020-11"), "another edition is as it was published")
		assert.JSONEq(t, `{"status":"ok","policy":"2021-03"}`, answerTo(t, url+"/healthz"))
	}

	url, end := serving(t, "--rules", file, "--refresh", "24h", "--base-url", partnerCenter.URL)
	require.Eventually(t, func() bool { return isLive(url + "/v1/rules/PL") }, time.Minute, 10*time.Millisecond)
	shows(url)
	assert.Empty(t, end())
	asked := len(partnerCenter.Requests())

	url, end = serving(t, "--rules", file, "--refresh", "24h", "--base-url", partnerCenter.URL)
	shows(url)
	assert.Empty(t, end())
	assert.Len(t, partnerCenter.Requests(), asked, "the rules are not a day old")

	url, end = serving(t, "--rules", file)
	shows(url)
	assert.Empty(t, end())

	url, end = serving(t, "--policy", "2020-11")
	assert.Contains(t, answerTo(t, url), `value="2020-11" checked`)
	assert.JSONEq(t, `{"status":"ok","policy":"2020-11"}`, answerTo(t, url+"/healthz"))
	end()
}

// TestServeWithoutFreshRules says so, and serves with those of the policy.
func TestServeWithoutFreshRules(t *testing.T) {
	t.Setenv(tokenVariable, "token")
	asked := make(chan struct{}, 1)
	denied := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		select {
		case asked <- struct{}{}:
		default:
		}
	}))
	defer denied.Close()
	file := filepath.Join(t.TempDir(), "rules.json")
	require.NoError(t, os.WriteFile(file, []byte("<"), 0o600))
	url, end := serving(t, "--rules", file, "--refresh", "24h", "--base-url", denied.URL)
	<-asked
	assert.Contains(t, answerTo(t, url+"/v1/rules/RU"), `"country":"RU"`)
	assert.Contains(t, answerTo(t, url+"/healthz"), `"ok"`)
	said := end()
	assert.Contains(t, said, "pcscreen: where the file cannot be used, the rules of the policy hold until the first refresh: live: the saved country rules in "+file)
	assert.Contains(t, said, "pcscreen: not all country rules are current")

	for _, test := range []struct {
		token, want string
		args        []string
	}{
		{"", "--refresh needs an access token", []string{"--refresh", "24h"}},
		{"token", "expected a time above zero", []string{"--refresh", "-1s"}},
		{"token", "--base-url: expected a URL that begins with", []string{"--refresh", "24h", "--base-url", "partnercenter.example"}},
		{"", "not JSON", []string{"--rules", file}},
		{"", "no such file", []string{"--rules", file + "x"}},
		{"", "expected a name without a scheme or a port", []string{"--allow-host", "screening.example:443"}},
		{"", "expected a name without a scheme or a port", []string{"--allow-host", "https://screening.example"}},
		{"", "expected a name without a scheme or a port", []string{"--allow-host", ""}},
	} {
		t.Setenv(tokenVariable, test.token)
		command := newRootCommand()
		command.SetArgs(append([]string{"serve", "--addr", "127.0.0.1:0"}, test.args...))
		command.SetErr(io.Discard)
		assert.ErrorContains(t, command.ExecuteContext(t.Context()), test.want)
	}
}

func TestOpened(t *testing.T) {
	for address, want := range map[string]string{"[::]:8080": "localhost:8080", "0.0.0.0:8080": "localhost:8080", "127.0.0.1:80": "127.0.0.1:80"} {
		at, err := net.ResolveTCPAddr("tcp", address)
		require.NoError(t, err)
		assert.Equal(t, want, opened(at))
	}
	assert.Equal(t, "pipe", opened(&net.UnixAddr{Name: "pipe"}))
}
