package errors

// Undecided is the error for a customer that cannot be judged because its
// country is not known: none is given, or the text is not one of Microsoft's
// country codes. Nobody can say whether Partner Center accepts such a customer,
// and no code is published for refusing one. It contains none of the customer's
// values. The library never returns the zero value.
//
// Source: Partner Center supported languages and locales, edition of
// 2022-06-29, for the country codes.
type Undecided struct {
	// Field is the JSON path of the country's field, as in [Violation.Field].
	Field string `json:"field"`

	// Given reports whether the field has anything but white space.
	Given bool `json:"given"`
}

// Error names the field and what is wrong with it.
func (u *Undecided) Error() string {
	text := "the customer cannot be judged: " + u.Field
	if u.Given {
		return text + " is not a country code, such as AM for Armenia"
	}
	return text + " is not given"
}
