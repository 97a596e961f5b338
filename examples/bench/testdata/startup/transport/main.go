// Command transport has a client that screens what it sends.
package main

import (
	"net/http"
	"os"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

func main() {
	client := http.Client{Transport: transport.New(nil, screening.New(countries.Latest()))}
	if len(os.Args) > 1 {
		if _, err := client.Get(os.Args[1]); err != nil {
			os.Exit(1)
		}
	}
}
