package server

import (
	"errors"
	"iter"
	"sync"
)

// errGone means that the client takes no more.
var errGone = errors.New("the client has gone")

// backlog holds answers between the reading and the writing side of a stream.
// It is bounded. It lets a client send for a while before it reads.
type backlog struct {
	largest int

	mu       sync.Mutex
	changed  sync.Cond
	answers  []byte
	finished bool // nothing will be added
	gone     bool // nothing will be taken
}

func newBacklog(largest int) *backlog {
	b := &backlog{largest: largest}
	b.changed.L = &b.mu
	return b
}

// Write adds answers. It waits while there is no room.
func (b *backlog) Write(answers []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.answers) >= b.largest && !b.gone {
		b.changed.Wait()
	}
	if b.gone {
		return 0, errGone
	}
	b.answers = append(b.answers, answers...)
	b.changed.Broadcast()
	return len(answers), nil
}

// chunks yields the answers as they come. A chunk is valid until the next one.
func (b *backlog) chunks() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		var chunk []byte
		for {
			b.mu.Lock()
			for len(b.answers) == 0 && !b.finished {
				b.changed.Wait()
			}
			chunk, b.answers = b.answers, chunk[:0]
			b.changed.Broadcast()
			b.mu.Unlock()
			if len(chunk) == 0 || !yield(chunk) {
				return
			}
		}
	}
}

// finish tells the reader that nothing will be added.
func (b *backlog) finish() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finished = true
	b.changed.Broadcast()
}

// abandon tells the writer that nothing will be taken.
func (b *backlog) abandon() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gone = true
	b.changed.Broadcast()
}
