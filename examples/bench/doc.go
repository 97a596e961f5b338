// Package bench measures the library beside what one would write or pick
// instead, all on the same customers under the policy of November 2020. One
// command prints everything, in less than four minutes on two cores:
//
//	go test -C examples -bench . ./bench
//
// First come Go's own benchmarks, for a quick look and for benchstat. Then the
// report: tables of medians from rounds in which the contenders take turns, so
// that whatever else the machine does hits all of them alike, and at its end the
// goals beside what was measured. A ratio is the median of the rounds' ratios.
// This command also writes the report to README.md. -bench Screen prints the part
// of that name alone: Screen, Register, Inspect, Decode, Transport, Audit, Startup
// or Growth. The last one draws growth.svg.
//
// Where JSON is read, the floor is jsontext's bare walk over the text, which only
// finds out whether it is JSON. An audit is measured in whole processes, on one
// core and on two, beside a process that walks its input.
//
// Times are one machine's: compare ratios, on a machine that does nothing else.
// Contenders get what favours them: documents are parsed and values laid out
// before the timing. That all give the same verdicts is a test of every
// go test; nothing is timed then.
package bench
