// Command gin-signup is a gin server with a screened sign-up form: gin's own
// binding engine has the country rules for the form's struct, and each error
// stands next to its field, in English, Russian or Arabic as the client
// prefers.
//
//	gin-signup [-addr HOST:PORT]
//
// GET / is the form. POST / takes what a browser sends, or the same as JSON:
//
//	curl -H 'Content-Type: application/json' -d '{"country":"AZ"}' http://127.0.0.1:8081/
//
// A customer that Partner Center has no reason to refuse comes back as the
// body of a create-customer request, with status 200; any other as a list of
// errors, with status 400.
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
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/gin-gonic/gin"
)

// shutdownTime is how long running requests may take to end.
const shutdownTime = 10 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run serves until ctx is done, and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("gin-signup", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "127.0.0.1:8081", "where to listen, as host:port; port 0 takes a free one")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(stderr, "gin-signup: expected flags only, found %q\n", flags.Arg(0))
		return 2
	}

	if err := registerRules(); err != nil {
		fmt.Fprintln(stderr, "gin-signup:", err)
		return 1
	}
	gin.SetMode(gin.ReleaseMode)
	server := &http.Server{
		Handler:           newRouter(slog.New(slog.NewTextHandler(stderr, nil))),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       time.Minute,
	}
	if err := serve(ctx, server, *addr, stdout); err != nil {
		fmt.Fprintln(stderr, "gin-signup:", err)
		return 1
	}
	return 0
}

// serve answers requests until ctx is done, and then lets running ones end.
func serve(ctx context.Context, server *http.Server, addr string, stdout io.Writer) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "Sign up at http://%s/ (stop with Ctrl-C)\n", listener.Addr())
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
