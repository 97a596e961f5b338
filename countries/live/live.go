// Package live fetches Partner Center's current country rules. It is a separate
// package so that package countries does not need net/http.
//
//	fetcher := live.Fetcher{Client: client} // the client that adds the authorization
//	rules, err := fetcher.Fetch(ctx)
//	policy := countries.Latest().With(rules...) // err says which rules stayed as they were
//
// Every call to the API is throttled: fetch once a day, keep the rules with
// [encoding/json.Marshal], and read them with [countries.ReadValidationRules].
//
// All of it is safe for concurrent use as long as nobody changes a Fetcher's
// fields.
package live

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/cspkit/customerscreen/countries"
)

// DefaultBaseURL is the address of the Partner Center API.
const DefaultBaseURL = "https://api.partnercenter.microsoft.com"

// concurrency is how many requests are under way at a time.
const concurrency = 4

// Fetcher fetches country rules. Its zero value has no authorization, so the
// API answers 401. It is safe for concurrent use as long as nobody changes its
// fields.
type Fetcher struct {
	// Client sends the requests and adds the Authorization header to them. Its
	// timeout applies to each attempt, which never takes more than a minute.
	// Nil means http.DefaultClient.
	Client *http.Client

	// BaseURL is the address of the API without /v1; "" means DefaultBaseURL.
	BaseURL string
}

// Fetch gets the rules of the countries, given as ISO 3166-1 alpha-2 codes in
// either case; without any, of those that [countries.Latest] lists, so a newly
// listed one has to be named. For the
// whole world, in some 250 requests, pass those of [countries.Codes].
//
// It returns the rules it could read, in ascending order of ISO codes, and an
// error that joins one for each country whose rules could not be read or
// contain an unusable expression. Rules with an unusable expression are among
// those returned. Each error names the country and wraps the reason: the
// refusal as errors.ParseResponse reads it, a [*countries.ExpressionError], the
// context's error, or that of the connection.
//
// Fetch runs a few requests at a time. After a temporary failure (429, 5xx, a
// lost connection) it repeats a request up to three times; when the API
// throttles (429), all requests wait as long as it asks. Fetch stops sending if
// that is more than five minutes, after four such answers in a row, or if
// access is denied. When the context is done, Fetch returns what it has. It
// leaves nothing running.
func (f *Fetcher) Fetch(ctx context.Context, codes ...string) ([]countries.Rule, error) {
	if len(codes) == 0 {
		for rule := range countries.Latest().Rules() {
			codes = append(codes, rule.Country())
		}
	}
	codes = distinct(codes)
	rules := make([]countries.Rule, len(codes))
	failures := make([]error, len(codes))
	s := newSession(f)
	running := make(chan struct{}, concurrency)
	var workers sync.WaitGroup
	for i, code := range codes {
		running <- struct{}{}
		workers.Go(func() {
			defer func() { <-running }()
			var err error
			if rules[i], err = s.fetch(ctx, code); err != nil {
				failures[i] = fmt.Errorf("country rules of %s: %w", code, err)
			}
		})
	}
	workers.Wait()
	rules = slices.DeleteFunc(rules, func(r countries.Rule) bool { return r.Country() == "" })
	return rules, errors.Join(failures...)
}

// distinct returns the codes in capitals, ascending, each of them once.
func distinct(codes []string) []string {
	capitals := make([]string, len(codes))
	for i, code := range codes {
		capitals[i] = strings.ToUpper(code)
	}
	slices.Sort(capitals)
	return slices.Compact(capitals)
}

// fetch gets the rules of one country.
func (s *session) fetch(ctx context.Context, code string) (countries.Rule, error) {
	if !isCountryCode(code) {
		return countries.Rule{}, errors.New(`expected an ISO 3166-1 alpha-2 code, for example "AZ"`)
	}
	body, err := s.get(ctx, "/v1/countryvalidationrules/"+code)
	if err != nil {
		return countries.Rule{}, err
	}
	rule, err := countries.ParseValidationRules(body)
	if answered := rule.Country(); answered != "" && answered != code {
		return countries.Rule{}, fmt.Errorf("the API answered with the rules of %s", answered)
	}
	return rule, err
}

func isCountryCode(code string) bool {
	return len(code) == 2 && 'A' <= code[0] && code[0] <= 'Z' && 'A' <= code[1] && code[1] <= 'Z'
}
