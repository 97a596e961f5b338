// Package outfile opens the files that a command writes, so that nothing of the
// user's is lost: a file that is there is replaced only where that is asked
// for, and two processes never write one file.
//
// Files are written in place. So a link is followed, the file keeps its mode
// and its owner, and the lock is on the file itself, whatever its name.
package outfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ErrExists is the error of a file that is there already.
var ErrExists = errors.New("the file is there already; --force replaces it")

// errLocked is the error of a file that another process has locked.
var errLocked = errors.New("another audit or check is writing this file")

// File is an open file, which is locked until it is closed or the process ends.
type File struct {
	*os.File
	IsNew   bool // it was not there before
	IsEmpty bool // nothing is lost when it is written
}

// Open opens a file to read and to write it, and makes it where it is not there.
// Nothing that it holds has changed then.
func Open(path string) (*File, error) {
	info, err := os.Stat(path)
	isNew := errors.Is(err, fs.ErrNotExist)
	isEmpty := isNew || err == nil && (info.Size() == 0 || !info.Mode().IsRegular())
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	f := &File{file, isNew, isEmpty}
	if !f.IsRegular() {
		return f, nil
	}
	if err := lock(file); err != nil {
		_ = file.Close() // nothing was written
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// IsRegular reports whether it is a file, and no pipe or device.
func (f *File) IsRegular() bool {
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

// Is reports whether a name is one of the file's.
func (f *File) Is(name string) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(name)
	return err == nil && os.SameFile(info, named)
}

// Discard closes the file, and removes it if it was not there before.
func (f *File) Discard() {
	_ = f.Close() // its content does not matter
	if f.IsNew {
		_ = os.Remove(f.Name())
	}
}

// Replace writes the whole content. After an error the file is empty.
func (f *File) Replace(write func(io.Writer) error) error {
	err := f.Empty()
	if err == nil {
		buffered := bufio.NewWriterSize(f.File, 1<<16)
		if err = write(buffered); err == nil {
			err = buffered.Flush()
		}
	}
	if err == nil && f.IsRegular() {
		err = f.Sync()
	}
	if err != nil {
		_ = f.Empty() // the first error says more
	}
	return err
}

// Empty removes the content.
func (f *File) Empty() error {
	if !f.IsRegular() {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return f.Truncate(0)
}
