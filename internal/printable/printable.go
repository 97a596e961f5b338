// Package printable tells the characters of a name that a reader sees, or that
// its script needs, from the others.
package printable

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// After reports whether a character may stand after another: it is printable,
// or a joiner where the script or an emoji uses one.
func After(previous, c rune) bool {
	switch {
	case c < utf8.RuneSelf:
		return ' ' <= c && c != 0x7f
	case c == utf8.RuneError: // what could not be read as UTF-8, here or before
		return false
	case c == zeroWidthNonJoiner || c == zeroWidthJoiner || c == mongolianVowelSeparator:
		return unicode.In(previous, joining...) || isEmoji(previous)
	default:
		return unicode.IsPrint(c) && !IsFiller(c) || unicode.Is(unicode.Zs, c)
	}
}

// IsFiller reports whether a character is a letter, mark or symbol that nobody
// sees.
func IsFiller(c rune) bool {
	switch c {
	case '\u034f', // combining grapheme joiner
		'\u115f', '\u1160', '\u3164', '\uffa0', // of Hangul
		'\u17b4', '\u17b5', // vowels of Khmer
		'\u2800': // Braille without a dot
		return true
	default:
		return false
	}
}

// Is reports whether all characters of a text can be printed, white space of
// any kind among them.
func Is(text string) bool {
	previous := ' '
	for _, c := range text {
		if !After(previous, c) && !unicode.IsSpace(c) {
			return false
		}
		previous = c
	}
	return true
}

const (
	zeroWidthNonJoiner      = '\u200c'
	zeroWidthJoiner         = '\u200d'
	mongolianVowelSeparator = '\u180e'
	emojiVariationSelector  = '\ufe0f'
)

// isEmoji reports whether a joiner after the character can make up an emoji.
func isEmoji(c rune) bool {
	return unicode.In(c, unicode.So, unicode.Sk) || c == emojiVariationSelector
}

// joining are the scripts whose spelling tells by joiners how letters connect.
var joining = []*unicode.RangeTable{
	unicode.Mn, // marks that several scripts share
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mongolian,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
	unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
	unicode.Myanmar, unicode.Khmer, unicode.Tibetan, unicode.Balinese, unicode.Javanese,
}

// Clean returns a text without the characters that cannot be printed. White
// space is one space between words. It is empty where nothing else is left.
func Clean(text string) string {
	previous := ' ' // of those that are left
	cleaned := strings.Map(func(c rune) rune {
		switch {
		case After(previous, c):
			previous = c
		case unicode.IsSpace(c): // a tab or line feed stands between words
			previous = ' '
		default:
			return -1
		}
		return previous
	}, text)
	return strings.Join(strings.Fields(cleaned), " ")
}
