package errors_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

func TestDecodeErrorTexts(t *testing.T) {
	assert.EqualError(t, &pcerrors.DecodeError{Expected: "an object", Found: "null"}, "expected an object, found null")
	assert.EqualError(t, &pcerrors.DecodeError{Field: "address.country", Expected: "a string", Found: "an array"},
		"address.country: expected a string, found an array")
}
