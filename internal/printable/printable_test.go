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
		"\x00\x01":        "",
	} {
		assert.Equal(t, want, printable.Clean(name), "%q", name)
	}
}
