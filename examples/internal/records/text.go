package records

import (
	"bufio"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// utf8Text reads text as UTF-8 without a byte order mark. UTF-16 is known by
// its mark, or without one by the zero byte of a first character below U+0100.
func utf8Text(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 1<<12)
	begin, _ := in.Peek(len(utf8Mark))
	switch {
	case string(begin) == utf8Mark:
		_, _ = in.Discard(len(utf8Mark)) // cannot fail after Peek
		return in
	case len(begin) < 2:
		return in
	case begin[0] == 0xff && begin[1] == 0xfe, begin[0] != 0 && begin[1] == 0:
		return utf16(in, unicode.LittleEndian)
	case begin[0] == 0xfe && begin[1] == 0xff, begin[0] == 0 && begin[1] != 0:
		return utf16(in, unicode.BigEndian)
	}
	return in
}

const utf8Mark = "\ufeff"

func utf16(r io.Reader, order unicode.Endianness) io.Reader {
	return transform.NewReader(r, unicode.UTF16(order, unicode.UseBOM).NewDecoder())
}
