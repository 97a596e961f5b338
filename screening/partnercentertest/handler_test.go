package partnercentertest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

func Example() {
	server := partnercentertest.NewServer()
	defer server.Close()

	// The program under test, with this client and server.URL, does the same:
	response, err := server.Client().Post(server.URL+"/v1/customers", "application/json",
		strings.NewReader(`{"CompanyProfile":{},"BillingProfile":{"DefaultAddress":{"Country":"BR","PhoneNumber":"+55"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	fmt.Println(response.Status)
	fmt.Println(string(answer))
	fmt.Println(server.Requests())
	// Output:
	// 400 Bad Request
	// {"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"}
	// [POST /v1/customers]
}

func ExampleHandler_Inject() {
	server := partnercentertest.NewServer()
	defer server.Close()
	server.Inject(partnercentertest.Throttled(57*time.Second), nil, partnercentertest.Unavailable())

	for range 4 {
		response, err := server.Client().Get(server.URL + "/v1/customers")
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
		fmt.Printf("%d %q\n", response.StatusCode, response.Header.Get("Retry-After"))
	}
	// Output:
	// 429 "57"
	// 200 ""
	// 502 ""
	// 200 ""
}

const (
	complete   = `{"id":"c1","companyProfile":{"organizationRegistrationNumber":"123456789"},"billingProfile":{"email":"a@b.example","defaultAddress":{"country":"BY","phoneNumber":"+375"}}}`
	incomplete = `{"id":"c2","companyProfile":{},"billingProfile":{"defaultAddress":{"country":"BY"}}}`
)

func newHandler(t testing.TB) *partnercentertest.Handler {
	handler := partnercentertest.NewHandler()
	for _, body := range []string{complete, incomplete} {
		_, err := handler.Add([]byte(body))
		require.NoError(t, err)
	}
	return handler
}

// send sends a request with a token and further headers to a handler in memory.
func send(handler http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer token")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	return response
}

func read(t testing.TB, response *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	var body map[string]any
	require.NoError(t, json.Unmarshal(response.Body.Bytes(), &body), "%s", response.Body)
	return body
}

// at returns the value at a path of names.
func at(body map[string]any, names ...string) any {
	var value any = body
	for _, name := range names {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	return value
}

func TestCreatedCustomerCanBeRead(t *testing.T) {
	handler := newHandler(t)
	created := send(handler, "POST", "/v1/customers",
		`{"CompanyProfile":{"OrganizationRegistrationNumber":"02561234","Announced":{"A":1}},"BillingProfile":{"FirstName":null,"DefaultAddress":{"Country":"AM","PhoneNumber":"+374"}}}`)
	require.Equal(t, http.StatusCreated, created.Code)
	id := at(read(t, created), "id").(string)
	response := send(handler, "GET", "/v1/customers/"+strings.ToUpper(id), "")
	require.Equal(t, http.StatusOK, response.Code)
	assert.Equal(t, "application/json; charset=utf-8", response.Header().Get("Content-Type"))
	customer := read(t, response)
	assert.Equal(t, "02561234", at(customer, "companyProfile", "organizationRegistrationNumber"), "answers are camelCase")
	assert.Equal(t, 1.0, at(customer, "companyProfile", "Announced", "A"), "and unknown members stay")
	assert.Equal(t, "reseller", at(customer, "relationshipToPartner"))
	for _, profile := range []string{"company", "billing"} {
		response := send(handler, "GET", "/v1/customers/"+id+"/profiles/"+profile, "")
		assert.Equal(t, at(customer, profile+"Profile"), any(read(t, response)))
	}
}

func TestUnreadableCustomersAreRefused(t *testing.T) {
	for _, body := range []string{``, `<customer/>`, `[]`, `null`, complete + complete, `{"companyProfile":"x"}`,
		`{"companyProfile":{"organizationRegistrationNumber":1.5}}`, `{"companyProfile":{"organizationRegistrationNumber":1e3}}`, `{"x":1,"x":2}`, `{"billingProfile":{"defaultAddress":{"country":[]}}}`} {
		response := send(newHandler(t), "POST", "/v1/customers", body)
		assert.Equal(t, http.StatusBadRequest, response.Code, body)
		assert.Equal(t, 400056, refusalOf(t, response).Code, body)
	}
}

func TestListHasPages(t *testing.T) {
	handler := partnercentertest.NewHandler()
	for range 5 {
		_, err := handler.Add([]byte(`{}`))
		require.NoError(t, err)
	}
	seen := map[any]bool{}
	path, token := "/v1/customers?size=2", ""
	for pages := 1; ; pages++ {
		page := read(t, send(handler, "GET", path, "", "MS-ContinuationToken", token))
		for _, item := range page["items"].([]any) {
			seen[item.(map[string]any)["id"]] = true
		}
		next := at(page, "links", "next")
		if next == nil {
			assert.Equal(t, 3, pages)
			break
		}
		path = "/v1" + next.(map[string]any)["uri"].(string)
		header := next.(map[string]any)["headers"].([]any)[0].(map[string]any)
		require.Equal(t, "MS-ContinuationToken", header["key"])
		token = header["value"].(string)
	}
	assert.Len(t, seen, 5)
	assert.Len(t, read(t, send(handler, "GET", "/v1/customers", ""))["items"], 5, "without a size all of them")
	assert.Equal(t, 0.0, read(t, send(partnercentertest.NewHandler(), "GET", "/v1/customers", ""))["totalCount"])
	assert.Len(t, read(t, send(handler, "GET", "/v1/customers?size=0", ""))["items"], 5, "as Microsoft's SDKs ask for all of them")
	for _, path := range []string{"/v1/customers?size=-1", "/v1/customers?size=x"} {
		assert.Equal(t, http.StatusBadRequest, send(handler, "GET", path, "").Code)
	}
	assert.Equal(t, http.StatusBadRequest, send(handler, "GET", "/v1/customers?size=2", "", "MS-ContinuationToken", "?").Code)
	assert.Equal(t, http.StatusNotImplemented, send(handler, "GET", "/v1/customers?filter=x", "").Code)
}

// TestListHasNoAddresses: such a customer cannot be judged by the list.
func TestListHasNoAddresses(t *testing.T) {
	handler := partnercentertest.NewHandler()
	id, err := handler.Add([]byte(`{"companyProfile":{"domain":"a.onmicrosoft.com","companyName":"A","organizationRegistrationNumber":"123456789","email":"a@b.example"},"billingProfile":{"defaultAddress":{"country":"BY"}}}`))
	require.NoError(t, err)
	page := read(t, send(handler, "GET", "/v1/customers?size=0", ""))
	assert.Equal(t, "/customers?size=0", at(page, "links", "self", "uri"))
	assert.Equal(t, []any{map[string]any{
		"id": id, "relationshipToPartner": "reseller",
		"companyProfile": map[string]any{
			"tenantId": id, "domain": "a.onmicrosoft.com", "companyName": "A",
			"links":      nil,
			"attributes": map[string]any{"objectType": "CustomerCompanyProfile"},
		},
		"links":      nil,
		"attributes": map[string]any{"objectType": "Customer"},
	}}, withoutLinks(page["items"]))
}

// withoutLinks empties the links of what was read.
func withoutLinks(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			withoutLinks(value[i])
		}
	case map[string]any:
		for name := range value {
			if name == "links" {
				value[name] = nil
			}
			withoutLinks(value[name])
		}
	}
	return value
}

// TestRelationshipIsTheServices to say, whatever a request says of it.
func TestRelationshipIsTheServices(t *testing.T) {
	for _, sent := range []string{`"unknown"`, `"Unknown"`, `"none"`, `null`, `0`, `"reseller"`} {
		handler := partnercentertest.NewHandler()
		created := send(handler, "POST", "/v1/customers", `{"relationshipToPartner":`+sent+`,"billingProfile":{"defaultAddress":{"country":"FR"}}}`)
		assert.Equal(t, "reseller", at(read(t, created), "relationshipToPartner"), sent)
		changed := send(handler, "PATCH", "/v1/customers/"+at(read(t, created), "id").(string), `{"relationshipToPartner":"advisor"}`)
		assert.Equal(t, "reseller", at(read(t, changed), "relationshipToPartner"), sent)
	}
	handler := partnercentertest.NewHandler()
	id, err := handler.Add([]byte(`{"relationshipToPartner":"advisor"}`))
	require.NoError(t, err)
	assert.Equal(t, "advisor", at(read(t, send(handler, "GET", "/v1/customers/"+id, "")), "relationshipToPartner"))
}

func TestBillingProfileIsUpdatedWithItsETag(t *testing.T) {
	const path = "/v1/customers/c1/profiles/billing"
	const changed = `{"email":"new@b.example","defaultAddress":{"country":"BY","phoneNumber":"+3751"}}`
	handler := newHandler(t)
	etag := at(read(t, send(handler, "GET", path, "")), "attributes", "etag").(string)
	for _, condition := range []string{"", "stale"} {
		response := send(handler, "PUT", path, changed, "If-Match", condition)
		assert.Equal(t, http.StatusPreconditionFailed, response.Code)
		refusalOf(t, response)
	}
	response := send(handler, "PUT", path, `{"defaultAddress":{"country":"BY"}}`, "If-Match", etag)
	assert.Equal(t, 600051, refusalOf(t, response).Code)

	response = send(handler, "PUT", path, changed, "If-Match", `"`+etag+`"`)
	require.Equal(t, http.StatusOK, response.Code)
	assert.Equal(t, "new@b.example", at(read(t, send(handler, "GET", "/v1/customers/c1", "")), "billingProfile", "email"))
	assert.Equal(t, http.StatusPreconditionFailed, send(handler, "PUT", path, changed, "If-Match", etag).Code, "an etag is good for one update")

	weak := at(read(t, send(handler, "GET", path, "")), "attributes", "etag").(string)
	assert.Equal(t, http.StatusPreconditionFailed, send(handler, "PUT", path, changed, "If-Match", `W/"W/"`).Code)
	assert.Equal(t, http.StatusOK, send(handler, "PUT", path, changed, "If-Match", `W/"`+weak+`"`).Code)

	// Microsoft's SDKs have it in the body alone.
	current := at(read(t, send(handler, "GET", path, "")), "attributes", "etag").(string)
	withETag := func(etag string) string { return `{"Attributes":{"Etag":"` + etag + `"},` + changed[1:] }
	for _, body := range []string{changed, withETag(""), withETag(etag), `{"attributes":{"etag":1}}`, `{"attributes":[]}`} {
		assert.Equal(t, http.StatusPreconditionFailed, send(handler, "PUT", path, body).Code, body)
	}
	assert.Equal(t, http.StatusPreconditionFailed, send(handler, "PUT", path, withETag(current), "If-Match", etag).Code, "the header decides")
	assert.Equal(t, http.StatusOK, send(handler, "PUT", path, withETag(current)).Code)
	assert.Equal(t, http.StatusPreconditionFailed, send(handler, "PUT", path, withETag(current)).Code)
}

func TestChangeIsJudgedForWhatItGives(t *testing.T) {
	for body, want := range map[string]int{
		`{"companyProfile":{"companyName":"New"}}`:                                                          0,
		`{"companyProfile":{"organizationRegistrationNumber":"1"}}`:                                         600050,
		`{"companyProfile":{"organizationRegistrationNumber":null},"billingProfile":{"defaultAddress":{}}}`: 0,
		`{"billingProfile":{"defaultAddress":{"phoneNumber":""}}}`:                                          600051,
		`{"billingProfile":{"defaultAddress":{"country":"KG"}}}`:                                            600050,
	} {
		handler := newHandler(t)
		response := send(handler, "PATCH", "/v1/customers/c1", body)
		if want == 0 {
			assert.Equal(t, http.StatusOK, response.Code, body)
			continue
		}
		assert.Equal(t, want, refusalOf(t, response).Code, body)
		assert.Equal(t, "123456789", at(read(t, send(handler, "GET", "/v1/customers/c1", "")), "companyProfile", "organizationRegistrationNumber"))
	}
}

func TestSubscriptionsAreChangedForCompleteCustomersOnly(t *testing.T) {
	for path, status := range map[string]int{
		"POST %s/orders":                      201,
		"PATCH %s/orders/1":                   200,
		"PATCH %s/subscriptions/1":            200,
		"POST %s/subscriptions/1/upgrades":    200,
		"POST %s/subscriptions/1/conversions": 200,
		"POST %s/carts/1/checkout":            201,
	} {
		method, path, _ := strings.Cut(path, " ")
		for _, body := range []string{`{"lineItems":[{"quantity":1}]}`, ``} {
			handler := newHandler(t)
			response := send(handler, method, fmt.Sprintf("/v1/customers"+path, "/c1"), body)
			require.Equal(t, status, response.Code, path)
			if !strings.HasSuffix(path, "checkout") {
				assert.NotEmpty(t, at(read(t, response), "id"))
				assert.Equal(t, body != "", at(read(t, response), "lineItems") != nil)
				assert.Equal(t, 400056, refusalOf(t, send(handler, method, fmt.Sprintf("/v1/customers"+path, "/c1"), `"text"`)).Code)
			}
			assert.Equal(t, 600049, refusalOf(t, send(handler, method, fmt.Sprintf("/v1/customers"+path, "/c2"), body)).Code, path)
			assert.Equal(t, http.StatusNotFound, send(handler, method, fmt.Sprintf("/v1/customers"+path, "/c3"), body).Code, path)
		}
	}
	handler := newHandler(t)
	assert.Equal(t, http.StatusCreated, send(handler, "POST", "/v1/customers/c2/carts", `{"lineItems":[]}`).Code, "a cart is not an order")
}

func TestCartsBecomeOrdersAndSubscriptions(t *testing.T) {
	handler := newHandler(t)
	subscriptions := func() []any {
		return read(t, send(handler, "GET", "/v1/customers/c1/subscriptions", ""))["items"].([]any)
	}
	assert.Empty(t, subscriptions())
	cart := read(t, send(handler, "POST", "/v1/customers/c1/carts", `{"lineItems":[{"quantity":1}]}`))
	assert.Equal(t, "Cart", at(cart, "attributes", "objectType"))
	assert.NotNil(t, cart["lineItems"])
	for _, body := range []string{`"success"`, ``, `<anything/>`} {
		response := send(handler, "POST", "/v1/customers/c1/carts/"+cart["id"].(string)+"/checkout", body)
		require.Equal(t, http.StatusCreated, response.Code)
		orders := read(t, response)["orders"].([]any)
		require.Len(t, orders, 1)
		all := subscriptions()
		assert.Equal(t, at(orders[0].(map[string]any), "id"), at(all[len(all)-1].(map[string]any), "orderId"))
	}
	require.Len(t, subscriptions(), 3)
	order := read(t, send(handler, "POST", "/v1/customers/c1/orders", `{}`))
	require.Len(t, subscriptions(), 4)
	subscription := subscriptions()[3].(map[string]any)
	assert.Equal(t, order["id"], subscription["orderId"])

	path := "/v1/customers/c1/subscriptions/" + strings.ToUpper(subscription["id"].(string))
	assert.Equal(t, subscription, read(t, send(handler, "GET", path, "")))
	subscription["quantity"] = 5.0
	assert.Equal(t, subscription, read(t, send(handler, "PATCH", path, `{"Quantity":5,"Id":"another"}`)))
	assert.Equal(t, subscription, read(t, send(handler, "GET", path, "")))
	require.Len(t, subscriptions(), 4)
	assert.Equal(t, "s", read(t, send(handler, "GET", "/v1/customers/c1/subscriptions/s", ""))["id"], "every identifier is accepted")
}

func TestCountryRulesOfEveryListedCountry(t *testing.T) {
	for policy, listed := range map[string]int{"2020-11": 11, "2021-03": 24} {
		handler := partnercentertest.NewHandler(partnercentertest.WithPolicy(policy))
		required := 0
		for first := 'A'; first <= 'Z'; first++ {
			for second := 'A'; second <= 'Z'; second++ {
				country := string(first) + string(second)
				response := send(handler, "GET", "/v1/countryvalidationrules/"+country, "")
				require.Equal(t, http.StatusOK, response.Code)
				rules := read(t, response)
				assert.Equal(t, country, rules["iso2Code"])
				if rules["customerOrganizationRegistrationNumberRequired"] == true {
					required++
					assert.Equal(t, true, rules["customerOrganizationPhoneNumberRequired"])
				}
				if expression, ok := rules["customerOrganizationRegistrationNumberRegex"].(string); ok {
					assert.Regexp(t, expression, rules["customerOrganizationRegistrationNumberSample"])
				}
			}
		}
		assert.Equal(t, listed, required, policy)
		assert.Equal(t, http.StatusNotFound, send(handler, "GET", "/v1/countryvalidationrules/RUS", "").Code)
	}
	assert.Panics(t, func() { partnercentertest.WithPolicy("2019-01") })
}

func TestRequestsWithoutATokenAreNotAnswered(t *testing.T) {
	handler := newHandler(t)
	for _, authorization := range []string{"", "Bearer", "Bearer  ", "Basic x"} {
		response := send(handler, "GET", "/v1/customers", "", "Authorization", authorization)
		assert.Equal(t, http.StatusUnauthorized, response.Code)
		assert.NotEmpty(t, response.Header().Get("WWW-Authenticate"))
		refusalOf(t, response)
	}
	server := partnercentertest.NewServer()
	defer server.Close()
	response, err := http.Get(server.URL + "/v1/customers")
	require.NoError(t, err)
	response.Body.Close()
	assert.Equal(t, http.StatusUnauthorized, response.StatusCode)
	response, err = server.Client().Get(server.URL + "/v1/customers")
	require.NoError(t, err)
	response.Body.Close()
	assert.Equal(t, http.StatusOK, response.StatusCode)
}

func TestUnknownPathsAndMethods(t *testing.T) {
	for _, path := range []string{"/", "/v1/invoices", "/v1/customers/c3"} {
		assert.Equal(t, http.StatusNotFound, send(newHandler(t), "GET", path, "").Code, path)
	}
	response := send(newHandler(t), "DELETE", "/v1/customers/c1", "")
	assert.Equal(t, http.StatusMethodNotAllowed, response.Code)
	assert.Equal(t, "GET, PATCH", response.Header().Get("Allow"))
	refusalOf(t, response)
}

// TestPathsAsTheServiceReadsThem; package transport has the whole table.
func TestPathsAsTheServiceReadsThem(t *testing.T) {
	for target, want := range map[string]int{
		"/v1/customers/c1":                  200,
		"/v1.0/customers/c1":                200,
		"/V1/CUSTOMERS/C1":                  200,
		"/V1.0/Customers/c1":                200,
		"/v1//customers/c1":                 200,
		"//v1/customers/c1":                 200,
		"/v1/%63ustomers/c1":                200,
		"/v1%2Fcustomers%5Cc1":              200,
		"/v1/./customers/x/../c1":           200,
		"/../v1/customers/c1":               200,
		"/v1/customers/c1///":               200,
		"/v1/customers/c1/%20":              200,
		"/v1/customers/c1%20":               200,
		"/v1/%2563ustomers/c1":              404,
		"/v1%20/customers/c1":               404,
		"/v1.1/customers/c1":                404,
		"/gateway/v1/customers/c1":          404,
		"/v1/customers/c1/x":                404,
		"/v1/countryvalidationrules/BY/":    200,
		"/v1.0/CountryValidationRules/%62y": 200,
	} {
		assert.Equal(t, want, send(newHandler(t), "GET", target, "").Code, target)
	}
	assert.Equal(t, http.StatusOK, send(newHandler(t), "patch", "/v1/customers/c1", "{}").Code)
}

// TestARequestWithoutABody is one whose Body is nil, as http.NewRequest makes it
// for a client.
func TestARequestWithoutABody(t *testing.T) {
	request, err := http.NewRequestWithContext(t.Context(), "POST", "/v1/customers/c1/carts/1/checkout", nil)
	require.NoError(t, err)
	require.Nil(t, request.Body)
	request.Header.Set("Authorization", "Bearer token")
	response, handler := httptest.NewRecorder(), newHandler(t)
	handler.ServeHTTP(response, request)
	assert.Equal(t, http.StatusCreated, response.Code)
	require.Len(t, handler.Requests(), 1)
	assert.Empty(t, handler.Requests()[0].Body)
}

// TestBodiesWithAByteOrderMark are read, as .NET does.
func TestBodiesWithAByteOrderMark(t *testing.T) {
	const mark = "\ufeff"
	handler := newHandler(t)
	assert.Equal(t, http.StatusCreated, send(handler, "POST", "/v1/customers", mark+complete).Code)
	assert.Equal(t, http.StatusOK, send(handler, "PATCH", "/v1/customers/c1", mark+`{}`).Code)
	assert.Equal(t, http.StatusOK, send(handler, "PUT", "/v1/customers/c1/profiles/billing", mark+`{"defaultAddress":{"country":"FR"}}`, "If-Match", "*").Code)
	assert.Equal(t, http.StatusCreated, send(handler, "POST", "/v1/customers/c1/orders", mark).Code, "and nothing else")
	assert.Equal(t, mark+complete, string(handler.Requests()[0].Body), "as it came")
	assert.Equal(t, http.StatusBadRequest, send(handler, "POST", "/v1/customers", mark+mark+complete).Code)
}

func TestIdentifiersComeBackAndMakeARetry(t *testing.T) {
	handler := newHandler(t)
	const id = "a0000000-0000-4000-8000-00000000000a"
	first := send(handler, "POST", "/v1/customers", complete, "MS-RequestId", id, "MS-CorrelationId", "b")
	assert.Equal(t, id, first.Header().Get("MS-RequestId"))
	assert.Equal(t, "b", first.Header().Get("MS-CorrelationId"))
	for _, path := range []string{"/v1/customers", "/v1.0/customers/", "/V1.0/CUSTOMERS/", "/v1//%43ustomers/x/.."} {
		for _, id := range []string{id, strings.ToUpper(id)} {
			assert.Equal(t, first.Body.String(), send(handler, "POST", path, complete, "MS-RequestId", id).Body.String())
		}
	}
	assert.NotEqual(t, first.Body.String(), send(handler, "POST", "/v1/customers/c1/orders", "", "MS-RequestId", id).Body.String())
	assert.NotEqual(t, first.Body.String(), send(handler, "POST", "/v1/customers", complete).Body.String())
	assert.NotEmpty(t, send(handler, "GET", "/v1/customers", "").Header().Get("MS-RequestId"))
}

func TestFaultsHappenOnce(t *testing.T) {
	server := partnercentertest.NewServer()
	defer server.Close()
	client := server.Client()
	post := func(requestID string) (*http.Response, []byte, error) {
		request, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/v1/customers", bytes.NewReader([]byte(complete)))
		require.NoError(t, err)
		request.Header.Set("MS-RequestId", requestID)
		response, err := client.Do(request)
		if err != nil {
			return nil, nil, err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		return response, body, err
	}

	server.Inject(partnercentertest.Throttled(1500 * time.Millisecond))
	response, body, err := post("1")
	require.NoError(t, err)
	assert.Equal(t, http.StatusTooManyRequests, response.StatusCode)
	assert.Equal(t, "2", response.Header.Get("Retry-After"), "whole seconds, rounded up")
	assert.JSONEq(t, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 2 seconds."}`, string(body))

	for name, fault := range map[string]partnercentertest.Fault{"cut": partnercentertest.Cut(), "truncated": partnercentertest.Truncated()} {
		server.Inject(fault)
		_, _, err = post(name)
		require.Error(t, err, name)
		_, lost, err := post(name)
		require.NoError(t, err)
		_, again, err := post(name)
		require.NoError(t, err)
		assert.Equal(t, string(lost), string(again), "a retry gets the answer that was lost")
	}

	customers, err := client.Get(server.URL + "/v1/customers")
	require.NoError(t, err)
	defer customers.Body.Close()
	var page struct{ TotalCount int }
	require.NoError(t, json.NewDecoder(customers.Body).Decode(&page))
	assert.Equal(t, 2, page.TotalCount, "cut and truncated: each of them once")
}

func TestDelayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := newHandler(t)
		begin := time.Now()
		post := func(ctx context.Context) *httptest.ResponseRecorder {
			handler.Inject(partnercentertest.Delayed(time.Hour))
			request := httptest.NewRequestWithContext(ctx, "POST", "/v1/customers", strings.NewReader(complete))
			request.Header.Set("Authorization", "Bearer token")
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, request)
			return response
		}
		assert.Equal(t, http.StatusCreated, post(t.Context()).Code)
		assert.Equal(t, time.Hour, time.Since(begin))

		before := send(handler, "GET", "/v1/customers", "").Body.String()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		post(ctx)
		assert.Equal(t, time.Hour+time.Minute, time.Since(begin), "given up")
		assert.Equal(t, before, send(handler, "GET", "/v1/customers", "").Body.String(), "not processed")
	})
}

func TestAddRefusesWhatIsNoCustomer(t *testing.T) {
	handler := newHandler(t)
	for body, want := range map[string]string{
		`[]`:                    "partnercentertest: Add: expected a JSON object",
		`{"id":true}`:           "partnercentertest: Add: id: expected a string",
		`{"companyProfile":[]}`: "partnercentertest: Add: companyProfile: expected an object",
		`{"id":"C1"}`:           `partnercentertest: Add: the id "C1" is taken`,
	} {
		_, err := handler.Add([]byte(body))
		assert.EqualError(t, err, want)
	}
}

func TestRequestsAreCopies(t *testing.T) {
	handler := newHandler(t)
	send(handler, "POST", "/v1/customers", incomplete)
	handler.Requests()[0].Body[0] = 'x'
	handler.Requests()[0].Header.Set("Authorization", "x")
	assert.Equal(t, incomplete, string(handler.Requests()[0].Body))
	assert.Equal(t, "Bearer token", handler.Requests()[0].Header.Get("Authorization"))
	assert.Equal(t, "POST /v1/customers", handler.Requests()[0].String())
}

func TestCountryRulesThatAreNotJSON(t *testing.T) {
	assert.Panics(t, func() { partnercentertest.NewHandler(partnercentertest.WithCountryRules(json.RawMessage(`{`))) })
}
