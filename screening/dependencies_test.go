package screening_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWhoCarriesNetHTTP: a program that only judges customers does without it.
func TestWhoCarriesNetHTTP(t *testing.T) {
	for folder, carries := range map[string]bool{
		"errors": false, "countries": false, "address": false, "screening": false, "screening/phone": false, "screening/translations": false,
		"screening/transport": true, "countries/live": true, "screening/partnercentertest": true,
	} {
		listed, err := exec.Command("go", "list", "-deps", "github.com/cspkit/customerscreen/"+folder).Output()
		require.NoError(t, err)
		assert.Equal(t, carries, strings.Contains(string(listed), "\nnet/http\n"), folder)
	}
}
