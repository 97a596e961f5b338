package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin/binding"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// program is a running gin-signup.
type program struct {
	url  string
	stop func() (status int, log string) // can be called more than once
}

// start runs the program on a free port and waits for the URL that it prints.
func start(t *testing.T) program {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, stdout := io.Pipe()
	var stderr bytes.Buffer
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"-addr", "127.0.0.1:0"}, stdout, &stderr) }()
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	found := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(line)
	require.NotEmpty(t, found, line)
	p := program{url: found, stop: sync.OnceValues(func() (int, string) {
		cancel()
		return <-ended, stderr.String()
	})}
	t.Cleanup(func() { p.stop() })
	return p
}

// answer is a response that was read to its end.
type answer struct {
	status int
	header http.Header
	body   string
}

func send(t *testing.T, method, url, contentType, accept, body string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Accept", accept)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response.StatusCode, response.Header, string(text)}
}

const (
	jsonType = "application/json"
	formType = "application/x-www-form-urlencoded"
	browser  = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
)

// problemsOf reads the errors of a JSON answer.
func problemsOf(t *testing.T, a answer) []problem {
	t.Helper()
	assert.True(t, strings.HasPrefix(a.header.Get("Content-Type"), jsonType), a.header.Get("Content-Type"))
	var body struct{ Errors []problem }
	require.NoError(t, json.Unmarshal([]byte(a.body), &body), a.body)
	return body.Errors
}

// typed is a sign-up that is accepted, with what is changed in it.
func typed(changes ...string) url.Values {
	values := url.Values{
		"billingProfile.companyName":                 {"Baku Soft MMC"},
		"companyProfile.domain":                      {"bakusoft.onmicrosoft.com"},
		"billingProfile.defaultAddress.country":      {"AZ"},
		numberField:                                  {"1234567"},
		"billingProfile.defaultAddress.addressLine1": {"Nizami küç. 5"},
		"billingProfile.defaultAddress.city":         {"Bakı"},
		"billingProfile.defaultAddress.firstName":    {"Leyla"},
		"billingProfile.defaultAddress.lastName":     {"Əliyeva"},
		"billingProfile.email":                       {"leyla@bakusoft.example"},
		"billingProfile.defaultAddress.phoneNumber":  {"+994125550100"},
		"billingProfile.culture":                     {"az-Latn-AZ"},
		"billingProfile.language":                    {"az"},
	}
	for i := 0; i < len(changes); i += 2 {
		values.Set(changes[i], changes[i+1])
	}
	return values
}

const phoneField = "billingProfile.defaultAddress.phoneNumber"

func TestJSON(t *testing.T) {
	p := start(t)
	const help = "The business's own number, never a person's: 7 or 10 digits, without spaces or other separators."
	invalid := problem{Field: numberField, Rule: "registrationNumberInvalid", Code: 600050,
		Message: `Organization registration id information is invalid and should be of the format ^(\d{7}|\d{10})$.`, Hint: help}
	missing := problem{Field: numberField, Rule: "registrationNumberMissing", Code: 600049,
		Message: "Organization registration id information is missing.", Hint: help}
	phone := problem{Field: phoneField, Rule: "phoneNumberMissing", Code: 600051, Message: "Customer phone number is missing."}
	unknown := problem{Field: countryField, Rule: "countryUnknown", Message: "Expected a country code of two letters, for example AM for Armenia."}
	const billing = `"email":"a@b.example","culture":"az-Latn-AZ","language":"az","companyName":"Baku Soft MMC",`
	customer := func(domain, number, billing, address string) string {
		return fmt.Sprintf(`{"companyProfile":{"domain":%q,"organizationRegistrationNumber":%q},"billingProfile":{%s"defaultAddress":%s}}`,
			domain, number, billing, address)
	}
	const domain = "bakusoft.onmicrosoft.com"
	for _, test := range []struct {
		name, body string
		status     int
		want       []problem
	}{
		{"number and phone", customer(domain, "12-34", billing, `{"country":"AZ"}`), 400, []problem{invalid, phone}},
		{"PascalCase, lower-case country", `{"CompanyProfile":{"Domain":"bakusoft.onmicrosoft.com"},"BillingProfile":{` + billing +
			`"DefaultAddress":{"Country":"az","PhoneNumber":"+994"}}}`, 400, []problem{missing}},
		{"the contract too", customer("short", "1234567", `"email":"no mail","culture":"","language":"az",`, `{"country":"AZE","phoneNumber":"1","state":"Bakı","firstName":"`+strings.Repeat("x", 51)+`"}`), 400, []problem{
			{Field: "companyProfile.domain", Rule: "min", Message: "Expected at least 17 characters."},
			{Field: "billingProfile.email", Rule: "email", Message: "Expected an e-mail address, for example name@example.com."},
			{Field: "billingProfile.culture", Rule: "required", Message: "This is required."},
			{Field: "billingProfile.companyName", Rule: "required", Message: "This is required."},
			unknown,
			{Field: "billingProfile.defaultAddress.state", Rule: "max", Message: "Expected at most 2 characters."},
			{Field: "billingProfile.defaultAddress.firstName", Rule: "max", Message: "Expected at most 50 characters."},
		}},
		{"a country of digits", customer(domain, "1234567", billing, `{"country":"12"}`), 400, []problem{
			unknown}},
		{"two letters that are no country's", customer(domain, "1234567", billing, `{"country":"UK","phoneNumber":"+44"}`), 400, []problem{unknown}},
		{"an address that is not judged", `{"companyProfile":{"domain":"bakusoft.onmicrosoft.com","address":{"country":"1"}},"billingProfile":{` + billing +
			`"defaultAddress":{"country":"FR"}}}`, 400, []problem{
			{Field: "companyProfile.address.country", Rule: "len", Message: "Expected 2 characters."}}},
		{"no profiles", `{}`, 400, []problem{
			{Field: "companyProfile", Rule: "required", Message: "This is required."},
			{Field: "billingProfile", Rule: "required", Message: "This is required."},
			unknown}},
		{"a number for a string", `{"companyProfile":{"organizationRegistrationNumber":1234567}}`, 400, []problem{
			{Field: numberField, Rule: "type", Message: "Expected a string, found a number."}}},
		{"an array for an object", `[]`, 400, []problem{{Rule: "type", Message: "Expected an object, found an array."}}},
		{"no JSON", `Leyla`, 400, []problem{{Rule: "syntax", Message: "Expected JSON: invalid character 'L' looking for beginning of value."}}},
		{"cut off", `{"companyProfile":{`, 400, []problem{{Rule: "syntax", Message: "Expected JSON: unexpected EOF."}}},
		{"empty", ``, 400, []problem{{Rule: "syntax", Message: "Expected a customer, found an empty body."}}},
		{"too large", `{"x":"` + strings.Repeat("x", largestBody) + `"}`, 413, []problem{{Rule: "size", Message: "The request is too large."}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := send(t, http.MethodPost, p.url, jsonType, "*/*", test.body)
			assert.Equal(t, test.status, a.status)
			assert.ElementsMatch(t, test.want, problemsOf(t, a))
		})
	}
	t.Run("another content type", func(t *testing.T) {
		a := send(t, http.MethodPost, p.url, "text/csv", "*/*", "Leyla")
		assert.Equal(t, http.StatusUnsupportedMediaType, a.status)
		assert.Equal(t, "contentType", problemsOf(t, a)[0].Rule)
	})
	t.Run("accepted", func(t *testing.T) {
		sent := customer(domain, "1234567", billing, `{"country":"AZ","phoneNumber":"+994125550100","announced":[1]}`)
		a := send(t, http.MethodPost, p.url, jsonType+"; charset=utf-8", "*/*", sent)
		assert.Equal(t, http.StatusOK, a.status)
		assert.JSONEq(t, sent, a.body)
	})
}

// TestProfilesAlone validates a form that holds the two profiles and no
// customer: each is judged by its own address.
func TestProfilesAlone(t *testing.T) {
	require.NoError(t, registerRules(countries.Latest()))
	type profiles struct {
		Company screening.CustomerCompanyProfile `json:"company"`
		Billing screening.CustomerBillingProfile `json:"billing"`
	}
	for _, test := range []struct {
		name, company, billing string // addresses
		want                   []string
	}{
		{"accepted", `{"country":"FR"}`, `{"country":"AZ","phoneNumber":"+994"}`, nil},
		{"refused", `{"country":"AZ","phoneNumber":"+994"}`, `{"country":"AZ"}`,
			[]string{"company.organizationRegistrationNumber registrationNumberMissing hint", "billing.defaultAddress.phoneNumber phoneNumberMissing"}},
		{"undecided", `null`, `{"country":"Azerbaijan"}`,
			[]string{"company.address.country countryUnknown", "billing.defaultAddress.country countryUnknown"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var form profiles
			require.NoError(t, json.Unmarshal([]byte(`{"company":{"domain":"bakusoft.onmicrosoft.com","address":`+test.company+`},"billing":{"email":"a@b.example",
				"culture":"az-Latn-AZ","language":"az","companyName":"Baku Soft MMC","defaultAddress":`+test.billing+`}}`), &form))
			var found []problem
			if err := binding.Validator.ValidateStruct(&form); err != nil {
				_, found = problems(err, countries.Latest())
			}
			var shown []string
			for _, p := range found {
				text := fmt.Sprint(p.Field, " ", p.Rule)
				if p.Hint != "" {
					text += " hint"
				}
				shown = append(shown, text)
			}
			assert.ElementsMatch(t, test.want, shown)
		})
	}
}

func TestFormAnsweredWithJSON(t *testing.T) {
	p := start(t)
	a := send(t, http.MethodPost, p.url, formType, jsonType, typed(numberField, "", phoneField, "  ").Encode())
	assert.Equal(t, http.StatusBadRequest, a.status)
	var codes []int
	for _, problem := range problemsOf(t, a) {
		codes = append(codes, problem.Code)
	}
	assert.Equal(t, []int{600049, 600051}, codes)

	a = send(t, http.MethodPost, p.url, formType, jsonType, typed("id", "not a field of the form").Encode())
	assert.Equal(t, http.StatusOK, a.status)
	var customer screening.Customer
	require.NoError(t, json.Unmarshal([]byte(a.body), &customer))
	assert.Empty(t, customer.ID)
	assert.NotContains(t, a.body, `""`, "what is left empty is not sent")
	assert.Equal(t, "1234567", customer.CompanyProfile.OrganizationRegistrationNumber)
	assert.Equal(t, "Əliyeva", customer.BillingProfile.DefaultAddress.LastName)
}

// document is a page as a browser reads it.
type document struct{ root *html.Node }

func parse(t *testing.T, a answer) document {
	t.Helper()
	assert.Equal(t, "text/html; charset=utf-8", a.header.Get("Content-Type"))
	assert.Equal(t, "no-store", a.header.Get("Cache-Control"))
	assert.Contains(t, a.header.Get("Content-Security-Policy"), "default-src 'none'")
	root, err := html.Parse(strings.NewReader(a.body))
	require.NoError(t, err)
	return document{root}
}

// find returns the elements of a kind.
func (d document) find(element string) (found []*html.Node) {
	for node := range d.root.Descendants() {
		if node.Type == html.ElementNode && node.Data == element {
			found = append(found, node)
		}
	}
	return found
}

func (d document) byID(id string) *html.Node {
	for node := range d.root.Descendants() {
		if node.Type == html.ElementNode && attribute(node, "id") == id {
			return node
		}
	}
	return nil
}

func attribute(node *html.Node, name string) string {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(node *html.Node) string {
	if node == nil {
		return ""
	}
	var all strings.Builder
	for n := range node.Descendants() {
		if n.Type == html.TextNode {
			all.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(all.String()), " ")
}

// inputs returns the names and values that the form would send.
func (d document) inputs() url.Values {
	values := url.Values{}
	for _, input := range d.find("input") {
		values.Set(attribute(input, "name"), attribute(input, "value"))
	}
	return values
}

// beside returns what a field is described by, and whether it is marked as invalid.
func (d document) beside(name string) (message string, invalid bool) {
	input := d.byID(name)
	return text(d.byID(attribute(input, "aria-describedby"))), attribute(input, "aria-invalid") == "true"
}

func TestPageThatAsks(t *testing.T) {
	p := start(t)
	a := send(t, http.MethodGet, p.url, "", browser, "")
	assert.Equal(t, http.StatusOK, a.status)
	d := parse(t, a)
	assert.Equal(t, "Sign up", text(d.find("title")[0]))
	inputs := d.inputs()
	for name := range typed() {
		assert.Contains(t, inputs, name)
		_, invalid := d.beside(name)
		assert.False(t, invalid)
	}
	assert.Equal(t, "en-US", inputs.Get("billingProfile.culture"))
	labelled := map[string]bool{}
	for _, label := range d.find("label") {
		labelled[attribute(label, "for")] = text(label) != ""
	}
	for name := range inputs {
		assert.True(t, labelled[name], name)
	}
	assert.Equal(t, "United Arab Emirates", text(d.find("option")[0]))
	assert.Len(t, d.find("option"), len(slices.Collect(countries.Latest().Rules())))
	assert.NotContains(t, a.body, "correction")
}

func TestPageIsShownAgainWithErrorsBesideTheirFields(t *testing.T) {
	p := start(t)
	sent := typed(
		numberField, `"><script>alert(1)</script>`,
		phoneField, "",
		"billingProfile.email", "leyla at bakusoft",
		"billingProfile.defaultAddress.middleName", "Məmməd qızı",
	)
	a := send(t, http.MethodPost, p.url, formType, browser, sent.Encode())
	assert.Equal(t, http.StatusBadRequest, a.status)
	d := parse(t, a)
	assert.Equal(t, "Please correct your sign-up", text(d.find("title")[0]))
	assert.Empty(t, d.find("script"))

	inputs := d.inputs()
	for name := range sent {
		assert.Equal(t, sent.Get(name), inputs.Get(name), "shown as typed")
	}
	expected := map[string]string{
		numberField: `Organization registration id information is invalid and should be of the format ^(\d{7}|\d{10})$. (600050)` +
			" vergi ödəyicisinin eyniləşdirmə nömrəsi. The business's own number, never a person's: 7 or 10 digits, without spaces or other separators.",
		phoneField:             "Customer phone number is missing. (600051)",
		"billingProfile.email": "Expected an e-mail address, for example name@example.com.",
	}
	for name := range inputs {
		message, invalid := d.beside(name)
		assert.Equal(t, expected[name] != "", invalid, name)
		if invalid {
			assert.Equal(t, expected[name], message)
		}
	}
	assert.Contains(t, text(d.root), "3 things need correction. Registration number E-mail Phone number")

	// What a person corrects and sends again is accepted.
	inputs.Set(numberField, "1234567")
	inputs.Set(phoneField, "+994125550100")
	inputs.Set("billingProfile.email", "leyla@bakusoft.example")
	a = send(t, http.MethodPost, p.url, formType, browser, inputs.Encode())
	assert.Equal(t, http.StatusOK, a.status)
	d = parse(t, a)
	assert.Equal(t, "Accepted", text(d.find("h1")[0]))
	var customer screening.Customer
	require.NoError(t, json.Unmarshal([]byte(text(d.find("pre")[0])), &customer))
	assert.Equal(t, "Məmməd qızı", customer.BillingProfile.DefaultAddress.MiddleName)
}

func TestPageOfAnEmptyForm(t *testing.T) {
	p := start(t)
	d := parse(t, send(t, http.MethodPost, p.url, formType, browser, ""))
	for name, want := range map[string]string{
		"companyProfile.domain":      "This is required.",
		"billingProfile.companyName": "This is required.",
		"billingProfile.email":       "This is required.",
		countryField:                 "Expected a country code of two letters, for example AM for Armenia. Two letters, for example AM",
	} {
		message, invalid := d.beside(name)
		assert.True(t, invalid, name)
		assert.Equal(t, want, message)
	}
	_, invalid := d.beside(numberField)
	assert.False(t, invalid, "no country is named that asks for it")
}

func TestPageOfARequestThatCannotBeRead(t *testing.T) {
	p := start(t)
	for body, want := range map[string]struct {
		status  int
		message string
	}{
		"a=%zz":                                 {http.StatusBadRequest, "The request could not be read."},
		"a=" + strings.Repeat("x", largestBody): {http.StatusRequestEntityTooLarge, "The request is too large."},
	} {
		a := send(t, http.MethodPost, p.url, formType, browser, body)
		assert.Equal(t, want.status, a.status)
		assert.Contains(t, text(parse(t, a).root), want.message)
	}
}

func TestLogRepeatsNoCustomer(t *testing.T) {
	p := start(t)
	sent := typed(phoneField, "", numberField, "99887")
	send(t, http.MethodPost, p.url+"?phone=994125550100", formType, browser, sent.Encode())
	send(t, http.MethodPost, p.url, formType, browser, typed().Encode())
	send(t, http.MethodPost, p.url, jsonType, "*/*", `{"companyProfile":{"organizationRegistrationNumber":99887}}`)
	send(t, http.MethodGet, p.url+"Leyla/994125550100", "", browser, "")
	status, log := p.stop()
	assert.Zero(t, status)
	assert.Contains(t, log, "method=POST route=/ status=400")
	assert.Contains(t, log, `brokenRules="[registrationNumberInvalid phoneNumberMissing]"`)
	assert.Contains(t, log, "method=GET route=\"\" status=404")
	for _, values := range sent {
		for _, value := range values {
			if len(value) > 2 { // AZ and az are no customer's
				assert.NotContains(t, log, value)
			}
		}
	}
	for _, value := range []string{"99887", "1234567", "994125550100", "Leyla"} {
		assert.NotContains(t, log, value)
	}
}

func TestManySignUpsAtOnce(t *testing.T) {
	p := start(t)
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			number, want := "1234567", http.StatusOK
			if i%2 == 0 {
				number, want = "123", http.StatusBadRequest
			}
			for range 5 {
				response, err := http.PostForm(p.url, typed(numberField, number))
				if assert.NoError(t, err) {
					assert.Equal(t, want, response.StatusCode)
					assert.NoError(t, response.Body.Close())
				}
			}
		})
	}
	group.Wait()
}

// TestShutdownLetsRequestsEnd stops the program in the middle of a request.
func TestShutdownLetsRequestsEnd(t *testing.T) {
	p := start(t)
	host := strings.Trim(strings.TrimPrefix(p.url, "http:"), "/")
	connection, err := net.Dial("tcp", host)
	require.NoError(t, err)
	defer connection.Close()
	body := typed().Encode()
	_, err = fmt.Fprintf(connection, "POST / HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nAccept: %s\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n",
		host, formType, jsonType, len(body))
	require.NoError(t, err)
	answers := bufio.NewReader(connection)
	line, err := answers.ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "HTTP/1.1 100 Continue\r\n", line, "the handler is reading")
	_, err = answers.ReadString('\n')
	require.NoError(t, err)

	stopped := make(chan int, 1)
	go func() {
		status, _ := p.stop()
		stopped <- status
	}()
	require.Eventually(t, func() bool {
		probe, err := net.Dial("tcp", host)
		if err == nil {
			probe.Close()
		}
		return err != nil
	}, time.Minute, 10*time.Millisecond, "no new connection is taken")
	_, err = io.WriteString(connection, body)
	require.NoError(t, err)
	response, err := http.ReadResponse(answers, nil)
	require.NoError(t, err)
	defer response.Body.Close()
	assert.Equal(t, http.StatusOK, response.StatusCode)
	assert.Zero(t, <-stopped)
}

func TestCommandLine(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	for _, test := range []struct {
		args   []string
		status int
		stderr string
	}{
		{[]string{"-help"}, 0, "-addr"},
		{[]string{"-unknown"}, 2, "flag provided but not defined"},
		{[]string{"form"}, 2, `expected flags only, found "form"`},
		{[]string{"-addr", taken.Addr().String()}, 1, "address already in use"},
	} {
		var stderr bytes.Buffer
		assert.Equal(t, test.status, run(t.Context(), test.args, io.Discard, &stderr), test.args)
		assert.Contains(t, stderr.String(), test.stderr)
	}
}
