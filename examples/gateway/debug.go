package main

import (
	"context"
	"errors"
	"expvar"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// counters count the requests that concern customer screening since the start: all
// of them, those sent to Partner Center, and those of each verdict, of each reason
// for having none, and of each agreement.
var counters = expvar.NewMap("gateway")

// refreshFailures counts refreshes that did not fetch every rule.
const refreshFailures = "refreshFailures"

// refusedByBoth counts what both refuse, with the same code: agreed alone would not
// show whether a refusal was ever confirmed.
const refusedByBoth = "refusedByBoth"

func resetCounters() {
	counters.Init()
	for _, name := range []string{
		"requests", "sent", refreshFailures, refusedByBoth,
		string(screening.Accepted), string(screening.Refused), string(screening.Undecided),
		string(transport.NotCompared), string(transport.Agreed),
		string(transport.RefusedThere), string(transport.RefusedHere), string(transport.OtherCode),
	} {
		counters.Add(name, 0) // so that what has not happened shows as 0
	}
}

// observer counts outcomes, and logs disagreements and what passed without a
// verdict.
func observer(log *slog.Logger) func(transport.Outcome) {
	return func(o transport.Outcome) {
		ctx, id := o.Request.Context(), correlationID(o.Request)
		unscreened, _ := errors.AsType[*transport.UnscreenedError](o.Finding)
		counters.Add("requests", 1)
		counters.Add(string(o.Agreement), 1)
		if o.Sent {
			counters.Add("sent", 1)
		}
		switch {
		case o.Verdict != "":
			counters.Add(string(o.Verdict), 1)
		case unscreened != nil:
			counters.Add(string(unscreened.Reason), 1)
		}
		if o.Verdict == screening.Refused && o.Agreement == transport.Agreed {
			counters.Add(refusedByBoth, 1)
		}
		switch o.Agreement {
		case transport.RefusedThere, transport.RefusedHere, transport.OtherCode:
			log.WarnContext(ctx, o.Meaning(), slog.Any("outcome", o), id)
		}
		if unscreened != nil && unscreened.Reason != transport.NotScreened && unscreened.Reason != transport.PartnerNotBound {
			log.WarnContext(ctx, "passed on without a verdict", slog.String("method", o.Request.Method), slog.Any("reason", unscreened.Reason), id)
		}
	}
}

// newDebugServer returns the server of the counters and the health check. The
// gateway is healthy while it takes requests, until ctx is done. Whether Partner
// Center answers does not count, since no restart would help.
func newDebugServer(ctx context.Context) *http.Server {
	routes := http.NewServeMux()
	routes.Handle("GET /debug/vars", expvar.Handler())
	routes.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if ctx.Err() != nil {
			http.Error(w, "ending", http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "ok\n")
	})
	return &http.Server{Handler: routes, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
}
