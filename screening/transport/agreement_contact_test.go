package transport_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening/transport"
)

// TestAContactAlone is read and written as it is within its agreement.
func TestAContactAlone(t *testing.T) {
	var contact transport.AgreementContact
	require.NoError(t, json.Unmarshal([]byte(`{"FirstName":"Tania","lastName":"Carr","email":"tania@carr.example","since2027":true}`), &contact))
	assert.Equal(t, "Tania", contact.FirstName)
	contact.PhoneNumber = "1234567890"
	text, err := json.Marshal(contact)
	require.NoError(t, err)
	assert.JSONEq(t, `{"firstName":"Tania","lastName":"Carr","email":"tania@carr.example","phoneNumber":"1234567890","since2027":true}`, string(text))
}
