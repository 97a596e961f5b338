package server_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
	"github.com/cspkit/customerscreen/screening"
)

const (
	accepted = `{"id":"a","companyProfile":{"organizationRegistrationNumber":"7707083893"},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+74955005550"}}}`
	refused  = `{"id":"r","companyProfile":{"organizationRegistrationNumber":"77"},"billingProfile":{"defaultAddress":{"country":"RU"}}}`
	unknown  = `{"id":"u","billingProfile":{"defaultAddress":{"country":"Russia"}}}`
)

// start serves within limits and returns the address.
func start(t *testing.T, change ...func(*server.Limits)) string {
	t.Helper()
	limits := server.DefaultLimits()
	for _, change := range change {
		change(&limits)
	}
	service := httptest.NewServer(server.New(limits, countries.Latest))
	t.Cleanup(service.Close)
	return service.URL
}

// call sends a request, checks request and answer against the OpenAPI
// description, and returns the answer.
func call(t *testing.T, method, url, contentType, body string) (response *http.Response, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err = http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	describes(t, request, response, read)
	return response, string(read)
}

// describes checks that the OpenAPI description tells of an answer as it is.
func describes(t *testing.T, request *http.Request, response *http.Response, body []byte) {
	t.Helper()
	if response.StatusCode == http.StatusMethodNotAllowed || !strings.Contains(response.Header.Get("Content-Type"), "json") ||
		response.StatusCode == http.StatusNotFound && !strings.HasPrefix(request.URL.Path, "/v1/rules/") {
		return // not an operation of the API
	}
	again := *response
	again.Body = io.NopCloser(bytes.NewReader(body))
	if strings.Contains(response.Header.Get("Content-Type"), "ndjson") {
		return // lines, which are checked one by one where they are read
	}
	_, faults := description(t).ValidateHttpResponse(request, &again)
	for _, fault := range faults {
		assert.Fail(t, fault.Message, "%s\n%v\n%s", fault.Reason, fault.SchemaValidationErrors, body)
	}
}

func description(t *testing.T) validator.Validator {
	t.Helper()
	served := httptest.NewRecorder()
	server.New(server.DefaultLimits(), countries.Latest).ServeHTTP(served, httptest.NewRequest(http.MethodGet, "/v1/openapi.json", nil))
	document, err := libopenapi.NewDocument(served.Body.Bytes())
	require.NoError(t, err)
	v, errs := validator.NewValidator(document)
	require.Empty(t, errs)
	return v
}

func TestOpenAPIDescription(t *testing.T) {
	valid, faults := description(t).ValidateDocument()
	assert.Empty(t, faults)
	assert.True(t, valid)
	served, text := call(t, http.MethodGet, start(t)+"/v1/openapi.json", "", "")
	assert.Equal(t, "application/json", served.Header.Get("Content-Type"))
	var described struct {
		Components struct {
			Parameters struct {
				Policy struct{ Schema struct{ Enum []string } }
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &described))
	assert.Equal(t, rules.PolicyNames(), described.Components.Parameters.Policy.Schema.Enum)
}

func TestOneCustomer(t *testing.T) {
	url := start(t) + "/v1/screen"
	response, text := call(t, http.MethodPost, url, "application/json", refused)
	assert.Equal(t, http.StatusOK, response.StatusCode)
	assert.Equal(t, "application/json", response.Header.Get("Content-Type"))
	var answer struct {
		Record     int
		ID         string
		Country    string
		Accepted   bool
		Violations []struct {
			Code               int
			Field, Description string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	assert.Equal(t, 1, answer.Record)
	assert.Equal(t, "r", answer.ID)
	assert.Equal(t, "RU", answer.Country)
	assert.False(t, answer.Accepted)
	require.Len(t, answer.Violations, 2)
	assert.Equal(t, 600050, answer.Violations[0].Code)
	assert.Equal(t, `Organization registration id information is invalid and should be of the format ^(\d{9}|\d{10}|\d{12})$.`, answer.Violations[0].Description)
	assert.Equal(t, 600051, answer.Violations[1].Code)

	_, text = call(t, http.MethodPost, url, "application/json; charset=UTF-8", accepted)
	assert.Contains(t, text, `"verdict":"accepted","accepted":true,"violations":[]`)

	_, text = call(t, http.MethodPost, url, "application/json", unknown)
	assert.Contains(t, text, `{"record":1,"row":1,"id":"u","country":"","verdict":"undecided","accepted":false,"violations":[],`+
		`"undecided":{"field":"billingProfile.defaultAddress.country","given":true},"advisories":[{"rule":"country.unknown",`)
	assert.Contains(t, text, `"suggestion":"RU"`)
	_, text = call(t, http.MethodPost, url, "application/json", `{"billingProfile":{}}`)
	assert.Contains(t, text, `"undecided":{"field":"billingProfile.defaultAddress.country","given":false}`)
}

func TestPolicy(t *testing.T) {
	url := start(t)
	customer := `{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"FR"}}}`
	judged := func(query string, policy *countries.Policy) {
		_, text := call(t, http.MethodPost, url+"/v1/screen"+query, "application/json", customer)
		rule, _ := policy.Rule("FR")
		refused := rule.CheckRegistrationNumber("1") != nil
		assert.Equal(t, refused, strings.Contains(text, `"code":600002`), query)
		assert.Equal(t, !refused, strings.Contains(text, `"accepted":true`), query)
	}
	judged("", countries.Latest())
	for _, name := range rules.PolicyNames() {
		policy, _ := countries.PolicyNamed(name)
		judged("?policy="+name, policy)
	}
}

func TestManyCustomers(t *testing.T) {
	url := start(t) + "/v1/screen"
	for _, contentType := range []string{"application/x-ndjson", "application/jsonl", "application/x-ndjson; charset=utf-8"} {
		response, text := call(t, http.MethodPost, url, contentType, accepted+"\n{\"id\":}\r\n\n"+refused+"\n")
		assert.Equal(t, http.StatusOK, response.StatusCode)
		assert.Equal(t, "application/x-ndjson", response.Header.Get("Content-Type"))
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		require.Len(t, lines, 3)
		assert.Contains(t, lines[0], `{"record":1,"row":1,"id":"a","country":"RU","verdict":"accepted","accepted":true,`)
		assert.Equal(t, `{"record":2,"row":2,"error":"line 2, column 7: expected JSON: invalid character '}' looking for beginning of value"}`, lines[1])
		assert.Contains(t, lines[2], `{"record":3,"row":4,"id":"r","country":"RU","verdict":"refused","accepted":false,`)
	}
	_, text := call(t, http.MethodPost, url, "application/x-ndjson", "")
	assert.Empty(t, text)
}

func TestCSV(t *testing.T) {
	url := start(t) + "/v1/screen"
	response, text := call(t, http.MethodPost, url, "text/csv; charset=utf-8", "Company;Country;Registration number;Phone\r\na;RU;7707083893;+74955005550\r\nr;RU;77;\r\n;x;;;y\r\n")
	assert.Equal(t, http.StatusOK, response.StatusCode)
	assert.Equal(t, "application/x-ndjson", response.Header.Get("Content-Type"))
	lines := strings.Split(text, "\n")
	require.Len(t, lines, 4)
	assert.Contains(t, lines[0], `{"record":1,"row":2,"company":"a","country":"RU","verdict":"accepted","accepted":true,`)
	assert.Contains(t, lines[1], `{"record":2,"row":3,"company":"r","country":"RU","verdict":"refused","accepted":false,"violations":[{"code":600050,`)
	assert.Equal(t, `{"record":3,"row":4,"error":"line 4: expected at most 4 values, as many as the header has columns, found 5"}`, lines[2])

	response, text = call(t, http.MethodPost, url, "text/csv", "name,number\na,1\n"+strings.Repeat("b,2\n", 100_000))
	assert.Equal(t, http.StatusBadRequest, response.StatusCode, "without a country no customer can be judged")
	assert.Contains(t, text, "country")

	response, text = call(t, http.MethodPost, url, "text/csv", "Country;Phone;Mobile\nRU;1;2\n")
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.Contains(t, text, `which column is the phone number, \"Phone\" or \"Mobile\"; to name the column, send a form`)
	contentType, body := formOf(t, "c.csv", "Country;Phone;Mobile\nRU;1;2\n")
	_, text = call(t, http.MethodPost, url, contentType, body)
	assert.NotContains(t, text, "send a form", "who sent one is shown a choice")
}

// TestAnswersComeWhileTheRequestIsSent sends a customer only when the one
// before is answered.
func TestAnswersComeWhileTheRequestIsSent(t *testing.T) {
	body, send := io.Pipe()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, start(t)+"/v1/screen", body)
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-ndjson")
	go func() { _, _ = io.WriteString(send, accepted+"\n") }()
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answers := json.NewDecoder(response.Body)
	for record := 1; record <= 3; record++ {
		var answer struct{ Record int }
		require.NoError(t, answers.Decode(&answer))
		assert.Equal(t, record, answer.Record)
		if record < 3 {
			_, err = io.WriteString(send, refused+"\n")
			require.NoError(t, err)
		}
	}
	require.NoError(t, send.Close())
	assert.False(t, answers.More())
}

func TestRules(t *testing.T) {
	url := start(t)
	for policy := range countries.Policies() {
		_, text := call(t, http.MethodGet, url+"/v1/rules?policy="+policy.Name(), "", "")
		assert.JSONEq(t, marshal(t, rules.All(policy)), text)
		for _, code := range []string{"RU", "ae", "FR", "XS"} {
			want, known := rules.Of(policy, code)
			require.True(t, known)
			_, text := call(t, http.MethodGet, url+"/v1/rules/"+code+"?policy="+policy.Name(), "", "")
			assert.JSONEq(t, marshal(t, want), text)
		}
	}
	_, text := call(t, http.MethodGet, url+"/v1/rules/FR", "", "")
	assert.Contains(t, text, `{"country":"FR","name":"France","registrationNumber":{"requirement":"optional",`)
}

func marshal(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return string(text)
}

func TestSchema(t *testing.T) {
	for policy := range countries.Policies() {
		response, text := call(t, http.MethodGet, start(t)+"/v1/schema?policy="+policy.Name(), "", "")
		assert.Equal(t, "application/schema+json", response.Header.Get("Content-Type"))
		assert.Equal(t, string(screening.JSONSchema(policy)), text)
	}
}

func TestBadRequests(t *testing.T) {
	url := start(t, func(l *server.Limits) { l.RecordBytes = 1000 })
	const screen = "/v1/screen"
	for _, test := range []struct {
		name, method, path, contentType, body string
		status                                int
		detail                                string
	}{
		{"no JSON", "POST", screen, "application/json", "hello", 400, "line 1, column 1: expected JSON"},
		{"a trailing comma", "POST", screen, "application/json", "{\n \"id\":\"a\",\n}", 400, "line 3, column 1: expected JSON"},
		{"a number with an exponent", "POST", screen, "application/json", `{"companyProfile":{"organizationRegistrationNumber":7.7e9}}`, 400,
			"companyProfile.organizationRegistrationNumber: expected a string, found a number with a fraction or an exponent"},
		{"nothing", "POST", screen, "application/json", " ", 400, "expected a customer as a JSON object, found none"},
		{"null", "POST", screen, "application/json", "null", 400, "expected a customer, found null"},
		{"two customers", "POST", screen, "application/json", "[" + accepted + "," + refused + "]", 400, "application/x-ndjson"},
		{"a comma behind", "POST", screen, "application/json", accepted + ",", 400, "expected JSON: invalid character ',' after top-level value"},
		{"a comma before", "POST", screen, "application/json", "," + accepted, 400, "line 1, column 1: expected JSON"},
		{"a comma in an array", "POST", screen, "application/json", "[" + accepted + ",]", 400, "expected JSON"},
		{"a mark behind", "POST", screen, "application/json", accepted + "\ufeff", 400, "expected JSON"},
		{"a record separator", "POST", screen, "application/json", "\x1e" + accepted, 400, "line 1, column 1: expected JSON"},
		{"a page without the value of a member", "POST", screen, "application/json", `{"items":[` + accepted + `],"a":}`, 400, "expected JSON"},
		{"an array cut off", "POST", screen, "application/json", "[" + accepted, 400, "expected JSON: unexpected end of JSON input"},
		{"UTF-16", "POST", screen, "application/json", "\xff\xfe{\x00}\x00", 400, "line 1, column 1: expected JSON"},
		{"too long", "POST", screen, "application/json", `{"id":"` + strings.Repeat("a", 1000) + `"}`, 413, "at most 1000 bytes"},
		{"a form", "POST", screen, "application/x-www-form-urlencoded", refused, 415, "Content-Type application/json"},
		{"no type", "POST", screen, "", refused, 415, "Content-Type application/json"},
		{"another charset", "POST", screen, "application/json; charset=latin1", refused, 415, "expected the charset utf-8"},
		{"an unknown policy", "POST", screen + "?policy=2019-01", "application/json", refused, 400, "policy, which is " + prose.Or(rules.PolicyNames()...)},
		{"an unknown parameter", "GET", "/v1/rules?country=RU", "", "", 400, "expected at most one parameter"},
		{"two policies", "GET", "/v1/rules/RU?policy=latest&policy=" + countries.Latest().Name(), "", "", 400, "expected at most one parameter"},
		{"no country", "GET", "/v1/rules/XX", "", "", 404, "expected a country code of two letters"},
		{"a country's name", "GET", "/v1/rules/Russia", "", "", 404, "expected a country code of two letters"},
		{"no path", "GET", "/v2/screen", "", "", 404, "/v1/openapi.json"},
		{"no asset", "GET", "/assets/index.js", "", "", 404, "/v1/openapi.json"},
		{"the wrong method", "GET", screen, "", "", 405, "expected the method POST"},
		{"the other wrong method", "DELETE", "/v1/rules/RU", "", "", 405, "expected the method GET"},
	} {
		t.Run(test.name, func(t *testing.T) {
			response, text := call(t, test.method, url+test.path, test.contentType, test.body)
			assert.Equal(t, test.status, response.StatusCode)
			assert.Equal(t, "application/problem+json", response.Header.Get("Content-Type"))
			var problem struct {
				Title  string
				Status int
				Detail string
			}
			require.NoError(t, json.Unmarshal([]byte(text), &problem))
			assert.Equal(t, http.StatusText(test.status), problem.Title)
			assert.Equal(t, test.status, problem.Status)
			assert.Contains(t, problem.Detail, test.detail)
		})
	}
	response, _ := call(t, http.MethodPut, url+screen, "", "")
	assert.Equal(t, "POST", response.Header.Get("Allow"))
}

func TestACompressedBody(t *testing.T) {
	request, err := http.NewRequest(http.MethodPost, "/v1/screen", strings.NewReader("\x1f\x8b"))
	require.NoError(t, err)
	request.Header = http.Header{"Content-Type": {"application/json"}, "Content-Encoding": {"gzip"}}
	recorder := httptest.NewRecorder()
	server.New(server.DefaultLimits(), countries.Latest).ServeHTTP(recorder, request)
	assert.Equal(t, http.StatusUnsupportedMediaType, recorder.Code)
	assert.Contains(t, recorder.Body.String(), "uncompressed")
}

func TestAnotherOrigin(t *testing.T) {
	request, err := http.NewRequest(http.MethodPost, "/v1/screen", strings.NewReader(refused))
	require.NoError(t, err)
	request.Header = http.Header{"Content-Type": {"application/json"}, "Sec-Fetch-Site": {"cross-site"}}
	recorder := httptest.NewRecorder()
	server.New(server.DefaultLimits(), countries.Latest).ServeHTTP(recorder, request)
	assert.Equal(t, http.StatusForbidden, recorder.Code)
	assert.Contains(t, recorder.Body.String(), "another origin")
}

func TestHeaders(t *testing.T) {
	url := start(t)
	for _, path := range []string{"/", "/assets/page.js", "/assets/page.css", "/v1/rules", "/healthz", "/nothing"} {
		response, _ := call(t, http.MethodGet, url+path, "", "")
		assert.Equal(t, "no-store", response.Header.Get("Cache-Control"), path)
		assert.Contains(t, response.Header.Get("Content-Security-Policy"), "default-src 'self'", path)
		assert.Equal(t, "nosniff", response.Header.Get("X-Content-Type-Options"), path)
		assert.Equal(t, "no-referrer", response.Header.Get("Referrer-Policy"), path)
	}
	_, text := call(t, http.MethodGet, url+"/healthz", "", "")
	assert.JSONEq(t, `{"status":"ok","policy":"2021-03"}`, text)
	_, text = call(t, http.MethodGet, url+"/", "", "")
	var codes []string
	for _, option := range regexp.MustCompile(`<option value="(..)">`).FindAllStringSubmatch(text, -1) {
		codes = append(codes, option[1])
	}
	assert.Equal(t, slices.Collect(countries.Codes()), codes)
	assert.Contains(t, text, `<option value="XS">Saba</option>`)
	for policy := range countries.Policies() {
		checked := regexp.MustCompile(`<input type="radio" name="policy" value="` + policy.Name() + `"( checked="")?/>`).FindStringSubmatch(text)
		if assert.NotNil(t, checked, policy) {
			assert.Equal(t, policy == countries.Latest(), checked[1] != "", policy)
		}
	}
	assert.NotContains(t, text, "http://")
	assert.NotContains(t, text, "https://")
}

func TestWorkbook(t *testing.T) {
	const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetRow("Sheet1", "A2", &[]any{"Company", "Country", "INN", "Phone"}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A4", &[]any{"Oka", "Россия", 7707083893, "+74955005550"}))
	content, err := book.WriteToBuffer()
	require.NoError(t, err)
	url := start(t) + "/v1/screen"
	response, text := call(t, http.MethodPost, url, contentType, content.String())
	assert.Equal(t, http.StatusOK, response.StatusCode)
	assert.Contains(t, text, `{"record":1,"row":4,"company":"Oka","country":"RU","verdict":"accepted",`)
	response, text = call(t, http.MethodPost, url, contentType, content.String()[:1000])
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	assert.Contains(t, text, "the workbook is damaged or cut off")

	full := start(t, func(l *server.Limits) { l.Workbooks = 0 })
	response, _ = call(t, http.MethodPost, full+"/v1/screen", contentType, content.String())
	assert.Equal(t, http.StatusServiceUnavailable, response.StatusCode, "a workbook takes memory, and has places of its own")
	response, _ = call(t, http.MethodPost, full+"/v1/screen", "application/json", accepted)
	assert.Equal(t, http.StatusOK, response.StatusCode)
}

func TestStreamLimits(t *testing.T) {
	t.Run("a record", func(t *testing.T) {
		url := start(t, func(l *server.Limits) { l.RecordBytes = 300 })
		_, text := call(t, http.MethodPost, url+"/v1/screen", "application/x-ndjson",
			`{"id":"`+strings.Repeat("a", 300)+"\"}\n"+accepted)
		lines := strings.Split(text, "\n")
		assert.Equal(t, `{"record":1,"row":1,"error":"line 1, column 1: expected at most 300 bytes for one record"}`, lines[0])
		assert.Contains(t, lines[1], `{"record":2,"row":2,"id":"a"`)
	})
	t.Run("a request", func(t *testing.T) {
		url := start(t, func(l *server.Limits) { l.BodyBytes = int64(len(accepted) + 10) })
		_, text := call(t, http.MethodPost, url+"/v1/screen", "application/x-ndjson", accepted+"\n"+refused)
		assert.Contains(t, text, `{"record":1,"row":1,"id":"a"`)
		assert.Contains(t, text, "bytes in one request; send the customers in several")
	})
	t.Run("a client that stops sending", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			connection, listener := pipe()
			go func() { _ = http.Serve(listener, server.New(server.DefaultLimits(), countries.Latest)) }()
			defer listener.Close()
			_, err := io.WriteString(connection, streamHead+accepted+"\n")
			require.NoError(t, err)
			response, err := http.ReadResponse(bufio.NewReader(connection), nil)
			require.NoError(t, err)
			text, err := io.ReadAll(response.Body)
			assert.ErrorIs(t, err, io.ErrUnexpectedEOF, "the answers do not look complete")
			assert.Contains(t, string(text), `{"record":1,"row":1,"id":"a"`)
			assert.Contains(t, string(text), "expected the next bytes within 30s")
		})
	})
	t.Run("a client that never reads", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			connection, listener := pipe()
			handler := server.New(limitsWith(func(l *server.Limits) { l.Backlog = 64 << 10 }), countries.Latest)
			returned := make(chan struct{})
			go func() {
				_ = http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					defer close(returned)
					handler.ServeHTTP(w, r)
				}))
			}()
			defer listener.Close()
			_, err := io.WriteString(connection, streamHead)
			require.NoError(t, err)
			many := []byte(strings.Repeat(refused+"\n", 1000))
			for err == nil {
				_, err = connection.Write(many)
			}
			<-returned
		})
	})
}

func TestConcurrencyLimit(t *testing.T) {
	url := start(t, func(l *server.Limits) { l.Concurrent = 1 })
	body, send := io.Pipe()
	go func() { _, _ = io.WriteString(send, accepted+"\n") }()
	request, err := http.NewRequest(http.MethodPost, url+"/v1/screen", body)
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-ndjson")
	first, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer first.Body.Close()

	second, text := call(t, http.MethodPost, url+"/v1/screen", "application/json", accepted)
	assert.Equal(t, http.StatusServiceUnavailable, second.StatusCode)
	assert.Equal(t, "1", second.Header.Get("Retry-After"))
	assert.Contains(t, text, "again in a second")
	other, _ := call(t, http.MethodGet, url+"/healthz", "", "")
	assert.Equal(t, http.StatusOK, other.StatusCode, "only screening is limited")

	require.NoError(t, send.Close())
	_, err = io.ReadAll(first.Body)
	require.NoError(t, err)
	assert.Eventually(t, func() bool {
		third, _ := call(t, http.MethodPost, url+"/v1/screen", "application/json", accepted)
		return third.StatusCode == http.StatusOK
	}, time.Minute, 10*time.Millisecond, "the place is free again")
}

func FuzzScreen(f *testing.F) {
	f.Add("application/json", accepted)
	f.Add("application/x-ndjson", accepted+"\n{\n"+refused)
	f.Add("text/plain", "")
	service := server.New(server.DefaultLimits(), countries.Latest)
	f.Fuzz(func(t *testing.T, contentType, body string) {
		request := httptest.NewRequest(http.MethodPost, "/v1/screen", strings.NewReader(body))
		request.Header.Set("Content-Type", contentType)
		recorder := httptest.NewRecorder()
		service.ServeHTTP(recorder, request)
		assert.NotEqual(t, http.StatusInternalServerError, recorder.Code)
		decoder := json.NewDecoder(recorder.Body)
		for decoder.More() {
			var answer map[string]any
			require.NoError(t, decoder.Decode(&answer), "every answer is JSON")
		}
	})
}
