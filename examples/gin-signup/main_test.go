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
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

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

func send(t *testing.T, method, url, contentType, accept, body string, changes ...func(*http.Request)) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", contentType)
	request.Header.Set("Accept", accept)
	for _, change := range changes {
		change(request)
	}
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
		"company":            {"Baku Soft MMC"},
		"domain":             {"bakusoft.onmicrosoft.com"},
		"country":            {"AZ"},
		"registrationNumber": {"1234567"},
		"street":             {"Nizami küç. 5"},
		"postalCode":         {"AZ1000"},
		"city":               {"Bakı"},
		"firstName":          {"Leyla"},
		"middleName":         {""},
		"lastName":           {"Əliyeva"},
		"email":              {"leyla@bakusoft.example"},
		"phone":              {"+994125550100"},
	}
	for i := 0; i < len(changes); i += 2 {
		values.Set(changes[i], changes[i+1])
	}
	return values
}

// asJSON is the same sign-up as a client without a form sends it.
func asJSON(t *testing.T, values url.Values) string {
	t.Helper()
	members := make(map[string]string)
	for name := range values {
		members[name] = values.Get(name)
	}
	body, err := json.Marshal(members)
	require.NoError(t, err)
	return string(body)
}

var (
	invalid = problem{Field: "registrationNumber", Rule: "registrationNumberInvalid", Code: 600050,
		Message: "Registration number must be 7 or 10 digits, without spaces or other separators"}
	numberMissing = problem{Field: "registrationNumber", Rule: "registrationNumberMissing", Code: 600049,
		Message: "Registration number must be given: Partner Center refuses customers in this country without it"}
	phoneMissing = problem{Field: "phone", Rule: "phoneNumberMissing", Code: 600051,
		Message: "Phone number must be given: Partner Center refuses customers in this country without it"}
	countryUnknown = problem{Field: "country", Rule: "countryUnknown",
		Message: "Country code must be a country code of two letters, for example AM"}
)

func suggesting(p problem, suggestion string) problem {
	p.Suggestion = suggestion
	return p
}

func TestJSON(t *testing.T) {
	p := start(t)
	unreadable := []problem{{Rule: "syntax", Message: "The request could not be read."}}
	for _, test := range []struct {
		name, body string
		status     int
		want       []problem
	}{
		{"number and phone", asJSON(t, typed("registrationNumber", "12-34", "phone", "")), 400, []problem{invalid, phoneMissing}},
		{"lower-case country", asJSON(t, typed("country", "az", "registrationNumber", "")), 400, []problem{numberMissing}},
		{"a suggestion", asJSON(t, typed("registrationNumber", "No. 123 4567")), 400, []problem{suggesting(invalid, "1234567")}},
		{"a country's name", asJSON(t, typed("country", "Azerbaijan")), 400, []problem{suggesting(countryUnknown, "AZ")}},
		{"no country", asJSON(t, typed("country", " ")), 400, []problem{countryUnknown}},
		{"the form's own rules too", asJSON(t, typed("company", "x", "domain", "short", "email", "no mail", "firstName", strings.Repeat("x", 41))), 400, []problem{
			{Field: "company", Rule: "min", Message: "Company name must be at least 2 characters in length"},
			{Field: "domain", Rule: "min", Message: "Domain must be at least 17 characters in length"},
			{Field: "firstName", Rule: "max", Message: "First name must be a maximum of 40 characters in length"},
			{Field: "email", Rule: "email", Message: "E-mail must be a valid email address"}}},
		{"nothing", `{}`, 400, []problem{
			{Field: "company", Rule: "required", Message: "Company name is a required field"},
			{Field: "domain", Rule: "required", Message: "Domain is a required field"},
			{Field: "email", Rule: "required", Message: "E-mail is a required field"},
			countryUnknown}},
		{"a number for a text", `{"registrationNumber":1234567}`, 400, []problem{
			{Field: "registrationNumber", Rule: "type", Message: "Expected a text."}}},
		{"an array for an object", `[]`, 400, []problem{{Rule: "type", Message: "Expected a text."}}},
		{"no JSON", `Leyla`, 400, unreadable},
		{"cut off", `{"company":`, 400, unreadable},
		{"empty", ``, 400, unreadable},
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
		a := send(t, http.MethodPost, p.url, jsonType+"; charset=utf-8", "*/*", asJSON(t, typed("middleName", "Məmməd qızı")))
		assert.Equal(t, http.StatusOK, a.status)
		assert.JSONEq(t, `{
			"companyProfile": {"domain": "bakusoft.onmicrosoft.com", "organizationRegistrationNumber": "1234567"},
			"billingProfile": {
				"email": "leyla@bakusoft.example", "culture": "en-US", "language": "en", "companyName": "Baku Soft MMC",
				"defaultAddress": {
					"country": "AZ", "city": "Bakı", "postalCode": "AZ1000", "addressLine1": "Nizami küç. 5",
					"firstName": "Leyla", "middleName": "Məmməd qızı", "lastName": "Əliyeva", "phoneNumber": "+994125550100"
				}
			}
		}`, a.body)
	})
}

// TestAcceptedCustomersAreComplete: what the program hands on lacks nothing that
// a create-customer request has to have.
func TestAcceptedCustomersAreComplete(t *testing.T) {
	p := start(t)
	rule, _ := countries.Latest().Rule("AZ")
	a := send(t, http.MethodPost, p.url, formType, jsonType, typed("registrationNumber", rule.NumberSample()).Encode())
	require.Equal(t, http.StatusOK, a.status)
	var customer screening.Customer
	require.NoError(t, json.Unmarshal([]byte(a.body), &customer))
	assert.NotContains(t, a.body, `""`, "what is left empty is not sent")
	report := screening.New(countries.Latest()).Inspect(&customer)
	assert.Equal(t, screening.Accepted, report.Verdict())
	assert.Empty(t, report.Advisories)
}

// TestFormAnsweredWithJSON: a form is read as JSON is.
func TestFormAnsweredWithJSON(t *testing.T) {
	p := start(t)
	for _, sent := range []url.Values{typed("registrationNumber", "", "phone", "  "), typed("country", "Azerbaijan"), typed("email", ""), {}} {
		asForm := send(t, http.MethodPost, p.url, formType, jsonType, sent.Encode())
		asBody := send(t, http.MethodPost, p.url, jsonType, jsonType, asJSON(t, sent))
		assert.Equal(t, http.StatusBadRequest, asForm.status)
		assert.Equal(t, problemsOf(t, asBody), problemsOf(t, asForm))
	}
}

// TestLanguages: errors, page and its direction are in the language that the
// client prefers among those of the form.
func TestLanguages(t *testing.T) {
	p := start(t)
	for _, test := range []struct {
		accept, language, direction, number, company string
	}{
		{"", "en", "ltr", invalid.Message, "Company name is a required field"},
		{"de-DE, fr;q=0.5", "en", "ltr", invalid.Message, "Company name is a required field"},
		{"ru-RU,ru;q=0.9,en;q=0.8", "ru", "ltr", "Регистрационный номер: укажите 7 или 10 цифр без пробелов и других разделителей", "Название организации обязательное поле"},
		{"kk-KZ", "ru", "ltr", "Регистрационный номер: укажите 7 или 10 цифр без пробелов и других разделителей", "Название организации обязательное поле"},
		{"ar-SA", "ar", "rtl", "\u2067\u2068رقم التسجيل\u2069: أدخل 7 أو 10 أرقام دون مسافات أو فواصل أخرى\u2069", "حقل اسم المنشأة مطلوب"},
	} {
		t.Run(test.accept, func(t *testing.T) {
			languages := func(r *http.Request) { r.Header.Set("Accept-Language", test.accept) }
			sent := typed("registrationNumber", "12", "company", "")
			a := send(t, http.MethodPost, p.url, formType, jsonType, sent.Encode(), languages)
			messages := make(map[string]string)
			for _, problem := range problemsOf(t, a) {
				messages[problem.Field] = problem.Message
			}
			assert.Equal(t, map[string]string{"registrationNumber": test.number, "company": test.company}, messages)

			a = send(t, http.MethodPost, p.url, formType, browser, sent.Encode(), languages)
			d := parse(t, a)
			assert.Equal(t, test.language, a.header.Get("Content-Language"))
			root := d.find("html")[0]
			assert.Equal(t, test.language+" "+test.direction, attribute(root, "lang")+" "+attribute(root, "dir"))
			message, _ := d.beside("registrationNumber")
			assert.Contains(t, message, test.number)
		})
	}
}

// TestEveryLanguageHasEveryWord: none of the form is in two languages the same,
// but for what is left out in all.
func TestEveryLanguageHasEveryWord(t *testing.T) {
	words := func(s *spoken) map[string]string {
		found := make(map[string]string)
		value := reflect.ValueOf(*s)
		for i := range value.NumField() {
			if field := value.Type().Field(i); field.Type.Kind() == reflect.String && field.Name != "Direction" {
				found[field.Name] = value.Field(i).String()
			}
		}
		for i, title := range s.Groups {
			found[fmt.Sprint("group ", i)] = title
		}
		for name := range fields {
			found["label "+name] = s.Labels[name]
		}
		return found
	}
	for _, s := range spokenLanguages {
		assert.Len(t, s.Labels, len(fields))
		for name, word := range words(s) {
			assert.NotEmpty(t, word, "%s in %s", name, s.Language)
			if s != spokenLanguages[0] {
				assert.NotEqual(t, words(spokenLanguages[0])[name], word, "%s in %s", name, s.Language)
			}
		}
	}
	asked := 0
	for _, inputs := range form {
		asked += len(inputs)
		for _, input := range inputs {
			assert.Contains(t, fields, input.Name)
		}
	}
	assert.Len(t, fields, asked, "the form asks for all of it")
}

// TestOptionalMarksAreRight: an input is marked as optional exactly where the
// sign-up is accepted without it.
func TestOptionalMarksAreRight(t *testing.T) {
	p := start(t)
	for _, country := range []string{"AZ", "PL", "FR", "us"} {
		// Without a domain the page comes back, with the marks for the country.
		a := send(t, http.MethodPost, p.url, formType, browser, typed("country", country, "domain", "").Encode())
		d := parse(t, a)
		for _, label := range d.find("label") {
			name := attribute(label, "for")
			without := send(t, http.MethodPost, p.url, formType, jsonType, typed("country", country, name, "").Encode())
			assert.Equal(t, without.status == http.StatusOK, strings.HasSuffix(text(label), "(optional)"), "%s in %s", name, country)
		}
	}
	d := parse(t, send(t, http.MethodGet, p.url, "", browser, ""))
	for _, name := range []string{"registrationNumber", "phone"} {
		about, _ := d.beside(name)
		assert.Equal(t, "Required in some countries.", about, "before a country is chosen")
	}
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
	assert.Len(t, d.find("main"), 1)
	inputs := d.inputs()
	for name := range typed() {
		assert.Contains(t, inputs, name)
		_, invalid := d.beside(name)
		assert.False(t, invalid)
	}
	labelled := map[string]bool{}
	for _, label := range d.find("label") {
		labelled[attribute(label, "for")] = text(label) != ""
	}
	for name := range inputs {
		assert.True(t, labelled[name], name)
	}
	assert.Equal(t, "United Arab Emirates", text(d.find("option")[0]))
	assert.Len(t, d.find("option"), len(slices.Collect(countries.Latest().Rules())))
	assert.Nil(t, d.byID("summary"))
}

func TestPageIsShownAgainWithErrorsBesideTheirFields(t *testing.T) {
	p := start(t)
	sent := typed(
		"registrationNumber", `"><script>alert(1)</script>`,
		"phone", "",
		"email", "leyla at bakusoft",
		"middleName", "Məmməd qızı",
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
		"registrationNumber": invalid.Message + " (600050) vergi ödəyicisinin eyniləşdirmə nömrəsi " +
			"The business's own number, and a person's only if the customer is a sole trader: 7 or 10 digits, without spaces or other separators.",
		"phone": phoneMissing.Message + " (600051)",
		"email": "E-mail must be a valid email address",
	}
	for name := range inputs {
		message, invalid := d.beside(name)
		assert.Equal(t, expected[name] != "", invalid, name)
		if invalid {
			assert.Equal(t, expected[name], message)
		}
	}
	assert.Equal(t, "Please correct your sign-up Registration number E-mail Phone number", text(d.byID("summary")))
	for _, link := range d.find("a") {
		assert.NotNil(t, d.byID(strings.TrimPrefix(attribute(link, "href"), "#")))
	}

	// What a person corrects and sends again is accepted.
	inputs.Set("registrationNumber", "1234567")
	inputs.Set("phone", "+994125550100")
	inputs.Set("email", "leyla@bakusoft.example")
	a = send(t, http.MethodPost, p.url, formType, browser, inputs.Encode())
	assert.Equal(t, http.StatusOK, a.status)
	d = parse(t, a)
	assert.Equal(t, "Accepted", text(d.find("h1")[0]))
	assert.Equal(t, "Accepted", text(d.find("title")[0]))
	var customer screening.Customer
	require.NoError(t, json.Unmarshal([]byte(text(d.find("pre")[0])), &customer))
	assert.Equal(t, "Məmməd qızı", customer.BillingProfile.DefaultAddress.MiddleName)
}

func TestPageAsksWhatWasMeant(t *testing.T) {
	p := start(t)
	d := parse(t, send(t, http.MethodPost, p.url, formType, browser, typed("country", "RU", "registrationNumber", "ИНН 7707083893").Encode()))
	about, _ := d.beside("registrationNumber")
	assert.Contains(t, about, "(600050) Probably meant: 7707083893 ИНН The business's own number")
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
		assert.Contains(t, text(parse(t, a).byID("summary")), want.message)
	}
}

func TestLogRepeatsNoCustomer(t *testing.T) {
	p := start(t)
	sent := typed("phone", "", "registrationNumber", "99887")
	send(t, http.MethodPost, p.url+"?phone=994125550100", formType, browser, sent.Encode())
	send(t, http.MethodPost, p.url, formType, browser, typed().Encode())
	send(t, http.MethodPost, p.url, jsonType, "*/*", `{"registrationNumber":99887}`)
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
				response, err := http.PostForm(p.url, typed("registrationNumber", number))
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
