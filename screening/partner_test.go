package screening_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/screening"
)

func TestPartnerString(t *testing.T) {
	for partner, want := range map[screening.Partner]string{
		screening.DirectBill: "direct bill", screening.IndirectProvider: "indirect provider",
		screening.IndirectReseller: "indirect reseller", screening.Partner(9): "unknown partner",
	} {
		assert.Equal(t, want, partner.String())
	}
}
