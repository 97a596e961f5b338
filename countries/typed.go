package countries

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// text is a typed value, split into pieces.
type text struct {
	pieces     []piece
	vocabulary vocabulary
}

// piece is a run of letters and digits without a separator.
type piece struct {
	plain     string // ASCII digits, and capital letters of any script without their marks
	lookAlike string // the same, with digits for letters that look like them
	gap       gap    // what stands before it
	isWord    bool   // it has no digit
}

// gap is what separates two pieces. Of several the last in this order counts.
type gap uint8

const (
	gapNothing gap = iota // a label and its number, in one run
	gapBlank              // anything that has no meaning of its own
	gapPoint
	gapComma
	gapBracket
	gapSlash
	gapPlus
	gapEnd // what stands between two values
)

func gapOf(c rune) gap {
	switch c {
	case '.', '٫':
		return gapPoint
	case ',', '٬':
		return gapComma
	case '(', ')', '[', ']':
		return gapBracket
	case '/', '\\':
		return gapSlash
	case '+':
		return gapPlus
	case ';', '|', '&', '؛', '،':
		return gapEnd
	default:
		return gapBlank
	}
}

// readText splits a value. A run between spaces is a word if some character of it is
// neither in numbers or labels nor a separator: "info@example.com", "5%",
// "77070838?3".
func readText(value string, vocabulary vocabulary) (t text) {
	t.vocabulary = vocabulary
	gap := gapNothing
	var plain, lookAlike strings.Builder
	end := func() {
		if plain.Len() > 0 {
			t.add(piece{plain: plain.String(), lookAlike: lookAlike.String(), gap: gap})
			plain.Reset()
			lookAlike.Reset()
			gap = gapNothing
		}
	}
	run, pieces, isOdd := 0, 0, false // where the run begins, and how many pieces are before it
	endRun := func(at int) {
		end()
		if isOdd {
			odd := strings.TrimSpace(value[run:at])
			t.pieces = append(t.pieces[:pieces], piece{plain: odd, lookAlike: odd, gap: gapBlank, isWord: true})
		}
		run, pieces, isOdd = at, len(t.pieces), false
	}
	for i, c := range value {
		switch letter, like, isPart := readCharacter(c); {
		case isPart:
			plain.WriteRune(letter)
			lookAlike.WriteRune(like)
		case isIgnored(c):
		case unicode.IsSpace(c):
			endRun(i)
			gap = max(gap, gapBlank)
		case isSeparator(c):
			end()
			gap = max(gap, gapOf(c))
		default:
			isOdd = true
		}
	}
	endRun(len(value))
	return t
}

// add adds a piece. It splits off a label that has no separator: "ИНН7707083893",
// "UNP100325912".
func (t *text) add(p piece) {
	front, back := strings.IndexFunc(p.plain, isASCIIDigit), strings.LastIndexFunc(p.plain, isASCIIDigit)
	if front < 0 {
		p.isWord = true
		t.pieces = append(t.pieces, p)
		return
	}
	if _, known := t.vocabulary.find(p.plain[:front]); known {
		var label piece
		label, p = p.cut(front)
		label.isWord = true
		t.pieces = append(t.pieces, label)
		back -= front
	}
	if l, known := t.vocabulary.find(p.plain[back+1:]); known && l.kind != generalWord {
		number, label := p.cut(back + 1)
		label.isWord = true
		t.pieces = append(t.pieces, number, label)
		return
	}
	t.pieces = append(t.pieces, p)
}

// cut cuts a piece in two at a place in its plain text.
func (p piece) cut(at int) (front, back piece) {
	place, runes := 0, utf8.RuneCountInString(p.plain[:at])
	for range runes {
		_, size := utf8.DecodeRuneInString(p.lookAlike[place:])
		place += size
	}
	front = piece{plain: p.plain[:at], lookAlike: p.lookAlike[:place], gap: p.gap}
	back = piece{plain: p.plain[at:], lookAlike: p.lookAlike[place:]}
	return front, back
}

// label returns the longest label or word that begins at a piece, and its number of
// pieces: "У Н П" has three.
func (t text) label(from int) (found label, pieces int) {
	var words strings.Builder
	for i := from; i < len(t.pieces) && i < from+maxLabelWords && t.pieces[i].isWord; i++ {
		words.WriteString(t.pieces[i].plain)
		if l, known := t.vocabulary.find(words.String()); known {
			found, pieces = l, i-from+1
		}
	}
	return found, pieces
}

// maxLabelWords is the largest number of words or single letters in a label.
const maxLabelWords = 7

// isNothing reports whether a text says that there is no number: "нет", "без ИНН",
// "n/a", "ИНН 0000000000", "ИНН: —".
func (t text) isNothing(value string) bool {
	value = strings.TrimSpace(value)
	nothing, numbers := strings.TrimRight(value, "-–—") != value, ""
	for i := 0; i < len(t.pieces); {
		l, pieces := t.label(i)
		if pieces == 0 {
			numbers += t.pieces[i].plain
			pieces = 1
		}
		nothing = nothing || l.nothing
		i += pieces
	}
	if numbers == "" {
		return nothing
	}
	return isPlaceholder(numbers)
}

// part is one number of a text, with the labels before it.
type part struct {
	pieces  []piece
	labels  []label
	strange bool // an unknown word stands before the labels
}

// parts splits a text into its numbers. Divided says that something separates two of
// them for certain.
func (t text) parts(s *search) (parts []part, divided bool) {
	parts = []part{{}}
	for i := 0; i < len(t.pieces); {
		last := &parts[len(parts)-1]
		l, pieces := t.label(i)
		if pieces > 0 && l.kind != nothingWord {
			if last.hasNumber() {
				parts = append(parts, part{strange: last.pieces[len(last.pieces)-1].isWord})
				last = &parts[len(parts)-1]
			} else if len(last.pieces) > 0 {
				last.strange, last.pieces = true, nil
			}
			last.labels = append(last.labels, l)
			i += pieces
			continue
		}
		if last.hasNumber() && t.divides(*last, i) {
			divided = true
			parts = append(parts, part{})
			last = &parts[len(parts)-1]
		}
		last.pieces = t.pieces[i-len(last.pieces) : i+1] // they stand side by side
		i++
	}
	return slices.DeleteFunc(pairLabels(withNumber(parts), s), part.isOther), divided
}

// divides reports whether a piece begins a new number: after a semicolon, or after a
// slash, comma or bracket if both numbers are long enough.
func (t text) divides(before part, i int) bool {
	p := t.pieces[i]
	switch p.gap {
	case gapEnd:
		return true
	case gapSlash, gapComma, gapBracket:
		return !t.pieces[i-1].isWord && !p.isWord && before.length() >= minLength && len(p.plain) >= minLength
	default:
		return false
	}
}

// minLength is that of the shortest number, less one for a zero in front.
const minLength = 5

// withNumber drops parts without a number. Their labels go to the number before
// them if it has none: "7707083893 (ИНН)".
func withNumber(parts []part) []part {
	numbers := parts[:0]
	for _, p := range parts {
		switch before := len(numbers) - 1; {
		case p.hasNumber():
			numbers = append(numbers, p)
		case before >= 0 && len(numbers[before].labels) == 0:
			numbers[before].labels = p.labels
		}
	}
	return numbers
}

// pairLabels gives each number its label if as many labels come before the numbers:
// "ИНН/КПП 7707083893/773601001".
func pairLabels(parts []part, s *search) (paired []part) {
	for len(parts) > 0 {
		labels := slices.DeleteFunc(slices.Clone(parts[0].labels), func(l label) bool { return l.kind == generalWord })
		numbers := parts[:1]
		for len(numbers) < min(len(labels), len(parts)) && parts[len(numbers)].isBare() {
			numbers = parts[:len(numbers)+1]
		}
		parts = parts[len(numbers):]
		if len(numbers) == 1 {
			numbers = numbers[0].divided(labels, s)
		}
		if len(numbers) == len(labels) {
			for i := range numbers {
				numbers[i].labels = labels[i : i+1]
			}
		}
		paired = append(paired, numbers...)
	}
	return paired
}

// divided splits a part in which blanks separate the numbers, as many as labels.
func (p part) divided(labels []label, s *search) []part {
	if len(p.pieces) != len(labels) {
		return []part{p}
	}
	numbers := make([]part, len(labels))
	for i, number := range p.pieces {
		numbers[i] = part{pieces: []piece{number}, labels: labels[i : i+1], strange: p.strange}
		if s.standingOf(numbers[i], labels[i].schemes) == unknown {
			return []part{p}
		}
	}
	return numbers
}

// isBare reports whether no label or word stands before the number.
func (p part) isBare() bool { return len(p.labels) == 0 && !p.pieces[0].isWord }

// number returns the pieces of a part up to the first word behind its number.
func (p part) number() []piece {
	end, _ := digitPieces(p.pieces)
	for end >= 0 && end < len(p.pieces) && !p.pieces[end].isWord {
		end++
	}
	return p.pieces[:max(end, 0)]
}

func (p part) hasNumber() bool {
	_, last := digitPieces(p.pieces)
	return last >= 0
}

// length returns the number of digits and letters.
func (p part) length() (length int) {
	for _, piece := range p.pieces {
		length += len(piece.plain)
	}
	return length
}

// isLabelled reports whether a label of the country stands before the number.
func (p part) isLabelled() bool { return p.has(countryLabel) }

// isOther reports whether the labels name another kind of number.
func (p part) isOther() bool { return p.has(otherLabel) && !p.isLabelled() }

func (p part) has(kind labelKind) bool {
	return slices.ContainsFunc(p.labels, func(l label) bool { return l.kind == kind })
}

func (p part) isNamed() bool {
	return slices.ContainsFunc(p.labels, func(l label) bool { return l.named })
}

// schemes returns the schemes that the labels name, or all if they name none.
func (p part) schemes() (schemes schemeSet) {
	for _, l := range p.labels {
		schemes |= l.schemes
	}
	return schemes
}

// digitPieces returns the places of the first and the last piece with a digit, or -1.
func digitPieces(pieces []piece) (first, last int) {
	first, last = -1, -1
	for i, p := range pieces {
		if !p.isWord {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// withoutDecimals drops ".0" or ",00" behind a number.
func withoutDecimals(pieces []piece) []piece {
	_, last := digitPieces(pieces)
	if last > 0 && !pieces[last-1].isWord && (pieces[last].gap == gapPoint || pieces[last].gap == gapComma) &&
		(pieces[last].plain == "0" || pieces[last].plain == "00") {
		return pieces[:last]
	}
	return pieces
}

// reading is a meaning of a text: pieces that make one number.
type reading struct {
	pieces   []piece
	schemes  schemeSet // by its labels; 0: any
	labelled bool      // by any word
	telling  bool      // by a label of the country or its prefix
}

// withoutSuffix drops the number of a branch or registration, or the word for the head
// office: "02566492/51".
func (r reading) withoutSuffix() (head reading, found bool) {
	if len(r.pieces) != 2 {
		return r, false
	}
	tail := r.pieces[1]
	r.pieces = r.pieces[:1]
	return r, tail.gap == gapSlash && len(tail.plain) <= maxSuffix || tail.plain == "00000"
}

// maxSuffix is the length of the longest such suffix.
const maxSuffix = 3

func (r reading) text(lookAlike bool) string {
	var text strings.Builder
	for _, p := range r.pieces {
		if lookAlike {
			text.WriteString(p.lookAlike)
		} else {
			text.WriteString(p.plain)
		}
	}
	return text.String()
}

// shape returns how a number with separators looks, with 9 for a digit and A for a
// letter. It identifies a number without label and check, and is "" if nothing needs
// it.
func (r reading) shape() string {
	if r.labelled || len(r.pieces) == 1 {
		return ""
	}
	var shape strings.Builder
	for i, p := range r.pieces {
		if i > 0 {
			shape.WriteByte('-')
		}
		for _, c := range p.plain {
			if isASCIIDigit(c) {
				shape.WriteByte('9')
			} else {
				shape.WriteByte('A')
			}
		}
	}
	return shape.String()
}

// phones is how a country writes telephone numbers. It is no numbering plan: it only
// keeps telephone numbers from being taken for registration numbers.
type phones struct {
	trunk  string   // before a number within the country, "" for none
	groups []string // lengths of the groups of digits without it, "2-3-2-2"
}

// isTwo reports whether a number is two with a slash between them, as they are
// typed: "1234/56789".
func (r reading) isTwo() bool {
	return len(r.pieces) == 2 && r.pieces[1].gap == gapSlash && isDigits(r.pieces[0].plain+r.pieces[1].plain)
}

// isPhone reports whether a number is typed as telephone numbers are: surely
// where it has +, brackets, or the trunk prefix before the country's groups, else
// where only the groups or the length are those of one.
func (r reading) isPhone(country *country) (is, isSurely bool) {
	groups := make([]byte, 0, 16) // on the stack
	for i, p := range r.pieces {
		if p.gap == gapPlus || p.gap == gapBracket && len(r.pieces) > 1 {
			return true, true
		}
		if i > 0 {
			groups = append(groups, '-')
		}
		groups = append(groups, '0'+byte(len(p.plain)))
	}
	if len(r.pieces) < 2 {
		return false, false
	}
	number, trunk := r.text(false), country.phones.trunk
	if strings.HasPrefix(number, "0") && trunk > "0" {
		return false, false // where calls do not begin with 0, no number of a telephone does
	}
	within, isWithin := strings.CutPrefix(number, trunk)
	isWithin = isWithin && trunk != ""
	from, isFrom := strings.CutPrefix(strings.TrimPrefix(number, "00"), country.callingCode)
	behind := strings.TrimPrefix(string(groups[0]-byte(len(trunk)))+string(groups[1:]), "0-")
	for _, phone := range country.phones.groups {
		if isWithin && phone == behind {
			return true, true
		}
		length := digitSumOf(phone)
		is = is || phone == string(groups) || isWithin && len(within) == length || isFrom && len(from) == length
	}
	return is, false
}

// digitSumOf adds the lengths of groups.
func digitSumOf(groups string) (sum int) {
	for _, c := range groups {
		if c != '-' {
			sum += int(c - '0')
		}
	}
	return sum
}

// isFormulaError reports whether a value is a formula error of a spreadsheet: "#N/A",
// "#REF!", "#NAME?".
func isFormulaError(value string) bool {
	return strings.HasPrefix(value, "#") && strings.TrimRight(value, "!?") != value
}

// isPlaceholder reports whether a value is one letter or digit repeated, zeros
// behind a letter, or nothing but separators.
func isPlaceholder(value string) bool {
	var first, repeated rune // repeated: all but the first
	given, single := false, false
	for _, c := range value {
		given = given || !unicode.IsSpace(c)
		letter, _, isPart := readCharacter(c)
		switch {
		case !isPart:
		case first == 0:
			first = letter
		case repeated == 0:
			repeated, single = letter, letter == first || letter == '0' && first > '9'
		default:
			single = single && letter == repeated
		}
		if repeated != 0 && !single {
			return false
		}
	}
	return given
}

// isCounting reports whether a value does no more than count, from 0 or 1 to 9 at
// least. One of fewer digits can be a real number.
func isCounting(value string) bool {
	const counting = "0123456789012345678901"
	return len(value) >= 9 && (strings.HasPrefix(counting, value) || strings.HasPrefix(counting[1:], value))
}
