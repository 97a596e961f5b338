package aswritten_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/aswritten"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

func TestTable(t *testing.T) {
	rows := aswritten.Countries()
	assert.GreaterOrEqual(t, len(rows), 40)
	seen := map[string]bool{}
	for _, row := range rows {
		text, err := json.Marshal(row.Written)
		require.NoError(t, err)
		assert.False(t, seen[string(text)], "%s comes twice", text)
		seen[string(text)] = true
		for policy := range countries.Policies() {
			assert.Contains(t, []screening.Verdict{screening.Accepted, screening.Refused, screening.Undecided}, row.Verdicts[policy.Name()], "%s under %s", text, policy)
		}
	}
}

// TestEverywhereAlike puts every country to everything of the library that
// judges a customer, under every policy.
func TestEverywhereAlike(t *testing.T) {
	for policy := range countries.Policies() {
		for _, judge := range judges {
			t.Run(policy.Name()+" "+judge.name, func(t *testing.T) {
				verdict := judge.under(t, policy)
				for _, row := range aswritten.Countries() {
					assert.Equal(t, row.Verdicts[policy.Name()], verdict(row.Customer()), "%s", row.Customer())
				}
			})
		}
	}
}

// judges are the ways to a verdict on a customer, who comes as JSON.
var judges = []struct {
	name  string
	under func(*testing.T, *countries.Policy) func(body []byte) screening.Verdict
}{
	{"Screen", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		screener := screening.New(policy)
		return func(body []byte) screening.Verdict { return verdictOf(t, screener.Screen(customer(t, body))) }
	}},
	{"Screen, by the company's address", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		screener := screening.New(policy)
		return func(body []byte) screening.Verdict { return verdictOf(t, screener.Screen(inCompanyProfile(t, body))) }
	}},
	{"ScreenProfile", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		screener := screening.New(policy)
		return func(body []byte) screening.Verdict {
			return verdictOf(t, screener.ScreenProfile(inCompanyProfile(t, body).CompanyProfile))
		}
	}},
	{"Inspect", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		screener := screening.New(policy)
		return func(body []byte) screening.Verdict { return screener.Inspect(customer(t, body)).Verdict() }
	}},
	{"the rule", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		return func(body []byte) screening.Verdict {
			rule, known := policy.Rule(customer(t, body).Country())
			switch {
			case !known:
				return screening.Undecided
			case rule.CheckRegistrationNumber("") != nil && rule.CheckPhoneNumber("") != nil:
				return screening.Refused
			default:
				return screening.Accepted
			}
		}
	}},
	{"Register", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		v := hostValidator(t, policy)
		return func(body []byte) screening.Verdict { return verdictOfStruct(v.Struct(customer(t, body))) }
	}},
	{"Register, in a struct of the host's", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		v := hostValidator(t, policy)
		return func(body []byte) screening.Verdict {
			return verdictOfStruct(v.Struct(struct {
				Company *screening.CustomerCompanyProfile
			}{inCompanyProfile(t, body).CompanyProfile}))
		}
	}},
	{"Transport", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		sent, unscreened := "", transport.Reason("")
		client := &http.Client{Transport: transport.New(
			roundTrip(func(r *http.Request) (*http.Response, error) {
				body, err := io.ReadAll(r.Body)
				sent = string(body)
				return &http.Response{StatusCode: http.StatusCreated, Body: http.NoBody, Request: r}, err
			}),
			screening.New(policy),
			transport.WithObserver(func(o transport.Outcome) {
				if err, ok := o.Finding.(*transport.UnscreenedError); ok {
					unscreened = err.Reason
				}
			}),
		)}
		return func(body []byte) screening.Verdict {
			sent, unscreened = "", ""
			response, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers", "application/json", bytes.NewReader(body))
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			switch {
			case response.StatusCode == http.StatusBadRequest && sent == "":
				return screening.Refused
			case sent == string(body) && unscreened == transport.CountryUnknown:
				return screening.Undecided
			case sent == string(body) && unscreened == "":
				return screening.Accepted
			default:
				return "answered with status " + screening.Verdict(response.Status)
			}
		}
	}},
	{"Transport, what is refused and undecided as an error", func(t *testing.T, policy *countries.Policy) func([]byte) screening.Verdict {
		client := &http.Client{Transport: transport.New(
			roundTrip(func(r *http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusCreated, Body: http.NoBody, Request: r}, nil
			}),
			screening.New(policy), transport.WithRejectionAsError(), transport.WithUnscreenedRefused(),
		)}
		return func(body []byte) screening.Verdict {
			response, err := client.Post("https://api.partnercenter.microsoft.com/v1/customers", "application/json", bytes.NewReader(body))
			if err == nil {
				require.NoError(t, response.Body.Close())
			}
			return verdictOf(t, err)
		}
	}},
}

func customer(t *testing.T, body []byte) *screening.Customer {
	t.Helper()
	c := new(screening.Customer)
	require.NoError(t, json.Unmarshal(body, c))
	return c
}

// inCompanyProfile returns the customer with its address in the company profile.
func inCompanyProfile(t *testing.T, body []byte) *screening.Customer {
	t.Helper()
	c := customer(t, body)
	c.CompanyProfile.Address, c.BillingProfile.DefaultAddress = c.BillingProfile.DefaultAddress, nil
	return c
}

// verdictOf returns the verdict that an error stands for.
func verdictOf(t *testing.T, err error) screening.Verdict {
	t.Helper()
	var rejection *pcerrors.Rejection
	var undecided *pcerrors.Undecided
	switch {
	case err == nil:
		return screening.Accepted
	case errors.As(err, &rejection):
		return screening.Refused
	case errors.As(err, &undecided):
		return screening.Undecided
	default:
		require.NoError(t, err)
		return ""
	}
}

func hostValidator(t *testing.T, policy *countries.Policy) *validator.Validate {
	t.Helper()
	v := validator.New(validator.WithRequiredStructEnabled())
	require.NoError(t, screening.Register(v, policy))
	return v
}

// verdictOfStruct returns the verdict that the result of v.Struct stands for,
// or else the tags of its errors.
func verdictOfStruct(err error) screening.Verdict {
	if err == nil {
		return screening.Accepted
	}
	var tags []string
	for _, fieldError := range err.(validator.ValidationErrors) {
		if fieldError.Tag() == "countryUnknown" && fieldError.Field() == "Country" {
			return screening.Undecided
		}
		tags = append(tags, fieldError.Tag())
	}
	if len(screening.Violations(err)) > 0 {
		return screening.Refused
	}
	return screening.Verdict(strings.Join(tags, " "))
}

// roundTrip is a transport that answers by itself.
type roundTrip func(*http.Request) (*http.Response, error)

func (r roundTrip) RoundTrip(request *http.Request) (*http.Response, error) { return r(request) }
