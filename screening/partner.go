package screening

// Partner is a partner's role in the Cloud Solution Provider programme. The
// zero value is DirectBill.
type Partner uint8

// The partners of the Cloud Solution Provider programme.
//
// Source: Partner Center announcements, November 2020, item 11 (2020-11-17).
const (
	DirectBill       Partner = iota // billed by Microsoft, sells to the customer: the policy binds it
	IndirectProvider                // billed by Microsoft, sells through resellers: the policy binds it
	IndirectReseller                // creates no customers itself, its provider does: nothing is refused
)

// String returns "direct bill", "indirect provider" or "indirect reseller".
func (p Partner) String() string {
	switch p {
	case DirectBill:
		return "direct bill"
	case IndirectProvider:
		return "indirect provider"
	case IndirectReseller:
		return "indirect reseller"
	default:
		return "unknown partner"
	}
}

// WithPartner sets the partner's role. Without it the policy binds the partner.
// For an [IndirectReseller] the Screener, and a transport that uses it, refuses
// nothing and leaves nothing undecided. Advisories stay.
func WithPartner(partner Partner) Option {
	return func(s *Screener) { s.partner = partner }
}
