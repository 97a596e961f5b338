package wire_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/internal/wire"
)

func TestEqualName(t *testing.T) {
	for _, name := range []string{"addressLine1", "AddressLine1", "ADDRESSLINE1", "addressline1"} {
		assert.True(t, wire.EqualName("addressLine1", name), name)
	}
	for _, name := range []string{
		"", "addressLine", "addressLine12", "addressLine2",
		"addressLine\x11", // 1 but for the bit that tells capitals apart
		"addreſLine1",     // long s
		"addressLine１",
	} {
		assert.False(t, wire.EqualName("addressLine1", name), name)
	}
	assert.True(t, wire.EqualName("z[a", "Z[A"))
	assert.False(t, wire.EqualName("z[a", "Z{A"))
	assert.False(t, wire.EqualName("", ""))
}

// TestGivenOfEveryRune compares with unicode.IsSpace, alone and among spaces.
func TestGivenOfEveryRune(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if want := !unicode.IsSpace(r); wire.Given(string(r)) != want || wire.Given(" "+string(r)+"\u2003") != want {
			t.Fatalf("%U: expected %t", r, want)
		}
	}
}

func TestGiven(t *testing.T) {
	for value, want := range map[string]bool{
		"": false, " ": false, "\t\n\v\f\r": false, "\u0085": false, "\u00a0": false, "\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000": false,
		"0": true, " 0": true, "\u30000": true, "\x00": true, "\x7f": true,
		"\u200b": true, "\ufeff": true, // zero width, but no white space
		"\xff": true, "\x85": true, "\xa0": true, "\xc2": true, " \xe2\x80": true, // cut or no UTF-8
	} {
		assert.Equal(t, want, wire.Given(value), "%q", value)
	}
}

func FuzzGiven(f *testing.F) {
	for _, seed := range []string{"", " \u00a0\u3000", " a", "\xff", "\xe2\x80"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		given := strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsSpace(r) })
		assert.Equal(t, given, wire.Given(value), "%q", value)
	})
}

func TestWithoutMark(t *testing.T) {
	for text, want := range map[string]string{"": "", "a": "a", "\ufeffa": "a", "\ufeff\ufeff": "\ufeff", "a\ufeff": "a\ufeff"} {
		assert.Equal(t, want, string(wire.WithoutMark([]byte(text))), "%q", text)
	}
}

func TestIsGUID(t *testing.T) {
	const id = "b0000000-9f4A-4000-8aF0-00000000000b"
	assert.True(t, wire.IsGUID(id))
	assert.False(t, wire.IsGUID(id+"0"))
	for i := range id {
		other := "-"
		if id[i] == '-' {
			other = "0"
		}
		for _, c := range []string{other, "g", "G", "/", ":", "@", "`", "\x00"} {
			assert.False(t, wire.IsGUID(id[:i]+c+id[i+1:]), "%q at %d", c, i)
		}
	}
}
