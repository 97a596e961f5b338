package screening_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address/resource"
	"github.com/cspkit/customerscreen/countries"
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
		`{"CompanyProfile":{"OrganizationRegistrationNumber":7707083893}}`: "companyProfile.organizationRegistrationNumber: expected a string, found a number",
		`{"BillingProfile":{"DefaultAddress":[]}}`:                         "billingProfile.defaultAddress: expected an object, found an array",
		`{"billingProfile":{"defaultAddress":{"phoneNumber":false}}}`:      "billingProfile.defaultAddress.phoneNumber: expected a string, found true or false",
		`{"companyProfile":{"address":{"country":{}}}}`:                    "companyProfile.address.country: expected a string, found an object",
		`[]`: "expected an object, found an array",
	} {
		var c screening.Customer
		err := json.Unmarshal([]byte(body), &c)
		var found *resource.DecodeError
		require.ErrorAs(t, err, &found)
		assert.EqualError(t, err, want)
	}
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

func FuzzCustomerRoundTrip(f *testing.F) {
	samples, err := filepath.Glob("testdata/*.json")
	require.NoError(f, err)
	for _, sample := range samples {
		data, err := os.ReadFile(sample)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"a":{"b":[1e999,"\ud800",{"c":null}]},"id":"","attributes":{"etag":null}}`))
	f.Add([]byte(`{"ID":null,"companyProfile":{"attributes":{"x":1}},"":0}`))
	f.Fuzz(func(t *testing.T, sent []byte) {
		var c screening.Customer
		if json.Unmarshal(sent, &c) != nil || string(bytes.TrimSpace(sent)) == "null" {
			return
		}
		again, err := json.Marshal(c)
		require.NoError(t, err)
		assert.Equal(t, canonical(t, sent), canonical(t, again))
	})
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
