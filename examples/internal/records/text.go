package records

import (
	"bufio"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// utf8Text reads text as UTF-8 without a byte order mark. UTF-16 is known by
// its mark, or without one by the zero byte of a first character below U+0100.
func utf8Text(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 1<<12)
	begin, _ := in.Peek(2)
	var otherwise transform.Transformer = transform.Nop
	if len(begin) == 2 {
		switch {
		case begin[0] != 0 && begin[1] == 0:
			otherwise = utf16(unicode.LittleEndian)
		case begin[0] == 0 && begin[1] != 0:
			otherwise = utf16(unicode.BigEndian)
		}
	}
	return transform.NewReader(in, unicode.BOMOverride(otherwise))
}

func utf16(order unicode.Endianness) *encoding.Decoder {
	return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder()
}
