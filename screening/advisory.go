package screening

import "log/slog"

// Basis says what an [Advisory] rests on.
type Basis string

const (
	Documented Basis = "documented" // Microsoft's documentation asks for it
	Disputed   Basis = "disputed"   // Microsoft's own pages disagree on it
	Inferred   Basis = "inferred"   // nobody promises it, but the value is almost surely a mistake
)

// Advisory is a remark on a field. No code is published for it, but the value
// is documented as unwanted, disputed between Microsoft's own pages, or almost
// surely a mistake. It never refuses a customer. The zero value is not a
// remark.
//
// Its text forms leave out the suggestion, since that can be a person's number.
type Advisory struct {
	Rule       string `json:"rule"`                 // stable name, for example "registrationNumber.checkDigit"
	Field      string `json:"field"`                // JSON path as in [errors.Violation]
	Message    string `json:"message"`              // a sentence for a person, without the customer's values
	Basis      Basis  `json:"basis"`                // documented, disputed or inferred
	Source     string `json:"source"`               // where the rule is written, with its edition
	Suggestion string `json:"suggestion,omitempty"` // what to write instead: a customer's value; empty where there is none
}

// String returns rule, field and message, without the suggestion.
func (a Advisory) String() string {
	return a.Rule + ": " + a.Field + ": " + a.Message
}

// LogValue returns what is safe to log: rule, field and basis.
func (a Advisory) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("rule", a.Rule),
		slog.String("field", a.Field),
		slog.String("basis", string(a.Basis)),
	)
}
