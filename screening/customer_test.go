package screening_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

func ExampleCustomer() {
	body := `{"CompanyProfile":{"OrganizationRegistrationNumber":"02561234"},
		"BillingProfile":{"DefaultAddress":{"Country":"AM","PhoneNumber":"+37410555123"}},
		"AnnouncedTomorrow":{"Level":1}}`
	var c screening.Customer
	if err := json.Unmarshal([]byte(body), &c); err != nil {
		fmt.Println(err)
	}
	out, _ := json.MarshalIndent(c, "", "  ")
	fmt.Println(string(out))
	// Output:
	// {
	//   "companyProfile": {
	//     "organizationRegistrationNumber": "02561234"
	//   },
	//   "billingProfile": {
	//     "defaultAddress": {
	//       "country": "AM",
	//       "phoneNumber": "+37410555123"
	//     }
	//   },
	//   "AnnouncedTomorrow": {
	//     "Level": 1
	//   }
	// }
}

// A stream of customers is read one by one. One that cannot be read does not
// keep the others from it.
func ExampleCustomer_UnmarshalJSONFrom() {
	stream := strings.NewReader(`{"companyProfile":{"organizationRegistrationNumber":7707083893},"billingProfile":{"defaultAddress":{"country":"RU","phoneNumber":"+7"}}}
		{"companyProfile":"none"}
		{"billingProfile":{"defaultAddress":{"country":"FR"}}}`)
	decoder := jsontext.NewDecoder(stream, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	screener := screening.New(countries.March2021())
	for {
		var customer screening.Customer
		err := customer.UnmarshalJSONFrom(decoder)
		var wrong *pcerrors.DecodeError
		switch {
		case err == io.EOF:
			return
		case stderrors.As(err, &wrong):
			fmt.Println("unreadable:", wrong)
		case err != nil: // no JSON, where the stream cannot go on
			fmt.Println(err)
			return
		default:
			fmt.Println(customer.Country(), screener.Screen(&customer))
		}
	}
	// Output:
	// RU <nil>
	// unreadable: companyProfile: expected an object, found a string
	// FR <nil>
}

func TestSamplesRoundTrip(t *testing.T) {
	for file, target := range map[string]func() any{
		"create-customer.request.pascal.json":         func() any { return new(screening.Customer) },
		"create-customer-indirect.request.nulls.json": func() any { return new(screening.Customer) },
		"customer.response.json":                      func() any { return new(screening.Customer) },
		"billing-profile.update.request.json":         func() any { return new(screening.CustomerBillingProfile) },
	} {
		t.Run(file, func(t *testing.T) {
			sent, err := os.ReadFile(filepath.Join("testdata", file))
			require.NoError(t, err)
			resource := target()
			require.NoError(t, json.Unmarshal(sent, resource))
			again, err := json.Marshal(resource)
			require.NoError(t, err)
			assert.Equal(t, canonical(t, sent), canonical(t, again))
		})
	}
}

func TestPageOfCustomersRoundTrips(t *testing.T) {
	sent, err := os.ReadFile(filepath.Join("testdata", "customers.page.response.json"))
	require.NoError(t, err)
	type page struct {
		TotalCount int                   `json:"totalCount"`
		Items      []*screening.Customer `json:"items"`
		Links      json.RawMessage       `json:"links,omitempty"`
		Attributes json.RawMessage       `json:"attributes,omitempty"`
	}
	var customers page
	require.NoError(t, json.Unmarshal(sent, &customers))
	require.Len(t, customers.Items, customers.TotalCount)
	assert.Equal(t, "HU", customers.Items[0].BillingProfile.DefaultAddress.Country)
	again, err := json.Marshal(customers)
	require.NoError(t, err)
	assert.Equal(t, canonical(t, sent), canonical(t, again))
}

func TestSamplesAreRead(t *testing.T) {
	var request screening.Customer
	readSample(t, "create-customer.request.pascal.json", &request)
	assert.Equal(t, "02561234", request.CompanyProfile.OrganizationRegistrationNumber)
	assert.Equal(t, "AM", request.BillingProfile.DefaultAddress.Country)
	assert.Equal(t, "Hakobi", request.BillingProfile.DefaultAddress.MiddleName)
	require.NotNil(t, request.EnableGDAPByDefault)
	assert.False(t, *request.EnableGDAPByDefault)
	assert.NoError(t, screening.New(countries.Latest()).Screen(&request))

	var nulls screening.Customer
	readSample(t, "create-customer-indirect.request.nulls.json", &nulls)
	assert.Empty(t, nulls.CompanyProfile.OrganizationRegistrationNumber)
	assert.Nil(t, nulls.CompanyProfile.Address)
	assert.EqualError(t, screening.New(countries.Latest()).Screen(&nulls),
		"Partner Center refuses the customer: companyProfile.organizationRegistrationNumber: 600049: Organization registration id information is missing.; "+
			"billingProfile.defaultAddress.phoneNumber: 600051: Customer phone number is missing.")

	var profile screening.CustomerBillingProfile
	readSample(t, "billing-profile.update.request.json", &profile)
	assert.Equal(t, "5920358838484612121", profile.Attributes.ETag)
}

func TestDecodeErrorNamesTheField(t *testing.T) {
	for body, want := range map[string]string{
		`{"CompanyProfile":{"OrganizationRegistrationNumber":7.7e9}}`: "companyProfile.organizationRegistrationNumber: expected a string, found a number with a fraction or an exponent",
		`{"BillingProfile":{"DefaultAddress":[]}}`:                    "billingProfile.defaultAddress: expected an object, found an array",
		`{"billingProfile":{"defaultAddress":{"phoneNumber":false}}}`: "billingProfile.defaultAddress.phoneNumber: expected a string, found true or false",
		`{"companyProfile":{"address":{"country":{}}}}`:               "companyProfile.address.country: expected a string, found an object",
		`[]`: "expected an object, found an array",
	} {
		var c screening.Customer
		err := json.Unmarshal([]byte(body), &c)
		var found *pcerrors.DecodeError
		require.ErrorAs(t, err, &found)
		assert.EqualError(t, err, want)
	}
}

// TestProfilesStream reads profiles alone as json v2 does.
func TestProfilesStream(t *testing.T) {
	decoder := jsontext.NewDecoder(strings.NewReader(`{"organizationRegistrationNumber":1,"x":1} {"email":2,"x":2} {"address":1} {"defaultAddress":1}`))
	var company screening.CustomerCompanyProfile
	var billing screening.CustomerBillingProfile
	require.NoError(t, company.UnmarshalJSONFrom(decoder))
	require.NoError(t, billing.UnmarshalJSONFrom(decoder))
	assert.Equal(t, "1", company.OrganizationRegistrationNumber)
	assert.Equal(t, "2", billing.Email)
	written, err := json.Marshal([]any{company, billing})
	require.NoError(t, err)
	assert.Equal(t, `[{"organizationRegistrationNumber":1,"x":1},{"email":2,"x":2}]`, string(written))
	assert.EqualError(t, company.UnmarshalJSONFrom(decoder), "address: expected an object, found a number")
	assert.EqualError(t, billing.UnmarshalJSONFrom(decoder), "defaultAddress: expected an object, found a number")
}

func TestAnyFormOfFreeMembers(t *testing.T) {
	for _, value := range []string{`"reseller"`, `3`, `null`, `{"a":[]}`} {
		body := `{"relationshipToPartner":` + value + `,"userCredentials":` + value + `,"customDomains":` + value + `,"links":` + value + `}`
		var c screening.Customer
		require.NoError(t, json.Unmarshal([]byte(body), &c))
		again, err := json.Marshal(c)
		require.NoError(t, err)
		assert.JSONEq(t, body, string(again))
	}
}

func addSampleFiles(f *testing.F) {
	samples, err := filepath.Glob("testdata/*.re[qs]*.json") // requests and responses
	require.NoError(f, err)
	for _, sample := range samples {
		data, err := os.ReadFile(sample)
		require.NoError(f, err)
		f.Add(data)
	}
}

func readSample(t *testing.T, file string, target any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, target))
}

// pair is a member of an object. A resource's order of members and the letter
// case of their names are not part of what it says.
type pair struct {
	name  string
	value any
}

// canonical reads JSON into values that compare: objects become pairs in
// order of their folded names, numbers keep their digits.
func canonical(t testing.TB, data []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return canonicalValue(t, decoder)
}

func canonicalValue(t testing.TB, decoder *json.Decoder) any {
	token, err := decoder.Token()
	require.NoError(t, err)
	switch token {
	case json.Delim('['):
		values := []any{}
		for decoder.More() {
			values = append(values, canonicalValue(t, decoder))
		}
		_, err = decoder.Token()
		require.NoError(t, err)
		return values
	case json.Delim('{'):
		pairs := []pair{}
		for decoder.More() {
			name, err := decoder.Token()
			require.NoError(t, err)
			pairs = append(pairs, pair{strings.ToLower(name.(string)), canonicalValue(t, decoder)})
		}
		_, err = decoder.Token()
		require.NoError(t, err)
		slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(a.name, b.name) })
		return pairs
	default:
		return token
	}
}
