package transport_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// sdk sends what one of Microsoft's archived SDKs sends.
type sdk struct {
	t      *testing.T
	server *partnercentertest.Server
	client *http.Client

	customers string        // its path of the customers
	write     func(any) any // how it writes names and what its caller did not set
	repeats   int           // how often it repeats a request that is answered by 4xx
	sent      []string      // what the server has to have got, method, URI and body
	reported  []*transport.UnscreenedError
}

// do sends a request and returns the status, whether the transport answered it,
// and the answer.
func (s *sdk) do(method, path string, body any) (status int, local bool, answer map[string]any) {
	s.t.Helper()
	var text []byte
	if body != nil {
		var err error
		text, err = json.Marshal(s.write(body))
		require.NoError(s.t, err)
	}
	id := fmt.Sprintf("a0000000-0000-4000-8000-%012d", len(s.sent))
	for range 1 + s.repeats {
		request := newRequest(s.t, method, s.server.URL+path, bytes.NewReader(text))
		request.Header = http.Header{
			"Authorization": {"Bearer app+user"}, "Accept": {"application/json"}, "Content-Type": {"application/json"},
			"Ms-Requestid": {id}, "Ms-Correlationid": {"b0000000-0000-4000-8000-00000000000b"}, "Ms-Contract-Version": {"v1"}, "X-Locale": {"en-US"},
		}
		response, answered := send(s.t, s.client, request)
		answer = nil
		require.NoError(s.t, json.Unmarshal(answered, &answer), "%s", answered)
		status, local = response.StatusCode, response.Header.Get(transport.AnsweredLocally) != ""
		assert.Equal(s.t, id, response.Header.Get("MS-RequestId"))
		if !local {
			s.sent = append(s.sent, method+" "+path+" "+string(text))
		}
		if status < http.StatusBadRequest {
			break
		}
	}
	return status, local, answer
}

// pascal writes names as the .NET SDK does.
func pascal(value any) any {
	switch value := value.(type) {
	case map[string]any:
		written := map[string]any{"Announced": nil} // it writes null for what its caller did not set
		for name := range value {
			written[strings.ToUpper(name[:1])+name[1:]] = pascal(value[name])
		}
		return written
	case []any:
		for i := range value {
			value[i] = pascal(value[i])
		}
	}
	return value
}

// TestWhatTheSDKsSend goes through a customer's life as Microsoft's SDKs for
// Java 1.15 and .NET 3.4 do.
func TestWhatTheSDKsSend(t *testing.T) {
	for name, s := range map[string]*sdk{
		"Java": {customers: "/v1//customers", write: func(value any) any { return value }, repeats: 4},
		".NET": {customers: "/v1/customers", write: pascal},
	} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			s.server, s.client = newPartnerCenter(t, transport.WithExistingCustomers(),
				reporting(func(_ *http.Request, err *transport.UnscreenedError) { s.reported = append(s.reported, err) }))
			address := map[string]any{"country": "BY", "city": "Minsk", "postalCode": "220000", "phoneNumber": "+375"}
			company := map[string]any{"domain": "contoso.onmicrosoft.com"}
			customer := map[string]any{
				"relationshipToPartner": "unknown", "companyProfile": company,
				"billingProfile": map[string]any{"email": "a@b.example", "defaultAddress": address},
			}

			status, local, _ := s.do("POST", s.customers, customer)
			assert.Equal(t, http.StatusBadRequest, status, "no number")
			assert.True(t, local)
			assert.Empty(t, s.sent, "however often it is repeated")

			company["organizationRegistrationNumber"] = "123456789"
			status, _, created := s.do("POST", s.customers, customer)
			require.Equal(t, http.StatusCreated, status)
			assert.Equal(t, "reseller", created["relationshipToPartner"])
			path := s.customers + "/" + created["id"].(string)

			status, _, list := s.do("GET", s.customers+"?size=0", nil)
			require.Equal(t, http.StatusOK, status)
			assert.Len(t, list["items"], 3)
			assert.NotContains(t, list["items"].([]any)[2], "billingProfile")

			status, _, profile := s.do("GET", path+"/profiles/billing", nil)
			require.Equal(t, http.StatusOK, status)
			profile["defaultAddress"].(map[string]any)["phoneNumber"] = ""
			status, local, answer := s.do("PUT", path+"/profiles/billing", profile)
			assert.Equal(t, http.StatusBadRequest, status)
			assert.True(t, local)
			assert.EqualValues(t, pcerrors.PhoneNumberMissing, answer["code"])
			profile["defaultAddress"].(map[string]any)["phoneNumber"] = "+375173"
			status, _, _ = s.do("PUT", path+"/profiles/billing", profile)
			require.Equal(t, http.StatusOK, status, "the etag is in the body")

			status, _, cart := s.do("POST", path+"/carts", map[string]any{"lineItems": []any{map[string]any{"quantity": 1}}})
			require.Equal(t, http.StatusCreated, status)
			s.sent = append(s.sent, "GET /v1/customers/"+created["id"].(string)+" ") // the transport's look-up
			status, _, _ = s.do("POST", path+"/carts/"+cart["id"].(string)+"/checkout", "success")
			require.Equal(t, http.StatusCreated, status)

			status, _, subscriptions := s.do("GET", path+"/subscriptions", nil)
			require.Equal(t, http.StatusOK, status)
			require.Len(t, subscriptions["items"], 1)
			subscription := subscriptions["items"].([]any)[0].(map[string]any)
			status, _, subscription = s.do("GET", path+"/subscriptions/"+subscription["id"].(string), nil)
			require.Equal(t, http.StatusOK, status)
			id := subscription["id"].(string)
			subscription["quantity"] = 2
			status, _, subscription = s.do("PATCH", path+"/subscriptions/"+id, subscription)
			require.Equal(t, http.StatusOK, status)
			assert.EqualValues(t, 2, subscription["quantity"])

			s.sent = append(s.sent, "GET /v1/customers/"+incompleteID+" ")
			status, local, answer = s.do("POST", s.customers+"/"+incompleteID+"/carts/1/checkout", "success")
			assert.Equal(t, http.StatusBadRequest, status)
			assert.True(t, local)
			assert.Contains(t, answer["description"], "Complete the existing customer first")

			var got []string
			for _, request := range s.server.Requests() {
				got = append(got, request.String()+" "+string(request.Body))
			}
			assert.Equal(t, s.sent, got, "byte for byte, and nothing else")
			assert.Empty(t, s.reported)
		})
	}
}
