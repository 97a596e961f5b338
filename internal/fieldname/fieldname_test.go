package fieldname_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/internal/fieldname"
)

func TestEqual(t *testing.T) {
	for _, name := range []string{"addressLine1", "AddressLine1", "ADDRESSLINE1", "addressline1"} {
		assert.True(t, fieldname.Equal("addressLine1", []byte(name)), name)
	}
	for _, name := range []string{
		"", "addressLine", "addressLine12", "addressLine2",
		"addressLine\x11", // 1 but for the bit that tells capitals apart
		"addreſLine1",     // long s
		"addressLine１",
	} {
		assert.False(t, fieldname.Equal("addressLine1", []byte(name)), name)
	}
	assert.True(t, fieldname.Equal("z[a", []byte("Z[A")))
	assert.False(t, fieldname.Equal("z[a", []byte("Z{A")))
	assert.False(t, fieldname.Equal("", nil))
}
