package audit

import (
	"context"
	"encoding/json"
	"errors"
	"hash/crc32"
	"iter"
	"runtime"
	"sync"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

// The size of a batch, whose records are judged together.
const (
	batchBytes   = 1 << 18
	batchRecords = 1 << 10
)

// batch is a stretch of the input on its way to a worker.
type batch struct {
	raws    []records.Raw
	bytes   int
	end     position
	columns []string // of the output, kept from the input
	result  chan *result
}

// position is a place in the input.
type position struct {
	Records int    `json:"records"` // before it, errors of inputs included
	Sum     uint32 `json:"sum"`     // of their texts
}

// pipeline cuts the input into batches, lets workers judge them, and returns the
// results in the order of the input. Its channels bound what is on the way.
type pipeline struct {
	options *Options
	work    chan *batch
	inOrder chan *batch
	failed  chan struct{} // closed when nobody wants more results
	columns []string      // to keep; nil until the first batch
	running sync.WaitGroup

	// Set by the end of inOrder:
	ended bool  // the whole input was cut
	err   error // why it cannot be audited
}

// start begins to judge the input from a position on. It stops when ctx ends.
func start(ctx context.Context, options *Options, from position, columns []string) *pipeline {
	workers := runtime.GOMAXPROCS(0)
	p := &pipeline{
		options: options,
		work:    make(chan *batch, 2*workers),
		inOrder: make(chan *batch, 2*workers),
		failed:  make(chan struct{}),
		columns: columns,
	}
	p.running.Go(func() {
		defer close(p.inOrder)
		defer close(p.work)
		p.cut(ctx, from)
	})
	for range workers {
		p.running.Go(func() {
			judge := newJudge(options)
			for b := range p.work {
				b.result <- judge.batch(b)
			}
		})
	}
	return p
}

// results yields the results in the order of the input.
func (p *pipeline) results() iter.Seq[*result] {
	return func(yield func(*result) bool) {
		for b := range p.inOrder {
			if !yield(<-b.result) {
				return
			}
		}
	}
}

// stop waits for the goroutines to end, even if some results were not taken.
func (p *pipeline) stop() {
	close(p.failed)
	p.running.Wait()
}

var errOtherInput = errors.New("the input is not the one that the audit was begun with; --force begins anew")

func (p *pipeline) cut(ctx context.Context, from position) {
	open := opener{ctx, p.options.Stdin, p.options.Meter}.open
	var at position
	var table *records.Table
	next := new(batch)
	for raw := range records.Cut(p.options.Names, open, p.options.Reading) {
		if ctx.Err() != nil {
			p.send(next) // raw may be cut off
			return
		}
		if raw.Table() != table {
			table = raw.Table()
			at.Sum = sumOfTable(at.Sum, table)
		}
		at = position{at.Records + 1, raw.Sum(at.Sum)}
		if at.Records <= from.Records {
			if at.Records == from.Records && at != from {
				p.err = errOtherInput
				return
			}
			p.options.Meter.skipped.Store(int64(at.Records))
			if at.Records == from.Records {
				p.options.Meter.resume()
			}
			continue
		}
		next.raws = append(next.raws, raw)
		next.bytes += raw.Size()
		next.end = at
		if next.bytes < batchBytes && len(next.raws) < batchRecords {
			continue
		}
		if !p.send(next) {
			return
		}
		next = &batch{raws: make([]records.Raw, 0, len(next.raws))}
	}
	if at.Records < from.Records {
		p.err = errOtherInput
		return
	}
	p.ended = true
	p.send(next)
}

// sumOfTable adds to a checksum what the cells of a spreadsheet mean.
func sumOfTable(before uint32, table *records.Table) uint32 {
	text, err := json.Marshal(table)
	if err != nil {
		panic(err) // strings can be written
	}
	return crc32.Update(before, castagnoli, text)
}

// send gives a batch to the workers, or returns false if nobody wants its results.
func (p *pipeline) send(b *batch) bool {
	if len(b.raws) == 0 {
		return true
	}
	if p.columns == nil {
		p.columns = keptColumns(p.options, b.raws)
	}
	b.columns = p.columns
	b.result = make(chan *result, 1)
	for _, to := range []chan *batch{p.inOrder, p.work} {
		select {
		case to <- b:
		case <-p.failed:
			return false
		}
	}
	return true
}
