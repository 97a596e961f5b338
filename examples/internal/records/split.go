package records

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/cspkit/customerscreen/internal/wire"
)

// split cuts the input into the elements of an array, those of pages, or the
// values that follow each other, with whatever commas, record separators and
// byte order marks are between them. It looks at brackets and quotes alone: a value of broken
// syntax ends where a whole one would, and the next one is read. A value that
// never ends is cut where the next one begins a line at the same column, if no
// object may stand there, or the last whole value was one of a line.
func split(r io.Reader, largest int) iter.Seq[text] {
	return func(yield func(text) bool) {
		s := &splitter{in: bufio.NewReaderSize(r, 1<<16), line: 1, lineIsBlank: true, largest: largest}
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
		case s.inPage:
			yield(text{line: s.line, column: s.column, err: errors.New("expected ] and } at the end of the page; the input is cut off")})
		case s.arrays > 0:
			yield(text{line: s.line, column: s.column, err: errors.New("expected ] at the end of the array; the input is cut off")})
		}
	}
}

// splitter is a place in the input.
type splitter struct {
	in           *bufio.Reader
	err          error  // io.EOF at the end
	line, column int    // of the byte read last
	lineIsBlank  bool   // before that byte
	arrays       int    // that are open, one in the other
	inPage       bool   // in the array of a page
	oneALine     bool   // the last value ended in the line that it began
	largest      int    // number of bytes of a value that is read
	page         []byte // free memory for texts
	inPages      int    // bytes that were looked ahead behind the begin of pages: keeps the time linear
	inVain       int    // bytes that were looked ahead for a page, and not read yet: keeps the time linear
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

// recordSeparator stands before each text of a JSON text sequence (RFC 7464).
const recordSeparator = 0x1e

// next returns the next value; ok is false at the end of the input.
func (s *splitter) next() (value text, ok bool) {
	for {
		b, ok := s.read()
		if !ok {
			return text{}, false
		}
		switch {
		case isSpace(b) || b == ',' || b == recordSeparator:
		case b == wire.ByteOrderMark[0] && s.follows(wire.ByteOrderMark[1:]):
		case b == '[' && !s.inPage:
			s.arrays++
		case b == ']' && s.inPage:
			s.inPage = false
			s.passed(b)
			if value, ok := s.endOfPage(); !ok {
				return value, s.err == nil
			}
			continue
		case b == ']' && s.arrays > 0:
			s.arrays--
		default:
			s.unread()
			if value, ok := s.objectInLine(); ok {
				return value, true
			}
			if !s.inPage && s.beginPage() {
				continue
			}
			return s.value(), true
		}
		s.passed(b)
	}
}

// follows reads a text, if it is next.
func (s *splitter) follows(text string) bool {
	ahead, _ := s.in.Peek(len(text))
	if string(ahead) != text {
		return false
	}
	_, _ = s.in.Discard(len(text)) // cannot fail after Peek
	s.column += len(text)
	return true
}

// farthestPage is how many bytes are looked ahead for what makes an object a
// page or a customer.
const farthestPage = 1 << 16

// mostInVain is how many bytes are looked ahead in vain before they are read.
const mostInVain = 1 << 22

// beginPage reads up to the first customer of the page that begins at the next
// byte, and nothing where none does.
func (s *splitter) beginPage() bool {
	if s.inVain > mostInVain {
		return false
	}
	search := pageSearch{hasty: s.inPages > mostInVain}
	for size := max(s.in.Buffered(), 1); ; size = max(s.in.Buffered(), size+1) {
		ahead, err := s.in.Peek(min(size, farthestPage))
		ends := search.scan(ahead) || err != nil || size >= farthestPage
		if search.begin > 0 && ends {
			for range search.begin {
				b, _ := s.read() // cannot fail after Peek
				s.passed(b)
			}
			s.inPage = true
			s.inPages += search.at - search.begin
			return true
		}
		if ends {
			s.inVain += len(ahead)
			return false
		}
	}
}

// pageSearch looks for the elements of a page in the text of an object, which
// grows: the array that is its member items, or value. The object is a customer
// by a profile of its own, or by an ID before the array.
type pageSearch struct {
	at, depth int
	named     bool // the name read last is that of a page's array
	hasty     bool // what follows the array's begin is not looked at
	begin     int  // of the elements; 0 for none, or where the object is a customer
}

// scan reports whether no more text could change what is found: an element with
// a profile makes the object a page.
func (p *pageSearch) scan(text []byte) (whole bool) {
	for ; p.at < len(text); p.at++ {
		switch c := text[p.at]; {
		case c == '"':
			end := endOfString(text, p.at)
			if end < 0 {
				return false
			}
			name := text[p.at+1 : end]
			isProfile := isOneOf(name, "companyProfile", "billingProfile")
			switch {
			case p.depth > 1 && (p.begin == 0 || !isProfile):
			case p.depth > 1:
				return true
			case isProfile || p.begin == 0 && isOneOf(name, "id"):
				p.begin = 0
				return true
			default:
				p.named = isOneOf(name, "items", "value")
			}
			p.at = end
		case c == '[' && p.depth == 1 && p.begin == 0 && p.named:
			p.begin, p.depth = p.at+1, p.depth+1
			if p.hasty {
				return true
			}
		case c == '{' || c == '[':
			p.depth++
		case c == '}' || c == ']':
			p.depth--
		case c == ',':
			p.named = false
		}
		if p.depth <= 0 {
			return true
		}
	}
	return false
}

func isOneOf(name []byte, names ...string) bool {
	return slices.ContainsFunc(names, func(known string) bool { return strings.EqualFold(string(name), known) })
}

// endOfPage reads what comes after the customers of a page, and keeps none of
// it. Where that does not end as it should, or could be customers, it returns
// why, or the end of the input is s.err.
func (s *splitter) endOfPage() (text, bool) {
	begin := text{line: s.line, column: s.column}
	var open nesting
	open.push('{')
	inString, escaped := false, false
	before, name := byte(']'), []byte(nil)
	for {
		b, ok := s.read()
		if !ok {
			s.inPage = true // still open
			return text{}, false
		}
		if b == '{' && !inString && !open.takes(before) {
			s.unread()
			begin.err = errors.New("expected } at the end of the page")
			return begin, false
		}
		s.passed(b)
		switch {
		case escaped:
			escaped = false
		case inString:
			inString, escaped = b != '"', b == '\\'
			if inString && open.depth == 1 && len(name) < len("companyProfile") {
				name = append(name, b)
			}
		case b == '"':
			inString = true
			if open.depth == 1 {
				name = name[:0]
			}
		case b == '{' || b == '[':
			if open.depth == 1 && isOneOf(name, "items", "value", "companyProfile", "billingProfile") {
				begin.err = fmt.Errorf("expected a page with one list of customers, found %s beside it, which is not read", name)
			}
			open.push(b)
		case b == '}' || b == ']':
			if open.pop(); open.depth == 0 {
				return begin, begin.err == nil
			}
		}
		if !isSpace(b) {
			before = b
		}
	}
}

// objectInLine reads the object that begins at the next byte, where it ends in
// the same line and before a buffer's end, and is no page. It reads what value
// would, several times faster.
func (s *splitter) objectInLine() (object text, ok bool) {
	for size := max(s.in.Buffered(), 1); ; size = max(s.in.Buffered(), size+1) {
		ahead, err := s.in.Peek(size)
		line, _, lineEnds := bytes.Cut(ahead, []byte("\n"))
		if end, mayBePage := endOfObject(line); end > 0 && end <= s.largest && (!mayBePage || s.inPage) {
			object = text{json: s.keep(line[:end]), line: s.line, column: s.column + 1}
			s.column += end
			s.lineIsBlank, s.oneALine = false, true
			_, _ = s.in.Discard(end) // cannot fail after Peek
			return object, true
		} else if end > 0 {
			return text{}, false
		}
		if lineEnds || err != nil || size >= s.largest || ahead[0] != '{' {
			return text{}, false
		}
	}
}

// endOfObject returns the number of bytes of the object that text begins with,
// or 0 where it begins with none or ends before it, and whether the object may
// be a page.
func endOfObject(text []byte) (end int, mayBePage bool) {
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
			mayBePage = mayBePage || depth == 1 && isItems(text[begin:i+1])
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, mayBePage
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
	return len(name) == len(`"items"`) && isOneOf(name[1:len(name)-1], "items", "value")
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
	s.inVain = max(s.inVain-size, 0)
	value.json = bytes.TrimSpace(kept.Bytes())
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
