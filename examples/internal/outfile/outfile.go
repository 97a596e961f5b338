// Package outfile opens the files that a command writes, and loses nothing of the
// user's. It replaces an existing file only on request, and two processes never
// write the same file.
//
// It writes an empty file in place. It writes new content beside any other file,
// and then puts it in the file's place. It follows links. The new file has the
// mode of the old one and, if allowed, its owner. The lock is on the file itself,
// whatever its name.
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

// ErrExists means that the file exists.
var ErrExists = errors.New("the file is there already; --force replaces it")

// errLocked means that another process has locked the file.
var errLocked = errors.New("another audit or check is writing this file")

// File is an open file. It is locked until it is closed or the process ends.
type File struct {
	*os.File
	IsNew   bool   // it did not exist before
	IsEmpty bool   // writing it loses nothing
	Part    string // the name of what is written beside it

	path      string
	old       *os.File // the file to replace, while File is the part
	isNewPart bool     // this process began the part
}

// Open opens a file for reading and writing, and creates it if it does not exist.
// It does not change the content.
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

// target returns where a link leads.
func target(path string) string {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target
	}
	return path
}

// Name returns the name by which the file was opened.
func (f *File) Name() string { return f.path }

// Close closes the file and keeps its part.
func (f *File) Close() error {
	err := f.File.Close()
	if f.old != nil {
		_ = f.old.Close() // nothing was written
	}
	return err
}

// IsRegular reports whether it is a file, not a pipe or a device.
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

// Discard closes the file, and removes it if it is new.
func (f *File) Discard() {
	_ = f.Close() // its content does not matter
	if f.isNewPart {
		_ = os.Remove(f.Part)
	}
	if f.IsNew {
		_ = os.Remove(f.path)
	}
}

// Begin directs writing to a part until [File.Commit], unless the file is empty.
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

// Continue directs writing to a part that another process began, and reports
// whether there is one: it may have taken the file's place.
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

// Commit puts the part, if any, in the file's place.
func (f *File) Commit() error {
	if f.old == nil {
		return nil
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if runtime.GOOS == "windows" { // it renames no open file
		_ = f.Close()
	}
	if err := os.Rename(f.Part, target(f.path)); err != nil {
		return err
	}
	_ = f.old.Close() // nothing was written
	f.old, f.isNewPart = nil, false
	return nil
}

// Replace writes the whole content. After an error the file is unchanged.
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
