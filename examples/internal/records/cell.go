package records

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/nfp"
)

// rawCell is a cell as a workbook stores it.
type rawCell struct {
	kind       string // the attribute t
	style      int
	value      []byte
	hasValue   bool
	isFormula  bool
	inPhonetic bool
}

// bookCell is the content of a cell.
type bookCell struct {
	text    string
	problem string // why it has none
	remark  remark
}

// cell reads a cell. It takes the stored value, since the displayed one may be
// rounded. Of the number format it takes leading zeros and whether it is a date.
func (b *workbook) cell(raw rawCell) bookCell {
	value := string(raw.value)
	switch {
	case raw.isFormula && (!raw.hasValue || value == "" && raw.kind != "str"):
		return bookCell{problem: "is a formula without a stored value; open the workbook in a spreadsheet program and save it"}
	case raw.kind == "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(b.shared) {
			return bookCell{problem: "is a text that the workbook does not have"}
		}
		return bookCell{text: b.shared[i]}
	case raw.kind == "inlineStr" || raw.kind == "str":
		return bookCell{text: unescaped(value)}
	case raw.kind == "e":
		return bookCell{text: value, problem: "is an error of the spreadsheet's, not a value"}
	case raw.kind == "b":
		return bookCell{text: map[string]string{"0": "FALSE", "1": "TRUE"}[value]}
	case raw.kind == "d":
		return bookCell{text: value, remark: dateValue}
	case value == "":
		return bookCell{}
	}
	var how format
	if raw.style < len(b.formats) {
		how = b.formats[raw.style]
	}
	return numberCell(strings.TrimSpace(value), how, b.from1904)
}

// numberCell writes a number with all its stored digits.
func numberCell(value string, how format, from1904 bool) bookCell {
	text := value
	if !isDigits(value) {
		number, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return bookCell{text: value}
		}
		if math.Abs(number) < 1e21 { // beyond, no digit after the first 15 means anything
			text = strconv.FormatFloat(number, 'f', -1, 64)
		}
	}
	section := how.section(text)
	if section.isDate {
		if date, ok := dateOf(text, from1904); ok {
			return bookCell{text: date, remark: dateValue}
		}
	}
	cell := bookCell{text: text}
	if isDigits(text) {
		if len(text) > 15 {
			cell.remark = digitsLost
		}
		cell.text = section.prefix + strings.Repeat("0", max(section.digits-len(text), 0)) + text
	}
	return cell
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// dateOf returns the date that a number stands for, with its time if it has one.
func dateOf(text string, from1904 bool) (date string, ok bool) {
	days, err := strconv.ParseFloat(text, 64)
	if err != nil || days < 0 || days >= 2_958_466 { // the year 10000
		return "", false
	}
	begin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		begin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		begin = begin.AddDate(0, 0, 1) // before the day that 1900 did not have
	}
	whole, part := math.Modf(days)
	day := begin.AddDate(0, 0, int(whole))
	if part == 0 {
		return day.Format(time.DateOnly), true
	}
	return day.Add(time.Duration(math.Round(part*86_400)) * time.Second).Format(time.DateTime), true
}

// format is a number format: one of its sections applies to a number.
type format []section

// section applies to the numbers that fulfil its condition, or to all without one:
// the first section is for numbers that are not negative.
type section struct {
	operator string
	operand  float64
	isDate   bool
	digits   int    // to which leading zeros fill up an integer
	prefix   string // of a phone number: a plus sign, and perhaps digits
}

// section returns the section for a number.
func (f format) section(number string) section {
	for _, s := range f {
		if s.operator == "" || s.holds(number) {
			return s
		}
	}
	return section{}
}

func (s section) holds(number string) bool {
	n, _ := strconv.ParseFloat(number, 64) // of [numberCell]
	switch s.operator {
	case "<":
		return n < s.operand
	case "<=":
		return n <= s.operand
	case ">":
		return n > s.operand
	case ">=":
		return n >= s.operand
	case "=":
		return n == s.operand
	default:
		return n != s.operand
	}
}

// builtIn returns a format that has a number but no code: dates, times, and others
// that add no zeros.
func builtIn(id int) format {
	return format{{isDate: 14 <= id && id <= 22 || 27 <= id && id <= 36 || 45 <= id && id <= 47 || 50 <= id && id <= 58}}
}

// formatOf reads a format's code.
func formatOf(code string) (found format) {
	parser := nfp.NumberFormatParser()
	for _, s := range parser.Parse(code) {
		found = append(found, sectionOf(s.Items))
	}
	return found
}

func sectionOf(tokens []nfp.Token) (found section) {
	before := "" // the digits
	for _, token := range tokens {
		switch token.TType {
		case nfp.TokenTypeCondition:
			if len(token.Parts) != 2 {
				continue // a truncated code
			}
			found.operator = token.Parts[0].Token.TValue
			found.operand, _ = strconv.ParseFloat(token.Parts[1].Token.TValue, 64)
		case nfp.TokenTypeDateTimes, nfp.TokenTypeElapsedDateTimes:
			return section{operator: found.operator, operand: found.operand, isDate: true}
		case nfp.TokenTypeLiteral:
			if found.digits == 0 {
				before += token.TValue
			}
		case nfp.TokenTypeZeroPlaceHolder:
			found.digits += len(token.TValue)
		case nfp.TokenTypeDecimalPoint, nfp.TokenTypePercent, nfp.TokenTypeExponential, nfp.TokenTypeFraction:
			return section{operator: found.operator, operand: found.operand}
		}
	}
	found.prefix = phonePrefix.FindString(before)
	return found
}

var phonePrefix = regexp.MustCompile(`\+[0-9]*`)

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped reads characters that XML cannot hold: workbooks write _x000D_.
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escape.ReplaceAllStringFunc(text, func(found string) string {
		code, err := strconv.ParseUint(found[2:6], 16, 16)
		if err != nil || !utf8.ValidRune(rune(code)) { // half of a character
			return found
		}
		return string(rune(code))
	})
}
