// Command gateway is a reverse proxy in front of Partner Center, for
// integrations in any language: send to it what you send to Partner Center.
// What Partner Center would refuse for the customer's registration number or
// phone number is answered here, in the same form and without a request. What
// cannot be judged, such as a customer whose country is not known, goes to
// Partner Center, and the log has the reason.
//
//	gateway [-addr HOST:PORT] [-upstream URL] [-policy NAME]
//
// Without -upstream it stands in front of a stand-in of Partner Center that
// the program runs itself:
//
//	curl -i -H 'Authorization: Bearer any' -d '{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"KZ","phoneNumber":"+7"}}}' http://127.0.0.1:8082/v1/customers
//
// The gateway adds no authorization and keeps no token: each request needs its
// own. Whoever reaches it over a network it does not trust needs TLS in front.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/cspkit/customerscreen/examples/internal/policies"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// shutdownTime is how long requests that are under way may take to end.
const shutdownTime = 30 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run serves until ctx is done, and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("gateway", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "127.0.0.1:8082", "where to listen, as host:port; port 0 takes a free one")
	upstream := flags.String("upstream", "", "Partner Center, for example https://api.partnercenter.microsoft.com (default a stand-in)")
	policyName := flags.String("policy", policies.Today, policies.Flag)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	policy, err := policies.Named(*policyName)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("expected flags only, found %q", flags.Arg(0))
	}
	where := "Partner Center at " + *upstream
	if *upstream == "" && err == nil {
		standIn := partnercentertest.NewServer(partnercentertest.WithPolicy(policy.Name()))
		defer standIn.Close()
		*upstream, where = standIn.URL, "a stand-in of Partner Center"
	}
	var target *url.URL
	if err == nil {
		target, err = upstreamURL(*upstream)
	}
	if err != nil {
		fmt.Fprintln(stderr, "gateway:", err)
		return 2
	}

	server := &http.Server{
		Handler:           newGateway(target, policy, slog.New(slog.NewTextHandler(stderr, nil))),
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       2 * time.Minute,
	}
	if err := serve(ctx, server, *addr, where, stdout); err != nil {
		fmt.Fprintln(stderr, "gateway:", err)
		return 1
	}
	return 0
}

func upstreamURL(text string) (*url.URL, error) {
	target, err := url.Parse(text)
	if err != nil || target.Scheme != "http" && target.Scheme != "https" || target.Host == "" {
		return nil, errors.New("-upstream: expected a URL that begins with https:// or http:// and names a host")
	}
	return target, nil
}

// serve answers requests until ctx is done, and then lets those end that are
// under way.
func serve(ctx context.Context, server *http.Server, addr, where string, stdout io.Writer) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "Gateway at http://%s/ in front of %s (stop with Ctrl-C)\n", listener.Addr(), where)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	return server.Shutdown(ending)
}
