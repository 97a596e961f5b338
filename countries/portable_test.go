package countries

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
)

// portable writes an expression, one that no rule may have too.
func portable(text string) string {
	e, err := compile(text)
	if err != nil {
		e = expression{text: text}
	}
	return e.portable()
}

func TestPortable(t *testing.T) {
	for _, test := range []struct{ expression, want string }{
		{`^(\d{7}|\d{10})$`, `[0-9]{7}|[0-9]{10}`},
		{`^\d{7}$`, `[0-9]{7}`},
		{`^\d{7}(\d{3})?$`, `[0-9]{7}|[0-9]{10}`},
		{`\d+`, `[0-9]+`},
		{`abc`, `abc`},
		{`^a\d`, `^a[0-9]`},
		{`a\d$`, `a[0-9]$`},
		{`^a ~$`, `^a ~$`},
		{`^(?i)z\{$`, `^[Zz]\{$`},
		{`^a|b$`, `(?:^a|b$)`},
		{`^(ab|cd)e$`, `^(?:ab|cd)e$`},
		{`^(?i)ab1$`, `^[Aa][Bb]1$`},
		{`^(?i:k)$`, `^[Kk]$`},
		{`^[[:upper:]\-\]/^]{2,}$`, `^[\-\/A-Z\]-\^]{2,}$`},
		{`^(?P<name>\w)*?$`, `^(?:[0-9A-Z_a-z])*$`},
		{`^.\s$`, `^[ -~][ ]$`},
		{`^\A1\.2\/3\z$`, `^^1\.2/3$$`},
		{`^\bGB\B1$`, `^\bGB\B1$`},
		{`^\n$`, `^[^\s\S]$`},
		{`^é$`, `^[^\s\S]$`},
		{`^a(?:\d+|\w)$`, `^a(?:[0-9]+|[0-9A-Z_a-z])$`},
		{`^[^\x00-\x{10FFFF}]$`, `^[^\s\S]$`},
		{`(`, `[^\s\S]`},
		{`^()$`, `[0-9]{0}`},
		{`^ba{0}$`, `^b(?:a){0}$`},
		{`^a?$`, `^(?:a)?$`},
		{`^(?:|a)$`, `^(?:(?:)|a)$`},
		{`^[^\x00-\x7f]$`, `^[^\s\S]$`},
		{`^(?:(ab){1,3}){2}$`, `^(?:(?:ab){1,3}){2}$`},
	} {
		assert.Equal(t, test.want, portable(test.expression), test.expression)
	}
}

// FuzzPortable compares an expression with what is written for it, on values
// of printable ASCII.
func FuzzPortable(f *testing.F) {
	f.Add(`^(\d{7}|\d{10})$`, "1234567")
	f.Add(`(?i)[k-s]+|^a.b$`, "KS")
	f.Add(`^(a|bc)*?[^\d\s-]{1,2}\b$`, "abcx")
	f.Add(`(?ms)^\x41[[:punct:]]$`, "A|")
	f.Fuzz(func(t *testing.T, text, value string) {
		whole, err := regexp.Compile(`\A(?:` + text + `)\z`)
		if len(text) > 100 || err != nil || regexp.MustCompile(`[^ -~]`).MatchString(value) {
			t.Skip()
		}
		if _, err := regexp.Compile(text); err != nil {
			t.Skip() // it closes the group that it is put into
		}
		portable := portable(text)
		written, err := regexp.Compile("^(" + portable + ")$")
		if err != nil {
			t.Fatalf("%q is written as %q: %v", text, portable, err)
		}
		if whole.MatchString(value) != written.MatchString(value) {
			t.Fatalf("%q is written as %q: %q", text, portable, value)
		}
		if written.MatchString(value + "é") {
			t.Fatalf("%q is written as %q, which takes other characters", text, portable)
		}
	})
}
