// Package address holds the Address resource of the Partner Center API and the
// checks of its names.
//
// Functions are safe for concurrent use, and so are values that nobody changes.
package address

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/cspkit/customerscreen/internal/resource"
)

// Address is the Address resource: where a customer is, and whom to contact
// there. The zero value is an empty address.
//
// The validate tags state the documented contract of a create-customer request
// for go-playground/validator/v10. The country's rule decides whether
// PhoneNumber is required, see countries.Rule. MiddleName is optional
// everywhere.
//
// Decoding takes member names in any letter case and keeps everything it reads,
// including members without a Go field. Goroutines may read an Address
// concurrently, but not while one of them changes or decodes it.
//
// Source: utility resources of the Partner Center REST API, and its Swagger
// for the customer service (2021) for the lengths.
type Address struct {
	ID           string `json:"id"`
	Country      string `json:"country" validate:"required,len=2,alpha"` // ISO 3166-1 alpha-2
	Region       string `json:"region"`
	City         string `json:"city"`
	State        string `json:"state" validate:"max=2"`
	District     string `json:"district"`
	PostalCode   string `json:"postalCode"`
	AddressLine1 string `json:"addressLine1" validate:"omitempty,max=200"`
	AddressLine2 string `json:"addressLine2" validate:"max=200"`
	AddressLine3 string `json:"addressLine3"`
	FirstName    string `json:"firstName" validate:"max=50"`
	MiddleName   string `json:"middleName"`
	LastName     string `json:"lastName" validate:"max=50"`
	PhoneNumber  string `json:"phoneNumber"`
	EmailAddress string `json:"emailAddress" validate:"omitempty,email"`

	received resource.Received
}

// UnmarshalJSON reads an address. Its error is a *errors.DecodeError that names
// the field, or a syntax error that says where data is not JSON. Null leaves
// the address as it is.
func (a *Address) UnmarshalJSON(data []byte) error { return addressType.Read(data, a) }

// UnmarshalJSONFrom reads an address from a decoder, for json v2, and for
// encoding/json from Go 1.27 on.
func (a *Address) UnmarshalJSONFrom(dec *jsontext.Decoder) error { return addressType.ReadFrom(dec, a) }

// MarshalJSON writes the fields that are set or were decoded, in the API's
// camelCase, and then every other member that was decoded.
func (a Address) MarshalJSON() ([]byte, error) { return addressType.Write(&a) }

var addressType = resource.New(func(a *Address) *resource.Received { return &a.received }, "country", "phoneNumber")
