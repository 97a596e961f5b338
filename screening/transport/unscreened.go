package transport

// Reason is why a request could not be screened.
type Reason string

// The reasons, to branch on; [UnscreenedError] has the sentences. The first
// ones are about the request's body.
const (
	BodyUnreadable     Reason = "bodyUnreadable"     // it cannot be read to its end
	BodyTooLarge       Reason = "bodyTooLarge"       // it is larger than 1 MiB
	BodyEncoded        Reason = "bodyEncoded"        // it has a Content-Encoding
	BodyNotJSON        Reason = "bodyNotJSON"        // it is not JSON
	BodyOfUnknownShape Reason = "bodyOfUnknownShape" // it is not the resource that belongs there
	PathUnclear        Reason = "pathUnclear"        // its path is odd, and could be taken for that of a screened request
	CountryUnknown     Reason = "countryUnknown"     // its customer cannot be judged: errors.Undecided
	NotScreened        Reason = "notScreened"        // it does not tell enough to be judged, and nothing is looked up for it
	CustomerUnknown    Reason = "customerUnknown"    // the existing customer cannot be looked up or judged

	BodyOutsideContract  Reason = "bodyOutsideContract"  // it lacks what is documented to be required: the request cannot succeed
	AgreementTypeMissing Reason = "agreementTypeMissing" // agreements are listed without agreementType: the answer is about another type
	AgreementUnconfirmed Reason = "agreementUnconfirmed" // no agreement of the existing customer is confirmed by the partner
	AccountStatusUnknown Reason = "accountStatusUnknown" // the existing customer's validation status says Unknown, or is not documented

	PartnerNotBound Reason = "partnerNotBound" // the rules do not bind the partner: nothing is screened
)

// sentences say what the reasons mean.
var sentences = map[Reason]string{
	BodyUnreadable:     "the body cannot be read",
	BodyTooLarge:       "the body is larger than 1 MiB",
	BodyEncoded:        "the body has a Content-Encoding",
	BodyNotJSON:        "the body is not JSON",
	BodyOfUnknownShape: "the body is not the resource that the request should carry",
	PathUnclear:        "the path is odd, and could be taken for that of a screened request",
	CountryUnknown:     "nobody can say what Partner Center answers",
	NotScreened:        "the request does not say enough to be judged, and nothing is looked up for it",
	CustomerUnknown:    "looking up the existing customer",

	BodyOutsideContract:  "the body is not what the documented contract asks for, so that the request cannot succeed",
	AgreementTypeMissing: "without agreementType the answer is about MicrosoftCloudAgreement alone, so that confirmed agreements seem to be missing: ask with agreementType=MicrosoftCustomerAgreement",
	AgreementUnconfirmed: "the partner has confirmed no customer agreement, and nobody can see whether the customer accepted it itself: if not, Partner Center refuses with 13605",
	AccountStatusUnknown: "the validation status of the existing customer is Unknown, which is documented to stop an order without a code, or is not documented",

	PartnerNotBound: "the rules do not bind this partner, for whom nothing is screened",
}

// passesAlways are the reasons that even a caller who knows what it sends cannot
// rule out.
var passesAlways = map[Reason]bool{
	NotScreened: true, CustomerUnknown: true, AgreementTypeMissing: true, AgreementUnconfirmed: true, AccountStatusUnknown: true,
	PartnerNotBound: true,
}

// UnscreenedError says why a request could not be screened.
type UnscreenedError struct {
	Reason Reason

	// Err is what was found:
	//   - nil if the reason says it all;
	//   - a [*errors.DecodeError] that names the field, of a body that is not
	//     the resource;
	//   - an [*errors.Undecided], of a country that is not known;
	//   - the failure of a look-up: an [*errors.APIError] if Partner Center
	//     answered, and otherwise an error that unwraps to the base
	//     transport's.
	Err error
}

// Error names the reason and what was found. It contains no customer data,
// unless Err comes from the caller's own body or look-up and does.
func (e *UnscreenedError) Error() string {
	text := "transport: " + sentences[e.Reason]
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns Err.
func (e *UnscreenedError) Unwrap() error { return e.Err }

// WithUnscreenedRefused makes the Transport refuse a request that cannot be
// screened, or whose customer cannot be judged: its error is an
// [*UnscreenedError], and nothing is sent. It is for programs that know what
// they send. A client that retries should not after this error, as with
// [WithRejectionAsError]. It never refuses a request because its existing customer cannot be
// looked up or judged, nor because no option looks it up.
func WithUnscreenedRefused() Option {
	return func(t *Transport) { t.refuseUnscreened = true }
}
