package errors

// Undecided is the error of a customer that cannot be judged, because its
// country is not known: none is given, or a text that is no country code of
// Microsoft's. Nobody can say that Partner Center accepts such a customer, and
// no code is published with which it refuses one. It contains no value of the
// customer. The zero value names no field and is not returned by this library.
//
// Source: Partner Center supported languages and locales, edition of
// 2022-06-29, for the country codes.
type Undecided struct {
	// Field is the JSON path of the country's field, as in [Violation.Field].
	Field string `json:"field"`

	// Given reports whether anything but white space is in the field.
	Given bool `json:"given"`
}

// Error names the field and what is wrong with it.
func (u *Undecided) Error() string {
	text := "the customer cannot be judged: " + u.Field
	if u.Given {
		return text + " is no country code, such as AM for Armenia"
	}
	return text + " is not given"
}
