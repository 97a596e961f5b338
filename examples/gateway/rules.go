package main

import (
	"net/http"
	"os"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
)

const tokenVariable = "PARTNER_CENTER_TOKEN"

// authorized returns a client that adds a token to its requests. It follows no
// redirect, which could take the token elsewhere.
func authorized(token string) *http.Client {
	return &http.Client{
		Transport:     bearer{token},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

type bearer struct{ token string }

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	return http.DefaultTransport.RoundTrip(r)
}

// keptRules returns a policy with the rules of a file, which may be "" for none.
// Unless they are going to be refreshed the file has to be there, since nothing
// else brings rules. The Keeper works even beside an error.
func keptRules(policy *countries.Policy, fetcher *live.Fetcher, file string, refreshed bool) (*live.Keeper, error) {
	keeper, err := live.NewKeeper(policy, fetcher, file)
	if err == nil && file != "" && !refreshed {
		_, err = os.Stat(file)
	}
	return keeper, err
}
