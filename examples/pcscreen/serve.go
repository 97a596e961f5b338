package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
	"github.com/cspkit/customerscreen/examples/internal/liverules"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

func newServeCommand() *cobra.Command {
	var address, baseURL string
	var chosen policyFlags
	var refresh time.Duration
	command := &cobra.Command{
		Use:   "serve",
		Short: "Serve the screening as an API and as a page",
		Long: `serve answers programs in any language, and people in a browser:
  /                  a page with a form for one customer, and an audit of a file
  POST /v1/screen    one customer as JSON; or many as NDJSON or CSV, answered as a stream
  GET  /v1/rules     the rules of each country, with what a form needs; /v1/rules/ISO for one
  GET  /v1/schema    the rules as a JSON Schema
  GET  /v1/openapi.json, /healthz

The parameter policy chooses the rules: ` + prose.Or(rules.PolicyNames()...) + `.
Without it the rules are those of --policy and --rules. With --refresh they
follow Partner Center's own, which are fetched with an access token in the
environment variable ` + liverules.TokenVariable + ` and saved to the file
of --rules. While Partner Center does not answer, they stay as they are.

Customers are not stored or logged. There is no encryption and no sign-in: before
other machines may reach it, put a proxy with both in front.

An interrupt or SIGTERM ends it when the requests that run are answered.`,
		Example: `  pcscreen serve
  pcscreen serve --addr 127.0.0.1:9000
  pcscreen serve --rules rules.json --refresh 24h
  curl http://127.0.0.1:8080/v1/screen -H 'Content-Type: application/json' -d @customer.json
  curl http://127.0.0.1:8080/v1/screen -H 'Content-Type: text/csv' -T customers.csv -X POST`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(command.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			inForce, follow, err := chosen.following(command.ErrOrStderr(), baseURL, refresh)
			if err != nil {
				return err
			}
			listener, err := net.Listen("tcp", address)
			if err != nil {
				return wrongFlag("addr", err)
			}
			fmt.Fprintf(command.ErrOrStderr(), "pcscreen: serving on http://%s\n", opened(listener.Addr()))
			if at, ok := listener.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() {
				fmt.Fprintln(command.ErrOrStderr(), "pcscreen: other machines may reach this address, without encryption or sign-in")
			}
			go func() {
				<-ctx.Done()
				stop() // a second interrupt does not wait for requests
			}()
			ending, end := context.WithCancel(ctx)
			var refreshing sync.WaitGroup
			defer refreshing.Wait()
			defer end()
			refreshing.Go(func() { follow(ending) })
			return server.New(server.DefaultLimits(), inForce).Serve(ctx, listener)
		},
	}
	chosen.addTo(command)
	command.Flags().DurationVar(&refresh, "refresh", 0, "ask Partner Center for its country rules once per `DURATION`, for example 24h")
	command.Flags().StringVar(&baseURL, "base-url", live.DefaultBaseURL, "where --refresh asks, a `URL` without /v1")
	command.Flags().StringVar(&address, "addr", "127.0.0.1:8080", "where to listen: `HOST:PORT`; port 0 is any free one")
	return command
}

// following returns the chosen policy, which changes while follow runs where it
// is to be refreshed. What fails meanwhile goes to stderr.
func (f *policyFlags) following(stderr io.Writer, baseURL string, refresh time.Duration) (inForce func() *countries.Policy, follow func(context.Context), err error) {
	if refresh == 0 {
		book, err := f.load(stderr)
		return func() *countries.Policy { return book.policy }, func(context.Context) {}, err
	}
	token := os.Getenv(liverules.TokenVariable)
	switch {
	case refresh < 0:
		return nil, nil, wrongFlag("refresh", errors.New("expected a time above zero, for example 24h"))
	case token == "":
		return nil, nil, fmt.Errorf("--refresh needs an access token for Partner Center in the environment variable %s", liverules.TokenVariable)
	}
	report := func(err error) {
		fmt.Fprintln(stderr, "pcscreen: not all country rules are current, and the others stay as they are:", err)
	}
	keeper, err := live.NewKeeper(f.named.policy, &live.Fetcher{Client: liverules.Client(token), BaseURL: baseURL}, f.rulesFile)
	if err != nil {
		report(err)
	}
	return keeper.Policy, func(ctx context.Context) { keeper.Run(ctx, refresh, report) }, nil
}

// opened is an address as a browser on this machine opens it.
func opened(address net.Addr) string {
	if at, ok := address.(*net.TCPAddr); ok && at.IP.IsUnspecified() {
		return fmt.Sprintf("localhost:%d", at.Port)
	}
	return address.String()
}
