package partnercentertest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

func ExampleNewServer() {
	server := partnercentertest.NewServer()
	defer server.Close()

	response, err := server.Client().Get(server.URL + "/v1/countryvalidationrules/KG")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	rules, _ := io.ReadAll(response.Body)
	fmt.Println(response.Status, strings.Contains(string(rules), `"customerOrganizationRegistrationNumberRegex":"^(\\d{14})$"`))
	// Output: 200 OK true
}

// Without a socket, a test serves requests itself.
func ExampleNewHandler() {
	handler := partnercentertest.NewHandler()
	request := httptest.NewRequest(http.MethodPost, "/v1/customers", strings.NewReader(`{"billingProfile":{"defaultAddress":{"country":"FR"}}}`))
	request.Header.Set("Authorization", "Bearer any")
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	fmt.Println(answer.Code)
	// Output: 201
}

func ExampleWithPolicy() {
	for _, policy := range []string{"2020-11", "2021-03"} {
		server := partnercentertest.NewServer(partnercentertest.WithPolicy(policy))
		response, err := server.Client().Post(server.URL+"/v1/customers", "application/json",
			strings.NewReader(`{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"FR"}}}`))
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
		fmt.Println(policy, response.Status)
		server.Close()
	}
	// Output:
	// 2020-11 400 Bad Request
	// 2021-03 201 Created
}

// A customer from before the rules lacks what they ask for: no new order.
func ExampleHandler_Add() {
	server := partnercentertest.NewServer()
	defer server.Close()
	id, err := server.Add([]byte(`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"UZ","phoneNumber":"+998712000000"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}

	response, err := server.Client().Post(server.URL+"/v1/customers/"+id+"/orders", "application/json", strings.NewReader(`{}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
	// Output: 400 Bad Request
}

func ExampleHandler_Requests() {
	server := partnercentertest.NewServer()
	defer server.Close()
	request, err := http.NewRequest(http.MethodGet, server.URL+"/v1/customers?size=2", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	request.Header.Set("MS-CorrelationId", "c0ffee")
	response, err := server.Client().Do(request)
	if err != nil {
		fmt.Println(err)
		return
	}
	response.Body.Close()
	for _, r := range server.Requests() {
		fmt.Println(r, r.Header.Get("MS-CorrelationId"))
	}
	// Output: GET /v1/customers?size=2 c0ffee
}

func ExampleFixtures() {
	countries, cases := 0, 0
	for fixture := range partnercentertest.Fixtures() {
		countries++
		for _, c := range fixture.Cases {
			cases++ // screen c.Customer, and compare with c.Codes["2021-03"]
			_ = c
		}
	}
	fmt.Println(countries >= 24, cases > 24)
	// Output: true true
}

// sendTwice sends a request that will be refused to a stand-in with a fault, and
// then sends it again.
func sendTwice(fault partnercentertest.Fault) {
	server := partnercentertest.NewServer()
	defer server.Close()
	server.Inject(fault)
	for range 2 {
		createIncomplete(server.Client(), server.URL)
	}
}

func createIncomplete(client *http.Client, url string) {
	response, err := client.Post(url+"/v1/customers", "application/json", strings.NewReader(`{"billingProfile":{"defaultAddress":{"country":"UZ"}}}`))
	if err != nil {
		fmt.Println("no answer")
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	fmt.Println(response.StatusCode, strings.TrimSpace(string(body)), err)
}

// The connection is lost after the request was processed.
func ExampleCut() {
	sendTwice(partnercentertest.Cut())
	// Output:
	// no answer
	// 400 {"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"} <nil>
}

// The client gives up before the answer comes.
func ExampleDelayed() {
	server := partnercentertest.NewServer()
	defer server.Close()
	server.Inject(partnercentertest.Delayed(time.Minute))
	client := server.Client()
	client.Timeout = time.Second
	createIncomplete(client, server.URL)
	client.Timeout = 0
	createIncomplete(client, server.URL)
	// Output:
	// no answer
	// 400 {"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"} <nil>
}

// Throttled answers have another shape, and a Retry-After header.
func ExampleThrottled() {
	sendTwice(partnercentertest.Throttled(57 * time.Second))
	// Output:
	// 429 {"statusCode":429,"message":"Rate limit is exceeded. Try again in 57 seconds."} <nil>
	// 400 {"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"} <nil>
}

// An answer of which the end is missing.
func ExampleTruncated() {
	sendTwice(partnercentertest.Truncated())
	// Output:
	// 400 {"code":600049,"description":"Organization registration i unexpected EOF
	// 400 {"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"} <nil>
}

// What a gateway in between answers.
func ExampleUnavailable() {
	sendTwice(partnercentertest.Unavailable())
	// Output:
	// 502 <html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html> <nil>
	// 400 {"code":600049,"description":"Organization registration id information is missing.","data":[],"source":"PartnerFD"} <nil>
}

// Microsoft has moved a rule: the stand-in judges by it.
func ExampleWithCountryRules() {
	server := partnercentertest.NewServer(partnercentertest.WithCountryRules(json.RawMessage(
		`{"iso2Code":"GE","customerOrganizationRegistrationNumberRequired":true,"customerOrganizationRegistrationNumberRegex":"^\\d{9}$"}`)))
	defer server.Close()

	for _, number := range []string{"404505670", "40450567"} {
		body := `{"companyProfile":{"organizationRegistrationNumber":"` + number + `"},"billingProfile":{"defaultAddress":{"country":"GE"}}}`
		response, err := server.Client().Post(server.URL+"/v1/customers", "application/json", strings.NewReader(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
		fmt.Println(response.Status)
	}
	// Output:
	// 201 Created
	// 400 Bad Request
}

// A customer whose agreement nobody has confirmed cannot order.
func ExampleWithAgreementRequired() {
	server := partnercentertest.NewServer(partnercentertest.WithAgreementRequired())
	defer server.Close()
	id, err := server.Add([]byte(`{"billingProfile":{"defaultAddress":{"country":"FR"}}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	response, err := server.Client().Post(server.URL+"/v1/customers/"+id+"/orders", "application/json", strings.NewReader(`{}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	response.Body.Close()
	fmt.Println(response.Status)
	// Output: 403 Forbidden
}

func ExampleWithLimit() {
	server := partnercentertest.NewServer(partnercentertest.WithLimit(2, time.Minute))
	defer server.Close()
	id, err := server.Add([]byte(`{}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 3 {
		response, err := server.Client().Get(server.URL + "/v1/customers/" + id)
		if err != nil {
			fmt.Println(err)
			return
		}
		response.Body.Close()
		fmt.Println(response.StatusCode)
	}
	// Output:
	// 200
	// 200
	// 429
}
