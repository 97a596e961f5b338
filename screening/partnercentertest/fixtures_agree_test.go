package partnercentertest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

func TestCreateCustomerAnswersEveryFixtureAsExpected(t *testing.T) {
	for known := range countries.Policies() {
		policy := known.Name()
		handler := partnercentertest.NewHandler(partnercentertest.WithPolicy(policy))
		for fixture := range partnercentertest.Fixtures() {
			for _, c := range fixture.Cases {
				if c.Undecided {
					continue // what the stand-in does then is an assumption
				}
				t.Run(policy+"/"+fixture.Country+"/"+c.Name, func(t *testing.T) {
					response := create(handler, string(c.Customer))
					if len(c.Codes[policy]) == 0 {
						assert.Equal(t, http.StatusCreated, response.Code)
						return
					}
					assert.Equal(t, http.StatusBadRequest, response.Code)
					assert.Equal(t, c.Codes[policy][0], refusalOf(t, response).Code)
				})
			}
		}
	}
}

// create sends a create-customer request to a handler in memory.
func create(handler http.Handler, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/v1/customers", strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer token")
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	return response
}

// refusal is the API's error body.
type refusal struct {
	Code        int    `json:"code"`
	Description string `json:"description"`
	Data        []any  `json:"data"`
	Source      string `json:"source"`
}

func refusalOf(t testing.TB, response *httptest.ResponseRecorder) refusal {
	var r refusal
	require.NoError(t, json.Unmarshal(response.Body.Bytes(), &r), "%s", response.Body)
	require.Equal(t, "PartnerFD", r.Source)
	require.NotNil(t, r.Data)
	return r
}
