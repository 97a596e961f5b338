package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// isLocal sends a customer and reports whether the gateway answered itself.
func isLocal(t *testing.T, gateway program, path, body string) bool {
	t.Helper()
	response, _ := send(t, "POST", gateway.url+path, token, strings.NewReader(body))
	return response.Header.Get(transport.AnsweredLocally) != ""
}

func TestObserve(t *testing.T) {
	server, gateway := behindGateway(t, "-observe")
	response, body := send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(refused))
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.Empty(t, response.Header.Get(transport.AnsweredLocally), "Partner Center has answered")
	assert.Contains(t, string(body), "600049")
	require.Len(t, server.Requests(), 1)
	_, log := gateway.stop()
	assert.Empty(t, log, "they agree")
}

func TestPartner(t *testing.T) {
	for partner, local := range map[string]bool{"direct-bill": true, "indirect-provider": true, "indirect-reseller": false} {
		_, gateway := behindGateway(t, "-partner", partner)
		assert.Equal(t, local, isLocal(t, gateway, "/v1/customers", refused), partner)
		gateway.stop()
	}
}

func TestExistingCustomers(t *testing.T) {
	for flag, local := range map[string]bool{"-existing-customers": true, "-existing-customers=false": false} {
		server, gateway := behindGateway(t, flag)
		id, err := server.Add([]byte(refused))
		require.NoError(t, err)
		assert.Equal(t, local, isLocal(t, gateway, "/v1/customers/"+id+"/orders", `{}`), flag)
		assert.Len(t, server.Requests(), 1, "the look-up or the order")
		_, log := gateway.stop()
		assert.Empty(t, log, "what no flag looks up is not worth a line")
	}
}

// portugal is a rule for a country that no policy lists, belarus a change of
// one that is listed.
const (
	portugal = `{"iso2Code":"PT","customerOrganizationRegistrationNumberRequired":true}`
	belarus  = `{"iso2Code":"BY","customerOrganizationRegistrationNumberRequired":false,"customerOrganizationPhoneNumberRequired":false}`
)

func TestRules(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.json")
	require.NoError(t, os.WriteFile(file, []byte("["+portugal+"]"), 0o600))
	body := strings.ReplaceAll(refused, "BY", "PT")
	_, gateway := behindGateway(t)
	assert.False(t, isLocal(t, gateway, "/v1/customers", body))
	_, gateway = behindGateway(t, "-rules", file)
	assert.True(t, isLocal(t, gateway, "/v1/customers", body))
}

// refreshing runs the gateway with a file of rules in front of a stand-in
// whose rules have changed, and returns when all of them were asked for.
func refreshing(t *testing.T, file string, faults ...partnercentertest.Fault) program {
	t.Helper()
	t.Setenv(tokenVariable, "refreshing")
	server := partnercentertest.NewServer(partnercentertest.WithPolicy("2021-03"), partnercentertest.WithCountryRules([]byte(belarus)))
	t.Cleanup(server.Close)
	server.Inject(faults...)
	gateway := start(t, "-upstream", server.URL, "-policy", "2021-03", "-rules", file, "-refresh", "24h", "-debug-addr", "127.0.0.1:0")
	require.Eventually(t, func() bool {
		_, err := os.Stat(file)
		return err == nil || counted(t, gateway)[refreshFailures] > 0
	}, patience, tick)
	for _, request := range server.Requests() {
		assert.Equal(t, "Bearer refreshing", request.Header.Get("Authorization"))
	}
	return gateway
}

func TestRefresh(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.json")
	gateway := refreshing(t, file)
	assert.False(t, isLocal(t, gateway, "/v1/customers", refused), "Belarus wants nothing any more")
	assert.True(t, isLocal(t, gateway, "/v1/customers", strings.ReplaceAll(refused, "BY", "UA")))
	assert.Zero(t, counted(t, gateway)[refreshFailures])
	_, log := gateway.stop()
	assert.Empty(t, log, "the file need not be there")

	_, gateway = behindGateway(t, "-rules", file)
	assert.False(t, isLocal(t, gateway, "/v1/customers", refused), "the file outlasts a restart")
}

func TestRefreshThatFails(t *testing.T) {
	denied := func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	}
	file := filepath.Join(t.TempDir(), "rules.json")
	var all []partnercentertest.Fault
	for range 50 {
		all = append(all, denied)
	}
	gateway := refreshing(t, file, all...)
	assert.True(t, isLocal(t, gateway, "/v1/customers", refused), "the policy's rules stay")
	_, log := gateway.stop()
	assert.Contains(t, log, "not all country rules could be refreshed")
	assert.Contains(t, log, "401")
}

// TestRefreshTheStandIn has a file that is of no use: the gateway says so, and
// takes what the stand-in answers.
func TestRefreshTheStandIn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.json")
	require.NoError(t, os.WriteFile(file, []byte("<"), 0o600))
	gateway := start(t, "-rules", file, "-refresh", "24h")
	require.Eventually(t, func() bool {
		text, err := os.ReadFile(file)
		return err == nil && strings.HasPrefix(string(text), "[")
	}, patience, tick)
	_, log := gateway.stop()
	assert.Contains(t, log, "where the file cannot be used, the rules of the policy hold until the first refresh")
	assert.Equal(t, 1, strings.Count(log, "\n"), log)
}

// TestRulesAreNotFetchedFromElsewhere has a Partner Center that redirects, and
// must not hand the token on.
func TestRulesAreNotFetchedFromElsewhere(t *testing.T) {
	server := partnercentertest.NewServer()
	t.Cleanup(server.Close)
	server.Inject(func(http.Handler) http.Handler { return http.RedirectHandler("/v1/customers", http.StatusFound) })
	response, err := authorized("secret").Get(server.URL + "/v1/countryvalidationrules/RU")
	require.NoError(t, err)
	response.Body.Close()
	assert.Equal(t, http.StatusFound, response.StatusCode)
	assert.Len(t, server.Requests(), 1)
}

// TestDockerfile needs the flags of its command to be those of the program.
func TestDockerfile(t *testing.T) {
	text, err := os.ReadFile("Dockerfile")
	require.NoError(t, err)
	var args []string
	for _, line := range regexp.MustCompile(`(?m)^(?:ENTRYPOINT|CMD) (.*)$`).FindAllStringSubmatch(string(text), -1) {
		for _, arg := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(line[1], -1) {
			args = append(args, arg[1])
		}
	}
	require.NotEmpty(t, args)
	assert.Equal(t, "/gateway", args[0])
	assert.Zero(t, run(t.Context(), append(args[1:], "-help"), io.Discard, io.Discard))
}
