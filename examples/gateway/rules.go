package main

import (
	"net/http"
	"os"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
)

const tokenVariable = "PARTNER_CENTER_TOKEN"

// keptRules returns a policy with the rules of a file. Without refreshes the
// file has to be there, since nothing else brings rules.
func keptRules(policy *countries.Policy, fetcher *live.Fetcher, file string, refreshed bool) (*live.Keeper, error) {
	keeper, err := live.NewKeeper(policy, fetcher, file)
	if err == nil && file != "" && !refreshed {
		_, err = os.Stat(file)
	}
	return keeper, err
}

// bearer adds a token to the requests for country rules.
type bearer struct{ token string }

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	return http.DefaultTransport.RoundTrip(r)
}

// clientWith returns a client that adds the token. It follows no redirection,
// which could carry the token elsewhere.
func clientWith(token string) *http.Client {
	return &http.Client{
		Transport:     bearer{token},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
