package countries

import (
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
)

// portable returns the expression that whole values of a rule match, in a form that
// ECMA-262, with and without flags u and v, and RE2 read alike. Like
// [Rule.NumberFits] it matches only printable ASCII.
func (e *expression) portable() string {
	if e.lengths != 0 {
		var alternatives []string
		for n := range 32 {
			if e.lengths.has(n) {
				alternatives = append(alternatives, "[0-9]{"+strconv.Itoa(n)+"}")
			}
		}
		return strings.Join(alternatives, "|")
	}
	parsed, err := syntax.Parse(e.text, syntax.Perl)
	if err != nil {
		return nothingMatches
	}
	var out strings.Builder
	writePortable(&out, parsed)
	return out.String()
}

// nothingMatches is an expression that no value matches.
const nothingMatches = `[^\s\S]`

// zeroWidth are the operators that match no character. A value has one line.
var zeroWidth = map[syntax.Op]string{
	syntax.OpNoMatch:        nothingMatches,
	syntax.OpEmptyMatch:     "(?:)",
	syntax.OpBeginText:      "^",
	syntax.OpBeginLine:      "^",
	syntax.OpEndText:        "$",
	syntax.OpEndLine:        "$",
	syntax.OpWordBoundary:   `\b`,
	syntax.OpNoWordBoundary: `\B`,
}

func writePortable(out *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			upper, lower := r&^0x20, r|0x20
			switch {
			case re.Flags&syntax.FoldCase != 0 && 'a' <= lower && lower <= 'z':
				out.WriteString("[" + string(upper) + string(lower) + "]")
			case isPrintableASCII(string(r)):
				out.WriteString(regexp.QuoteMeta(string(r)))
			default:
				out.WriteString(nothingMatches)
			}
		}
	case syntax.OpCharClass:
		writeClass(out, re.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		out.WriteString("[ -~]")
	case syntax.OpStar:
		writeRepeated(out, re.Sub[0], "*")
	case syntax.OpPlus:
		writeRepeated(out, re.Sub[0], "+")
	case syntax.OpQuest:
		writeRepeated(out, re.Sub[0], "?")
	case syntax.OpRepeat:
		count := strconv.Itoa(re.Min)
		switch {
		case re.Max < 0:
			count += ","
		case re.Max > re.Min:
			count += "," + strconv.Itoa(re.Max)
		}
		writeRepeated(out, re.Sub[0], "{"+count+"}")
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			writePortable(out, sub)
		}
	case syntax.OpAlternate:
		for i, sub := range re.Sub {
			out.WriteString([]string{"(?:", "|"}[min(i, 1)])
			writePortable(out, sub)
		}
		out.WriteByte(')')
	default:
		out.WriteString(zeroWidth[re.Op])
	}
}

func writeRepeated(out *strings.Builder, re *syntax.Regexp, quantifier string) {
	if re.Op == syntax.OpCharClass {
		writeClass(out, re.Rune)
	} else {
		out.WriteString("(?:")
		writePortable(out, re)
		out.WriteByte(')')
	}
	out.WriteString(quantifier)
}

// writeClass writes the printable ASCII of a class, given as pairs of a first
// and a last character. Flag v has more characters to escape than the others.
func writeClass(out *strings.Builder, pairs []rune) {
	var class strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		first, last := max(pairs[i], ' '), min(pairs[i+1], '~')
		if first > last {
			continue
		}
		writeEscaped(&class, first)
		if first < last {
			class.WriteByte('-')
			writeEscaped(&class, last)
		}
	}
	if class.Len() == 0 {
		out.WriteString(nothingMatches)
		return
	}
	out.WriteString("[" + class.String() + "]")
}

func writeEscaped(class *strings.Builder, r rune) {
	if strings.ContainsRune(`^\-()[]{}/|`, r) {
		class.WriteByte('\\')
	}
	class.WriteRune(r)
}
