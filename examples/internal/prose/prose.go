// Package prose writes what the commands say in sentences.
package prose

import (
	"strings"
	"unicode"
)

// Or lists alternatives: "a", "a or b", "a, b or c".
func Or(words ...string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Printable replaces what could steer a terminal.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, text)
}
