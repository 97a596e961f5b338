package main

import (
	"os"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
)

// keptRules returns a policy with the rules of a file, which may be "" for none.
// Unless they are going to be refreshed the file has to be there, since nothing
// else brings rules. The Keeper is good beside an error.
func keptRules(policy *countries.Policy, fetcher *live.Fetcher, file string, refreshed bool) (*live.Keeper, error) {
	keeper, err := live.NewKeeper(policy, fetcher, file)
	if err == nil && file != "" && !refreshed {
		_, err = os.Stat(file)
	}
	return keeper, err
}
