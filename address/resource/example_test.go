package resource_test

import (
	"encoding/json"
	stderrors "errors"
	"fmt"

	"github.com/cspkit/customerscreen/address/resource"
	"github.com/cspkit/customerscreen/screening"
)

// The etag of a profile goes into the If-Match header of its update.
func ExampleAttributes() {
	var profile screening.CustomerBillingProfile
	err := json.Unmarshal([]byte(`{"email":"office@volgadata.example","attributes":{"etag":"17","objectType":"CustomerBillingProfile"}}`), &profile)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(profile.Attributes.ETag)
	// Output: 17
}

func ExampleDecodeError() {
	var customer screening.Customer
	err := json.Unmarshal([]byte(`{"companyProfile":{"organizationRegistrationNumber":7707083893}}`), &customer)

	var wrong *resource.DecodeError
	if stderrors.As(err, &wrong) {
		fmt.Println(wrong.Field)
		fmt.Println("write", wrong.Expected, "instead of", wrong.Found)
	}
	// Output:
	// companyProfile.organizationRegistrationNumber
	// write a string instead of a number
}
