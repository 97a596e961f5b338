// Command create-customer screens customers and sends a create-customer
// request only for those that Partner Center has no reason to refuse.
//
//	create-customer [-policy NAME] [-base-url URL] [FILE…|-]
//
// It reads customers as JSON (an object, an array, a page of the API, or one
// object a line) from files or standard input, and without either the ones
// that ship with it. The requests go to a stand-in of Partner Center that the
// program runs itself; -base-url names the real one, with the access token in
// the environment variable PARTNER_CENTER_TOKEN.
//
// The exit status is 0 where every customer was sent or refused, 1 where one
// could not be read or sent, and 2 for a wrong command line.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

//go:embed customers.json
var shippedCustomers []byte

const tokenVariable = "PARTNER_CENTER_TOKEN"

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("create-customer", flag.ContinueOnError)
	flags.SetOutput(stderr)
	policyName := flags.String("policy", "today", "the rules: today, 2020-11 or 2021-03")
	baseURL := flags.String("base-url", "", "Partner Center, for example https://api.partnercenter.microsoft.com; needs an access token in "+tokenVariable)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	policy, err := policyNamed(*policyName)
	if err != nil {
		fmt.Fprintln(stderr, "create-customer:", err)
		return 2
	}
	api := partnerCenter{client: http.DefaultClient, baseURL: *baseURL, token: os.Getenv(tokenVariable)}
	if api.baseURL == "" {
		standIn := partnercentertest.NewServer(partnercentertest.WithPolicy(policy.Name()))
		defer standIn.Close()
		api = partnerCenter{client: standIn.Client(), baseURL: standIn.URL}
	} else if api.token == "" {
		fmt.Fprintf(stderr, "create-customer: -base-url needs an access token in the environment variable %s\n", tokenVariable)
		return 2
	}

	report := report{out: stdout}
	report.heading(policy, *baseURL)
	screener := screening.New(policy)
	for record := range customers(flags.Args(), stdin) {
		if record.Err != nil {
			report.unreadable(record)
			continue
		}
		err := screener.Screen(record.Customer)
		if err != nil {
			report.refused(record, err)
		} else {
			id, err := api.createCustomer(ctx, record.Customer)
			report.sent(record, id, err)
		}
		report.november2020(record, err)
	}
	return report.summary()
}

func policyNamed(name string) (*countries.Policy, error) {
	switch name {
	case "today":
		if policy, ok := countries.InForce(time.Now()); ok {
			return policy, nil
		}
		return nil, errors.New("no policy is in force on this machine's date; choose one with -policy")
	case countries.November2020().Name():
		return countries.November2020(), nil
	case countries.March2021().Name():
		return countries.March2021(), nil
	default:
		return nil, fmt.Errorf("-policy %q is unknown; expected today, %s or %s",
			name, countries.November2020().Name(), countries.March2021().Name())
	}
}

// customers reads the files that the command line names, and without any the
// shipped ones.
func customers(names []string, stdin io.Reader) iter.Seq[records.Record] {
	if len(names) == 0 {
		return records.JSON(bytes.NewReader(shippedCustomers))
	}
	return records.Files(names, stdin, nil)
}
