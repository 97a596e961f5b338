package transport_test

import (
	"bytes"
	"context"
	"encoding/json"
	stderrors "errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// odd are bodies of create-customer requests as people, tools and newer
// services write them, each with what a program has to say of it: accepted,
// refused with codes, undecided or unreadable.
type odd struct {
	Policy string
	Bodies []struct {
		Name string
		Body string
		Raw  []byte `json:"base64"` // instead of the body, where that is no UTF-8
		said
	}
}

type said struct {
	Verdict string
	Codes   []pcerrors.Code
}

// TestOddBodiesAreJudgedAlike drives the odd bodies through every way in which
// the library reads a customer: they come to the same.
func TestOddBodiesAreJudgedAlike(t *testing.T) {
	file, err := os.ReadFile("../testdata/bodies.json")
	require.NoError(t, err)
	var odd odd
	require.NoError(t, json.Unmarshal(file, &odd))
	require.GreaterOrEqual(t, len(odd.Bodies), 60)
	policy, known := countries.PolicyNamed(odd.Policy)
	require.True(t, known)
	screener := screening.New(policy)
	for _, body := range odd.Bodies {
		t.Run(body.Name, func(t *testing.T) {
			text := body.Raw
			if text == nil {
				text = []byte(body.Body)
			}
			var c screening.Customer
			assert.Equal(t, body.said, saidOf(screener, &c, json.Unmarshal(text, &c)), "encoding/json")
			c = screening.Customer{}
			assert.Equal(t, body.said, saidOf(screener, &c, jsonv2.Unmarshal(text, &c, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))), "json v2")
			assert.Equal(t, body.said, saidByTransport(t, screener, text), "transport")

			c = screening.Customer{}
			if err := jsonv2.Unmarshal(text, &c); err == nil {
				assert.Equal(t, body.said, saidOf(screener, &c, nil), "json v2 under its defaults")
			}
		})
	}
}

// saidOf judges a customer that was decoded with that error.
func saidOf(s *screening.Screener, c *screening.Customer, err error) said {
	if err != nil || c.CompanyProfile == nil && c.BillingProfile == nil { // there is nothing of a customer
		return said{Verdict: "unreadable"}
	}
	return saidBy(s.Screen(c))
}

func saidBy(err error) said {
	var rejection *pcerrors.Rejection
	var undecided *pcerrors.Undecided
	switch {
	case err == nil:
		return said{Verdict: "accepted"}
	case stderrors.As(err, &rejection):
		refused := said{Verdict: "refused"}
		for _, v := range rejection.Violations {
			refused.Codes = append(refused.Codes, v.Code)
		}
		return refused
	case stderrors.As(err, &undecided):
		return said{Verdict: "undecided"}
	default:
		return said{Verdict: "unreadable"}
	}
}

func saidByTransport(t *testing.T, s *screening.Screener, body []byte) said {
	t.Helper()
	base := &counting{}
	tripper := transport.New(base, s, transport.WithRejectionAsError(), transport.WithUnscreenedRefused())
	_, err := tripper.RoundTrip(newRequest(t, http.MethodPost, "https://api.example/v1/customers", bytes.NewReader(body)))
	assert.Equal(t, err == nil, base.requests.Load() == 1)
	return saidBy(err)
}

// TestHeaderAndBodyGoOutAtOnce: net/http sends the header of its own when it
// may have to wait for the body, which nearly doubles the time of a request.
func TestHeaderAndBodyGoOutAtOnce(t *testing.T) {
	server := partnercentertest.NewServer()
	defer server.Close()
	writes := 0
	base := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, address)
		return countingConn{conn, &writes}, err
	}}
	defer base.CloseIdleConnections()
	for name, body := range map[string]io.Reader{
		"of the length announced": strings.NewReader(completeCustomer),
		"of a type of its own":    struct{ io.Reader }{strings.NewReader(completeCustomer)},
	} {
		request := newRequest(t, "POST", server.URL+"/v1/customers", body)
		request.ContentLength = int64(len(completeCustomer))
		writes = 0
		response, err := transport.New(base, screener).RoundTrip(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Equal(t, 1, writes, name)
	}
}

type countingConn struct {
	net.Conn
	writes *int
}

func (c countingConn) Write(p []byte) (int, error) {
	*c.writes++
	return c.Conn.Write(p)
}
