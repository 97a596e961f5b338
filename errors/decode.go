package errors

// DecodeError says why a customer, or part of one, cannot be read although it
// is JSON: a screened field, or an object on the way to one, has a type that
// Partner Center does not accept, or its name appears twice. It contains none
// of the customer's values. Goroutines may read it concurrently.
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
