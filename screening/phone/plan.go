package phone

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/nyaruka/phonenumbers/v2"
	"github.com/nyaruka/phonenumbers/v2/metadata"
)

// plan is what a first look at a number needs to know of a numbering plan.
type plan struct {
	lengths uint32         // a bit for each number of digits that a national number may have
	prefix  *regexp.Regexp // digits before a national number that are none of it; nil for none
}

// mostDigits is how many digits a national number has at most.
const mostDigits = 17

// plans are the plans by calling code, read when they are needed first.
var plans sync.Map

// planOf returns the plan of a calling code; its zero value allows no number.
func planOf(callingCode int) plan {
	if known, ok := plans.Load(callingCode); ok {
		return known.(plan)
	}
	var found plan
	if region, ok := metadata.RegionMetadata(phonenumbers.GetRegionCodeForCountryCode(callingCode)); ok {
		for _, length := range region.GetGeneralDesc().GetPossibleLength() {
			if 0 < length && length <= mostDigits {
				found.lengths |= 1 << length
			}
		}
		if prefix := region.GetNationalPrefixForParsing(); prefix != "" {
			found.prefix = regexp.MustCompile("^(?:" + prefix + ")")
		}
	}
	plans.Store(callingCode, found)
	return found
}

// isPlain reports whether a text is at the first look a possible number in the
// international form: a plus sign, the calling code, and as many digits as its
// plan allows, with no more than single spaces and hyphens between digits. Most
// numbers are, and reading them costs ten times as much.
func isPlain(text string, callingCode int) bool {
	text, isInternational := strings.CutPrefix(text, "+")
	if !isInternational || callingCode == 0 {
		return false
	}
	var digits [mostDigits + 3]byte
	count, separated := 0, true
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			if count == len(digits) {
				return false
			}
			digits[count] = c
			count++
			separated = false
		case (c == ' ' || c == '-') && !separated:
			separated = true
		default:
			return false
		}
	}
	var code [3]byte
	prefix := strconv.AppendInt(code[:0], int64(callingCode), 10)
	if separated || count <= len(prefix) || string(digits[:len(prefix)]) != string(prefix) {
		return false
	}
	national := digits[len(prefix):count]
	plan := planOf(callingCode)
	return national[0] != '0' && plan.lengths>>len(national)&1 == 1 && (plan.prefix == nil || !plan.prefix.Match(national))
}
