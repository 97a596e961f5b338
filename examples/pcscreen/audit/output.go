package audit

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"

	"github.com/cspkit/customerscreen/examples/internal/outfile"
)

// output is a file or a stream to which whole rows are appended.
type output struct {
	file *outfile.File // nil for a stream
	to   io.Writer     // the file, or the stream
	size int64         // bytes of whole rows
	sum  hash.Hash     // of the rows that are done
}

func newOutput(file *outfile.File) *output { return &output{file: file, to: file, sum: sha256.New()} }

// goOn finds the rows as the audit left them. What follows them comes from an
// audit that was killed, and is cut off.
func (o *output) goOn(c *checkpoint) error {
	n, err := io.CopyN(o.sum, o.file, c.OutSize)
	if err != nil && err != io.EOF {
		return err
	}
	if n < c.OutSize {
		return fmt.Errorf("%s is shorter than the audit left it; --force begins anew", o.file.Name())
	}
	if hex.EncodeToString(o.sum.Sum(nil)) != c.OutSum {
		return notAsLeft(o.file)
	}
	if info, err := o.file.Stat(); c.Phase == stopped && (err != nil || info.Size() > n) {
		return cmp.Or(err, notAsLeft(o.file))
	}
	if err := o.file.Truncate(n); err != nil {
		return err
	}
	o.size = n
	return nil
}

func notAsLeft(file *outfile.File) error {
	return fmt.Errorf("%s is not as the audit left it: something else was written into it; --force begins anew", file.Name())
}

// sumOf returns the checksum of a file, or "" if it is empty or not wanted.
func sumOf(file *outfile.File) (string, error) {
	if file == nil || !file.IsRegular() {
		return "", nil
	}
	sum := sha256.New()
	if n, err := io.Copy(sum, io.NewSectionReader(file, 0, math.MaxInt64)); err != nil || n == 0 {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// write appends rows: all of them or, in a file, none.
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

// add counts rows as done, once all outputs have them.
func (o *output) add(rows []byte) {
	if o != nil && o.sum != nil {
		_, _ = o.sum.Write(rows) // never fails
	}
}

// cutTo removes what was written after the first size bytes.
func (o *output) cutTo(size int64) {
	if o == nil || o.file == nil || o.size == size {
		return
	}
	o.size = size
	_ = o.file.Truncate(size) // if it fails, the checkpoint's size still holds
	_, _ = o.file.Seek(size, io.SeekStart)
}

// sync makes sure that the rows survive a crash of the machine.
func (o *output) sync() error {
	if o.file == nil || !o.file.IsRegular() {
		return nil
	}
	return o.file.Sync()
}

// comparer compares what is written with a file that should hold the same.
type comparer struct{ file *outfile.File }

func (c comparer) Write(p []byte) (int, error) {
	found := make([]byte, len(p))
	if _, err := io.ReadFull(c.file, found); err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return 0, err
	}
	if !bytes.Equal(found, p) {
		return 0, c.differs()
	}
	return len(p), nil
}

// end fails unless the file ends here.
func (c comparer) end() error {
	if n, _ := c.file.Read(make([]byte, 1)); n > 0 {
		return c.differs()
	}
	return nil
}

func (c comparer) differs() error {
	return fmt.Errorf("%s: there is nothing to resume, and this audit would write something else; --force begins anew", c.file.Name())
}
