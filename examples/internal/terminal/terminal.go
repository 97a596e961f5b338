// Package terminal lays text out for a person: wrapped between words under a
// hanging indent, in colours, and with values that keep their place in a line,
// whatever the direction of their letters.
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

// Terminal is how text is shown. The zero value is a pipe or a file: one line
// for one text, without colours.
type Terminal struct {
	Width    int  // columns of a line; 0 where lines are not wrapped
	Color    bool // colours are shown
	Isolates bool // values that are written from right to left are isolated
}

// Of returns how a writer shows text. The environment has a say: COLUMNS is the
// width, of a pipe as well; NO_COLOR forbids colours, FORCE_COLOR and
// CLICOLOR_FORCE ask for them where there is no terminal.
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

// In returns a text in a style, and as it is where there are no colours.
func (t Terminal) In(style Style, text string) string {
	if !t.Color {
		return text
	}
	c := color.New(color.Attribute(style))
	c.EnableColor() // whatever the library thinks of standard output
	return c.Sprint(text)
}

// The characters of Unicode that isolate a text from the order of what is
// around it.
const (
	firstStrongIsolate  = '\u2068'
	popDirectionIsolate = '\u2069'
)

// Value returns a value of the input without what could steer a terminal, and
// so that its letters, if they are written from right to left, do not change
// the order of what is around them.
func (t Terminal) Value(value string) string {
	value = prose.Printable(value)
	if t.Isolates && strings.ContainsFunc(value, isRightToLeft) {
		return string(firstStrongIsolate) + value + string(popDirectionIsolate)
	}
	return value
}

// Short returns a value, or the beginning of one that would fill a line that
// begins with an indent.
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

// Width returns the columns that a text takes.
func Width(text string) int {
	if strings.ContainsAny(text, "\x1b\u2068\u2069") { // seldom, and an expression is slow
		text = styling.ReplaceAllString(text, "")
	}
	return runewidth.StringWidth(text)
}

// Hang returns a text after a prefix, with a line feed at its end. Its lines
// begin where the prefix ends, and are broken between words alone.
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
					continue // a second space, which the line's end stands for
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

// glue stands for the space between a flag and its value.
const glue = "\uE000"

var flagValue = regexp.MustCompile(`(^| )(--[^ ]+) ([^- ])`)

// Command returns a command line after a prefix, broken as a shell allows, and
// not between a flag and its value.
func (t Terminal) Command(prefix, command string) string {
	if t.Width > 0 && Width(prefix+command) > t.Width {
		t.Width -= len(` \`)
		command = flagValue.ReplaceAllString(command, "$1$2"+glue+"$3")
	}
	lines := strings.ReplaceAll(strings.TrimSuffix(t.Hang(prefix, command), "\n"), glue, " ")
	return strings.ReplaceAll(lines, "\n", " \\\n") + "\n"
}

// words splits a line between its words. What is isolated is one, since a line
// feed ends an isolate.
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
