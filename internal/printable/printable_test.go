package printable_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/internal/printable"
)

func TestClean(t *testing.T) {
	for name, want := range map[string]string{
		"Ann":             "Ann",
		" Ann\tLee\r\n":   "Ann Lee",
		"\ufeffAnn\u200b": "Ann",
		"\u200fدانا":      "دانا",
		"علی\u200cرضا":    "علی\u200cرضا",
		"Jo\u200dhn":      "John",
		"Ann\xff":         "Ann",
		"A\u3164n\u2800n": "Ann",
		"\x00\x01":        "",
	} {
		assert.Equal(t, want, printable.Clean(name), "%q", name)
	}
}

func TestIs(t *testing.T) {
	for _, text := range []string{"", "Acme", "Acme\tLtd\r\n", "\u00a0", "علی\u200cرضا", "👩🏽\u200d💻", "葛\U000e0100", "삼성", "កម្ពុជា", "⠁"} {
		assert.True(t, printable.Is(text), "%q", text)
	}
	for _, text := range []string{
		"\u200bAcme", "Acme\u00ad", "\ufeff", "Ac\u200dme", "Acme\x00", "Acme\x7f", "Acme\xff", "\u202eAcme", "Acme\ue000",
		"a\u034fb", "\u115f", "\u1160", "\u3164", "\uffa0", "\u17b4", "\u17b5", "\u2800",
	} {
		assert.False(t, printable.Is(text), "%q", text)
		assert.True(t, printable.Is(printable.Clean(text)), "%q", text)
	}
}

func TestASpaceIsPrintable(t *testing.T) {
	assert.True(t, printable.After('a', ' '))
	assert.False(t, printable.After('a', '\x1f'))
}
