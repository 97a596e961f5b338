// Command customerscreen-http screens a customer and has a client that screens
// what it sends.
package main

import (
	"net/http"
	"os"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

func main() {
	screener := screening.New(countries.Latest())
	if err := screener.Screen(&screening.Customer{}); err != nil {
		os.Exit(1)
	}
	client := http.Client{Transport: transport.New(nil, screener)}
	if len(os.Args) > 1 {
		if _, err := client.Get(os.Args[1]); err != nil {
			os.Exit(1)
		}
	}
}
