// Package policies finds the policy that a command line or a request names.
package policies

import (
	"errors"
	"fmt"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/prose"
)

// Today names the policy that is in force on this machine's date.
const Today = "today"

// Latest names the newest policy, as [countries.PolicyNamed] does.
const Latest = "latest"

// Flag is the help text of a -policy flag; its default is Today.
var Flag = "the rules: " + choices

var choices = prose.Or(append([]string{Today}, names()...)...)

// Named returns the policy of a -policy flag's value.
func Named(name string) (*countries.Policy, error) {
	if name == Today {
		if policy, ok := countries.InForce(time.Now()); ok {
			return policy, nil
		}
		return nil, errors.New("no policy is in force on this machine's date; choose one with -policy")
	}
	if policy, ok := countries.PolicyNamed(name); ok && name != Latest {
		return policy, nil
	}
	return nil, fmt.Errorf("-policy %q is unknown; expected %s", name, choices)
}

// Names returns what [countries.PolicyNamed] takes: the policies' names, the
// oldest first, and Latest.
func Names() []string { return append(names(), Latest) }

func names() []string {
	var names []string
	for policy := range countries.Policies() {
		names = append(names, policy.Name())
	}
	return names
}
