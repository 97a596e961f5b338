package audit

import (
	"context"
	"fmt"
	"io"
	"os"
)

// opener opens inputs. It meters their reading, which ends with the context.
type opener struct {
	ctx   context.Context
	stdin io.Reader
	meter *Meter
}

func (o opener) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return newStream(o.ctx, io.NopCloser(o.stdin), o.meter), nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if isRegular(file) {
		return &regularFile{file, o.meter}, nil
	}
	return newStream(o.ctx, file, o.meter), nil
}

// checkInputs opens every file once, to report a wrong name before an hour's
// work, not after it.
func checkInputs(names []string) error {
	for i, name := range names {
		if name == "-" {
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		if info.IsDir() {
			return fmt.Errorf("%s: expected a file, found a directory", name)
		}
		if !info.Mode().IsRegular() {
			continue // opening a pipe would take its data
		}
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		_ = file.Close() // nothing was written
		for _, other := range names[:i] {
			if same, err := os.Stat(other); err == nil && os.SameFile(info, same) {
				return fmt.Errorf("%s: the file is named twice", name)
			}
		}
	}
	return nil
}

func isRegular(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode().IsRegular()
}

// regularFile is a file, which never keeps its reader waiting for long.
type regularFile struct {
	*os.File
	meter *Meter
}

func (f *regularFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.meter.bytes.Add(int64(n))
	return n, err
}

func (f *regularFile) ReadAt(p []byte, at int64) (int, error) {
	n, err := f.File.ReadAt(p, at)
	f.meter.bytes.Add(int64(n))
	return n, err
}

// stream is a pipe or a terminal. Its Read ends with the context. The goroutine
// that waits for data ends when data comes, or with the program.
type stream struct {
	ctx     context.Context
	input   io.ReadCloser
	meter   *Meter
	chunks  chan chunk
	buffers chan []byte
	closed  chan struct{}
	current chunk
	unread  []byte // of current
}

type chunk struct {
	data []byte
	err  error
}

func newStream(ctx context.Context, input io.ReadCloser, meter *Meter) *stream {
	s := &stream{ctx: ctx, input: input, meter: meter,
		chunks: make(chan chunk), buffers: make(chan []byte, 2), closed: make(chan struct{})}
	for range cap(s.buffers) {
		s.buffers <- make([]byte, 1<<16)
	}
	go s.fill()
	return s
}

func (s *stream) fill() {
	for {
		select {
		case <-s.closed:
			return
		case buffer := <-s.buffers:
			n, err := s.input.Read(buffer[:cap(buffer)])
			select {
			case s.chunks <- chunk{buffer[:n], err}:
			case <-s.closed:
				return
			}
			if err != nil {
				return
			}
		}
	}
}

func (s *stream) Read(p []byte) (int, error) {
	for len(s.unread) == 0 {
		if s.current.err != nil {
			return 0, s.current.err
		}
		if s.current.data != nil {
			s.buffers <- s.current.data // there are as many places as buffers
			s.current.data = nil
		}
		select {
		case s.current = <-s.chunks:
			s.unread = s.current.data
			s.meter.bytes.Add(int64(len(s.unread)))
		case <-s.ctx.Done():
			return 0, s.ctx.Err()
		}
	}
	n := copy(p, s.unread)
	s.unread = s.unread[n:]
	return n, nil
}

func (s *stream) Close() error {
	close(s.closed)
	return s.input.Close()
}

func openFile(name string) (io.ReadCloser, error) { return os.Open(name) }
