package prose_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/examples/internal/prose"
)

func TestOr(t *testing.T) {
	assert.Empty(t, prose.Or())
	assert.Equal(t, "a", prose.Or("a"))
	assert.Equal(t, "a or b", prose.Or("a", "b"))
	assert.Equal(t, "a, b or c", prose.Or("a", "b", "c"))
}

func TestPrintable(t *testing.T) {
	assert.Equal(t, "Ока � [31m�", prose.Printable("Ока \n [31m\x1b"))
}

func TestField(t *testing.T) {
	for path, want := range map[string]string{
		"companyProfile.organizationRegistrationNumber": "registration number",
		"organizationRegistrationNumber":                "registration number",
		"billingProfile.defaultAddress.phoneNumber":     "phone number",
		"billingProfile.defaultAddress.addressLine1":    "address line 1",
		"companyProfile.address.country":                "company address's country",
		"id":                                            "id",
	} {
		assert.Equal(t, want, prose.Field(path))
	}
}

func TestClause(t *testing.T) {
	assert.Equal(t, "must be given", prose.Clause("Must be given."))
	assert.Equal(t, "ещё", prose.Clause("Ещё"))
}

func TestCount(t *testing.T) {
	assert.Equal(t, "0 advisories", prose.Count(0, "advisory", "advisories"))
	assert.Equal(t, "1 advisory", prose.Count(1, "advisory", "advisories"))
	assert.Equal(t, "1,234,567 records", prose.Count(1234567, "record", "records"))
	assert.Equal(t, "999", prose.Grouped(999))
}
