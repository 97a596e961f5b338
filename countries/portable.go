package countries

import (
	"regexp/syntax"
	"strconv"
	"strings"
)

// portable writes an expression, which a value has to match as a whole, so that
// ECMA-262, with and without its flags u and v, and RE2 read it alike. Of all
// characters it takes printable ASCII only, as [Rule.NumberFits] does. Anchors at
// the ends are left out.
func portable(expression string) string {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nothingMatches
	}
	var out strings.Builder
	writePortable(&out, withoutAnchors(parsed))
	return out.String()
}

// nothingMatches is an expression that no value matches.
const nothingMatches = `[^\s\S]`

// withoutAnchors strips ^ and $ at the ends, and the group around the rest.
func withoutAnchors(re *syntax.Regexp) *syntax.Regexp {
	if re.Op == syntax.OpConcat && re.Sub[0].Op == syntax.OpBeginText && re.Sub[len(re.Sub)-1].Op == syntax.OpEndText {
		inner := *re
		inner.Sub = re.Sub[1 : len(re.Sub)-1]
		re = &inner
		if len(re.Sub) == 1 {
			re = re.Sub[0]
		}
	}
	if re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	return re
}

func writePortable(out *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpEmptyMatch:
		out.WriteString("(?:)")
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			writeLiteral(out, r, re.Flags&syntax.FoldCase != 0)
		}
	case syntax.OpCharClass:
		writeClass(out, re.Rune)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		out.WriteString("[ -~]")
	case syntax.OpBeginText, syntax.OpBeginLine:
		out.WriteByte('^')
	case syntax.OpEndText, syntax.OpEndLine:
		out.WriteByte('$')
	case syntax.OpWordBoundary:
		out.WriteString(`\b`)
	case syntax.OpNoWordBoundary:
		out.WriteString(`\B`)
	case syntax.OpCapture:
		writeGroup(out, re.Sub[0])
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		writeGroup(out, re.Sub[0])
		out.WriteString(quantifier(re))
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if sub.Op == syntax.OpAlternate {
				writeGroup(out, sub)
			} else {
				writePortable(out, sub)
			}
		}
	case syntax.OpAlternate:
		for i, sub := range re.Sub {
			if i > 0 {
				out.WriteByte('|')
			}
			writePortable(out, sub)
		}
	default:
		out.WriteString(nothingMatches)
	}
}

// writeGroup writes an expression so that a quantifier may follow.
func writeGroup(out *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		writePortable(out, re)
	case syntax.OpCapture:
		writeGroup(out, re.Sub[0])
	default:
		out.WriteString("(?:")
		writePortable(out, re)
		out.WriteByte(')')
	}
}

func quantifier(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpStar:
		return "*"
	case syntax.OpPlus:
		return "+"
	case syntax.OpQuest:
		return "?"
	}
	switch {
	case re.Max == re.Min:
		return "{" + strconv.Itoa(re.Min) + "}"
	case re.Max < 0:
		return "{" + strconv.Itoa(re.Min) + ",}"
	default:
		return "{" + strconv.Itoa(re.Min) + "," + strconv.Itoa(re.Max) + "}"
	}
}

// writeLiteral writes one character.
func writeLiteral(out *strings.Builder, r rune, foldCase bool) {
	isLetter := 'a' <= r|0x20 && r|0x20 <= 'z'
	switch {
	case r < ' ' || r > '~':
		out.WriteString(nothingMatches)
	case foldCase && isLetter:
		out.WriteString("[" + string(r&^0x20) + string(r|0x20) + "]")
	default:
		writeEscaped(out, r, `^$\.*+?()[]{}|`)
	}
}

// writeClass writes the printable ASCII of a class, given as pairs of a first
// and a last character.
func writeClass(out *strings.Builder, pairs []rune) {
	const special = `^\-()[]{}/|` // flag v has more of them than the others
	var class strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		first, last := max(pairs[i], ' '), min(pairs[i+1], '~')
		if first > last {
			continue
		}
		writeEscaped(&class, first, special)
		if first < last {
			class.WriteByte('-')
			writeEscaped(&class, last, special)
		}
	}
	if class.Len() == 0 {
		out.WriteString(nothingMatches)
		return
	}
	out.WriteString("[" + class.String() + "]")
}

func writeEscaped(out *strings.Builder, r rune, special string) {
	if strings.ContainsRune(special, r) {
		out.WriteByte('\\')
	}
	out.WriteRune(r)
}
