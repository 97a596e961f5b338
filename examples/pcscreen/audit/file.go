package audit

import (
	"fmt"
	"io"
	"os"
)

// output is a file that whole rows are appended to, or a stream of them.
type output struct {
	file *os.File  // nil for a stream
	to   io.Writer // the file, or the stream
	size int64     // bytes of whole rows
}

// createOutput makes a new file, or goes on with one that holds size bytes of
// rows; what follows these is of an audit that was killed.
func createOutput(path string, resume bool, size int64) (*output, error) {
	if !resume {
		file, err := os.Create(path)
		if err != nil {
			return nil, err
		}
		return &output{file: file, to: file}, nil
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.Size() < size {
		err = fmt.Errorf("%s is shorter than the audit left it; leave --resume out to begin anew", path)
	}
	if err == nil {
		err = file.Truncate(size)
	}
	if err == nil {
		_, err = file.Seek(size, io.SeekStart)
	}
	if err != nil {
		_ = file.Close() // the first error says more
		return nil, err
	}
	return &output{file: file, to: file, size: size}, nil
}

// write appends rows, all or, in a file, none of them.
func (o *output) write(rows []byte) error {
	if len(rows) == 0 {
		return nil
	}
	before := o.size
	n, err := o.to.Write(rows)
	o.size += int64(n)
	if err != nil {
		o.cutTo(before)
	}
	return err
}

// cutTo takes back what was written after the first size bytes.
func (o *output) cutTo(size int64) {
	if o == nil || o.file == nil || o.size == size {
		return
	}
	o.size = size
	_ = o.file.Truncate(size) // if it fails, the checkpoint's size still holds
	_, _ = o.file.Seek(size, io.SeekStart)
}

// sync sees to it that the rows outlast the machine.
func (o *output) sync() error {
	if o.file == nil || !isRegular(o.file) {
		return nil
	}
	return o.file.Sync()
}

func (o *output) close() error {
	if o.file == nil {
		return nil
	}
	return o.file.Close()
}

// replaceFile writes a file whole: until that is done, the old one stands.
func replaceFile(path string, write func(io.Writer) error) error {
	temporary := path + ".new"
	file, err := os.Create(temporary)
	if err != nil {
		return err
	}
	err = write(file)
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temporary, path)
	}
	if err != nil {
		_ = os.Remove(temporary) // the first error says more
	}
	return err
}
