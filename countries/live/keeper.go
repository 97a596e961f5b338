package live

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cspkit/customerscreen/countries"
)

// Keeper holds a policy whose live rules stay current. It asks Partner Center
// at an interval, keeps the rules that it has if an answer fails, and saves
// them to a file, so that they survive a restart. Make one with [NewKeeper]. It
// is safe for concurrent use.
//
//	keeper, err := live.NewKeeper(countries.Latest(), &live.Fetcher{Client: client}, "rules.json")
//	if err != nil {
//		log.Print(err) // the file is unusable: the built-in rules hold until the first answer
//	}
//	go keeper.Run(ctx, 24*time.Hour, func(err error) { log.Print(err) })
//	screener := screening.NewFollowing(keeper.Policy)
type Keeper struct {
	base    *countries.Policy
	fetcher *Fetcher
	file    string

	refreshing sync.Mutex // one refresh at a time: guards the rest
	rules      map[string]countries.Rule
	refreshed  time.Time // when all rules were; zero: never
	unusable   bool      // the file holds something else, which may be somebody's

	policy atomic.Pointer[countries.Policy]
}

// NewKeeper returns a Keeper for the countries that the policy lists, and those
// whose rules are in the file. It starts with the rules that an earlier Keeper
// saved there. A missing file is not an error; with the name "" nothing is
// saved. The error says what in the file cannot be used. The Keeper works all
// the same, and the first refresh renames a file without any rules to
// FILE.unusable before it saves its own. NewKeeper panics without a policy or a
// fetcher.
func NewKeeper(policy *countries.Policy, fetcher *Fetcher, file string) (*Keeper, error) {
	if policy == nil || fetcher == nil {
		panic("live: a policy and a fetcher are needed, for example NewKeeper(countries.Latest(), &live.Fetcher{Client: client}, \"\")")
	}
	k := &Keeper{base: policy, fetcher: fetcher, file: file, rules: make(map[string]countries.Rule)}
	err := k.read()
	k.hold()
	return k, err
}

// Policy returns the policy with the current live rules. It never blocks, never
// returns nil, and never returns half a refresh.
func (k *Keeper) Policy() *countries.Policy { return k.policy.Load() }

// Refresh asks Partner Center once, as [Fetcher.Fetch] does, and adopts the
// rules that come back. A country whose answer fails, or has an unusable
// expression, keeps the last usable rule it had. Only without one does it take
// what else such an answer states. The error joins one for each such country,
// and any from writing the file.
func (k *Keeper) Refresh(ctx context.Context) error {
	k.refreshing.Lock()
	defer k.refreshing.Unlock()
	asked := k.countries()
	rules, err := k.fetcher.Fetch(ctx, asked...)
	if len(rules) == 0 {
		return err
	}
	for _, rule := range rules {
		if held, ok := k.rules[rule.Country()]; !ok || usable(rule) || !usable(held) {
			k.rules[rule.Country()] = rule
		}
	}
	if len(rules) == len(asked) {
		k.refreshed = time.Now()
	}
	k.hold()
	return errors.Join(err, k.write())
}

// usable reports whether all of a live rule's expressions are.
func usable(rule countries.Rule) bool {
	text, _ := rule.MarshalJSON() // of a live rule: never fails
	_, err := countries.ParseValidationRules(text)
	return err == nil
}

// Run refreshes at an interval until the context is done. It starts at once or,
// if the file has the rules of every country, when they are as old as the
// interval; the file's modification time says when they were last refreshed in
// full. Run passes each error of [Keeper.Refresh] to report. Partner Center
// throttles every call: a day is a good interval. Run panics if the interval is
// not above zero, or report is nil.
func (k *Keeper) Run(ctx context.Context, every time.Duration, report func(error)) {
	if every <= 0 || report == nil {
		panic("live: Run needs an interval above zero, for example 24*time.Hour, and a function for what fails")
	}
	k.refreshing.Lock()
	wait := max(0, every-time.Since(k.refreshed))
	k.refreshing.Unlock()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(min(wait, every)):
		}
		if err := k.Refresh(ctx); err != nil && ctx.Err() == nil {
			report(err)
		}
		wait = every
	}
}

// countries returns those whose rules are asked for: a rule that is held has to
// stay current, too.
func (k *Keeper) countries() []string {
	codes := slices.Collect(maps.Keys(k.rules))
	for rule := range k.base.Rules() {
		if _, ok := k.rules[rule.Country()]; !ok {
			codes = append(codes, rule.Country())
		}
	}
	return codes
}

// hold makes the rules those of the policy.
func (k *Keeper) hold() { k.policy.Store(k.base.With(slices.Collect(maps.Values(k.rules))...)) }

// read adopts the rules in the file.
func (k *Keeper) read() error {
	if k.file == "" {
		return nil
	}
	file, err := os.Open(k.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("live: the saved country rules: %w", err)
	}
	defer file.Close()
	rules, err := countries.ReadValidationRules(file)
	for _, rule := range rules {
		k.rules[rule.Country()] = rule
	}
	about, statErr := file.Stat()
	if statErr == nil && len(k.countries()) == len(k.rules) {
		k.refreshed = about.ModTime()
	}
	k.unusable = statErr == nil && about.Mode().IsRegular() && about.Size() > 0 && err != nil && len(rules) == 0
	if err != nil {
		return fmt.Errorf("live: the saved country rules in %s: %w", k.file, err)
	}
	return nil
}

// write replaces the file as a whole, so that a program that ends meanwhile
// leaves the old file or the new one. Who may read the old one may read the
// new one.
func (k *Keeper) write() error {
	if k.file == "" {
		return nil
	}
	text, _ := json.Marshal(slices.SortedFunc(maps.Values(k.rules), func(a, b countries.Rule) int {
		return strings.Compare(a.Country(), b.Country())
	})) // of rules that were read as JSON: never fails
	next, err := os.CreateTemp(filepath.Dir(k.file), filepath.Base(k.file)+".*")
	if err != nil {
		return fmt.Errorf("live: saving the country rules: %w", err)
	}
	if before, err := os.Stat(k.file); err == nil {
		_ = next.Chmod(before.Mode().Perm()) // not every file system can: the rules count
	}
	_, err = next.Write(text)
	refreshed := k.refreshed
	if refreshed.IsZero() {
		refreshed = time.Unix(0, 0) // os.Chtimes would leave the zero time out
	}
	err = errors.Join(err, next.Sync(), next.Close(), os.Chtimes(next.Name(), refreshed, refreshed))
	if err == nil && k.unusable {
		k.unusable = false
		err = os.Rename(k.file, k.file+".unusable")
	}
	if err == nil {
		err = os.Rename(next.Name(), k.file)
	}
	if err != nil {
		return fmt.Errorf("live: saving the country rules: %w", errors.Join(err, os.Remove(next.Name())))
	}
	return nil
}
