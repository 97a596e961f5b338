// Command gateway is a reverse proxy in front of Partner Center, for
// integrations in any language: send it what you send to Partner Center. It
// answers what Partner Center would refuse for the customer's registration
// number or phone number, in the same form and without a request. What it
// cannot judge, such as a customer whose country is not known, goes to Partner
// Center, and the log has the reason.
//
//	gateway [flags]
//
//	-addr HOST:PORT        where to listen
//	-upstream URL          Partner Center; without it a stand-in that the program runs itself
//	-policy NAME           the rules
//	-partner KIND          direct-bill, indirect-provider, or indirect-reseller, whom the rules do not bind
//	-existing-customers    look up the customers of orders and other changes of subscriptions (=false: do not)
//	-observe               refuse nothing: send every request, count and compare
//	-rules FILE            Partner Center's own country rules, in place of the policy's
//	-refresh DURATION      fetch Partner Center's country rules at this interval, for example 24h
//	-debug-addr HOST:PORT  where to serve counters and a health check; without it nowhere
//
// Try it with the stand-in:
//
//	curl -i -H 'Authorization: Bearer any' -d '{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"KZ","phoneNumber":"+7"}}}' http://127.0.0.1:8082/v1/customers
//
// The gateway adds no authorization and keeps no token: each request needs its
// own. Only -refresh needs an access token, in the environment variable
// PARTNER_CENTER_TOKEN. When that has expired, the rules stay as they are and
// the log says so. With -rules the refreshed rules are saved to the file and
// survive a restart. The countries are those that the policy lists, and those
// in the file: where refusedThere counts customers of another one, it may be
// newly listed. Get its rule with pcscreen rules --live --save FILE COUNTRY, and
// start again. Without -refresh the file is read once, at the start, for
// example one that pcscreen rules --live --save has written.
//
// # Counters and health
//
// At -debug-addr, /debug/vars has the counters as JSON, under "gateway":
//
//	requests                     of customer screening's concern, of which
//	sent                         went to Partner Center
//	accepted refused undecided   have this verdict; any other reason counts by its name, such as bodyNotJSON
//	agreed                       were answered as they were judged, of which
//	refusedByBoth                are refused, with the same code: only with -observe
//	refusedThere                 were accepted here, and refused by Partner Center
//	refusedHere                  were taken by Partner Center, and would be refused here: only with -observe
//	otherCode                    are refused by both, with different codes: only with -observe
//	notCompared                  have no verdict, or no answer that tells
//	refreshFailures              of -refresh
//
// The three disagreements are logged with what they mean and the request's
// MS-CorrelationId. GET /healthz answers 200 while the gateway takes
// requests, and 503 while it ends. It does not ask Partner Center. The
// counters are not for the public: keep this address internal.
//
// # Limits
//
// A request has to arrive within a minute, or is answered 408, and to be
// answered within five, or is answered 504. Bodies are read into memory as they
// arrive, up to 1 MiB; of larger ones the rest passes through.
//
// Where the network between client and gateway is not trusted, put TLS in front.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// shutdownTime is how long running requests may take to end.
const shutdownTime = 30 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// settings hold the command line.
type settings struct {
	addr, debugAddr, upstream, policy, rules string
	partner                                  screening.Partner
	existingCustomers, observe               bool
	refresh                                  time.Duration
}

func (s *settings) flags() *flag.FlagSet {
	flags := flag.NewFlagSet("gateway", flag.ContinueOnError)
	flags.StringVar(&s.addr, "addr", "127.0.0.1:8082", "where to listen, as host:port; port 0 takes a free one")
	flags.StringVar(&s.upstream, "upstream", "", "Partner Center, for example https://api.partnercenter.microsoft.com (default a stand-in)")
	flags.StringVar(&s.policy, "policy", "latest", "the rules: latest, or the month of an edition, such as 2021-03")
	flags.Func("partner", "who creates the customers: direct-bill, indirect-provider, or indirect-reseller, whom the rules do not bind (default direct-bill)", s.setPartner)
	flags.BoolVar(&s.existingCustomers, "existing-customers", true, "look up the customers of orders and other changes of subscriptions")
	flags.BoolVar(&s.observe, "observe", false, "refuse nothing: send every request, count and compare")
	flags.StringVar(&s.rules, "rules", "", "a file of country rules, saved by -refresh or by pcscreen rules --live --save")
	flags.DurationVar(&s.refresh, "refresh", 0, "fetch Partner Center's country rules at this interval, for example 24h; needs an access token in "+tokenVariable)
	flags.StringVar(&s.debugAddr, "debug-addr", "", "where to serve counters (/debug/vars) and a health check (/healthz), as host:port (default nowhere)")
	return flags
}

func (s *settings) setPartner(name string) error {
	for _, partner := range []screening.Partner{screening.DirectBill, screening.IndirectProvider, screening.IndirectReseller} {
		if strings.ReplaceAll(partner.String(), " ", "-") == name {
			s.partner = partner
			return nil
		}
	}
	return errors.New("expected direct-bill, indirect-provider or indirect-reseller")
}

// options returns the options of the transport.
func (s *settings) options() (options []transport.Option) {
	if s.existingCustomers {
		options = append(options, transport.WithExistingCustomers())
	}
	if s.observe {
		options = append(options, transport.WithNothingRefused())
	}
	return options
}

// run serves until ctx is done, and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var s settings
	flags := s.flags()
	flags.SetOutput(stderr)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	fail := func(status int, err error) int {
		fmt.Fprintln(stderr, "gateway:", err)
		return status
	}
	if flags.NArg() > 0 {
		return fail(2, fmt.Errorf("expected flags only, found %q", flags.Arg(0)))
	}
	if s.refresh < 0 {
		return fail(2, errors.New("-refresh: expected a time above zero, for example 24h"))
	}
	policy, known := countries.PolicyNamed(s.policy)
	if !known {
		return fail(2, fmt.Errorf("-policy %q is unknown; expected latest, or the month of an edition, such as 2021-03", s.policy))
	}
	where, client := "Partner Center at "+s.upstream, authorized(os.Getenv(tokenVariable))
	if s.upstream == "" {
		standIn := partnercentertest.NewServer(partnercentertest.WithPolicy(policy.Name()))
		defer standIn.Close()
		s.upstream, where, client = standIn.URL, "a stand-in of Partner Center", standIn.Client()
	} else if s.refresh > 0 && os.Getenv(tokenVariable) == "" {
		return fail(2, errors.New("-refresh needs an access token for Partner Center in the environment variable "+tokenVariable))
	}
	target, err := upstreamURL(s.upstream)
	if err != nil {
		return fail(2, err)
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	stdlog.SetOutput(io.Discard) // there net/http quotes what a server sends unasked
	keeper, err := keptRules(policy, &live.Fetcher{Client: client, BaseURL: s.upstream}, s.rules, s.refresh > 0)
	if err != nil && s.refresh == 0 {
		return fail(2, fmt.Errorf("-rules: %w", err))
	} else if err != nil {
		log.Warn("where the file cannot be used, the rules of the policy hold until the first refresh", "error", err)
	}

	resetCounters()
	screener := screening.NewFollowing(keeper.Policy, screening.WithPartner(s.partner))
	gateway, err := listen(newServer(newGateway(toPartnerCenter(), target, screener, log, s.options()...), log), s.addr)
	if err != nil {
		return fail(1, err)
	}
	defer gateway.listener.Close()
	services, about := []service{gateway}, ""
	if s.observe {
		about = ", refuses nothing"
	}
	if s.debugAddr != "" {
		debug, err := listen(newDebugServer(ctx), s.debugAddr)
		if err != nil {
			return fail(1, err)
		}
		services = append(services, debug)
		about += fmt.Sprintf(", counters at http://%s/debug/vars", debug.listener.Addr())
	}
	fmt.Fprintf(stdout, "Gateway at http://%s/ in front of %s%s (stop with Ctrl-C)\n", gateway.listener.Addr(), where, about)

	var refreshing sync.WaitGroup
	defer refreshing.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if s.refresh > 0 {
		refreshing.Go(func() {
			keeper.Run(ctx, s.refresh, func(err error) {
				counters.Add(refreshFailures, 1)
				log.Warn("not all country rules could be refreshed: the others stay as they are", "error", err)
			})
		})
	}
	if err := serve(ctx, services); err != nil {
		return fail(1, err)
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

// service is a server and its listener.
type service struct {
	server   *http.Server
	listener net.Listener
}

func listen(server *http.Server, addr string) (service, error) {
	listener, err := net.Listen("tcp", addr)
	return service{server, listener}, err
}

// serve answers requests until ctx is done, and then lets running ones end. The
// first service is the gateway, which ends before the others.
func serve(ctx context.Context, services []service) error {
	failed := make(chan error, len(services))
	for _, s := range services {
		go func() { failed <- s.server.Serve(s.listener) }()
		defer s.server.Close()
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	return services[0].server.Shutdown(ending)
}
