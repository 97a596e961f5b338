package main

import (
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
)

func newServeCommand() *cobra.Command {
	var address string
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
Customers are not stored or logged. There is no encryption and no sign-in: before
other machines may reach it, put a proxy with both in front.

An interrupt or SIGTERM ends it when the requests that run are answered.`,
		Example: `  pcscreen serve
  pcscreen serve --addr 127.0.0.1:9000
  curl http://127.0.0.1:8080/v1/screen -H 'Content-Type: application/json' -d @customer.json
  curl http://127.0.0.1:8080/v1/screen -H 'Content-Type: text/csv' -T customers.csv -X POST`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(command.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
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
			return server.New(server.DefaultLimits()).Serve(ctx, listener)
		},
	}
	command.Flags().StringVar(&address, "addr", "127.0.0.1:8080", "where to listen: `HOST:PORT`; port 0 is any free one")
	return command
}

// opened is an address as a browser on this machine opens it.
func opened(address net.Addr) string {
	if at, ok := address.(*net.TCPAddr); ok && at.IP.IsUnspecified() {
		return fmt.Sprintf("localhost:%d", at.Port)
	}
	return address.String()
}
