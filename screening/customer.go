package screening

import (
	"encoding/json"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/internal/resource"
)

// Customer is the Customer resource, the body of a create-customer request. The
// zero value is an empty customer.
//
// The validate tags state the documented contract of that request for
// go-playground/validator/v10; the country rules are added by [Register].
//
// Decoding takes member names in any letter case and keeps everything it reads,
// including members without a Go field. Like Partner Center, it reads a whole
// number as the digits of a string. Encoding writes a value that no field can
// hold, such as an ill-formed string or a value of another type, as it was
// read, unless the field is set.
//
// A value of another type, or a name that appears twice, is an error only on
// the way to what is screened: country, phone and registration number in the
// two profiles and their addresses. The error is an *errors.DecodeError that
// names the field.
//
// Goroutines may read a Customer concurrently, but not while one of them
// changes or decodes it; the same holds for the profiles. Its strings and raw
// messages share one copy of the text that it was decoded from.
//
// Source: Create a customer, edition of 2023-07-28, and the Swagger of the
// customer service (2021).
type Customer struct {
	ID                    string                  `json:"id"`
	CommerceID            string                  `json:"commerceId"`
	CompanyProfile        *CustomerCompanyProfile `json:"companyProfile" validate:"required"`
	BillingProfile        *CustomerBillingProfile `json:"billingProfile" validate:"required"`
	RelationshipToPartner json.RawMessage         `json:"relationshipToPartner"` // a string in practice, an integer in the Swagger
	AllowDelegatedAccess  *bool                   `json:"allowDelegatedAccess"`
	UserCredentials       json.RawMessage         `json:"userCredentials"`
	CustomDomains         json.RawMessage         `json:"customDomains"`
	AssociatedPartnerID   string                  `json:"associatedPartnerId"`
	EnableGDAPByDefault   *bool                   `json:"enableGDAPByDefault"` // since 2023
	Links                 json.RawMessage         `json:"links"`
	Attributes            *address.Attributes     `json:"attributes"`

	received resource.Received
}

// UnmarshalJSON reads a customer, whether encoding/json calls it or you do. It
// skips a byte order mark, and its error says where data is not JSON. Null
// leaves the customer as it is.
func (c *Customer) UnmarshalJSON(data []byte) error { return customerType.Read(data, c) }

// UnmarshalJSONFrom reads a customer from a decoder, for json v2, and for
// encoding/json from Go 1.27 on. The decoder's options say what is JSON;
// jsontext.AllowDuplicateNames and jsontext.AllowInvalidUTF8 give the result of
// [Customer.UnmarshalJSON]. After an *errors.DecodeError the decoder is
// positioned after the customer.
func (c *Customer) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	return customerType.ReadFrom(dec, c)
}

// MarshalJSON writes the fields that are set or were decoded, in the API's
// camelCase, and then every other member that was decoded.
func (c Customer) MarshalJSON() ([]byte, error) { return customerType.Write(&c) }

// CustomerCompanyProfile is the company profile of a customer, which carries
// its registration number. The zero value is an empty profile.
type CustomerCompanyProfile struct {
	TenantID    string           `json:"tenantId"`
	Domain      string           `json:"domain" validate:"required,min=17,max=43"` // with its suffix .onmicrosoft.com
	CompanyName string           `json:"companyName"`
	Address     *address.Address `json:"address"`
	Email       string           `json:"email" validate:"omitempty,email"`

	// OrganizationRegistrationNumber is the customer's legal identifier, in the
	// country's own form and without spaces, hyphens or other separators. The
	// country's rule makes it required, optional or not supported.
	OrganizationRegistrationNumber string `json:"organizationRegistrationNumber"`

	Links      json.RawMessage     `json:"links"`
	Attributes *address.Attributes `json:"attributes"`

	received resource.Received
}

// UnmarshalJSON reads a company profile, as [Customer.UnmarshalJSON] does.
func (p *CustomerCompanyProfile) UnmarshalJSON(data []byte) error {
	return companyProfileType.Read(data, p)
}

// UnmarshalJSONFrom reads a company profile, as [Customer.UnmarshalJSONFrom]
// does.
func (p *CustomerCompanyProfile) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	return companyProfileType.ReadFrom(dec, p)
}

// MarshalJSON writes a company profile, as [Customer.MarshalJSON] does.
func (p CustomerCompanyProfile) MarshalJSON() ([]byte, error) { return companyProfileType.Write(&p) }

// CustomerBillingProfile is the billing profile of a customer, whose default
// address names the country and carries the phone number that are screened. The
// zero value is an empty profile.
type CustomerBillingProfile struct {
	ID             string              `json:"id"`
	FirstName      string              `json:"firstName" validate:"max=50"`
	LastName       string              `json:"lastName" validate:"max=50"`
	Email          string              `json:"email" validate:"required,email"`
	Culture        string              `json:"culture" validate:"required"`
	Language       string              `json:"language" validate:"required"`
	CompanyName    string              `json:"companyName" validate:"required"`
	DefaultAddress *address.Address    `json:"defaultAddress" validate:"required"`
	Links          json.RawMessage     `json:"links"`
	Attributes     *address.Attributes `json:"attributes"` // its ETag is required by an update

	received resource.Received
}

// UnmarshalJSON reads a billing profile, as [Customer.UnmarshalJSON] does.
func (p *CustomerBillingProfile) UnmarshalJSON(data []byte) error {
	return billingProfileType.Read(data, p)
}

// UnmarshalJSONFrom reads a billing profile, as [Customer.UnmarshalJSONFrom]
// does.
func (p *CustomerBillingProfile) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	return billingProfileType.ReadFrom(dec, p)
}

// MarshalJSON writes a billing profile, as [Customer.MarshalJSON] does.
func (p CustomerBillingProfile) MarshalJSON() ([]byte, error) { return billingProfileType.Write(&p) }

var (
	companyProfileType = resource.New(func(p *CustomerCompanyProfile) *resource.Received { return &p.received }, "organizationRegistrationNumber", "address")
	billingProfileType = resource.New(func(p *CustomerBillingProfile) *resource.Received { return &p.received }, "defaultAddress")
	customerType       = resource.New(func(c *Customer) *resource.Received { return &c.received }, "companyProfile", "billingProfile")
)
