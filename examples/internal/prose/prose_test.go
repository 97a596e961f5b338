package prose_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/examples/internal/prose"
)

func TestOr(t *testing.T) {
	assert.Equal(t, "", prose.Or())
	assert.Equal(t, "a", prose.Or("a"))
	assert.Equal(t, "a or b", prose.Or("a", "b"))
	assert.Equal(t, "a, b or c", prose.Or("a", "b", "c"))
}

func TestPrintable(t *testing.T) {
	assert.Equal(t, "Ока � [31m�", prose.Printable("Ока \n [31m\x1b"))
}
