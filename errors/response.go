package errors

import (
	"bytes"
	"cmp"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cspkit/customerscreen/internal/wire"
)

// APIError is any failure other than the four codes of customer screening, as
// answered by Partner Center or a gateway in front of it. The library never
// returns the zero value.
//
// [errors.Is] finds its code, for example errors.Is(err, pcerrors.Code(60012)).
type APIError struct {
	// Status is the HTTP status, 400 or above.
	Status int

	// Code is the API's error code. It is 0 where the response has no code, or
	// one that is not a number of at most six digits like all of the API's.
	Code Code

	// Name is the code where it is not such a number, or else the name that
	// newer services send along with the code, for example
	// "AccountStatusNotFound". It is empty where there is neither. It can
	// repeat a customer's data, so Error leaves it out.
	Name string

	// Description is the text of the answer, cut after 1,024 characters, the
	// API's own limit. Where the answer is not an error body of the API, it
	// is the beginning of whatever came, a gateway's HTML page for example.
	// It can repeat a customer's data, so Error leaves it out.
	Description string

	// Source is what the API names as the origin, "PartnerFD" in the field. It
	// comes from the answer too, so Error leaves it out.
	Source string

	// Microsoft's support asks for CorrelationID and RequestID. They are empty
	// where the response headers are missing or lack them.
	CorrelationID string
	RequestID     string

	// RetryAfter is how long the API asks to wait before the next request:
	// from the Retry-After header, or else from the text of a throttled
	// answer (429). It is 0 where neither says so.
	RetryAfter time.Duration
}

// Error names the status, the code, the time to wait and the correlation ID,
// where that has the form of a GUID. It contains no text of the answer, since
// that can repeat a customer's data.
func (e *APIError) Error() string {
	var text strings.Builder
	text.WriteString("Partner Center answered with HTTP status " + strconv.Itoa(e.Status))
	if e.Code != 0 {
		text.WriteString(", code " + strconv.Itoa(int(e.Code)))
	}
	if e.RetryAfter > 0 {
		text.WriteString(", retry after " + e.RetryAfter.String())
	}
	// An ID is whatever the caller sent: only the documented form is printed.
	if wire.IsGUID(e.CorrelationID) {
		text.WriteString(", correlation ID " + e.CorrelationID)
	}
	return text.String()
}

// Format writes the text of Error for every verb of package fmt, where %#v and
// %d would write the fields. This holds for the error alone, and in slices,
// maps and exported fields. In an unexported field fmt calls no method, and
// some verbs write Name and Description.
func (e APIError) Format(f fmt.State, verb rune) { formatText(f, verb, e.Error()) }

// MarshalJSON writes the text of Error, as a log of nested errors does.
func (e APIError) MarshalJSON() ([]byte, error) { return json.Marshal(e.Error()) }

// formatText writes a text in place of a value.
func formatText(f fmt.State, verb rune, text string) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), text)
}

// Unwrap returns the code where there is one, for [errors.Is] and [errors.As].
func (e *APIError) Unwrap() error {
	if e.Code == 0 {
		return nil
	}
	return e.Code
}

// Statuses and limits of the API's contract.
const (
	lowestErrorStatus   = 400
	tooManyRequests     = 429
	maxDescriptionRunes = 1024
	maxCodeDigits       = 6
)

// ParseResponse reads the answer to a request: nil for a status below 400,
// which is not a refusal, and otherwise always an error. A body with one of the
// four codes of customer screening becomes a [*Rejection] with one violation:
// its code, the customer's field and, for [RegistrationNumberInvalid], the
// expression found in the text. Everything else becomes an [*APIError].
//
// Any body will do: a code that is a number or a string, member names in any
// case, members that are missing or null, the shape of newer services (message,
// errorName), that of throttled answers, HTML, nothing at all, or a truncated
// body, whose complete members count. Reading takes time linear in the body's
// size.
//
// The IDs and Retry-After come from the header, whose names are matched in any
// letter case. With a nil header they are empty.
//
//	err := pcerrors.ParseResponse(response.StatusCode, response.Header, body)
func ParseResponse(status int, header map[string][]string, body []byte) error {
	if status < lowestErrorStatus {
		return nil
	}
	answer := readErrorBody(body)
	correlationID, requestID := first(header, "MS-CorrelationId"), first(header, "MS-RequestId")
	code, codeText := answer.code()
	if v, ok := remoteViolation(code, answer.description+"\n"+answer.message); ok {
		return &Rejection{
			Violations:    []Violation{v},
			CorrelationID: correlationID,
			RequestID:     requestID,
		}
	}
	answer.description = cmp.Or(answer.description, answer.message, beginning(body))
	return &APIError{
		Status:        status,
		Code:          code,
		Description:   answer.description,
		Source:        answer.source,
		Name:          cmp.Or(codeText, answer.name),
		CorrelationID: correlationID,
		RequestID:     requestID,
		RetryAfter:    retryAfter(status, header, answer.description),
	}
}

// The fields of a customer that the four codes concern.
const (
	numberField = "companyProfile.organizationRegistrationNumber"
	phoneField  = "billingProfile.defaultAddress.phoneNumber"
)

// remoteViolation returns the violation that an answer with one of the four
// codes states; ok is false for any other code.
func remoteViolation(code Code, description string) (v Violation, ok bool) {
	v.Code = code
	switch code {
	case RegistrationNumberNotSupported, RegistrationNumberMissing:
		v.Field = numberField
	case RegistrationNumberInvalid:
		v.Field = numberField
		v.Pattern = anchored(description)
	case PhoneNumberMissing:
		v.Field = phoneField
	default:
		return Violation{}, false
	}
	return v, true
}

// anchored returns the first expression in a text, whatever the language of
// the words around it: all from a ^ to the first $ that is not followed by more
// of the expression. What else the text says may be the customer's.
func anchored(text string) string {
	for start := range text { // of a description, which has an end
		if text[start] != '^' {
			continue
		}
		if end := endOfExpression(text[start:]); isExpression(text[start : start+end]) {
			return text[start : start+end]
		}
	}
	return ""
}

// endOfExpression returns where an expression that begins with ^ ends, 0 where
// it does not.
func endOfExpression(text string) int {
	for end := 1; end < len(text); end++ {
		switch rest := text[end+1:]; {
		case text[end] == '\\':
			end++
		case text[end] != '$':
		case rest == "" || !strings.ContainsAny(rest[:1], afterDollar):
			return end + 1
		}
	}
	return 0
}

// isExpression tells an expression from words between the same two signs, which
// may be the customer's: it has no white space, names a class of characters,
// holds no run of letters or digits as long as a name or a number, and compiles,
// but for what .NET alone has.
func isExpression(text string) bool {
	if strings.ContainsFunc(text, unicode.IsSpace) || !strings.Contains(text, `\d`) && !strings.Contains(text, "[") ||
		longRun.MatchString(text) {
		return false
	}
	_, err := syntax.Parse(lookAround.Replace(text), syntax.Perl)
	return err == nil
}

var longRun = regexp.MustCompile(`[0-9]{5}|[\pL\pM]{6}`)

var lookAround = strings.NewReplacer("(?=", "(?:", "(?!", "(?:", "(?<=", "(?:", "(?<!", "(?:")

// afterDollar are characters by which an expression goes on after a $: an
// alternative, the end of a group, and the rest of a character class.
const afterDollar = "|)]-" + "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "0123456789"

// retryAfter returns the time to wait that the header or the text of a
// throttled answer names, and 0 where neither does.
func retryAfter(status int, header map[string][]string, description string) time.Duration {
	value := strings.TrimSpace(first(header, "Retry-After"))
	if wait, ok := seconds(value); ok {
		return wait
	}
	if at, err := time.Parse(time.RFC1123, value); err == nil {
		return max(0, at.Sub(answeredAt(header)))
	}
	if status != tooManyRequests {
		return 0
	}
	// "Rate limit is exceeded. Try again in 57 seconds."
	_, text, _ := strings.Cut(strings.ToLower(description), "try again in ")
	number, _, _ := strings.Cut(text, " second")
	wait, _ := seconds(number)
	return wait
}

// seconds reads a whole number of seconds, and what is more than a duration
// holds as the most; ok is false for anything else.
func seconds(text string) (wait time.Duration, ok bool) {
	n, err := strconv.ParseUint(text, 10, 32)
	return time.Duration(n) * time.Second, err == nil || stderrors.Is(err, strconv.ErrRange)
}

// answeredAt returns the server's own time, which its Retry-After date is
// relative to, or else this machine's.
func answeredAt(header map[string][]string) time.Time {
	if at, err := time.Parse(time.RFC1123, first(header, "Date")); err == nil {
		return at
	}
	return time.Now()
}

// first returns the first value of a header, "" where there is none.
func first(header map[string][]string, name string) string {
	for key, values := range header {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// errorBody is what an answer says.
type errorBody struct {
	rawCode     string // as a number or a string said it
	description string
	message     string
	source      string
	name        string
}

// code returns the code as a number, or else as text. What has more digits
// than the API's codes is some other number, perhaps the customer's.
func (b errorBody) code() (Code, string) {
	if n, err := strconv.Atoi(b.rawCode); err == nil && len(b.rawCode) <= maxCodeDigits {
		return Code(n), ""
	}
	return 0, b.rawCode
}

// readErrorBody reads the complete members of the JSON object that the body
// is, or begins with.
func readErrorBody(body []byte) errorBody {
	body = wire.WithoutMark(body)
	var answer errorBody
	decoder := json.NewDecoder(bytes.NewReader(body))
	if token, _ := decoder.Token(); token == json.Delim('{') {
		answer.readMembers(decoder, int64(len(body)))
	}
	answer.description, answer.message = cut(answer.description), cut(answer.message)
	return answer
}

// beginning returns the text of a body that holds no description.
func beginning(body []byte) string {
	body = wire.WithoutMark(body)
	return cut(string(body[:min(len(body), utf8.UTFMax*maxDescriptionRunes)]))
}

// readMembers reads members until the object ends or the body does.
func (b *errorBody) readMembers(decoder *json.Decoder, size int64) {
	for decoder.More() {
		token, _ := decoder.Token() // nil where the body ends or is no JSON
		name, isName := token.(string)
		if !isName {
			return
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return
		}
		if decoder.InputOffset() == size && isNumber(value) {
			return // the body was cut off here, and perhaps the number with it
		}
		text := scalar(value)
		switch strings.ToLower(name) {
		case "code":
			b.rawCode = cut(strings.TrimSpace(text))
		case "description":
			b.description = cmp.Or(text, b.description)
		case "message": // of a throttled answer, and of newer services
			b.message = cmp.Or(text, b.message)
		case "source":
			b.source = cut(text)
		case "errorname":
			b.name = cut(text)
		}
	}
}

// scalar returns a string's or number's text, and "" for any other value.
func scalar(value json.RawMessage) string {
	switch {
	case value[0] == '"':
		var text string
		_ = json.Unmarshal(value, &text) // the decoder has already accepted it
		return text
	case isNumber(value):
		return string(value)
	default:
		return ""
	}
}

// isNumber reports whether a JSON value is a number.
func isNumber(value json.RawMessage) bool {
	return value[0] == '-' || '0' <= value[0] && value[0] <= '9'
}

// cut returns the first 1,024 characters of a text, as valid UTF-8.
func cut(text string) string {
	characters := 0
	for i := range text {
		if characters == maxDescriptionRunes {
			text = text[:i]
			break
		}
		characters++
	}
	return strings.ToValidUTF8(text, "\ufffd")
}
