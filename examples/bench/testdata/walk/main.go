// Command walk is the floor of an audit: it reads a file of JSON, one customer a
// line, and finds out whether each line is JSON, on as many cores as there are.
package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	workers := runtime.GOMAXPROCS(0)
	batches := make(chan []byte, 2*workers)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for batch := range batches {
				for line := range bytes.Lines(batch) {
					if !jsontext.Value(line).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) {
						panic("a line is not JSON")
					}
				}
			}
		})
	}
	in := bufio.NewReaderSize(file, 1<<16)
	for {
		batch := make([]byte, 1<<18)
		n, err := io.ReadFull(in, batch)
		rest, _ := in.ReadBytes('\n') // of the line that the batch ends in
		batches <- append(batch[:n], rest...)
		if err != nil {
			break
		}
	}
	close(batches)
	running.Wait()
}
