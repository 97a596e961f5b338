package policies_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/policies"
)

func TestNamed(t *testing.T) {
	inForce, ok := countries.InForce(time.Now())
	require.True(t, ok)
	policy, err := policies.Named(policies.Today)
	require.NoError(t, err)
	assert.Same(t, inForce, policy)
	_, unknown := policies.Named("2019-01")
	for want := range countries.Policies() {
		policy, err := policies.Named(want.Name())
		require.NoError(t, err)
		assert.Same(t, want, policy)
		assert.Contains(t, policies.Flag, want.Name())
		assert.ErrorContains(t, unknown, want.Name())
	}
	for _, name := range []string{"", policies.Latest} {
		_, err := policies.Named(name)
		assert.Error(t, err, "%q is not what the flag's help offers", name)
	}
}

func TestNames(t *testing.T) {
	names := policies.Names()
	for _, name := range names {
		_, known := countries.PolicyNamed(name)
		assert.True(t, known, name)
	}
	for policy := range countries.Policies() {
		assert.Contains(t, names, policy.Name())
	}
	assert.Equal(t, policies.Latest, names[len(names)-1])
}
