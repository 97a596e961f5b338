// Package outfile opens the files that a command writes, so that nothing of the
// user's is lost: a file that is there is replaced only where that is asked
// for, and two processes never write one file.
//
// An empty file is written in place. What a file holds stays until all of the
// new content is there: that is written beside it and then takes its place. A
// link is followed, and the new file has the mode and, where that may be given,
// the owner of the old one. The lock is on the file itself, whatever its name.
package outfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
)

// ErrExists is the error of a file that is there already.
var ErrExists = errors.New("the file is there already; --force replaces it")

// errLocked is the error of a file that another process has locked.
var errLocked = errors.New("another audit or check is writing this file")

// File is an open file, which is locked until it is closed or the process ends.
type File struct {
	*os.File
	IsNew   bool   // it was not there before
	IsEmpty bool   // nothing is lost when it is written
	Part    string // what is written beside it is called so

	path      string
	old       *os.File // what is to be replaced, while File is the part
	isNewPart bool     // this process began the part
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
	f := &File{File: file, IsNew: isNew, IsEmpty: isEmpty, Part: fmt.Sprintf("%s.%08x.part", target(path), rand.Uint32()), path: path}
	if !f.IsRegular() {
		return f, nil
	}
	if err := lock(file); err != nil {
		_ = file.Close() // nothing was written
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

// target is where a link leads.
func target(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}

// Name is the one that the file was opened by.
func (f *File) Name() string { return f.path }

// Close closes the file, and leaves its part.
func (f *File) Close() error {
	err := f.File.Close()
	if f.old != nil {
		_ = f.old.Close() // nothing was written
	}
	return err
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
	if f.isNewPart {
		_ = os.Remove(f.Part)
	}
	if f.IsNew {
		_ = os.Remove(f.path)
	}
}

// Begin has a part written where the file holds something, until [File.Commit].
func (f *File) Begin() error {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 || f.old != nil {
		return err
	}
	part, err := os.OpenFile(f.Part, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	keepOwner(part, info)
	if err := part.Chmod(info.Mode()); err != nil {
		_ = part.Close() // it is empty
		_ = os.Remove(f.Part)
		return err
	}
	f.isNewPart = true
	return f.write(part)
}

// Continue has a part written that another process began, and reports whether
// there is one: it may have taken the file's place.
func (f *File) Continue(part string) (found bool, err error) {
	file, err := os.OpenFile(part, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	f.Part = part
	return true, f.write(file)
}

func (f *File) write(part *os.File) error {
	f.old, f.File = f.File, part
	return lock(part)
}

// Commit puts the part, if there is one, in the file's place.
func (f *File) Commit() error {
	if f.old == nil {
		return nil
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // which renames no open file
		_ = f.Close()
	}
	if err := os.Rename(f.Part, target(f.path)); err != nil {
		return err
	}
	_ = f.old.Close() // nothing was written
	f.old, f.isNewPart = nil, false
	return nil
}

// Replace writes the whole content. After an error the file is as it was.
func (f *File) Replace(write func(io.Writer) error) error {
	if err := f.Begin(); err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(f.File, 1<<16)
	err := write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil && f.IsRegular() {
		err = f.Sync()
	}
	switch {
	case err == nil:
		return f.Commit()
	case f.old == nil:
		_ = f.Empty() // the first error says more
	default:
		_ = f.File.Close()
		_ = os.Remove(f.Part)
		f.File, f.old, f.isNewPart = f.old, nil, false
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
