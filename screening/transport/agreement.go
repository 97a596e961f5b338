package transport

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/resource"
	"github.com/cspkit/customerscreen/internal/wire"
)

// microsoftCustomerAgreement is the type of agreement that orders need.
const microsoftCustomerAgreement = "MicrosoftCustomerAgreement"

// CustomerAgreement is the Agreement resource: a partner's confirmation that a
// customer accepted an agreement, the body of POST
// …/v1/customers/{id}/agreements. The zero value is empty. The validate tags
// state the documented contract of that request. Decoding and concurrent use
// are as for [screening.Customer].
//
// Source: Confirm customer acceptance of the Microsoft Customer Agreement.
type CustomerAgreement struct {
	PrimaryContact *AgreementContact `json:"primaryContact" validate:"required"`
	TemplateID     string            `json:"templateId" validate:"required"`
	DateAgreed     string            `json:"dateAgreed" validate:"required"` // a date-time in UTC
	Type           string            `json:"type" validate:"required"`       // MicrosoftCustomerAgreement, for example
	AgreementLink  string            `json:"agreementLink"`                  // of an answer

	received resource.Received
}

// UnmarshalJSON reads an agreement. Its error is that of
// [screening.Customer.UnmarshalJSON].
func (a *CustomerAgreement) UnmarshalJSON(data []byte) error { return agreementType.Read(data, a) }

// MarshalJSON writes the fields that are set or were decoded, in the API's
// camelCase, and then every other member that was decoded.
func (a CustomerAgreement) MarshalJSON() ([]byte, error) { return agreementType.Write(&a) }

// AgreementContact is the person who accepted the agreement for the customer.
// The zero value is empty.
type AgreementContact struct {
	FirstName   string `json:"firstName" validate:"required"`
	LastName    string `json:"lastName" validate:"required"`
	Email       string `json:"email" validate:"required"`
	PhoneNumber string `json:"phoneNumber"`

	received resource.Received
}

// UnmarshalJSON reads a contact, as [CustomerAgreement.UnmarshalJSON] does.
func (c *AgreementContact) UnmarshalJSON(data []byte) error { return contactType.Read(data, c) }

// MarshalJSON writes a contact, as [CustomerAgreement.MarshalJSON] does.
func (c AgreementContact) MarshalJSON() ([]byte, error) { return contactType.Write(&c) }

// In this order: an agreement points to its contact.
var (
	contactType   = resource.New(func(c *AgreementContact) *resource.Received { return &c.received }, "firstName", "lastName", "email", "phoneNumber")
	agreementType = resource.New(func(a *CustomerAgreement) *resource.Received { return &a.received }, "primaryContact", "templateId", "dateAgreed", "type")
)

// WithCustomerAgreement makes the Transport look up whether the partner has
// confirmed a Microsoft Customer Agreement, with
//
//	GET …/v1/customers/{id}/agreements?agreementType=MicrosoftCustomerAgreement
//
// It asks as [WithExistingCustomers] does, before a request creates or changes
// a subscription. If the customer has none, it reports the reason
// [AgreementUnconfirmed] and sends the request: the customer may have accepted
// the agreement itself, which the look-up does not show. If neverByCustomer
// says that no customer of this partner does that, it answers the request with
// status 403 and [pcerrors.CustomerAgreementMissing] instead. The order of
// several reasons is that of [WithAccountStatus].
//
// It also asks before POST …/v1/customers/{id}/agreements. If a confirmed
// agreement has the same contact, in all four fields, it answers one of the
// type MicrosoftCustomerAgreement with status 409 and
// [pcerrors.CustomerAgreementExists]. It keeps only a keyed digest of a
// contact.
//
// Source: Partner Center announcements, November 2020, item 8 (2020-11-16);
// Partner Center REST error codes, 2023-06-15.
func WithCustomerAgreement(neverByCustomer bool) Option {
	return func(t *Transport) {
		key := make([]byte, sha256.Size)
		_, _ = rand.Read(key) // it never fails: it ends the program instead
		digest := func(c *AgreementContact) contactDigest { return digestOf(key, c) }
		t.contactDigest = digest
		t.ask(customerAgreement, func(r *http.Request, target target) lookUpVerdict {
			return t.lookUp(r, target, "/agreements", "agreementType="+microsoftCustomerAgreement, func(body []byte) verdict {
				return judgeAgreements(body, neverByCustomer, digest)
			})
		})
	}
}

type contactDigest [sha256.Size]byte

func digestOf(key []byte, c *AgreementContact) (digest contactDigest) {
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%q", []string{c.FirstName, c.LastName, c.Email, c.PhoneNumber})
	mac.Sum(digest[:0])
	return digest
}

// judgeAgreements reads the list of the agreements of the type that was asked
// for. One that names no type, or no contact, is one of them. None is confirmed
// only where the list is there and whole: a request is not stopped for less.
func judgeAgreements(body []byte, neverByCustomer bool, digest func(*AgreementContact) contactDigest) verdict {
	list := struct {
		TotalCount int
		Items      []*CustomerAgreement
	}{TotalCount: -1}
	err := json.Unmarshal(wire.WithoutMark(body), &list)
	if err != nil || list.TotalCount > len(list.Items) || list.TotalCount < 0 && list.Items == nil {
		return failed(errors.New("the answer is not a list of agreements, or not all of it"))
	}
	v := verdict{failure: &UnscreenedError{Reason: AgreementUnconfirmed}, keep: keepIncomplete}
	if neverByCustomer {
		v = stopped(pcerrors.CustomerAgreementMissing, "Confirm the customer's acceptance first: POST "+microsoftCustomerAgreement+" to the customer's agreements.")
	}
	contacts := make(map[contactDigest]bool)
	for _, a := range list.Items {
		if a == nil || a.Type != "" && !a.isCustomerAgreement() {
			continue
		}
		v = verdict{keep: keepComplete}
		if a.PrimaryContact != nil {
			contacts[digest(a.PrimaryContact)] = true
		}
	}
	v.contacts = contacts
	return v
}

func (a *CustomerAgreement) isCustomerAgreement() bool {
	return strings.EqualFold(a.Type, microsoftCustomerAgreement)
}

// lacking returns the first field that is required and not given.
func (a *CustomerAgreement) lacking() string {
	contact := a.PrimaryContact
	if contact == nil {
		contact = new(AgreementContact)
	}
	for _, required := range []struct{ field, value string }{
		{"primaryContact.firstName", contact.FirstName}, {"primaryContact.lastName", contact.LastName}, {"primaryContact.email", contact.Email},
		{"templateId", a.TemplateID}, {"dateAgreed", a.DateAgreed}, {"type", a.Type},
	} {
		if !wire.Given(required.value) {
			return required.field
		}
	}
	return ""
}

// screenAgreement judges the body of a request that confirms an agreement.
func (t *Transport) screenAgreement(r *http.Request, target target, body []byte) error {
	var agreement CustomerAgreement
	if err := readResource(body, &agreement); err != nil {
		return err
	}
	if field := agreement.lacking(); field != "" {
		return &UnscreenedError{Reason: BodyOutsideContract, Err: &pcerrors.DecodeError{Field: field, Expected: "a value", Found: "none"}}
	}
	if t.existing == nil || t.existing.prepare[customerAgreement] == nil || !agreement.isCustomerAgreement() {
		return &UnscreenedError{Reason: NotScreened}
	}
	v, err := t.existing.answer(r, target, customerAgreement)
	switch {
	case err != nil:
		return err
	case v.contacts == nil:
		return v.failure
	case v.contacts[t.contactDigest(agreement.PrimaryContact)]:
		return &pcerrors.Rejection{
			Violations: []pcerrors.Violation{{Code: pcerrors.CustomerAgreementExists}},
			Remedy:     "There is nothing to do: the agreement is confirmed already.",
		}
	default:
		return nil
	}
}

// namesAgreementType reports whether a query names a type of agreement.
func namesAgreementType(u *url.URL) bool {
	for name, values := range u.Query() {
		if strings.EqualFold(name, "agreementType") && slices.ContainsFunc(values, wire.Given) {
			return true
		}
	}
	return false
}
