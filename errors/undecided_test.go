package errors_test

import (
	"encoding/json"
	stderrors "errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

func ExampleUndecided() {
	err := fmt.Errorf("sign-up 17: %w", &pcerrors.Undecided{Field: "billingProfile.defaultAddress.country", Given: true})

	var undecided *pcerrors.Undecided
	if stderrors.As(err, &undecided) {
		fmt.Println(undecided)
	}
	// Output: the customer cannot be judged: billingProfile.defaultAddress.country is not a country code, such as AM for Armenia
}

func TestUndecidedOfNoCountry(t *testing.T) {
	undecided := &pcerrors.Undecided{Field: "address.country"}
	assert.EqualError(t, undecided, "the customer cannot be judged: address.country is not given")
	text, err := json.Marshal(undecided)
	require.NoError(t, err)
	assert.JSONEq(t, `{"field":"address.country","given":false}`, string(text))
}
