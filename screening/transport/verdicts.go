package transport

import (
	"context"
	"crypto/sha256"
	"errors"
	"maps"
	"strings"
	"sync"
	"time"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

// maxKept is how many verdicts are kept, and about how many kinds of throttled
// requests.
const maxKept = 4096

// verdict is the answer to a question about an existing customer. It holds
// nothing of the customer's data. Without violations and failure nothing stops
// the customer's orders.
type verdict struct {
	violations []pcerrors.Violation
	remedy     string
	contacts   map[contactDigest]bool // of confirmed agreements; nil where that was not found out
	failure    error                  // an [*UnscreenedError], of the look-up or of what it found
	denied     bool                   // the look-up failed because its Authorization does not allow it
	keep       time.Duration          // how long it may be kept
}

// verdictKey says whose verdict it is, and who asked: another partner, or
// another place, can see another customer behind the same ID.
type verdictKey struct {
	customer      string // the ID in lower case; empty for a verdict on all of them
	question      question
	place         string
	authorization [sha256.Size]byte
}

// verdicts keeps verdicts and lets concurrent callers share one that is still
// being found. It is safe for concurrent use.
type verdicts struct {
	mu      sync.Mutex
	kept    map[verdictKey]keptVerdict
	pending map[verdictKey]*pendingVerdict
}

type keptVerdict struct {
	verdict
	until time.Time
}

// pendingVerdict is one that is still being found.
type pendingVerdict struct {
	verdict  verdict         // set when done is closed
	panicked any             // set when done is closed: what find panicked with
	done     chan struct{}   // closed when the verdict is found
	waiting  int             // callers
	ctx      context.Context // of find
	cancel   context.CancelFunc
}

func newVerdicts() *verdicts {
	return &verdicts{kept: make(map[verdictKey]keptVerdict), pending: make(map[verdictKey]*pendingVerdict)}
}

// verdict returns a kept verdict, or what find returns. Callers with the same
// key share one call of find. Its context ends when none of them waits for it
// any more, or after longestLookUp: nobody waits longer, and no other call starts
// before it returns. The error is the context's, of a caller who stops waiting.
func (v *verdicts) verdict(ctx context.Context, key verdictKey, find func(context.Context) verdict) (verdict, error) {
	v.mu.Lock()
	if kept, ok := v.lockedVerdict(key); ok {
		v.mu.Unlock()
		return kept, nil
	}
	p := v.pending[key]
	if p == nil {
		p = v.start(ctx, key, find)
	}
	p.waiting++
	v.mu.Unlock()

	select {
	case <-p.done:
	case <-ctx.Done():
		v.leave(key, p)
		return verdict{}, context.Cause(ctx)
	case <-p.ctx.Done():
		select {
		case <-p.done: // which ends the context too
		default:
			return failed(p.ctx.Err()), nil
		}
	}
	if p.panicked != nil {
		panic(p.panicked) // where the caller's own recovery sees it
	}
	return p.verdict, nil
}

// lockedVerdict returns a kept verdict. V is locked.
func (v *verdicts) lockedVerdict(key verdictKey) (verdict, bool) {
	kept, ok := v.kept[key]
	return kept.verdict, ok && time.Now().Before(kept.until)
}

// keptVerdict returns a kept verdict.
func (v *verdicts) keptVerdict(key verdictKey) (verdict, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.lockedVerdict(key)
}

// keepFirst keeps a verdict where none is kept, and reports whether it did.
func (v *verdicts) keepFirst(key verdictKey, found verdict) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, ok := v.lockedVerdict(key); ok {
		return false
	}
	v.keep(key, found)
	return true
}

// start calls find in a goroutine of its own, so that the caller who came
// first can leave without the others. V is locked.
func (v *verdicts) start(ctx context.Context, key verdictKey, find func(context.Context) verdict) *pendingVerdict {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), longestLookUp)
	p := &pendingVerdict{done: make(chan struct{}), ctx: ctx, cancel: cancel}
	p.verdict = failed(errors.New("the look-up ended its goroutine")) // unless find returns
	v.pending[key] = p
	go func() {
		defer cancel()
		defer close(p.done)
		defer func() {
			p.panicked = recover()
			v.mu.Lock()
			defer v.mu.Unlock()
			if v.pending[key] == p { // else the customer was forgotten meanwhile
				delete(v.pending, key)
				v.keep(key, p.verdict)
			}
		}()
		p.verdict = find(ctx)
	}()
	return p
}

func (v *verdicts) leave(key verdictKey, p *pendingVerdict) {
	v.mu.Lock()
	defer v.mu.Unlock()
	p.waiting--
	if p.waiting > 0 || p.ctx.Err() != nil { // it had its time, and stays the only one
		return
	}
	p.cancel()
	if v.pending[key] == p {
		delete(v.pending, key)
	}
}

// keep keeps a verdict for as long as it may be kept. V is locked.
func (v *verdicts) keep(key verdictKey, found verdict) {
	makeRoom(v.kept, func(k keptVerdict) time.Time { return k.until })
	if found.keep > 0 {
		v.kept[key] = keptVerdict{found, time.Now().Add(found.keep)}
	}
}

// makeRoom drops what has expired, and as much of the rest as leaves room for
// one more.
func makeRoom[K comparable, V any](kept map[K]V, until func(V) time.Time) {
	now := time.Now()
	maps.DeleteFunc(kept, func(_ K, value V) bool { return !now.Before(until(value)) })
	for key := range kept {
		if len(kept) < maxKept {
			break
		}
		delete(kept, key)
	}
}

// forget drops every verdict on a customer, whoever asked, and those still being
// found: they may be about the customer before the change.
func (v *verdicts) forget(customer string) {
	customer = strings.ToLower(customer)
	v.mu.Lock()
	defer v.mu.Unlock()
	maps.DeleteFunc(v.kept, func(key verdictKey, _ keptVerdict) bool { return key.customer == customer })
	maps.DeleteFunc(v.pending, func(key verdictKey, _ *pendingVerdict) bool { return key.customer == customer })
}
