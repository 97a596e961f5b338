package address_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

func ExampleAddress() {
	var a address.Address
	body := `{"Country":"AM","PhoneNumber":"+37410555123","MiddleName":"Hakobi","Since2027":true}`
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		fmt.Println(err)
	}
	a.City = "Yerevan"
	out, _ := json.Marshal(a)
	fmt.Println(string(out))
	// Output: {"country":"AM","city":"Yerevan","middleName":"Hakobi","phoneNumber":"+37410555123","Since2027":true}
}

// The etag of a resource goes into the If-Match header of its update.
func ExampleAttributes() {
	var attributes address.Attributes
	if err := json.Unmarshal([]byte(`{"etag":"17","objectType":"CustomerBillingProfile"}`), &attributes); err != nil {
		fmt.Println(err)
	}
	fmt.Println(attributes.ETag)
	// Output: 17
}

func TestEveryFieldOfTheContract(t *testing.T) {
	names := []string{"id", "country", "region", "city", "state", "district", "postalCode", "addressLine1",
		"addressLine2", "addressLine3", "firstName", "middleName", "lastName", "phoneNumber", "emailAddress"}
	members := make([]string, len(names))
	for i, name := range names {
		members[i] = fmt.Sprintf("%q:%q", name, "value "+name)
	}
	want := "{" + strings.Join(members, ",") + "}"
	var a address.Address
	require.NoError(t, json.Unmarshal([]byte(want), &a))
	assert.Equal(t, "value middleName", a.MiddleName)
	assert.Equal(t, "value emailAddress", a.EmailAddress)
	out, err := json.Marshal(a)
	require.NoError(t, err)
	assert.Equal(t, want, string(out))
	copied := address.Address{Country: a.Country}
	out, err = json.Marshal(copied)
	require.NoError(t, err)
	assert.Equal(t, `{"country":"value country"}`, string(out))
}

func TestContractTags(t *testing.T) {
	valid := address.Address{Country: "RU", FirstName: "Ivan", LastName: "Petrov"}
	for _, test := range []struct {
		name   string
		change func(*address.Address)
		field  string // of the only error, empty for none
	}{
		{"as it should be", func(*address.Address) {}, ""},
		{"no country", func(a *address.Address) { a.Country = "" }, "Country"},
		{"a country's name", func(a *address.Address) { a.Country = "Russia" }, "Country"},
		{"a country of digits", func(a *address.Address) { a.Country = "12" }, "Country"},
		{"lower case", func(a *address.Address) { a.Country = "ru" }, ""},
		{"a state's name", func(a *address.Address) { a.State = "Washington" }, "State"},
		{"line 1 of 200 characters", func(a *address.Address) { a.AddressLine1 = strings.Repeat("ы", 200) }, ""},
		{"line 1 of 201", func(a *address.Address) { a.AddressLine1 = strings.Repeat("ы", 201) }, "AddressLine1"},
		{"line 2 of 201", func(a *address.Address) { a.AddressLine2 = strings.Repeat("x", 201) }, "AddressLine2"},
		{"first name of 51", func(a *address.Address) { a.FirstName = strings.Repeat("x", 51) }, "FirstName"},
		{"last name of 51", func(a *address.Address) { a.LastName = strings.Repeat("x", 51) }, "LastName"},
		{"no e-mail address", func(a *address.Address) { a.EmailAddress = "ivan at example" }, "EmailAddress"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := valid
			test.change(&a)
			err := validator.New().Struct(a)
			if test.field == "" {
				require.NoError(t, err)
				return
			}
			var errs validator.ValidationErrors
			require.ErrorAs(t, err, &errs)
			require.Len(t, errs, 1)
			assert.Equal(t, test.field, errs[0].Field())
		})
	}
}

// TestStreams reads addresses and attributes as json v2 does.
func TestStreams(t *testing.T) {
	decoder := jsontext.NewDecoder(strings.NewReader(`{"Country":"AM","x":1} {"ETag":17,"x":2} {"phoneNumber":[]} {"etag":[]}`))
	var a address.Address
	var attributes address.Attributes
	require.NoError(t, a.UnmarshalJSONFrom(decoder))
	require.NoError(t, attributes.UnmarshalJSONFrom(decoder))
	assert.Equal(t, "17", attributes.ETag)
	written, err := json.Marshal([]any{a, attributes})
	require.NoError(t, err)
	assert.Equal(t, `[{"country":"AM","x":1},{"etag":17,"x":2}]`, string(written))
	assert.Equal(t, &pcerrors.DecodeError{Field: "phoneNumber", Expected: "a string", Found: "an array"}, a.UnmarshalJSONFrom(decoder))
	assert.NoError(t, attributes.UnmarshalJSONFrom(decoder), "nothing of them is screened")
}
