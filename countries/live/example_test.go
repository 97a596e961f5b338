package live_test

import (
	"context"
	"fmt"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

func Example() {
	partnerCenter := partnercentertest.NewServer() // in place of live.DefaultBaseURL
	defer partnerCenter.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()

	fetcher := live.Fetcher{Client: partnerCenter.Client(), BaseURL: partnerCenter.URL}
	rules, err := fetcher.Fetch(ctx, "KZ", "UZ")
	if err != nil {
		fmt.Println(err) // names the countries whose built-in rule stays in force
	}
	kazakhstan, _ := countries.Latest().With(rules...).Rule("KZ")
	fmt.Println(len(rules), kazakhstan.NumberPattern())
	// Output: 2 ^(\d{12})$
}

// The rules of the other countries are there beside the error.
func ExampleFetcher_Fetch_failures() {
	partnerCenter := partnercentertest.NewServer()
	defer partnerCenter.Close()

	fetcher := live.Fetcher{Client: partnerCenter.Client(), BaseURL: partnerCenter.URL}
	rules, err := fetcher.Fetch(context.Background(), "KZ", "Kazakhstan")
	fmt.Println(len(rules))
	fmt.Println(err)
	// Output:
	// 1
	// country rules of KAZAKHSTAN: expected an ISO 3166-1 alpha-2 code, for example "AZ"
}
