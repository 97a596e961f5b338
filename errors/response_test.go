package errors_test

import (
	"bytes"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

func ExampleParseResponse() {
	body := []byte(`{"code":600049,"description":"Organization registration id information is missing.","source":"PartnerFD"}`)
	err := pcerrors.ParseResponse(400, nil, body)

	var rejection *pcerrors.Rejection
	var failure *pcerrors.APIError
	switch {
	case stderrors.As(err, &rejection):
		fmt.Println("refused:", int(rejection.Violations[0].Code), rejection.Violations[0].Field)
	case stderrors.As(err, &failure):
		fmt.Println("failed:", failure.Status, failure.Code, failure.Description)
	}
	// Output: refused: 600049 companyProfile.organizationRegistrationNumber
}

func ExampleParseResponse_throttled() {
	response := &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {"57"}}}
	body := []byte(`{"statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds."}`)
	err := pcerrors.ParseResponse(response.StatusCode, response.Header, body)

	var failure *pcerrors.APIError
	if stderrors.As(err, &failure) {
		fmt.Println("wait", failure.RetryAfter)
	}
	// Output: wait 57s
}

// fieldOf is the field of a customer that each code concerns.
var fieldOf = map[pcerrors.Code]string{
	600002: "companyProfile.organizationRegistrationNumber",
	600049: "companyProfile.organizationRegistrationNumber",
	600050: "companyProfile.organizationRegistrationNumber",
	600051: "billingProfile.defaultAddress.phoneNumber",
}

// refused is the rejection of a customer for one code.
func refused(code pcerrors.Code, pattern string) *pcerrors.Rejection {
	return &pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: code, Field: fieldOf[code], Pattern: pattern}}}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return body
}

func TestParseResponseReadsTheSamples(t *testing.T) {
	assert.Equal(t, refused(600049, ""), pcerrors.ParseResponse(400, nil, sample(t, "error.600049.string-code.json")))
	assert.Equal(t, refused(600050, `^(\d{7}|\d{10})$`), pcerrors.ParseResponse(400, nil, sample(t, "error.600050.numeric-code.json")))
	assert.Equal(t, &pcerrors.APIError{
		Status:      429,
		Description: "Rate limit is exceeded. Try again in 57 seconds.",
		RetryAfter:  57 * time.Second,
	}, pcerrors.ParseResponse(429, nil, sample(t, "error.429.json")))
}

func TestParseResponse(t *testing.T) {
	const missing = "Organization registration id information is missing."
	html := "<html><head><title>502 Bad Gateway</title></head></html>"
	long := strings.Repeat("ж", 2000)
	for _, test := range []struct {
		name   string
		status int
		body   string
		want   error
	}{
		{"no refusal", 200, `{"code":600049}`, nil},
		{"a redirect", 302, ``, nil},
		{"the last status that is none", 399, `{"code":600049}`, nil},
		{"numeric code", 400, `{"code":600049,"description":"` + missing + `","data":[],"source":"PartnerFD"}`, refused(600049, "")},
		{"string code", 400, `{"code":"600049","description":"` + missing + `","data":[],"source":"PartnerFD"}`, refused(600049, "")},
		{"string code, spaced", 400, `{"code":" 600049 "}`, refused(600049, "")},
		{"code alone", 400, `{"code":600051}`, refused(600051, "")},
		{"any order", 400, `{"source":"PartnerFD","description":"x","code":600002}`, refused(600002, "")},
		{"nulls", 400, `{"code":600049,"description":null,"data":null,"source":null}`, refused(600049, "")},
		{"data of any form", 400, `{"data":[{"code":1,"description":"no"},[[]]],"code":600049}`, refused(600049, "")},
		{"members nobody announced", 400, `{"extra":{"code":1},"code":600049,"more":[1]}`, refused(600049, "")},
		{"another status", 500, `{"code":600049}`, refused(600049, "")},
		{"capitals", 400, `{"CODE":600050,"DESCRIPTION":"format ^(\\d{9})$."}`, refused(600050, `^(\d{9})$`)},
		{"PascalCase", 400, `{"Code":"600050","Description":"format ^(\\d{9})$."}`, refused(600050, `^(\d{9})$`)},
		{"a byte order mark", 400, "\ufeff" + `{"code":600049}`, refused(600049, "")},
		{"white space around", 400, " \r\n{ \"code\" : 600049 }\r\n", refused(600049, "")},
		{"text after it", 400, `{"code":600049} trailing`, refused(600049, "")},
		{"600050 in another language", 400, `{"code":600050,"description":"muss dem Format ^(\\d{8}|\\d{10}|\\d{12})$ entsprechen"}`,
			refused(600050, `^(\d{8}|\d{10}|\d{12})$`)},
		{"600050 with a live expression", 400, `{"code":600050,"description":"should be of the format ^(?=.{14}$)[0-9]+(A$|B$)$."}`,
			refused(600050, `^(?=.{14}$)[0-9]+(A$|B$)$`)},
		{"600050 with nothing but the expression", 400, `{"code":600050,"description":"^(\\d{9})$"}`, refused(600050, `^(\d{9})$`)},
		{"600050 without an expression", 400, `{"code":600050,"description":"is invalid"}`, refused(600050, "")},
		{"600050 with alternatives", 400, `{"code":600050,"description":"should be of the format ^\\d{7}$|^[\\$$A]{10}$."}`,
			refused(600050, `^\d{7}$|^[\$$A]{10}$`)},
		{"600050 with an expression alone", 400, `{"code":600050,"description":"^(\\d{9})$"}`, refused(600050, `^(\d{9})$`)},
		{"600050 with what was sent", 400, `{"code":600050,"description":"should be ^(\\d{9})$, not 77-07$ or ^7$."}`, refused(600050, `^(\d{9})$`)},
		{"600050 with an anchor that is escaped", 400, `{"code":600050,"description":"should be ^\\d\\$"}`, refused(600050, "")},
		{"600050 with no end", 400, `{"code":600050,"description":"should be ^"}`, refused(600050, "")},
		{"600050 with a $ alone", 400, `{"code":600050,"description":"is invalid, see $ 5"}`, refused(600050, "")},
		{"600050 with no anchors in order", 400, `{"code":600050,"description":"$ before ^"}`, refused(600050, "")},
		{"600050 cut off in its text", 400, `{"code":600050,"description":"should be of the format ^(\\d{7}|\\d{10})$`, refused(600050, "")},
		{"600050 with words between the two signs", 400, `{"code":600050,"description":"^Aram Petrosyan$ should be of the format ^(\\d{8})$."}`, refused(600050, `^(\d{8})$`)},
		{"600050 with one word between them", 400, `{"code":600050,"description":"^Aram$ should be of the format ^(\\d{8})$."}`, refused(600050, `^(\d{8})$`)},
		{"600050 with a number", 400, `{"code":600050,"description":"value:^7707083893,format:^(\\d{7}|\\d{10})$"}`, refused(600050, `^(\d{7}|\d{10})$`)},
		{"600050 with a number in a class", 400, `{"code":600050,"description":"^[7707083893]$ should be"}`, refused(600050, "")},
		{"600050 with an address", 400, `{"code":600050,"description":"^ivan.petrov[at]neva.example$"}`, refused(600050, "")},
		{"600050 with letters of its own", 400, `{"code":600050,"description":"^UDYAM-[A-Z]{2}-\\d{2}-\\d{7}$"}`, refused(600050, `^UDYAM-[A-Z]{2}-\d{2}-\d{7}$`)},
		{"600050 whose message has the expression", 400, `{"code":600050,"message":"should be ^(\\d{9})$","description":"x"}`, refused(600050, `^(\d{9})$`)},
		{"600050 with a price", 400, `{"code":600050,"description":"2^10 costs 5$"}`, refused(600050, "")},
		{"600050 with what does not compile", 400, `{"code":600050,"description":"^[Aram$"}`, refused(600050, "")},
		{"600050 without a text", 400, `{"code":600050,"data":["^(\\d{7})$"]}`, refused(600050, "")},

		{"another code", 400, `{"code":60012,"description":"x","data":[],"source":"PartnerFD"}`,
			&pcerrors.APIError{Status: 400, Code: 60012, Description: "x", Source: "PartnerFD"}},
		{"another code as a string", 404, `{"code":"60012","description":"x"}`, &pcerrors.APIError{Status: 404, Code: 60012, Description: "x"}},
		{"a code that is no number", 400, `{"code":"InvalidInput","description":"x"}`,
			&pcerrors.APIError{Status: 400, Name: "InvalidInput", Description: "x"}},
		{"a fraction", 400, `{"code":600049.0,"description":"x"}`, &pcerrors.APIError{Status: 400, Name: "600049.0", Description: "x"}},
		{"a fraction below one", 400, `{"code":0.5,"description":"x"}`, &pcerrors.APIError{Status: 400, Name: "0.5", Description: "x"}},
		{"a customer's number for a code", 400, `{"code":7707083}`, &pcerrors.APIError{Status: 400, Name: "7707083", Description: `{"code":7707083}`}},
		{"the largest code", 400, `{"code":"999999","description":"x"}`, &pcerrors.APIError{Status: 400, Code: 999999, Description: "x"}},
		{"a code beyond int", 400, `{"code":99999999999999999999,"description":"x"}`,
			&pcerrors.APIError{Status: 400, Name: "99999999999999999999", Description: "x"}},
		{"a code that is an object", 400, `{"code":{"a":600049},"description":"x"}`, &pcerrors.APIError{Status: 400, Description: "x"}},
		{"null code", 400, `{"code":null,"description":"x"}`, &pcerrors.APIError{Status: 400, Description: "x"}},
		{"throttled", 429, `{"statusCode":429,"message":"Try again in 3 seconds."}`,
			&pcerrors.APIError{Status: 429, Description: "Try again in 3 seconds.", RetryAfter: 3 * time.Second}},
		{"throttled for a second", 429, `{"Message":"TRY AGAIN IN 1 SECOND."}`,
			&pcerrors.APIError{Status: 429, Description: "TRY AGAIN IN 1 SECOND.", RetryAfter: time.Second}},
		{"throttled without a time", 429, `{"message":"Try again in a while."}`, &pcerrors.APIError{Status: 429, Description: "Try again in a while."}},
		{"not throttled", 503, `{"message":"Try again in 3 seconds."}`, &pcerrors.APIError{Status: 503, Description: "Try again in 3 seconds."}},
		{"description before message", 400, `{"message":"b","description":"a"}`, &pcerrors.APIError{Status: 400, Description: "a"}},
		{"message after description", 400, `{"description":"a","message":"b"}`, &pcerrors.APIError{Status: 400, Description: "a"}},
		{"the shape of newer services", 409, `{"code":600061,"message":"a","description":"b","errorName":"PartnerConfirmedAgreementAlreadyExists","isRetryable":false,"parameters":{},"errorMessageExtended":"InternalErrorCode=600061"}`,
			&pcerrors.APIError{Status: 409, Code: 600061, Description: "b", Name: "PartnerConfirmedAgreementAlreadyExists"}},
		{"the newer shape without a description", 404, `{"code":600074,"message":"a","description":null,"errorName":"AccountStatusNotFound"}`,
			&pcerrors.APIError{Status: 404, Code: 600074, Description: "a", Name: "AccountStatusNotFound"}},
		{"one of the four in the newer shape", 400, `{"code":600050,"message":"should be of the format ^(\\d{9})$.","errorName":"Invalid"}`, refused(600050, `^(\d{9})$`)},
		{"HTML", 502, html, &pcerrors.APIError{Status: 502, Description: html}},
		{"HTML of a throttling gateway", 429, "<p>Try again in 9 seconds</p>",
			&pcerrors.APIError{Status: 429, Description: "<p>Try again in 9 seconds</p>", RetryAfter: 9 * time.Second}},
		{"empty", 500, "", &pcerrors.APIError{Status: 500}},
		{"a byte order mark alone", 500, "\ufeff", &pcerrors.APIError{Status: 500}},
		{"an empty object", 401, "{}", &pcerrors.APIError{Status: 401, Description: "{}"}},
		{"an array", 400, `[{"code":600049}]`, &pcerrors.APIError{Status: 400, Description: `[{"code":600049}]`}},
		{"a string", 400, `"600049"`, &pcerrors.APIError{Status: 400, Description: `"600049"`}},
		{"null", 400, "null", &pcerrors.APIError{Status: 400, Description: "null"}},
		{"no UTF-8", 500, "a\xff\xfeb", &pcerrors.APIError{Status: 500, Description: "a\ufffdb"}},
		{"broken after a member", 400, `{"code":600049,"description":}`, refused(600049, "")},
		{"broken before the code", 400, `{"description":"x",,"code":600049}`, &pcerrors.APIError{Status: 400, Description: "x"}},
		{"a name that is none", 400, `{1:2,"code":600049}`, &pcerrors.APIError{Status: 400, Description: `{1:2,"code":600049}`}},
		{"a number cut off", 400, `{"description":"x","code":60005`, &pcerrors.APIError{Status: 400, Description: "x"}},
		{"a long description", 400, `{"code":1,"description":"` + long + `"}`,
			&pcerrors.APIError{Status: 400, Code: 1, Description: long[:2*1024]}},
		{"a long text", 500, long, &pcerrors.APIError{Status: 500, Description: long[:2*1024]}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, pcerrors.ParseResponse(test.status, nil, []byte(test.body)))
		})
	}
}

// TestParseResponseOfACutBody cuts an answer at every byte: the members that
// came whole count, and no cut makes another code of it.
func TestParseResponseOfACutBody(t *testing.T) {
	for name, code := range map[string]pcerrors.Code{
		"error.600049.string-code.json":  600049,
		"error.600050.numeric-code.json": 600050,
	} {
		body := sample(t, name)
		codeEnds := bytes.IndexByte(body, ',') // the code is the first member
		patternEnds := bytes.Index(body, []byte(`$.",`)) + len(`$."`)
		if bytes.Contains(body[:codeEnds], []byte(`"6`)) {
			codeEnds-- // a string is whole at its quote, a number only at what follows it
		}
		for n := range body {
			err := pcerrors.ParseResponse(400, nil, body[:n])
			if n <= codeEnds {
				var failure *pcerrors.APIError
				require.ErrorAs(t, err, &failure, "%s cut after %d bytes", name, n)
				assert.Zero(t, failure.Code)
				continue
			}
			pattern := ""
			if code == pcerrors.RegistrationNumberInvalid && n >= patternEnds {
				pattern = `^(\d{7}|\d{10})$`
			}
			require.Equal(t, error(refused(code, pattern)), err, "%s cut after %d bytes", name, n)
		}
	}
}

func TestParseResponseReadsTheHeader(t *testing.T) {
	const id = "0b1f9d6e-3a2c-4f5d-8e7b-1a2b3c4d5e6f"
	header := http.Header{"Ms-Correlationid": {id, "second"}, "Ms-Requestid": {"request"}, "Retry-After": {"5"}}
	rejection := refused(600051, "")
	rejection.CorrelationID, rejection.RequestID = id, "request"
	assert.Equal(t, rejection, pcerrors.ParseResponse(400, header, []byte(`{"code":600051}`)))
	assert.Equal(t, &pcerrors.APIError{
		Status: 503, Description: "x", CorrelationID: id, RequestID: "request", RetryAfter: 5 * time.Second,
	}, pcerrors.ParseResponse(503, header, []byte("x")))

	raw := map[string][]string{"MS-CORRELATIONID": {id}, "ms-requestid": {"request"}, "retry-after": {}}
	assert.Equal(t, &pcerrors.APIError{Status: 503, Description: "x", CorrelationID: id, RequestID: "request"},
		pcerrors.ParseResponse(503, raw, []byte("x")))
	assert.NoError(t, pcerrors.ParseResponse(204, header, nil))
}

func TestRetryAfter(t *testing.T) {
	const date = "Tue, 24 Nov 2026 09:00:00 GMT"
	for _, test := range []struct {
		name   string
		status int
		header http.Header
		body   string
		want   time.Duration
	}{
		{"seconds", 429, http.Header{"Retry-After": {"57"}}, "", 57 * time.Second},
		{"seconds, spaced", 429, http.Header{"Retry-After": {" 57 "}}, "", 57 * time.Second},
		{"of another status", 503, http.Header{"Retry-After": {"57"}}, "", 57 * time.Second},
		{"header before text", 429, http.Header{"Retry-After": {"2"}}, "Try again in 57 seconds.", 2 * time.Second},
		{"zero before text", 429, http.Header{"Retry-After": {"0"}}, "Try again in 57 seconds.", 0},
		{"the most", 429, http.Header{"Retry-After": {"4294967295"}}, "", 4294967295 * time.Second},
		{"a date, by the server's clock", 429, http.Header{"Retry-After": {date}, "Date": {"Tue, 24 Nov 2026 08:59:15 GMT"}}, "", 45 * time.Second},
		{"a date that has passed", 429, http.Header{"Retry-After": {date}, "Date": {"Tue, 24 Nov 2026 09:00:01 GMT"}}, "", 0},
		{"text", 429, nil, `{"message":"Rate limit is exceeded. Try again in 57 seconds."}`, 57 * time.Second},
		{"nonsense, and text", 429, http.Header{"Retry-After": {"soon"}}, "Try again in 57 seconds.", 57 * time.Second},
		{"negative", 429, http.Header{"Retry-After": {"-5"}}, "", 0},
		{"a fraction", 429, http.Header{"Retry-After": {"1.5"}}, "", 0},
		{"too much", 429, http.Header{"Retry-After": {"99999999999999999999"}}, "Try again in 57 seconds", 4294967295 * time.Second},
		{"too much in the text", 429, nil, "Try again in 99999999999999999999 seconds", 4294967295 * time.Second},
		{"nothing", 429, nil, "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			var failure *pcerrors.APIError
			require.ErrorAs(t, pcerrors.ParseResponse(test.status, test.header, []byte(test.body)), &failure)
			assert.Equal(t, test.want, failure.RetryAfter)
		})
	}
	t.Run("a date, by this machine's clock", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			header := http.Header{"Retry-After": {time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)}}
			var failure *pcerrors.APIError
			require.ErrorAs(t, pcerrors.ParseResponse(429, header, nil), &failure)
			assert.Equal(t, time.Hour, failure.RetryAfter)
		})
	})
}

func TestAPIErrorText(t *testing.T) {
	const id = "0B1f9d6e-3a2c-4f5d-8e7b-1a2b3c4d5e6f"
	for _, test := range []struct {
		failure pcerrors.APIError
		want    string
	}{
		{pcerrors.APIError{Status: 502, Description: "<html>"}, "Partner Center answered with HTTP status 502"},
		{pcerrors.APIError{Status: 400, Code: 60012, Description: "x", CorrelationID: id},
			"Partner Center answered with HTTP status 400, code 60012, correlation ID " + id},
		{pcerrors.APIError{Status: 429, RetryAfter: 57 * time.Second}, "Partner Center answered with HTTP status 429, retry after 57s"},
	} {
		assert.EqualError(t, &test.failure, test.want)
	}
	for _, no := range []string{
		"aram@araratsoft.example", id + "0", id[1:], strings.Replace(id, "-", "0", 1), "-" + id[1:], "g" + id[1:],
	} {
		assert.EqualError(t, &pcerrors.APIError{Status: 400, CorrelationID: no}, "Partner Center answered with HTTP status 400", "only an ID of the documented form is printed")
	}
}

// TestAPIErrorsAreLogged with what their text says, wherever they are.
func TestAPIErrorsAreLogged(t *testing.T) {
	failure := &pcerrors.APIError{Status: 400, Code: 60012, Description: "Petrosyan"}
	const text = "Partner Center answered with HTTP status 400, code 60012"
	assert.Equal(t, text, fmt.Sprintf("%v", failure))
	assert.Equal(t, text, fmt.Sprintf("%+v", *failure))
	assert.Equal(t, `"`+text+`"`, fmt.Sprintf("%#v", failure))
	assert.Equal(t, "["+text+"]", fmt.Sprint([]pcerrors.APIError{*failure}))
	assert.Equal(t, "<nil>", fmt.Sprint((*pcerrors.APIError)(nil)))
	body, err := json.Marshal(map[string]any{"pointer": failure, "value": *failure, "none": (*pcerrors.APIError)(nil)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"pointer":"`+text+`","value":"`+text+`","none":null}`, string(body))

	rejection := pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: 600051}}, CorrelationID: "Petrosyan"}
	assert.Equal(t, rejection.Error(), fmt.Sprintf("%v", rejection))
	assert.Equal(t, `"`+rejection.Error()+`"`, fmt.Sprintf("%#v", &rejection))
	body, err = json.Marshal([]pcerrors.Rejection{rejection})
	require.NoError(t, err)
	assert.JSONEq(t, `[{"code":600051,"description":"Customer phone number is missing.","data":[],"source":"PartnerFD"}]`, string(body))
}

// TestErrorsRepeatNoCustomer lets every part of an answer repeat what the
// customer gave.
func TestErrorsRepeatNoCustomer(t *testing.T) {
	const customer = "Aram Petrosyan +37410555123"
	header := http.Header{"Ms-Correlationid": {customer}, "Ms-Requestid": {customer}, "Retry-After": {customer}}
	for _, body := range []string{
		customer,
		`{"code":"` + customer + `","description":"` + customer + `","data":["` + customer + `"],"source":"` + customer + `"}`,
		`{"code":60012,"description":"` + customer + `"}`,
		`{"code":600049,"description":"` + customer + `"}`,
		`{"code":600050,"description":"` + customer + ` should be of the format ^(\\d{8})$."}`,
		`{"code":600050,"description":"should be of the format ^(\\d{8})$, but ` + customer + `$ was sent"}`,
		`{"code":600050,"description":"^` + customer + `$ should be of the format"}`,
		`{"code":600050,"description":"^Aram$"}`,
		`{"code":600051,"description":"` + customer + `"`,
		`{"code":600061,"message":"x","errorName":"` + customer + `"}`,
		`{"message":"` + customer + `"}`,
	} {
		for _, status := range []int{400, 429, 500} {
			err := pcerrors.ParseResponse(status, header, []byte(body))
			for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Errorf("x: %w", err).Error()} {
				assert.NotContains(t, text, "Aram")
				assert.NotContains(t, text, "3741")
			}
		}
	}
}

// TestParseResponseOfAMebibyte reads large answers of every shape. That time
// grows with their size alone is a test of package screening, for all readers.
func TestParseResponseOfAMebibyte(t *testing.T) {
	const size = 1 << 20
	for name, body := range map[string]string{
		"zeros":            strings.Repeat("\x00", size),
		"a letter":         strings.Repeat("a", size),
		"no UTF-8":         strings.Repeat("\xff", size),
		"open brackets":    strings.Repeat("[", size),
		"open braces":      strings.Repeat("{", size),
		"nested objects":   strings.Repeat(`{"a":`, size/5),
		"nested data":      `{"data":` + strings.Repeat("[", size),
		"many members":     `{` + strings.Repeat(`"a":0,`, size/6),
		"a name":           `{"` + strings.Repeat("a", size),
		"a long code":      `{"code":` + strings.Repeat("9", size) + `}`,
		"a long text code": `{"code":"` + strings.Repeat("x", size) + `"}`,
		"a long source":    `{"source":"` + strings.Repeat("x", size) + `"}`,
		"escapes":          `{"description":"` + strings.Repeat(`\u0436`, size/6) + `"}`,
		"white space":      strings.Repeat(" ", size),
	} {
		t.Run(name, func(t *testing.T) {
			var failure *pcerrors.APIError
			require.ErrorAs(t, pcerrors.ParseResponse(500, nil, []byte(body)), &failure)
			for _, text := range []string{failure.Description, failure.Source, failure.Name} {
				assert.LessOrEqual(t, utf8.RuneCountInString(text), 1024)
			}
		})
	}
	t.Run("the code after it", func(t *testing.T) {
		body := `{"data":["` + strings.Repeat("x", size) + `"],"code":600051}`
		assert.Equal(t, error(refused(600051, "")), pcerrors.ParseResponse(400, nil, []byte(body)))
	})
}

func BenchmarkParseResponse(b *testing.B) {
	body := sample(b, "error.600050.numeric-code.json")
	b.ReportAllocs()
	for b.Loop() {
		_ = pcerrors.ParseResponse(400, nil, body)
	}
}

// FuzzParseResponse reads anything, and compares what is valid JSON with a
// plain reading by encoding/json.
func FuzzParseResponse(f *testing.F) {
	samples, err := filepath.Glob("testdata/*.json")
	require.NoError(f, err)
	for _, name := range samples {
		f.Add(400, "57", sample(f, filepath.Base(name)))
	}
	f.Add(429, "Tue, 24 Nov 2026 09:00:00 GMT", []byte("<html>"))
	f.Add(302, "", []byte("\ufeff{"))
	f.Add(500, "-1", []byte(`{"CODE":"x","Description":"^$","code":600050}`))
	f.Fuzz(func(t *testing.T, status int, wait string, body []byte) {
		header := http.Header{"Retry-After": {wait}}
		err := pcerrors.ParseResponse(status, header, body)
		if status < 400 {
			require.NoError(t, err)
			return
		}
		require.Error(t, err)
		assert.True(t, utf8.ValidString(err.Error()))
		var rejection *pcerrors.Rejection
		var failure *pcerrors.APIError
		var code pcerrors.Code
		switch {
		case stderrors.As(err, &rejection):
			require.Len(t, rejection.Violations, 1)
			v := rejection.Violations[0]
			code = v.Code
			assert.Equal(t, fieldOf[code], v.Field)
			assert.NotEmpty(t, v.Field)
		case stderrors.As(err, &failure):
			code = failure.Code
			assert.Equal(t, status, failure.Status)
			assert.GreaterOrEqual(t, failure.RetryAfter, time.Duration(0))
			assert.NotContains(t, fieldOf, code)
			for _, text := range []string{failure.Description, failure.Source, failure.Name} {
				assert.True(t, utf8.ValidString(text))
				assert.LessOrEqual(t, utf8.RuneCountInString(text), 1024)
			}
		default:
			t.Fatalf("neither a rejection nor a failure: %T", err)
		}
		var plain map[string]json.RawMessage
		if json.Unmarshal(body, &plain) != nil || len(plain) != 1 || plain["code"] == nil {
			return
		}
		var number int
		if json.Unmarshal(plain["code"], &number) == nil && len(plain["code"]) <= 6 {
			assert.EqualValues(t, number, code)
		}
	})
}
