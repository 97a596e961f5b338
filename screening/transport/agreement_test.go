package transport

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// TestOfAContactADigestIsKept looks at all that a Transport holds after it has
// looked agreements up.
func TestOfAContactADigestIsKept(t *testing.T) {
	const list = `{"items":[{"primaryContact":{"firstName":"Petrosyan","lastName":"Petrosyan","email":"Petrosyan","phoneNumber":"Petrosyan"},"type":"MicrosoftCustomerAgreement"}]}`
	contact := &AgreementContact{FirstName: "Petrosyan", LastName: "Petrosyan", Email: "Petrosyan", PhoneNumber: "Petrosyan"}
	kept := func() map[contactDigest]bool {
		tripper := New(answerOf(list), screening.New(countries.Latest()), WithCustomerAgreement(true))
		request, err := http.NewRequestWithContext(t.Context(), "POST", "https://api.example/v1/customers/1/orders", http.NoBody)
		require.NoError(t, err)
		response, err := tripper.RoundTrip(request)
		require.NoError(t, err)
		response.Body.Close()
		require.Len(t, tripper.existing.kept, 1)
		for _, v := range tripper.existing.kept {
			assert.NotContains(t, fmt.Sprintf("%#v %+v", v, v), "Petrosyan")
			require.Len(t, v.contacts, 1)
			assert.True(t, v.contacts[tripper.contactDigest(contact)])
			return v.contacts
		}
		return nil
	}
	assert.NotEqual(t, kept(), kept(), "each Transport has a key of its own: nobody can try names against a digest")
}

// answerOf is a transport that answers every request with a body.
type answerOf string

func (a answerOf) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(string(a))), Request: r}, nil
}

func TestDigestsTellContactsApart(t *testing.T) {
	seen := map[contactDigest]bool{}
	for _, c := range []AgreementContact{
		{}, {FirstName: "a"}, {LastName: "a"}, {Email: "a"}, {PhoneNumber: "a"}, {FirstName: "A"}, {FirstName: "a b"}, {FirstName: "a", LastName: "b"},
		{FirstName: `a" "b`}, {FirstName: "a", LastName: "", Email: "b"},
	} {
		digest := digestOf([]byte("key"), &c)
		assert.False(t, seen[digest], "%+v", c)
		seen[digest] = true
		assert.Equal(t, digest, digestOf([]byte("key"), &c))
	}
}
