package main

import "net/http"

// tokenVariable is the environment variable with the access token.
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
