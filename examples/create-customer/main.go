// Command create-customer sends a create-customer request for each customer,
// with a client whose transport screens them. It does not send customers that
// Partner Center would refuse, or that nobody can judge because their country
// is not known.
//
//	create-customer [-policy NAME] [-base-url URL] [-observe] [FILE…|-]
//
// With -observe it sends every customer, including those that would be refused
// or are undecided. The report says where Partner Center disagrees with the
// rules.
//
// It reads customers as JSON (an object, an array, a page of the API, or one
// object a line) from files or standard input, and without either the ones
// that ship with it. The requests go to a stand-in of Partner Center that the
// program runs itself; -base-url names the real one, with the access token in
// the environment variable PARTNER_CENTER_TOKEN.
//
// The exit status is 0 where every customer was sent, refused or found
// undecided, 1 where one could not be read or sent, and 2 for a wrong command
// line.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

const tokenVariable = "PARTNER_CENTER_TOKEN"

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("create-customer", flag.ContinueOnError)
	flags.SetOutput(stderr)
	policyName := flags.String("policy", "latest", "the rules: latest, or the month of an edition, such as 2021-03")
	baseURL := flags.String("base-url", "", "Partner Center, for example https://api.partnercenter.microsoft.com; needs an access token in "+tokenVariable)
	observe := flags.Bool("observe", false, "refuse nothing: send every customer, and compare")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	policy, known := countries.PolicyNamed(*policyName)
	if !known {
		fmt.Fprintf(stderr, "create-customer: -policy %q is unknown; expected latest, or the month of an edition, such as 2021-03\n", *policyName)
		return 2
	}
	api := partnerCenter{client: new(http.Client), baseURL: *baseURL, token: os.Getenv(tokenVariable)}
	if api.baseURL == "" {
		standIn := partnercentertest.NewServer(partnercentertest.WithPolicy(policy.Name()))
		defer standIn.Close()
		api = partnerCenter{client: standIn.Client(), baseURL: standIn.URL}
	} else if api.token == "" {
		fmt.Fprintf(stderr, "create-customer: -base-url needs an access token in the environment variable %s\n", tokenVariable)
		return 2
	}

	report := report{out: stdout, policy: policy, agreements: map[transport.Agreement]int{}}
	options := []transport.Option{transport.WithRejectionAsError(), transport.WithUnscreenedRefused(), transport.WithObserver(report.observed)}
	if *observe {
		options = append(options, transport.WithNothingRefused())
	}
	// Every request of this client is screened; its callers do not change.
	api.client.Transport = transport.New(api.client.Transport, screening.New(policy), options...)

	report.heading(*baseURL)
	for _, record := range read(flags.Args(), stdin) {
		if record.err != nil {
			report.unreadable(record)
			continue
		}
		id, err := api.createCustomer(ctx, record.customer)
		report.answered(record, id, err)
	}
	return report.summary()
}
