// Package terminal lays out text for people: wrapped between words with a hanging
// indent, in colours, with values that stay in place whatever the direction of
// their letters.
package terminal

import (
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/fatih/color"
	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
	"golang.org/x/text/unicode/bidi"

	"github.com/cspkit/customerscreen/examples/internal/prose"
)

// Terminal is how to show text. The zero value suits a pipe or a file: one line for
// each text, without colours.
type Terminal struct {
	Width    int  // columns of a line; 0 does not wrap
	Color    bool // show colours
	Isolates bool // isolate values that are written from right to left
}

// Of returns how a writer shows text. The environment overrides it: COLUMNS is the
// width, even for a pipe; NO_COLOR forbids colours, FORCE_COLOR and CLICOLOR_FORCE
// ask for them without a terminal.
func Of(w io.Writer) Terminal {
	var t Terminal
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		t = Terminal{Width: 80, Color: os.Getenv("TERM") != "dumb", Isolates: true}
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			t.Width = width
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		t.Width = width
	}
	t.Color = os.Getenv("NO_COLOR") == "" && (t.Color || asks("FORCE_COLOR") || asks("CLICOLOR_FORCE"))
	return t
}

func asks(variable string) bool {
	value := os.Getenv(variable)
	return value != "" && value != "0"
}

// Style is how a text stands out.
type Style color.Attribute

// The styles.
const (
	Bold   = Style(color.Bold)
	Faint  = Style(color.Faint)
	Line   = Style(color.Underline)
	Red    = Style(color.FgRed)
	Green  = Style(color.FgGreen)
	Yellow = Style(color.FgYellow)
	Purple = Style(color.FgMagenta)
)

// In returns a text in a style, or unchanged without colours.
func (t Terminal) In(style Style, text string) string {
	if !t.Color {
		return text
	}
	c := color.New(color.Attribute(style))
	c.EnableColor() // whatever the library thinks of standard output
	return c.Sprint(text)
}

// Unicode characters that isolate a text from the writing direction around it.
const (
	firstStrongIsolate  = '\u2068'
	popDirectionIsolate = '\u2069'
)

// Value returns a value of the input without what could steer a terminal. Letters
// that are written from right to left do not reorder the text around them.
func (t Terminal) Value(value string) string {
	value = prose.Printable(value)
	if t.Isolates && strings.ContainsFunc(value, isRightToLeft) {
		return string(firstStrongIsolate) + value + string(popDirectionIsolate)
	}
	return value
}

// Short returns a value, or its beginning if it would overflow a line with the
// given indent.
func (t Terminal) Short(value string, indent int) string {
	room := 60
	if t.Width > 0 {
		room = min(room, max(t.Width-indent, 20))
	}
	return runewidth.Truncate(value, room, "…")
}

func isRightToLeft(r rune) bool {
	properties, _ := bidi.LookupRune(r)
	return properties.Class() == bidi.R || properties.Class() == bidi.AL
}

var styling = regexp.MustCompile("\x1b\\[[0-9;]*m|[\u2068\u2069]")

// Width returns how many columns a text takes.
func Width(text string) int {
	if strings.ContainsAny(text, "\x1b\u2068\u2069") { // seldom: an expression is slow
		text = styling.ReplaceAllString(text, "")
	}
	return runewidth.StringWidth(text)
}

// Hang returns a text after a prefix, with a line feed at its end. Its lines begin
// where the prefix ends, and break only between words.
func (t Terminal) Hang(prefix, text string) string {
	if t.Width == 0 && !strings.Contains(text, "\n") && text != "" {
		return prefix + text + "\n"
	}
	var lines strings.Builder
	indent := Width(prefix)
	for line := range strings.Lines(text) {
		lines.WriteString(prefix)
		prefix = strings.Repeat(" ", indent)
		column := indent
		for i, word := range words(strings.TrimSuffix(line, "\n")) {
			width := Width(word)
			switch {
			case i == 0:
			case t.Width > 0 && column+1+width > t.Width && column > indent:
				if word == "" {
					continue // a second space, which the line's end replaces
				}
				lines.WriteString("\n" + prefix)
				column = indent
			default:
				lines.WriteString(" ")
				column++
			}
			lines.WriteString(word)
			column += width
		}
		lines.WriteString("\n")
	}
	return lines.String()
}

// glue replaces the space between a flag and its value.
const glue = "\uE000"

var flagValue = regexp.MustCompile(`(^| )(--[^ ]+) ([^- ])`)

// Command returns a command line after a prefix. It breaks as a shell allows, but
// not between a flag and its value.
func (t Terminal) Command(prefix, command string) string {
	if t.Width > 0 && Width(prefix+command) > t.Width {
		t.Width -= len(` \`)
		command = flagValue.ReplaceAllString(command, "$1$2"+glue+"$3")
	}
	lines := strings.ReplaceAll(strings.TrimSuffix(t.Hang(prefix, command), "\n"), glue, " ")
	return strings.ReplaceAll(lines, "\n", " \\\n") + "\n"
}

// words splits a line into words. An isolated text is one word, since a line feed
// would end the isolation.
func words(line string) []string {
	var words []string
	begin, isolated := 0, false
	for i, r := range line {
		switch {
		case r == firstStrongIsolate:
			isolated = true
		case r == popDirectionIsolate:
			isolated = false
		case r == ' ' && !isolated:
			words = append(words, line[begin:i])
			begin = i + 1
		}
	}
	return append(words, line[begin:])
}
