// Command generate-customers writes made-up customers to standard output, one
// JSON object a line, for audits and measurements of any size:
//
//	generate-customers -count 5000000 | pcscreen audit -
package main

import (
	"flag"
	"log"
	"os"

	"github.com/cspkit/customerscreen/examples/internal/generate"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("generate-customers: ")
	var customers generate.Customers
	count := flag.Int("count", 1000, "number of customers")
	flag.Uint64Var(&customers.Seed, "seed", 1, "chooses the customer base")
	flag.IntVar(&customers.BrokenEvery, "broken-every", 0, "cut off the line of one in so many customers; 0 for none")
	flag.Parse()
	if err := customers.Write(os.Stdout, 1, *count); err != nil {
		log.Fatal(err)
	}
}
