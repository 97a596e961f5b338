package records

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/cspkit/customerscreen/internal/wire"
)

// utf8Text reads text as UTF-8 without a byte order mark. It knows UTF-16 by its
// mark or by the zero bytes in line ends, delimiters, digits and Latin letters, of
// which every header has one.
func utf8Text(r io.Reader) io.Reader {
	decoded, _ := Decoded(r)
	in := bufio.NewReaderSize(decoded, 1<<12)
	if begin, _ := in.Peek(len(wire.ByteOrderMark)); string(begin) == wire.ByteOrderMark {
		_, _ = in.Discard(len(wire.ByteOrderMark)) // cannot fail after Peek
	}
	return in
}

// utf16Order looks ahead for the order of the bytes of UTF-16.
func utf16Order(in *bufio.Reader) (order unicode.Endianness, isUTF16 bool) {
	switch begin, _ := in.Peek(len(wire.ByteOrderMark)); {
	case string(begin) == wire.ByteOrderMark:
		return order, false
	case bytes.HasPrefix(begin, []byte{0xff, 0xfe}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(begin, []byte{0xfe, 0xff}):
		return unicode.BigEndian, true
	}
	// A zero that fills the end of a file is not half a character.
	begin := upToLineEnd(firstLine(in))
	switch zero := bytes.IndexByte(begin, 0); {
	case zero < 0 || len(bytes.Trim(begin[zero:], "\x00\x1a")) == 0:
		return order, false
	case zero%2 == 1:
		return unicode.LittleEndian, true
	default:
		return unicode.BigEndian, true
	}
}

// upToLineEnd returns a text up to the end of its first line, if it is plain
// text, and the next byte: zeros further on say nothing about its encoding.
func upToLineEnd(text []byte) []byte {
	for i := 1; i < len(text); i++ {
		if (text[i] == '\r' || text[i] == '\n') && ' ' <= text[i-1] && text[i-1] < utf8.RuneSelf {
			return text[:min(i+2, len(text))]
		}
	}
	return text
}

// firstLine looks ahead up to the end of the first line, and to the byte after it if
// that may be its second half.
func firstLine(in *bufio.Reader) []byte {
	for size := 1; ; size++ {
		size = max(size, in.Buffered())
		begin, err := in.Peek(size)
		end := bytes.IndexAny(begin, "\x00\r\n")
		isASCII := end > 0 && ' ' <= begin[end-1] && begin[end-1] < utf8.RuneSelf
		if err != nil || end >= 0 && (isASCII && begin[end] != 0 || end+1 < len(begin)) {
			return begin
		}
	}
}

// lineFeeds turns other line ends into line feeds: old Macintosh programs end lines
// with a carriage return, mainframes with NEL.
func lineFeeds(in *bufio.Reader) io.Reader {
	if end := lineEndOf(in); end != "\n" {
		return transform.NewReader(in, end)
	}
	return in
}

// lineEndOf looks ahead for the end of the first line.
func lineEndOf(in *bufio.Reader) lineEnd {
	quoted := false
	for i := 0; ; i++ {
		begin, err := in.Peek(i + 1)
		if err != nil {
			return "\n"
		}
		switch c := begin[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			return "\n"
		case c == '\r':
			if begin, _ := in.Peek(i + 2); bytes.HasSuffix(begin, []byte("\r\n")) {
				return "\n"
			}
			return "\r"
		case c == nextLine[1] && i > 0 && begin[i-1] == nextLine[0]:
			return nextLine
		}
	}
}

const nextLine = "\u0085"

// lineEnd is a [transform.Transformer] that turns it into a line feed.
type lineEnd string

// Reset does nothing: no state is kept.
func (lineEnd) Reset() {}

// Transform implements [transform.Transformer].
func (e lineEnd) Transform(dst, src []byte, atEOF bool) (written, read int, err error) {
	for read < len(src) {
		if written == len(dst) {
			return written, read, transform.ErrShortDst
		}
		rest := src[read:]
		if len(rest) < len(e) && rest[0] == e[0] && !atEOF {
			return written, read, transform.ErrShortSrc
		}
		if bytes.HasPrefix(rest, []byte(e)) {
			dst[written] = '\n'
			read += len(e)
		} else {
			dst[written] = rest[0]
			read++
		}
		written++
	}
	return written, read, nil
}
