package address

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/cspkit/customerscreen/internal/resource"
)

// Attributes are the metadata that every resource carries. Its ETag is what an
// update of the resource sends in If-Match. The zero value has none.
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

// MarshalJSON writes the attributes with all that came in.
func (a Attributes) MarshalJSON() ([]byte, error) { return attributesType.Write(&a) }

var attributesType = resource.New(func(a *Attributes) *resource.Received { return &a.received })
