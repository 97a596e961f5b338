package terminal_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/terminal"
)

func TestOf(t *testing.T) {
	for _, test := range []struct {
		environment map[string]string
		want        terminal.Terminal
	}{
		{nil, terminal.Terminal{}},
		{map[string]string{"COLUMNS": "60"}, terminal.Terminal{Width: 60}},
		{map[string]string{"COLUMNS": "-1"}, terminal.Terminal{}},
		{map[string]string{"COLUMNS": "wide"}, terminal.Terminal{}},
		{map[string]string{"FORCE_COLOR": "1"}, terminal.Terminal{Color: true}},
		{map[string]string{"FORCE_COLOR": "0"}, terminal.Terminal{}},
		{map[string]string{"CLICOLOR_FORCE": "1"}, terminal.Terminal{Color: true}},
		{map[string]string{"FORCE_COLOR": "1", "NO_COLOR": "1"}, terminal.Terminal{}},
	} {
		for _, name := range []string{"COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"} {
			t.Setenv(name, test.environment[name])
		}
		assert.Equal(t, test.want, terminal.Of(new(bytes.Buffer)), test.environment)
		file, err := os.Open(os.DevNull)
		require.NoError(t, err)
		assert.Equal(t, test.want, terminal.Of(file), "a file is no terminal")
		require.NoError(t, file.Close())
	}
}

func TestHang(t *testing.T) {
	for _, test := range []struct {
		width              int
		prefix, text, want string
	}{
		{0, "> ", strings.Repeat("word ", 30) + "end", "> " + strings.Repeat("word ", 30) + "end\n"},
		{12, "> ", "one two three four", "> one two\n  three four\n"},
		{11, "> ", "one two three four", "> one two\n  three\n  four\n"},
		{8, "> ", "a unbreakable b", "> a\n  unbreakable\n  b\n"},
		{8, "> ", "unbreakable", "> unbreakable\n"},
		{20, "[1] ", "first line\nsecond  line\n", "[1] first line\n    second  line\n"},
		{10, "", "", ""},
		{12, "", "株式会社 東京", "株式会社\n東京\n"},
		{12, "> ", "ten  chars  aa", "> ten  chars\n  aa\n"},
		{13, "", "株式会社 東京", "株式会社 東京\n"},
		{4, "", "ไทย ไทย", "ไทย\nไทย\n"},
		{5, "", "ที่ นี่", "ที่ นี่\n"}, // marks above a letter take no column
		{9, "\x1b[31mred\x1b[0m  ", "one two", "\x1b[31mred\x1b[0m  one\n     two\n"},
		{12, "", "one \u2068شركة النور\u2069 two", "one\n\u2068شركة النور\u2069\ntwo\n"},
	} {
		assert.Equal(t, test.want, terminal.Terminal{Width: test.width}.Hang(test.prefix, test.text), test.text)
	}
}

func TestCommand(t *testing.T) {
	const command = "pcscreen audit customers.csv --html report.html"
	assert.Equal(t, "  "+command+"\n", terminal.Terminal{}.Command("  ", command))
	assert.Equal(t, "  "+command+"\n", terminal.Terminal{Width: len(command) + 2}.Command("  ", command))
	assert.Equal(t, "  pcscreen audit customers.csv \\\n  --html report.html\n", terminal.Terminal{Width: 33}.Command("  ", command))
	assert.Equal(t, "  pcscreen audit customers.csv \\\n  --html report.html\n", terminal.Terminal{Width: 40}.Command("  ", command), "a flag stays with its value")
}

func TestValue(t *testing.T) {
	for value, want := range map[string][2]string{
		"Neva":       {"Neva", "Neva"},
		"a\x1b[31m":  {"a\ufffd[31m", "a\ufffd[31m"},
		"شركة":       {"شركة", "\u2068شركة\u2069"},
		"חברה":       {"חברה", "\u2068חברה\u2069"},
		"\u2069شركة": {"\ufffdشركة", "\u2068\ufffdشركة\u2069"},
		"株式会社":       {"株式会社", "株式会社"},
	} {
		assert.Equal(t, want[0], terminal.Terminal{}.Value(value))
		assert.Equal(t, want[1], terminal.Terminal{Isolates: true}.Value(value))
		assert.Equal(t, terminal.Width(want[0]), terminal.Width(want[1]), "isolates take no column")
	}
}

func TestIn(t *testing.T) {
	assert.Equal(t, "text", terminal.Terminal{}.In(terminal.Red, "text"))
	t.Setenv("NO_COLOR", "1") // is asked once, by Of
	assert.Equal(t, "\x1b[31mtext\x1b[0m", terminal.Terminal{Color: true}.In(terminal.Red, "text"))
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "株式会社": 8, "บริษัท": 4, "شركة": 4, "e\u0301": 1, "\x1b[1mabc\x1b[0m": 3, "\u2068a\u2069": 1, "👩‍💻": 2, "–": 1,
	} {
		assert.Equal(t, want, terminal.Width(text), text)
	}
}

func TestShort(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "",
		strings.Repeat("a", 60):  strings.Repeat("a", 60),
		strings.Repeat("a", 61):  strings.Repeat("a", 59) + "…",
		strings.Repeat("株", 999): strings.Repeat("株", 29) + "…",
	} {
		for _, width := range []int{0, 65, 200} {
			assert.Equal(t, want, terminal.Terminal{Width: width}.Short(text, 5))
		}
	}
	assert.Equal(t, strings.Repeat("株", 17)+"…", terminal.Terminal{Width: 41}.Short(strings.Repeat("株", 999), 5), "what fits beside the indent")
	assert.Equal(t, strings.Repeat("a", 19)+"…", terminal.Terminal{Width: 10}.Short(strings.Repeat("a", 99), 5), "enough to know it by")
}
