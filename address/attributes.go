package address

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/cspkit/customerscreen/internal/resource"
)

// Attributes are the metadata of a resource. An update of the resource sends
// the ETag in If-Match. The zero value has none.
type Attributes struct {
	ETag       string `json:"etag"`
	ObjectType string `json:"objectType"`

	received resource.Received
}

// UnmarshalJSON reads attributes, as [Address.UnmarshalJSON] reads an address.
func (a *Attributes) UnmarshalJSON(data []byte) error { return attributesType.Read(data, a) }

// UnmarshalJSONFrom reads attributes, as [Address.UnmarshalJSONFrom] reads an
// address.
func (a *Attributes) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	return attributesType.ReadFrom(dec, a)
}

// MarshalJSON writes the attributes with every member that was decoded.
func (a Attributes) MarshalJSON() ([]byte, error) { return attributesType.Write(&a) }

var attributesType = resource.New(func(a *Attributes) *resource.Received { return &a.received })
