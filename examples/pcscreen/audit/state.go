package audit

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/internal/verdict"
)

// checkpoint is what an audit needs to go on: what was done when the checkpoint
// was written, and the size and checksums of the outputs then.
type checkpoint struct {
	Settings string    `json:"settings"` // a digest of all that decides the results
	Date     time.Time `json:"date"`     // of the audit
	At       position  `json:"at"`
	Columns  []string  `json:"columns"`
	OutSize  int64     `json:"outSize"`
	OutSum   string    `json:"outSum"`  // SHA-256 of so many bytes
	HTMLSum  string    `json:"htmlSum"` // SHA-256 of the existing file, which may be replaced
	FixSum   string    `json:"fixSum"`  // the same
	Parts    []string  `json:"parts"`   // files beside the outputs, that of the rows first where it has one
	Phase    phase     `json:"phase"`
	Listed   int       `json:"listed"` // customers in the report's table
	Tally    tally     `json:"tally"`
	Notes    notes     `json:"notes"`
}

// partsBeside are the parts of an audit whose state has that path.
func (c *checkpoint) partsBeside(state string) []string {
	parts := make([]string, len(c.Parts))
	for i, part := range c.Parts {
		if parts[i] = part; !filepath.IsAbs(part) {
			parts[i] = filepath.Join(filepath.Dir(state), part)
		}
	}
	return parts
}

// phase is what an audit does after a checkpoint.
type phase string

const (
	judging   phase = ""          // more rows may follow
	replacing phase = "replacing" // the report and the corrected file may be incomplete
	stopped   phase = "stopped"   // nothing
)

// state is the file beside the output from which an audit goes on. It has a first
// line that says so, rows of the report's table, which begin with [, and
// checkpoints, which begin with { and end with a checksum of all before. Lines are
// only appended, so that a crash costs no more than the end of the file.
type state struct {
	file *os.File
	to   io.Writer // the file
	path string    // "" if nobody can go on from it
	size int64     // of whole lines
	sum  uint32    // of them
}

const stateTitle = "An audit by pcscreen that was not finished. It goes on with --resume.\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// statePath returns the path beside the output's file, after following links.
func statePath(output string) string {
	if target, err := filepath.EvalSymlinks(output); err == nil {
		output = target
	}
	return output + ".resume"
}

// findState opens the state of a stopped audit, or returns nil if there is none.
// It fails if the file is something else.
func findState(path string) (*state, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	begin := make([]byte, len(stateTitle))
	n, _ := io.ReadFull(file, begin)
	if string(begin[:n]) != stateTitle[:n] {
		_ = file.Close() // nothing was written
		return nil, fmt.Errorf("%s: expected what an audit left to resume, found another file; move it away, or choose another name for the output", path)
	}
	return &state{file: file, to: file, path: path}, nil
}

// newState creates a state. One without a path is gone after the audit.
func newState(path string) (*state, error) {
	if path == "" {
		file, err := os.CreateTemp("", "pcscreen-*.rows")
		if err != nil {
			return nil, err
		}
		s := &state{file: file, to: file}
		return s, s.begin()
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	s := &state{file: file, to: file, path: path}
	return s, s.begin()
}

// begin empties the state.
func (s *state) begin() error {
	if err := s.cutTo(0, 0); err != nil {
		return err
	}
	return s.append([]byte(stateTitle))
}

// cutTo removes what follows the first size bytes, whose checksum is sum.
func (s *state) cutTo(size int64, sum uint32) error {
	s.size, s.sum = size, sum
	if err := s.file.Truncate(size); err != nil {
		return err
	}
	_, err := s.file.Seek(size, io.SeekStart)
	return err
}

// append writes all the lines or none.
func (s *state) append(lines []byte) error {
	if _, err := s.to.Write(lines); err != nil {
		_ = s.cutTo(s.size, s.sum) // if it fails, the checksum does not hold
		return err
	}
	s.size, s.sum = s.size+int64(len(lines)), crc32.Update(s.sum, castagnoli, lines)
	return nil
}

// save appends a checkpoint, and makes sure it survives a crash of the machine.
func (s *state) save(c *checkpoint) error {
	if s.path == "" {
		return nil
	}
	line, err := json.Marshal(c)
	if err != nil {
		return err
	}
	sum := crc32.Update(s.sum, castagnoli, line)
	if err := s.append(fmt.Appendf(line, " %08x\n", sum)); err != nil {
		return err
	}
	return s.file.Sync()
}

// load returns the last complete checkpoint, and removes what follows it.
func (s *state) load() (c checkpoint, found bool, err error) {
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return c, false, err
	}
	lines := bufio.NewReaderSize(s.file, 1<<16)
	var size, wholeSize int64
	var sum, wholeSum uint32
	const tail = len(" 00000000\n")
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		if err != nil {
			return c, false, err
		}
		end := max(len(line)-tail, 0)
		isWhole := line[0] == '{' && fmt.Sprintf(" %08x\n", crc32.Update(sum, castagnoli, line[:end])) == string(line[end:])
		size, sum = size+int64(len(line)), crc32.Update(sum, castagnoli, line)
		if !isWhole {
			continue
		}
		var next checkpoint
		if json.Unmarshal(line[:end], &next) == nil {
			c, found, wholeSize, wholeSum = next, true, size, sum
		}
	}
	if !found {
		return c, false, s.begin() // it was killed while it began, or the file is damaged
	}
	return c, true, s.cutTo(wholeSize, wholeSum)
}

// rows yields the rows of the report's table.
func (s *state) rows() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		lines := bufio.NewReaderSize(io.NewSectionReader(s.file, 0, s.size), 1<<16)
		for {
			line, err := lines.ReadBytes('\n')
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if line[0] == '[' && !yield(line, nil) {
				return
			}
		}
	}
}

// remove removes the file.
func (s *state) remove() error {
	name := s.file.Name()
	_ = s.file.Close() // it is no longer needed
	return os.Remove(name)
}

// settings returns a digest of all that decides what an audit writes.
func settings(options *Options) string {
	type rule struct {
		countries.Rule
		Number, Phone string
	}
	var expressions []rule
	for r := range options.Policy.Rules() {
		expressions = append(expressions, rule{r, r.NumberPattern(), r.PhonePattern()})
	}
	beside := cmp.Or(options.Out, options.HTML, options.FixTo)
	sizes := make([]int64, len(options.Names))
	for i, name := range options.Names {
		if info, err := os.Stat(name); name != "-" && err == nil && info.Mode().IsRegular() {
			sizes[i] = info.Size()
		}
	}
	text, err := json.Marshal(struct {
		Program, Rules string
		Policy         rules.Policy
		Expressions    []rule
		Names          []string
		Sizes          []int64
		Reading        records.Reading
		Judging        verdict.Options
		Out, CSV       bool
		HTML, FixTo    string
		Fix            []string
	}{
		program(), options.Rules, rules.All(options.Policy), expressions,
		options.Names, sizes, options.Reading, options.Judging, options.Out != "", isCSV(options.Out),
		seenFrom(beside, options.HTML), seenFrom(beside, options.FixTo), options.Fix,
	})
	if err != nil {
		panic(err) // strings and numbers can be written
	}
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}

// seenFrom returns the name of a file relative to another one, so that both can be
// moved together.
func seenFrom(beside, name string) string {
	if name == "" {
		return ""
	}
	folder, from := filepath.Dir(absolute(name)), filepath.Dir(absolute(beside))
	if seen, err := filepath.Rel(from, folder); err == nil {
		folder = seen
	}
	return filepath.Join(folder, filepath.Base(name))
}

// absolute returns a name whose folder has no links.
func absolute(name string) string {
	folder, base := filepath.Split(name)
	if target, err := filepath.EvalSymlinks(cmp.Or(folder, ".")); err == nil {
		folder = target
	}
	if name, err := filepath.Abs(filepath.Join(folder, base)); err == nil {
		return name
	}
	return name
}

// program names the version of this program: another one may find other things.
func program() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	text := info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			text += " " + setting.Value
		}
	}
	return text
}
