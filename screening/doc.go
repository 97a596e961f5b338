// Package screening tells whether Partner Center will refuse a customer, before
// the request is sent. It has the customer resources, the [Screener], the rules
// for a host's own go-playground/validator/v10, and the rules as a JSON Schema.
// Package screening/transport judges what a client sends.
//
//	screener := screening.New(countries.Latest())
//	if err := screener.Screen(&customer); err != nil {
//		// a *errors.Rejection that names code, field and the API's text, or
//		// an *errors.Undecided: the customer's country is not known
//	}
//
// [Screener.Inspect] says what else looks wrong. Its advisories never refuse a
// customer. Each names its rule, its source and its basis: documented by
// Microsoft, disputed between its own pages, or inferred because the value is
// almost surely a mistake although nobody documents it. [AdvisoryRules] lists
// the rules in its example.
//
// Names, company names and e-mail are judged by Validate company names,
// customer names and email addresses, edition of 2024; fields and their lengths
// by Create a customer, edition of 2023-07-28, and the Swagger of the customer
// service (2021); cultures by Partner Center supported languages and locales,
// edition of 2022-06-29; states by Validate an address, edition of 2022-09-20.
// Lengths count characters (Unicode code points). No error code is published
// for any of these rules.
//
// # Customers as they come
//
// Decoding a [Customer] or a profile takes any text. For JSON that is not the
// resource the error is a [*errors.DecodeError], which names the field and
// never a value. For text that is not JSON it is a syntax error. A screened
// name that appears twice in an object, "country" and "Country" included, is a
// DecodeError too: nobody knows which of the two Partner Center would take.
// Decoding, Screen and Inspect take time and memory linear in the size of the
// text.
//
// # Concurrency
//
// A [Screener] is safe for concurrent use. So are all other values of this
// package as long as nobody changes them: goroutines may read a customer
// concurrently, but not while one of them changes or decodes it.
package screening
