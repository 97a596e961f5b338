// Package policies finds the policy that a command line names.
package policies

import (
	"errors"
	"fmt"
	"time"

	"github.com/cspkit/customerscreen/countries"
)

// Flag is the help text of a -policy flag; its default is Today.
const Flag = "the rules: today, 2020-11 or 2021-03"

// Today names the policy that is in force on this machine's date.
const Today = "today"

// Named returns the policy of a -policy flag's value.
func Named(name string) (*countries.Policy, error) {
	switch name {
	case Today:
		if policy, ok := countries.InForce(time.Now()); ok {
			return policy, nil
		}
		return nil, errors.New("no policy is in force on this machine's date; choose one with -policy")
	case countries.November2020().Name():
		return countries.November2020(), nil
	case countries.March2021().Name():
		return countries.March2021(), nil
	default:
		return nil, fmt.Errorf("-policy %q is unknown; expected %s, %s or %s",
			name, Today, countries.November2020().Name(), countries.March2021().Name())
	}
}
