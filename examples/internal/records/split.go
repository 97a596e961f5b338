package records

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
)

// split cuts the input into the elements of an array, or into the values that
// follow each other. It looks at brackets and quotes alone: a value of broken
// syntax ends where a whole one would, and the next one is read. A value that
// never ends is cut where the next one begins a line at the same column, if no
// object may stand there, or the last whole value was one of a line.
func split(r io.Reader, largest int) iter.Seq[text] {
	return func(yield func(text) bool) {
		s := &splitter{in: bufio.NewReaderSize(r, 1<<16), line: 1, lineIsBlank: true, largest: largest}
		if bom, _ := s.in.Peek(3); string(bom) == "\ufeff" {
			_, _ = s.in.Discard(3)
		}
		for {
			value, ok := s.next()
			if !ok {
				break
			}
			if !yield(value) {
				return
			}
		}
		switch {
		case s.err != io.EOF:
			yield(text{line: s.line, column: s.column, err: s.err})
		case s.inArray:
			yield(text{line: s.line, column: s.column, err: errors.New("expected ] at the end of the array; the input is cut off")})
		}
	}
}

// splitter is a place in the input.
type splitter struct {
	in           *bufio.Reader
	err          error // io.EOF at the end
	line, column int   // of the byte read last
	lineIsBlank  bool  // before that byte
	inArray      bool
	oneALine     bool   // the last value ended in the line that it began
	largest      int    // number of bytes of a value that is read
	page         []byte // free memory for texts
}

// read returns the next byte, and false where there is none.
func (s *splitter) read() (byte, bool) {
	b, err := s.in.ReadByte()
	if err != nil {
		s.err = err
		return 0, false
	}
	s.column++
	return b, true
}

// passed moves the place after a byte.
func (s *splitter) passed(b byte) {
	switch {
	case b == '\n':
		s.line, s.column, s.lineIsBlank = s.line+1, 0, true
	case !isSpace(b):
		s.lineIsBlank = false
	}
}

func (s *splitter) unread() {
	_ = s.in.UnreadByte() // cannot fail after ReadByte
	s.column--
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// next returns the next value; ok is false at the end of the input.
func (s *splitter) next() (value text, ok bool) {
	for {
		b, ok := s.read()
		if !ok {
			return text{}, false
		}
		switch {
		case isSpace(b) || b == ',':
		case b == '[' && !s.inArray:
			s.inArray = true
		case b == ']' && s.inArray:
			s.inArray = false
		default:
			s.unread()
			if value, ok := s.objectInLine(); ok {
				return value, true
			}
			return s.value(), true
		}
		s.passed(b)
	}
}

// objectInLine reads the object that begins at the next byte, where it ends in
// the same line and before a buffer's end. It reads what value would, several
// times faster.
func (s *splitter) objectInLine() (object text, ok bool) {
	for size := max(s.in.Buffered(), 1); ; size = max(s.in.Buffered(), size+1) {
		ahead, err := s.in.Peek(size)
		line, _, lineEnds := bytes.Cut(ahead, []byte("\n"))
		if end, hasItems := endOfObject(line); end > 0 && end <= s.largest {
			object = text{json: s.keep(line[:end]), line: s.line, column: s.column + 1, hasItems: hasItems}
			s.column += end
			s.lineIsBlank, s.oneALine = false, true
			_, _ = s.in.Discard(end) // cannot fail after Peek
			return object, true
		}
		if lineEnds || err != nil || size >= s.largest || ahead[0] != '{' {
			return text{}, false
		}
	}
}

// endOfObject returns the number of bytes of the object that text begins with,
// or 0 where it begins with none or ends before it, and whether the object may
// have the member of a page.
func endOfObject(text []byte) (end int, hasItems bool) {
	if len(text) == 0 || text[0] != '{' {
		return 0, false
	}
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			begin := i
			if i = endOfString(text, begin); i < 0 {
				return 0, false
			}
			hasItems = hasItems || depth == 1 && isItems(text[begin:i+1])
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, hasItems
			}
		}
	}
	return 0, false
}

// endOfString returns the place of the quote that closes the one at begin, or
// -1 where none does.
func endOfString(text []byte, begin int) int {
	for i := begin + 1; ; i++ {
		quote := bytes.IndexByte(text[i:], '"')
		if quote < 0 {
			return -1
		}
		if i += quote; !isEscaped(text, i) {
			return i
		}
	}
}

// isItems reports whether a quoted name is that of a page's customers.
func isItems(name []byte) bool {
	return len(name) == len(`"items"`) && bytes.EqualFold(name, []byte(`"items"`))
}

// isEscaped reports whether an odd number of backslashes is before a byte.
func isEscaped(text []byte, i int) bool {
	count := 0
	for i > count && text[i-1-count] == '\\' {
		count++
	}
	return count%2 == 1
}

// keep copies a text, many into one piece of memory.
func (s *splitter) keep(value []byte) []byte {
	if len(value) > cap(s.page)-len(s.page) {
		s.page = make([]byte, 0, max(len(value), 1<<18))
	}
	begin := len(s.page)
	s.page = append(s.page, value...)
	return s.page[begin:len(s.page):len(s.page)]
}

// value reads the value that begins at the next byte.
func (s *splitter) value() text {
	value := text{line: s.line, column: s.column + 1}
	beginsLine := s.lineIsBlank
	var kept bytes.Buffer
	var open nesting
	inString, escaped, size := false, false, 0
	var before byte // the byte before, white space left out
	for {
		b, ok := s.read()
		if !ok {
			break
		}
		anotherBegins := b == '{' && size > 0 && beginsLine && s.lineIsBlank && s.column == value.column && (s.oneALine || !open.takes(before))
		scalarEnds := open.depth == 0 && !inString && size > 0 && (isSpace(b) || b == ',' || b == ']' || b == '[' || b == '{')
		if anotherBegins || scalarEnds {
			s.unread()
			break
		}
		s.passed(b)
		if size++; size <= s.largest {
			kept.WriteByte(b)
		}
		closed := false
		switch {
		case b == '\n':
			inString, escaped = false, false // JSON has no line feed inside a string
		case escaped:
			escaped = false
		case inString:
			inString, escaped = b != '"', b == '\\'
		case b == '"':
			inString = true
		case b == '{' || b == '[':
			open.push(b)
		case b == '}' || b == ']':
			open.pop()
			closed = open.depth == 0
		}
		if !isSpace(b) {
			before = b
		}
		if closed {
			s.oneALine = s.line == value.line
			break
		}
	}
	if size > s.largest {
		value.err = fmt.Errorf("expected at most %d bytes for one record", s.largest)
	}
	value.json = bytes.TrimSpace(kept.Bytes())
	_, value.hasItems = endOfObject(value.json)
	return value
}

// nesting are the brackets that are open at a place.
type nesting struct {
	depth    int
	brackets []byte // of the outer levels
}

// mostBrackets is how deep encoding/json reads.
const mostBrackets = 10_000

func (n *nesting) push(bracket byte) {
	if n.depth == len(n.brackets) && n.depth < mostBrackets {
		n.brackets = append(n.brackets, bracket)
	}
	n.depth++
}

func (n *nesting) pop() {
	n.depth = max(n.depth-1, 0)
	n.brackets = n.brackets[:min(n.depth, len(n.brackets))]
}

// takes reports whether an object may stand after a byte.
func (n *nesting) takes(before byte) bool {
	if n.depth > 0 && n.depth == len(n.brackets) && n.brackets[n.depth-1] == '[' {
		return before == '[' || before == ','
	}
	return before == ':'
}
