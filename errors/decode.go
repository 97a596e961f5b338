package errors

// DecodeError says why a customer, or a part of one, cannot be read although it
// is JSON: what is screened, or an object on the way there, is of a type that
// Partner Center does not take for it, or its name comes twice. It contains no
// value of the customer. A DecodeError is a value: it may be read by many
// goroutines at once.
type DecodeError struct {
	Field    string // camelCase JSON path from the resource that was decoded; empty for the resource itself
	Expected string // for example "a string"
	Found    string // for example "an array"
}

// Error names the field, what was expected there and what was found.
func (e *DecodeError) Error() string {
	text := "expected " + e.Expected + ", found " + e.Found
	if e.Field == "" {
		return text
	}
	return e.Field + ": " + text
}
