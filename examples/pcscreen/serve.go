package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

func newServeCommand() *cobra.Command {
	var address, baseURL string
	var hosts []string
	var chosen policyFlags
	var refresh time.Duration
	command := &cobra.Command{
		Use:   "serve",
		Short: "Serve the screening as an API and as a page",
		Long: `serve answers programs in any language and people in a browser:
  /                  a page: a form for one customer, and an audit of files
  POST /v1/screen    one customer as JSON, or many as NDJSON or CSV in a stream
  POST /v1/fix       a file again, with the corrections that were confirmed
  GET  /v1/rules     each country's rules and form hints; /v1/rules/ISO: one's
  GET  /v1/schema    the rules as a JSON Schema
  GET  /v1/openapi.json, /healthz

The parameter policy chooses the rules: ` + prose.Or(rules.PolicyNames()...) + `.
Without it --policy and --rules choose. With --refresh the rules follow Partner
Center's own: serve fetches them with the access token in ` + tokenVariable + `
and saves them to the file of --rules. While Partner Center does not answer,
they stay as they are.

It stores and logs no customer. It has no encryption and no sign-in: before
other machines may reach it, put a proxy with both in front.

It answers requests to localhost and to IP addresses. A website could point its
own name at this machine, so other names need --allow-host.

On an interrupt or SIGTERM it answers the running requests and ends.`,
		Example: `  pcscreen serve
  pcscreen serve --addr 127.0.0.1:9000
  pcscreen serve --rules rules.json --refresh 24h
  curl -H 'Content-Type: application/json' -d @customer.json \
    http://127.0.0.1:8080/v1/screen
  curl -H 'Content-Type: text/csv' --data-binary @customers.csv \
    http://127.0.0.1:8080/v1/screen`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(command.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			for _, host := range hosts {
				if host == "" || strings.ContainsAny(host, ":/") {
					return wrongFlag("allow-host", fmt.Errorf("expected a name without a scheme or a port, for example screening.example.org; found %q", host))
				}
			}
			inForce, follow, err := chosen.following(command.ErrOrStderr(), baseURL, refresh)
			if err != nil {
				return err
			}
			listener, err := net.Listen("tcp", address)
			if err != nil {
				return wrongFlag("addr", err)
			}
			fmt.Fprintf(command.OutOrStdout(), "Serving on http://%s\n", opened(listener.Addr()))
			if at, ok := listener.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() {
				say(command.ErrOrStderr(), "other machines may reach this address, without encryption or sign-in")
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
			return server.New(server.DefaultLimits(), inForce).Serve(ctx, listener, hosts...)
		},
	}
	chosen.addTo(command)
	command.Flags().DurationVar(&refresh, "refresh", 0, "ask Partner Center for its rules once per `DURATION`, for example 24h")
	command.Flags().StringVar(&baseURL, "base-url", live.DefaultBaseURL, "ask for --refresh at this `URL`, without /v1")
	command.Flags().StringArrayVar(&hosts, "allow-host", nil, "answer requests to the host of that `NAME`, too, as a proxy passes them on; may be repeated")
	command.Flags().StringVar(&address, "addr", "127.0.0.1:8080", "listen at `HOST:PORT`; port 0 is any free one")
	return command
}

// following returns the chosen policy. With --refresh it changes while follow
// runs, which reports failures on stderr.
func (f *policyFlags) following(stderr io.Writer, baseURL string, refresh time.Duration) (inForce func() *countries.Policy, follow func(context.Context), err error) {
	if refresh == 0 {
		book, err := f.load(stderr)
		return func() *countries.Policy { return book.policy }, func(context.Context) {}, err
	}
	token := os.Getenv(tokenVariable)
	switch {
	case refresh < 0:
		return nil, nil, wrongFlag("refresh", errors.New("expected a time above zero, for example 24h"))
	case token == "":
		return nil, nil, fmt.Errorf("--refresh needs an access token for Partner Center in the environment variable %s", tokenVariable)
	}
	if err := checkBaseURL(baseURL); err != nil {
		return nil, nil, err
	}
	report := func(err error) {
		say(stderr, "not all country rules are current, and the others stay as they are: "+err.Error())
	}
	keeper, err := live.NewKeeper(f.named.policy, &live.Fetcher{Client: authorized(token), BaseURL: baseURL}, f.rulesFile)
	if err != nil {
		say(stderr, "where the file cannot be used, the rules of the policy hold until the first refresh: "+err.Error())
	}
	return keeper.Policy, func(ctx context.Context) { keeper.Run(ctx, refresh, report) }, nil
}

// opened returns an address as a browser on this machine opens it.
func opened(address net.Addr) string {
	if at, ok := address.(*net.TCPAddr); ok && at.IP.IsUnspecified() {
		return fmt.Sprintf("localhost:%d", at.Port)
	}
	return address.String()
}
