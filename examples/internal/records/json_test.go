package records_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

// summary is the ID of every customer, or the error, in their order.
func summary(t *testing.T, r io.Reader) []string {
	t.Helper()
	var found []string
	for record := range records.JSON(r) {
		assert.Equal(t, len(found)+1, record.Number)
		if record.Err != nil {
			assert.Nil(t, record.Customer)
			found = append(found, record.Err.Error())
			continue
		}
		found = append(found, record.Customer.ID)
	}
	return found
}

// withProfile gives every object that ends with an ID what makes it a customer.
func withProfile(input string) string {
	return idAtEnd.ReplaceAllString(input, "$1,\"billingProfile\":{  }}")
}

var idAtEnd = regexp.MustCompile(`("[Ii]d":\s*(?:"(?:\\"|[^"])*"|7))\s*}`)

const deeper = "expected a customer, found an object with customers inside; take them out, for example with jq '.. | objects | select(.companyProfile or .billingProfile)'"

func TestJSON(t *testing.T) {
	for _, test := range []struct {
		name, input string
		want        []string
	}{
		{"nothing", "", nil},
		{"white space", " \r\n\t", nil},
		{"an object", `{"id":"a"}`, []string{"a"}},
		{"a byte order mark", "\ufeff{\"id\":\"a\"}", []string{"a"}},
		{"an array", `[{"id":"a"}, {"Id":"b"}]`, []string{"a", "b"}},
		{"an empty array", `[]`, nil},
		{"a page", `{"totalCount":2,"items":[{"id":"a"},{"id":"b"}],"links":{}}`, []string{"a", "b"}},
		{"a page in PascalCase", `{"Items":[{"id":"a"}]}`, []string{"a"}},
		{"pages in an array", `[{"items":[{"id":"a"}]},{"items":[{"id":"b"}]}]`, []string{"a", "b"}},
		{"customers with items before their profiles", `{"items":[],"id":"a","companyProfile":{}} {"value":[1,2],"id":"b","BILLINGPROFILE":{}}`, []string{"a", "b"}},
		{"a customer of several lines with items before its profile", "{\n\"Items\":[\n{\"sku\":1}\n],\n\"id\":\"c\",\"COMPANYPROFILE\":{}\n}", []string{"c"}},
		{"a page of what are no customers, longer than is looked ahead", "{\"items\":[1,\n" + strings.Repeat(" ", 1<<17) + `{"id":"a"}]}`, []string{"line 1, column 11: expected an object, found a number", "a"}},
		{"a customer with items", `{"id":"a","items":[1],"companyProfile":{}}`, []string{"a"}},
		{"one a line", "{\"id\":\"a\"}\r\n\r\n{\"id\":\"b\"}\n", []string{"a", "b"}},
		{"brackets in strings", `{"id":"}{][\"}"}{"id":"b"}`, []string{`}{]["}`, "b"}},
		{"a trailing comma", "{\n  \"id\": \"a\",\n}\n{\"id\":\"b\"}",
			[]string{"line 3, column 1: expected JSON: invalid character '}' looking for beginning of object key string", "b"}},
		{"a trailing comma in an array", `[{"id":"a"},]`, []string{"a"}},
		{"null", "null\n{\"id\":\"b\"}", []string{"line 1, column 1: expected a customer, found null", "b"}},
		{"PowerShell's array", `{"value":[{"id":"a"},{"id":"b"}],"Count":2}`, []string{"a", "b"}},
		{"a page of Microsoft Graph", `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata","Value":[{"id":"a"}]}`, []string{"a"}},
		{"an empty page", `{"items":[]}`, nil},
		{"a page cut off", `{"items":[{"id":"a"},`, []string{"a", "line 1, column 43: expected ] and } at the end of the page; the input is cut off"}},
		{"a page cut off after its items", `{"items":[{"id":"a"}],"links":"`, []string{"a", "line 1, column 53: expected ] and } at the end of the page; the input is cut off"}},
		{"a page that is not closed", "{\"items\":[{\"id\":\"a\"}]\n{\"items\":[{\"id\":\"b\"}],\"x\":[\"}\\\"\"]}{\"id\":\"c\"}", []string{"a", "line 1, column 43: expected } at the end of the page", "b", "c"}},
		{"members of a customer", `{"value":{"items":[]},"id":"a"}{"tags":["x",{"items":[]}],"id":"b"}{"x":"items","y":["a"],"id":"c"}`, []string{"a", "b", "c"}},
		{"no customer", `{"foo":1} {"id":"b"}`, []string{"line 1, column 1: expected a customer, found an object without companyProfile and billingProfile", "b"}},
		{"profiles in any letter case", `{"COMPANYPROFILE":{}}{"id":"b"}`, []string{"", "b"}},
		{"PowerShell without a depth", `{"BillingProfile":"@{Email=a}"}`, []string{"line 1, column 1: billingProfile: expected an object, found a string; " +
			`PowerShell has written a text such as "@{…}" for an object: write the file again with ConvertTo-Json -Depth 10`}},
		{"PowerShell, of Microsoft's module", `{"BillingProfile":"Microsoft.Store.PartnerCenter.Models.Customers.CustomerBillingProfile"}`, []string{"line 1, column 1: billingProfile: expected an object, found a string; " +
			`PowerShell has written a text such as "@{…}" for an object: write the file again with ConvertTo-Json -Depth 10`}},
		{"profiles that are null", `{"companyProfile":null,"BillingProfile":null}`, []string{"line 1, column 1: expected a customer, found an object without companyProfile and billingProfile"}},
		{"byte order marks and record separators", "\x1e\ufeff{\"id\":\"a\"}\n\x1e{\"id\":\"b\"}\n\ufeff[{\"id\":\"c\"}]", []string{"a", "b", "c"}},
		{"trailing commas between values", `{"id":"a"},{"items":[{"id":"b"},]},`, []string{"a", "b"}},
		{"a customer with its country twice", `{"items":[{"billingProfile":{"defaultAddress":{"country":"AM","Country":"FR"}}},{"id":"b"}]}`,
			[]string{"line 1, column 11: billingProfile.defaultAddress.country: expected one value, found the name twice", "b"}},
		{"no items", `{"items":null,"id":"a"}{"items":7,"id":"b"}`, []string{"a", "b"}},
		{"null in an array", `[null,{"id":"b"}]`, []string{"line 1, column 2: expected a customer, found null", "b"}},
		{"a number where a string belongs", `[{"id":"a"},{"id":7},{"id":"c"}]`, []string{"a", "7", "c"}},
		{"a number where an object belongs", "[{\"id\":\"a\"},\n {\"billingProfile\":7},{\"id\":\"c\"}]",
			[]string{"a", "line 2, column 2: billingProfile: expected an object, found a number", "c"}},
		{"an array of arrays", `[[{"id":"a"}],[[]],{"id":"b"}]`, []string{"a", "b"}},
		{"an array of arrays cut off", `[[{"id":"a"}]`, []string{"a", "line 1, column 35: expected ] at the end of the array; the input is cut off"}},
		{"an array where an object belongs", `{"items":[[{"id":"a"}],{"id":"b"}]}`,
			[]string{"line 1, column 11: expected an object, found an array", "b"}},
		{"pages one a line", "{\"items\":[{\"id\":\"a\"}]}\n{\"items\":[{\"id\":\"b\"}]}", []string{"a", "b"}},
		{"a page with profiles of its own", `{"value":[{"id":"a"}],"links":{"companyProfile":{}},"x":"value","BillingProfile":{}} {"id":"b"}`,
			[]string{"a", "line 1, column 43: expected a page with one list of customers, found BillingProfile beside it, which is not read", "b"}},
		{"a page with two lists", `{"value":[{"id":"a"}],"items":[{"id":"b"}]}`,
			[]string{"a", "line 1, column 43: expected a page with one list of customers, found items beside it, which is not read"}},
		{"a page with a number of items", `{"items":[{"id":"a"}],"value":1,"links":{"value":[]}}`, []string{"a"}},
		{"a customer with customers", `{"companyProfile":{},"items":[{"id":"a"}]}{"billingProfile":{},"Value":{"x":{"CompanyProfile":{}}}}{"id":"b"}`,
			[]string{"line 1, column 1: expected a customer or a page of customers, found both in one object", "line 1, column 65: expected a customer or a page of customers, found both in one object", "b"}},
		{"a customer with another inside", `{"reseller":{"companyProfile":{},"items":[]},"id":"a"}`, []string{"a"}},
		{"customers deeper inside", `{"data":{"items":[{"id":"a"}]}}{"value":{"CompanyProfile":{}}}`, []string{
			"line 1, column 1: " + deeper, "line 1, column 54: " + deeper}},
		{"other values", `[1 "x" true {"id":"b"}]`, []string{
			"line 1, column 2: expected an object, found a number", "line 1, column 4: expected an object, found a string",
			"line 1, column 8: expected an object, found true or false", "b"}},
		{"no JSON", "hello {\"id\":\"b\"}", []string{"line 1, column 1: expected JSON: invalid character 'h' looking for beginning of value", "b"}},
		{"a line cut off", "{\"id\":\"a\",\"links\":{\n{\"id\":\"b\"}\n", []string{"line 1, column 19: expected JSON: unexpected end of JSON input", "b"}},
		{"a line cut off in a string", "{\"id\":\"a\n{\"id\":\"b\"}\n", []string{"line 1, column 8: expected JSON: unexpected end of JSON input", "b"}},
		{"an element cut off", "[\n  {\n    \"id\": \"a\",\n    \"links\": {\n  },\n  {\n    \"id\": \"b\"\n  }\n]",
			[]string{"line 5, column 4: expected JSON: unexpected end of JSON input", "b"}},
		{"an array cut off", `[{"id":"a"},`, []string{"a", "line 1, column 34: expected ] at the end of the array; the input is cut off"}},
		{"a line cut off where an object may stand", "{\"id\":\"a\"}\n{\"id\":\"b\",\"links\":\n{\"id\":\"c\"}\n{\"id\":\"d\",\"links\":[1,\n{\"id\":\"e\"}\n",
			[]string{"a", "line 2, column 18: expected JSON: unexpected end of JSON input", "c",
				"line 4, column 21: expected JSON: unexpected end of JSON input", "e"}},
		{"a page with its items at the margin", "{\"items\":[\n{\"id\":\"a\"},\n{\"id\":\n\"b\"}\n]}\n{\"id\":\n\"c\"}", []string{"a", "b", "c"}},
		{"nested values at the margin", "{\n\"id\":\"a\",\n\"attributes\":\n{\n},\n\"customDomains\":[\n{\n}],\n\"billingProfile\":\n{\n}\n}", []string{"a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			input := withProfile(test.input)
			assert.Equal(t, test.want, summary(t, strings.NewReader(input)))
			assert.Equal(t, test.want, summary(t, iotest.OneByteReader(strings.NewReader(input))))
		})
	}
}

func TestJSONUpTo(t *testing.T) {
	var found []string
	for record := range records.JSONUpTo(strings.NewReader(`[{"billingProfile":{"companyName":"a"}},{"billingProfile":{"companyName":"too long"}},{"billingProfile":{"companyName":"c"}}]`), 40) {
		if record.Err != nil {
			found = append(found, record.Err.Error())
			continue
		}
		found = append(found, record.Company())
	}
	assert.Equal(t, []string{"a", "line 1, column 41: expected at most 40 bytes for one record", "c"}, found)
}

func TestJSONReadsUpToAnError(t *testing.T) {
	input := io.MultiReader(strings.NewReader(withProfile("{\"id\":\"a\"}\n")), iotest.ErrReader(errors.New("connection reset")))
	assert.Equal(t, []string{"a", "line 2, column 0: connection reset"}, summary(t, input))
}

func TestJSONStopsWhenTheCallerDoes(_ *testing.T) {
	for range records.JSON(strings.NewReader(`[{"items":[{},{}]},{}]`)) {
		break
	}
}

func TestFiles(t *testing.T) {
	folder := t.TempDir()
	first, second := filepath.Join(folder, "Kunden für März.json"), filepath.Join(folder, "second.json")
	require.NoError(t, os.WriteFile(first, []byte("[\n"+withProfile(`{"id":"a"}`)+",null]"), 0o600))
	require.NoError(t, os.WriteFile(second, []byte(withProfile(`{"id":"c"}`)), 0o600))
	var found []string
	for record := range records.Files([]string{first, filepath.Join(folder, "absent"), "-", second}, strings.NewReader(withProfile(`{"id":"b"}`)), records.Reading{}) {
		text := fmt.Sprintf("%s %d %d ", filepath.Base(record.File), record.Number, record.Row)
		if record.Err != nil {
			found = append(found, text+strings.ReplaceAll(record.Err.Error(), folder, ""))
			continue
		}
		found = append(found, text+record.Customer.ID)
	}
	assert.Equal(t, []string{"Kunden für März.json 1 2 a", "Kunden für März.json 2 2 line 2, column 34: expected a customer, found null",
		"absent 0 0 open /absent: no such file or directory", ". 1 1 b", "second.json 1 1 c"}, found)
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`[{"id":"a"},{}]`, "{}\n{", `{"items":[null]}`, "\ufeff[", `"\`, "}}]]", "[[[", "{\"a\":\"\n{"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for record := range records.JSON(strings.NewReader(string(data))) {
			assert.NotEqual(t, record.Customer == nil, record.Err == nil)
		}
	})
}
