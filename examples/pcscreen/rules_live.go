package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/countries/live"
)

// liveFlags are the flags for Partner Center's current rules.
type liveFlags struct {
	isLive            bool
	baseURL, saveFile string
}

func (f *liveFlags) addTo(command *cobra.Command) {
	command.Flags().BoolVar(&f.isLive, "live", false, "ask Partner Center, and show what differs")
	command.Flags().StringVar(&f.baseURL, "base-url", live.DefaultBaseURL, "where to ask, a `URL` without /v1")
	command.Flags().StringVar(&f.saveFile, "save", "", "write the live rules to a `FILE`, for --rules")
}

// compare fetches the live rules, saves them on request, and shows how they
// differ from the rules of a book.
func (f *liveFlags) compare(command *cobra.Command, book rulebook, codes []string, asJSON bool) error {
	token := os.Getenv(tokenVariable)
	if token == "" {
		return fmt.Errorf("--live needs an access token for Partner Center in the environment variable %s", tokenVariable)
	}
	if err := checkBaseURL(f.baseURL); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(command.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	fetcher := live.Fetcher{Client: authorized(token), BaseURL: f.baseURL}
	rules, fetchErr := fetcher.Fetch(ctx, codes...)
	fetchErr = warn(command.ErrOrStderr(), fetchErr)
	if f.saveFile != "" && len(rules) > 0 {
		if err := save(f.saveFile, rules); err != nil {
			return err
		}
	}
	found := comparison{
		Policy:      book.policy.Name(),
		Since:       book.policy.Since().Format(time.DateOnly),
		Live:        []string{},
		Differences: book.policy.Diff(book.policy.With(rules...)),
	}
	for _, rule := range rules {
		found.Live = append(found.Live, rule.Country())
	}
	write := found.writeText
	if asJSON {
		write = func(out io.Writer, _ rulebook) error { return writeJSON(out, found) }
	}
	return errors.Join(write(command.OutOrStdout(), book), fetchErr)
}

// checkBaseURL refuses a useless URL at once: otherwise each country would fail.
func checkBaseURL(text string) error {
	at, err := url.Parse(text)
	if err != nil || at.Scheme != "https" && at.Scheme != "http" || at.Host == "" {
		return wrongFlag("base-url", errors.New("expected a URL that begins with https:// or http:// and names a host"))
	}
	return nil
}

// comparison is the difference between a policy and live rules.
type comparison struct {
	Policy      string                 `json:"policy"`
	Since       string                 `json:"since"` // a date, 2006-01-02
	Live        []string               `json:"live"`  // the countries whose rules were fetched, ascending
	Differences []countries.Difference `json:"differences"`
}

func (c comparison) writeText(out io.Writer, book rulebook) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n\nLive rules of %d countries: %s\n", book, len(c.Live), strings.Join(c.Live, " "))
	switch {
	case len(c.Live) == 0:
		text.WriteString("None was fetched, so nothing is compared.\n")
	case len(c.Differences) == 0:
		text.WriteString("Nothing differs.\n")
	default:
		fmt.Fprintf(&text, "What differs: %d\n", len(c.Differences))
	}
	for _, difference := range c.Differences {
		fmt.Fprintf(&text, "  %s\n", difference)
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// save writes live rules as they came.
func save(name string, rules []countries.Rule) error {
	written, err := json.MarshalIndent(rules, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(written, '\n'), 0o666)
}
