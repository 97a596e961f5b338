package transport_test

import (
	"bufio"
	"context"
	stderrors "errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// What becomes of a request line.
const (
	isScreened = "screened"
	isReported = "reported"
	isPassed   = "none of ours"
)

// What is special about a line.
const (
	isBehind   = "behind a gateway: the stand-in has nothing in front of its version"
	isPartOfID = "a change is screened, and has an ID that the stand-in does not know"
)

// requestLines are ways to write a path. The … is where each request's own end
// of the path goes, which is empty for a new customer.
var requestLines = []struct {
	line    string
	want    string
	why     string
	between string // in place of the slashes in what goes for …
	more    string // what is special
}{
	{line: "/v1/customers…", want: isScreened, why: "as the SDKs write it"},
	{line: "/v1.0/customers…", want: isScreened, why: "as Microsoft's reference writes it"},
	{line: "/V1/Customers…", want: isScreened, why: "letter case does not count"},
	{line: "/V1.0/CUSTOMERS…", want: isScreened, why: "letter case does not count"},
	{line: "/v1/customers…?trace=1", want: isScreened, why: "a query is not the path"},
	{line: "/v1/customers…?next=/v2/users", want: isScreened, why: "a query is not the path"},
	{line: "/v1/customers…/", want: isScreened, why: "a slash at the end does not count"},
	{line: "/v1/customers…///", want: isScreened, why: "nor do several"},
	{line: "/v1/customers…%20", want: isScreened, why: "nor does a space"},
	{line: "/v1/customers…%20%20", want: isScreened, why: "nor do several"},
	{line: "/v1/customers…/%20", want: isScreened, why: "nor both"},
	{line: "/v1/customers…%20/", want: isScreened, why: "in any order"},
	{line: "/v1/customers…%2F", want: isScreened, why: "%2F is a slash"},
	{line: "/v1/customers…%5C", want: isScreened, why: "%5C is a backslash, and that a slash"},
	{line: `/v1/customers…\`, want: isScreened, why: "a backslash is a slash"},
	{line: "/v1/%63ustomers…", want: isScreened, why: "percent-encoded letters are letters"},
	{line: "/v1/%63%75%73%74%6f%6D%65%72%73…", want: isScreened, why: "all of them"},
	{line: "/%76%31/customers…", want: isScreened, why: "in the version too"},
	{line: "/v1%2E0/customers…", want: isScreened, why: "%2E is a dot"},
	{line: "//v1/customers…", want: isScreened, why: "several slashes are one"},
	{line: "/v1//customers…", want: isScreened, why: "as the Java SDK writes it"},
	{line: "///v1///customers…///", want: isScreened, why: "several slashes are one"},
	{line: "/v1/customers…", want: isScreened, why: "several slashes are one", between: "//"},
	{line: "/v1%2Fcustomers…", want: isScreened, why: "%2F is a slash", between: "%2f"},
	{line: "/%2Fv1%2F%2fcustomers…", want: isScreened, why: "several slashes are one, encoded too", between: "%2F%2F"},
	{line: "/v1%5Ccustomers…", want: isScreened, why: "%5C is a slash", between: "%5c"},
	{line: `/v1\customers…`, want: isScreened, why: "a backslash is a slash", between: `\`},
	{line: `/\v1/\customers…`, want: isScreened, why: "several slashes are one", between: `\/`},
	{line: "/./v1/./customers…", want: isScreened, why: "a dot is no segment"},
	{line: "/v1/customers…/.", want: isScreened, why: "a dot is no segment", between: "/./"},
	{line: "/v1/customers…/.%20", want: isScreened, why: "nor is one before a space at the end"},
	{line: "/v1/%2E/customers…", want: isScreened, why: "an encoded dot is a dot", between: "/%2e/"},
	{line: "/v1/x/../customers…", want: isScreened, why: "two dots take a segment back"},
	{line: "/v1/x/%2E%2e/customers…", want: isScreened, why: "encoded ones too"},
	{line: "/v1/x/.%2e/customers…", want: isScreened, why: "one of them too"},
	{line: "/v1/x%2F..%2Fcustomers…", want: isScreened, why: "between encoded slashes too"},
	{line: `/v1/x\..\customers…`, want: isScreened, why: "between backslashes too"},
	{line: "/../v1/customers…", want: isScreened, why: "above the first segment there is nothing"},
	{line: "/v2/users/../../v1/customers…", want: isScreened, why: "two dots take a segment back"},
	{line: "/v1/customers…/x/..", want: isScreened, why: "at the end too"},
	{line: "/v1/customers…/x/y/../../", want: isScreened, why: "several of them too"},
	{line: "/gateway/v1/customers…", want: isScreened, why: "a gateway's own path goes before", more: isBehind},
	{line: "/my%20gateway/v1.0/customers…", want: isScreened, why: "whatever it has in it", more: isBehind},
	{line: "/a%2Fb/100%25/é/v1/customers…", want: isScreened, why: "whatever it has in it", more: isBehind},
	{line: "/v2/v1/customers…", want: isScreened, why: "the end counts", more: isBehind},
	{line: "/v1/customers/v1/customers…", want: isScreened, why: "the end counts", more: isBehind},

	{line: "/v1/%2563ustomers…", want: isReported, why: "a letter that is encoded twice"},
	{line: "/v1/%25252563ustomers…", want: isReported, why: "or more often"},
	{line: "/v1/%25%36%33ustomers…", want: isReported, why: "or in parts"},
	{line: "/v1%252Fcustomers…", want: isReported, why: "a slash that is encoded twice", between: "%252f"},
	{line: "/x/%252e%252e/v1/customers…/x/%252e%252e", want: isReported, why: "dots that are encoded twice"},
	{line: "/v1/customers…%2520", want: isReported, why: "a space that is encoded twice", more: isPartOfID},
	{line: "/v1/%u0063ustomers…", want: isReported, why: "as IIS decodes too"},
	{line: "/v1%U002fcustomers…", want: isReported, why: "as IIS decodes too"},
	{line: "/v1/customers…%", want: isReported, why: "an encoding that is cut off", more: isPartOfID},
	{line: "/v1/customers…%00", want: isReported, why: "what may end a text", more: isPartOfID},
	{line: "/v1/customers…%0A", want: isReported, why: "white space other than a space", more: isPartOfID},
	{line: "/v1/customers…%09/", want: isReported, why: "white space other than a space", more: isPartOfID},
	{line: "/v1/customers…%C2%A0", want: isReported, why: "white space other than a space", more: isPartOfID},
	{line: "/v1/cus%E2%80%8Btomers…", want: isReported, why: "a space of no width"},
	{line: "/v1/cus%7Ftomers…", want: isReported, why: "a character that is not printed"},
	{line: "/v1%20/customers…", want: isReported, why: "a space that is not at the end"},
	{line: "/v1/%20customers…", want: isReported, why: "a space that is not at the end"},
	{line: "/v1/customers…%3Ftrace=1", want: isReported, why: "a query that is encoded", more: isPartOfID},
	{line: "/v1/customers…/%23top", want: isReported, why: "a fragment that is encoded"},
	{line: "/v1./customers…", want: isReported, why: "a dot at a segment's end, which older .NET takes away"},
	{line: "/v1/customers…./", want: isReported, why: "a dot at a segment's end", between: "./"},

	{line: "/v1.../customers…", want: isReported, why: "several of them"},
	{line: "/v1/customers….../", want: isReported, why: "several of them", between: ".../"},
	{line: "/v1/customers…/...", want: isReported, why: "a segment of dots"},
	{line: "/v1/.../customers…", want: isReported, why: "a segment of dots", between: "/..../"},
	{line: "/v1/customers….%2E", want: isReported, why: "encoded ones", more: isPartOfID},
	{line: "/v1/customers…%2E%2E%2E", want: isReported, why: "encoded ones", more: isPartOfID},
	{line: "/v1/customers…%20.%20.", want: isReported, why: "spaces between", more: isPartOfID},
	{line: "/v01/customers…", want: isReported, why: "the same number"},
	{line: "/V001.0/customers…", want: isReported, why: "the same number"},
	{line: "/v1.00/customers…", want: isReported, why: "the same number"},
	{line: "/v1.0.0/customers…", want: isReported, why: "the same number"},
	{line: "/v1%2E0%2E00/customers…", want: isReported, why: "the same number"},
	{line: "/v1%uFF0Fcustomers…", want: isReported, why: "a wide slash, as IIS decodes it", between: "%uff0f"},
	{line: "/v1%EF%BC%8Fcustomers…", want: isReported, why: "a wide slash", between: "%EF%BC%8F"},
	{line: "/v1／customers…", want: isReported, why: "a wide slash", between: "／"},
	{line: "/v1＼customers…", want: isReported, why: "a wide backslash", between: "＼"},
	{line: "/v1∕customers…", want: isReported, why: "a slash of division", between: "⁄"},
	{line: "/%uFF561/ｃustomers…", want: isReported, why: "wide letters"},
	{line: "/v1/customers…%25EF%25BC%258F", want: isReported, why: "a wide slash that is encoded twice", more: isPartOfID},

	{line: "/v2/customers…", want: isPassed, why: "another version"},
	{line: "/v1.1/customers…", want: isPassed, why: "another version"},
	{line: "/v1.01/customers…", want: isPassed, why: "another version"},
	{line: "/v01.1/customers…", want: isPassed, why: "another version"},
	{line: "/v0/customers…", want: isPassed, why: "another version"},
	{line: "/v/customers…", want: isPassed, why: "no version"},
	{line: "/v10/customers…", want: isPassed, why: "another version"},
	{line: "/xv1/customers…", want: isPassed, why: "another version"},
	{line: "/v1x/customers…", want: isPassed, why: "another version"},
	{line: "/customers…", want: isPassed, why: "no version"},
	{line: "/v1/x/customers…", want: isPassed, why: "something between"},
	{line: "/v1/customers/../x/customers…", want: isPassed, why: "something between"},
	{line: "/v1/customer…", want: isPassed, why: "another name"},
	{line: "/v1/cuſtomers…", want: isPassed, why: "a letter that is none of ASCII's"},
	{line: "/v1/xcustomers…", want: isPassed, why: "another name"},
	{line: "/v1/%zzcustomers…", want: isPassed, why: "what is no encoding is another name"},
	{line: "/v1/customers…;a=b", want: isPassed, why: "parameters are part of a name", more: isPartOfID},
	{line: "/v1/customers…%21", want: isPassed, why: "another name", more: isPartOfID},
	{line: "/v1/customers…/x", want: isPassed, why: "a longer path"},
	{line: "/v1/users?to=/v1/customers…", want: isPassed, why: "a query is not the path"},
	{line: "/v1/users/%2e%2e/%2e%2e/customers…", want: isPassed, why: "two dots take the version back"},
	{line: "/", want: isPassed, why: "no path"},
	{line: "//", want: isPassed, why: "no path"},
}

// ends are the requests of which each line is one, with a body that is refused
// or, of an order, a customer that is.
var ends = []struct{ method, path, body string }{
	{"POST", "", incompleteCustomer},
	{"PATCH", "/" + incompleteID, `{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"BY"}}}`},
	{"PUT", "/" + incompleteID + "/profiles/billing", `{"defaultAddress":{"country":"BY"}}`},
	{"POST", "/" + incompleteID + "/orders", `{}`},
}

// lineOf writes a request line for the end of a path.
func lineOf(line, between, end string) string {
	if between != "" {
		end = strings.ReplaceAll(end, "/", between)
	}
	return strings.ReplaceAll(line, "…", end)
}

// urlsOf are the URLs with which a client sends a line: as it parses it, and
// opaque, without and with a host before the path.
func urlsOf(line string) (urls []*url.URL) {
	if parsed, err := url.ParseRequestURI("https://api.example" + line); err == nil { // a # is a part of a request line
		urls = append(urls, parsed)
	}
	if !strings.HasPrefix(line, "//") { // or else a host comes first
		urls = append(urls, &url.URL{Scheme: "https", Host: "api.example", Opaque: line})
	}
	return append(urls,
		&url.URL{Scheme: "https", Host: "api.example", Opaque: "//api.example" + line},
		&url.URL{Scheme: "https", Host: "api.example", Opaque: "https://api.example" + line})
}

// lookUpIncomplete looks up a customer that is refused.
func lookUpIncomplete(context.Context, string) (*screening.Customer, error) {
	return customer("BY", "", ""), nil
}

// becomes sends a request and says what became of it. What is sent has to be
// what came.
func becomes(t testing.TB, request *http.Request, options ...transport.Option) string {
	t.Helper()
	outcome := isPassed
	before := request.URL.String()
	tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
		assert.Same(t, request.URL, r.URL)
		assert.Equal(t, before, r.URL.String())
		assert.Equal(t, request.Method, r.Method)
		return (&counting{}).RoundTrip(r)
	}), screener, append(options, transport.WithExistingCustomersFrom(lookUpIncomplete),
		reporting(func(_ *http.Request, err *transport.UnscreenedError) {
			outcome = isReported
			assert.Equal(t, transport.PathUnclear, err.Reason)
			assert.EqualError(t, err, "transport: the path is odd, and could be taken for that of a screened request")
		}))...)
	response, err := tripper.RoundTrip(request)
	var unscreened *transport.UnscreenedError
	if stderrors.As(err, &unscreened) {
		return string(unscreened.Reason)
	}
	require.NoError(t, err)
	response.Body.Close()
	if response.Header.Get(transport.AnsweredLocally) != "" {
		outcome = isScreened
	}
	return outcome
}

// TestRequestLines sends every line as each of the requests.
func TestRequestLines(t *testing.T) {
	for _, test := range requestLines {
		for _, end := range ends {
			line := lineOf(test.line, test.between, end.path)
			want, refused := test.want, test.want
			switch {
			case test.more == isPartOfID && end.method == "PATCH":
				want, refused = isScreened, isScreened
			case want == isReported:
				refused = string(transport.PathUnclear)
			}
			for _, u := range urlsOf(line) {
				t.Run(end.method+" "+line, func(t *testing.T) {
					newRequest := func() *http.Request {
						request := newRequest(t, end.method, "https://api.example", strings.NewReader(end.body))
						request.URL = u
						return request
					}
					assert.Equal(t, want, becomes(t, newRequest()), test.why)
					assert.Equal(t, refused, becomes(t, newRequest(), transport.WithUnscreenedRefused()), test.why)
				})
			}
		}
	}
}

// standInTakes reports whether the stand-in judges a request of that method and
// line, as it comes over a connection.
func standInTakes(t testing.TB, method, line, body string) bool {
	t.Helper()
	request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(method + " " + line + " HTTP/1.1\r\nHost: api.example\r\n\r\n")))
	if err != nil {
		return false // and so does its server
	}
	request.Header = http.Header{"Authorization": {"Bearer token"}, "If-Match": {"*"}}
	request.Body = io.NopCloser(strings.NewReader(body))
	handler := partnercentertest.NewHandler()
	addCustomers(t, handler)
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	_, judged := pcerrors.ParseResponse(answer.Code, nil, answer.Body.Bytes()).(*pcerrors.Rejection)
	return judged
}

// TestStandInReadsTheSameRequestLines: it takes what the transport screens, and
// nothing else.
func TestStandInReadsTheSameRequestLines(t *testing.T) {
	for _, test := range requestLines {
		for _, end := range ends {
			line := lineOf(test.line, test.between, end.path)
			assert.Equal(t, test.want == isScreened && test.more != isBehind, standInTakes(t, end.method, line, end.body), "%s %s: %s", end.method, line, test.why)
		}
	}
}

// TestAuthoritiesOfOpaqueURLs end at a backslash too, and a look-up's host has
// no user in it.
func TestAuthoritiesOfOpaqueURLs(t *testing.T) {
	for opaque, host := range map[string]string{
		`//pc.example\v1/customers/c1/orders`:                       "pc.example",
		`https://pc.example\v1\customers\c1\orders`:                 "pc.example",
		`//pc.example:8443/v1/customers/c1/orders`:                  "pc.example:8443",
		`//user@pc.example/v1/customers/c1/orders`:                  "pc.example",
		`https://user:p@ss@pc.example/v1/customers/c1/orders`:       "pc.example",
		`//user:@pc.example/v1/customers/c1/orders?a=//b.example/c`: "pc.example",
	} {
		var lookUp *http.Request
		tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
			if r.Method == "GET" {
				lookUp = r
			}
			return (&counting{}).RoundTrip(r)
		}), screener, transport.WithExistingCustomers())
		_, err := tripper.RoundTrip(opaqueRequest(t, opaque))
		require.NoError(t, err)
		require.NotNil(t, lookUp, opaque)
		assert.Equal(t, "https://api.example/v1/customers/c1", lookUp.URL.String(), opaque)
		assert.Equal(t, host, lookUp.Host, opaque)
	}
	assert.Equal(t, isPassed, becomes(t, opaqueRequest(t, "//pc.example")))
}

func opaqueRequest(t *testing.T, opaque string) *http.Request {
	request := newRequest(t, "POST", "https://api.example", strings.NewReader(incompleteCustomer))
	request.URL = &url.URL{Scheme: "https", Host: "api.example", Opaque: opaque}
	return request
}

// TestMethods sends each request by each method, in each letter case.
func TestMethods(t *testing.T) {
	for _, end := range ends {
		for _, method := range []string{"POST", "post", "Post", "PATCH", "patch", "PUT", "put", "pUt", "GET", "get", "DELETE", "HEAD", "OPTIONS", "POSTS", ""} {
			want := isPassed
			if strings.EqualFold(method, end.method) {
				want = isScreened
			}
			request := newRequest(t, "GET", "https://api.example/v1/customers"+end.path, strings.NewReader(end.body))
			request.Method = method
			assert.Equal(t, want, becomes(t, request), "%s %s", method, end.path)
			if method != "" {
				assert.Equal(t, want == isScreened, standInTakes(t, method, "/v1/customers"+end.path, end.body), "%s %s", method, end.path)
			}
		}
	}
}

// TestUnclearPathsOfWhatIsNotScreened are nobody's concern, but that a customer
// changes is.
func TestUnclearPathsOfWhatIsNotScreened(t *testing.T) {
	base := &counting{}
	tripper := transport.New(base, screener, transport.WithUnscreenedRefused())
	for method, path := range map[string]string{"POST": "/v1/%2563ustomers/1/orders", "PUT": "/v1/%2563ustomers/1/profiles/company"} {
		_, err := tripper.RoundTrip(newRequest(t, method, "https://api.example"+path, strings.NewReader(`{}`)))
		require.NoError(t, err)
	}
	assert.EqualValues(t, 2, base.requests.Load())

	e := newExisting(t)
	e.order(t, completeID)
	_, err := e.transport.RoundTrip(newRequest(t, "PUT", "https://api.example/v1/%2563ustomers/"+completeID+"/profiles/company", strings.NewReader(`{}`)))
	require.NoError(t, err)
	e.order(t, completeID)
	lookUps, _ := e.lookUps()
	assert.Equal(t, 2, lookUps)
	assert.Empty(t, e.reported)
}

// TestLookUpsOfOddPaths asks for the customer at the place that the service
// reads the request to be for.
func TestLookUpsOfOddPaths(t *testing.T) {
	for line, want := range map[string]string{
		"/v1/customers/c%201/orders":                         "https://api.example/v1/customers/c%201",
		"/V1.0//Customers/c1/Orders/":                        "https://api.example/V1.0/customers/c1",
		"/gateway%2Fa/%20b/v1/customers/c1/orders%20":        "https://api.example/gateway%2Fa/%20b/v1/customers/c1",
		"/a%2Fb/V1.0%2Fcustomers/c1/orders":                  "https://api.example/a%2Fb/V1.0/customers/c1",
		"/a%2fb/%763/x%3Fy%23/%76%31/customers/%2525/orders": "https://api.example/a%2fb/%763/x%3Fy%23/%76%31/customers/%2525",
		"/a%2F..%2Fb/v1/customers/c1/orders":                 "https://api.example/b/v1/customers/c1",
		"/a%5Cb/v1/customers/c1/orders":                      "https://api.example/a/b/v1/customers/c1",
		"/x/../y/./v1/customers/%63%31/orders":               "https://api.example/y/v1/customers/c1",
		"/v1%5Ccustomers%2Fc1%2Forders?x=1":                  "https://api.example/v1/customers/c1",
		"/v1/customers/c%2525/orders":                        "https://api.example/v1/customers/c%2525",
	} {
		for i, u := range urlsOf(line) {
			var lookUp *http.Request
			tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
				if r.Method == "GET" {
					lookUp = r
				}
				return (&counting{}).RoundTrip(r)
			}), screener, transport.WithExistingCustomers())
			request := newRequest(t, "POST", "https://api.example", strings.NewReader(`{}`))
			request.URL, request.Host = u, "proxy.example"
			_, err := tripper.RoundTrip(request)
			require.NoError(t, err)
			require.NotNil(t, lookUp, line)
			assert.Equal(t, want, lookUp.URL.String(), line)
			host := "api.example" // of a request line with a host, which counts more than the header
			if i < 2 {
				host = "proxy.example"
			}
			assert.Equal(t, host, lookUp.Host)
		}
	}
}

// TestPlacesAreToldApartAsTheyAreSent: behind a gateway, an encoded slash can
// lead elsewhere.
func TestPlacesAreToldApartAsTheyAreSent(t *testing.T) {
	var asked []string
	tripper := transport.New(roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == "GET" {
			asked = append(asked, r.URL.EscapedPath())
			return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(completeCustomer))}, nil
		}
		return (&counting{}).RoundTrip(r)
	}), screener, transport.WithExistingCustomers())
	for _, base := range []string{"/a%2Fb", "/a/b", "/a%2Fb"} { // the last is kept
		response, err := tripper.RoundTrip(newRequest(t, "POST", "https://api.example"+base+"/v1/customers/c1/orders", strings.NewReader(`{}`)))
		require.NoError(t, err)
		response.Body.Close()
	}
	assert.Equal(t, []string{"/a%2Fb/v1/customers/c1", "/a/b/v1/customers/c1"}, asked)
}

// FuzzRequestLines sends any line to the stand-in and to the transport: what the
// one takes for one of the requests, the other screens.
func FuzzRequestLines(f *testing.F) {
	for _, test := range requestLines {
		for n, end := range ends {
			f.Add(uint8(n), lineOf(test.line, test.between, end.path))
		}
	}
	f.Add(uint8(0), "/v1/#/../Customers")
	f.Fuzz(func(t *testing.T, n uint8, line string) {
		end := ends[int(n)%len(ends)]
		if !strings.HasPrefix(line, "/") || !standInTakes(t, end.method, line, end.body) {
			return
		}
		request := newRequest(t, end.method, "https://api.example", strings.NewReader(end.body))
		request.URL = urlsOf(line)[0]
		require.Equal(t, isScreened, becomes(t, request), line)
	})
}
