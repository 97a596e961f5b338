package guid_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/internal/guid"
)

func TestNew(t *testing.T) {
	seen := make(map[string]bool)
	for range 100 {
		id := guid.New()
		assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, id)
		assert.False(t, seen[id], "each is another")
		seen[id] = true
	}
}
