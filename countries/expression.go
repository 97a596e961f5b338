package countries

import (
	"errors"
	"math/bits"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
)

// expression is what a whole value must match. Everything fits the zero value.
type expression struct {
	text     string         // as published; "" for none
	lengths  lengths        // of the digits form; else empty
	compiled *regexp.Regexp // of any other form; else nil
}

// digitsForm returns the expression for published numbers of digits, in the
// published form, `^(\d{7}|\d{10})$`.
func digitsForm(digits []int) expression {
	if len(digits) == 0 {
		return expression{}
	}
	var e expression
	alternatives := make([]string, len(digits))
	for i, n := range digits {
		alternatives[i] = `\d{` + strconv.Itoa(n) + `}`
		e.lengths |= 1 << n
	}
	e.text = "^(" + strings.Join(alternatives, "|") + ")$"
	return e
}

func (e *expression) fits(value string) bool {
	if e.lengths != 0 {
		return e.lengths.has(len(value)) && isDigits(value)
	}
	return e.compiled == nil || e.matches(value)
}

// matches serves expressions that do not have the digits form.
func (e *expression) matches(value string) bool {
	return isPrintableASCII(value) && e.compiled.MatchString(value)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return true
}

// isPrintableASCII reports whether .NET and RE2 agree on the classes, cases and
// number of all characters.
func isPrintableASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// What an expression may cost: bytes of text, and instructions of the compiled
// program, all of which may run for each character of a value.
const (
	maximalExpression = 1000
	maximalProgram    = 1000
)

// compile reads a .NET expression so that what fits here fits there. The error says
// why that is impossible.
func compile(text string) (expression, error) {
	e := expression{text: text}
	if len(text) > maximalExpression {
		return expression{}, errors.New("it is longer than " + strconv.Itoa(maximalExpression) + " bytes")
	}
	if reason := unlikeDotNet(text); reason != "" {
		return expression{}, errors.New(reason)
	}
	parsed, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return expression{}, err
	}
	if !meets(parsed, syntax.OpBeginText) || !meets(parsed, syntax.OpEndText) {
		return expression{}, errors.New("it is not anchored at both ends, and so asks nothing of the whole value")
	}
	if e.lengths = digitLengths(parsed, true, true); e.lengths != 0 {
		return e, nil
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return expression{}, err
	}
	if len(program.Inst) > maximalProgram {
		return expression{}, errors.New("it would take too long to match")
	}
	if e.compiled, err = regexp.Compile(text); err != nil {
		return expression{}, err
	}
	return e, nil
}

// meets reports whether each match begins, or ends, with the value.
func meets(re *syntax.Regexp, edge syntax.Op) bool {
	switch re.Op {
	case edge:
		return true
	case syntax.OpCapture:
		return meets(re.Sub[0], edge)
	case syntax.OpConcat:
		outermost := 0
		if edge == syntax.OpEndText {
			outermost = len(re.Sub) - 1
		}
		return meets(re.Sub[outermost], edge)
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(alternative *syntax.Regexp) bool { return !meets(alternative, edge) })
	default:
		return false
	}
}

// unlikeDotNet returns why an expression may mean something else in .NET, for
// values of printable ASCII, or "".
func unlikeDotNet(text string) string {
	if !isPrintableASCII(text) {
		return "it holds characters other than printable ASCII"
	}
	inClass := false
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
			if i == len(text) {
				return "" // RE2 refuses it
			}
			switch c := text[i]; {
			case c == 'p' || c == 'P':
				return `it holds a Unicode class, \` + string(c)
			case c == 'Q':
				return `it holds \Q, which .NET does not know`
			case '0' <= c && c <= '9':
				return `it holds a back-reference or an octal character, \` + string(c)
			}
		case '[':
			if inClass {
				return "it holds a [ inside a character class, which subtracts or names a class depending on the dialect"
			}
			inClass = true
			// A ] that comes first is a member of the class.
			rest := strings.TrimPrefix(text[i+1:], "^")
			if strings.HasPrefix(rest, "]") {
				i = len(text) - len(rest)
			}
		case ']':
			inClass = false
		case '{':
			inside, _, _ := strings.Cut(text[i+1:], "}")
			low, high, _ := strings.Cut(inside, ",")
			if !inClass && (hasLeadingZero(low) || hasLeadingZero(high)) {
				return "it holds a quantifier with a leading zero"
			}
		}
	}
	return ""
}

func hasLeadingZero(number string) bool { return len(number) > 1 && number[0] == '0' }

// lengths is a set of lengths below 32: bit n stands for n digits.
type lengths uint32

func (l lengths) has(n int) bool { return l>>uint(n)&1 != 0 }

// plus returns the lengths of one value of l followed by one of next, and no
// length where a sum does not fit into the set.
func (l lengths) plus(next lengths) lengths {
	if bits.Len32(uint32(l))+bits.Len32(uint32(next)) > 33 {
		return 0
	}
	var sums lengths
	for n := range 32 {
		if l.has(n) {
			sums |= next << n
		}
	}
	return sums
}

// none is the set of the empty value's length.
const none lengths = 1

// digitLengths returns the lengths of the values that an expression matches, if
// these are all values of as many ASCII digits, and no length for any other
// expression. First and last say whether the expression begins and ends the whole.
func digitLengths(re *syntax.Regexp, first, last bool) lengths {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return none
	case syntax.OpBeginText:
		if first {
			return none
		}
	case syntax.OpEndText:
		if last {
			return none
		}
	case syntax.OpCharClass:
		if len(re.Rune) == 2 && re.Rune[0] == '0' && re.Rune[1] == '9' {
			return none << 1
		}
	case syntax.OpCapture:
		return digitLengths(re.Sub[0], first, last)
	case syntax.OpQuest:
		return repeated(digitLengths(re.Sub[0], false, false), 0, 1)
	case syntax.OpRepeat:
		return repeated(digitLengths(re.Sub[0], false, false), re.Min, re.Max)
	case syntax.OpConcat:
		sums := none
		for i, sub := range re.Sub {
			begins := first && (i == 0 || re.Sub[i-1].Op == syntax.OpBeginText)
			ends := last && (i == len(re.Sub)-1 || re.Sub[i+1].Op == syntax.OpEndText)
			sums = sums.plus(digitLengths(sub, begins, ends))
		}
		return sums
	case syntax.OpAlternate:
		var union lengths
		for _, sub := range re.Sub {
			alternative := digitLengths(sub, first, last)
			if alternative == 0 {
				return 0
			}
			union |= alternative
		}
		return union
	}
	return 0
}

// repeated returns the lengths of minimum to maximum values of l in a row. A
// maximum of -1 means no limit.
func repeated(l lengths, minimum, maximum int) lengths {
	if l == 0 || l&none != 0 || maximum < 0 {
		return 0
	}
	var union lengths
	sums := none
	for n := range maximum + 1 {
		if n >= minimum {
			union |= sums
		}
		if n < maximum {
			if sums = sums.plus(l); sums == 0 {
				return 0
			}
		}
	}
	return union
}
