package partnercentertest

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// SetValidationStatus sets a customer's account validation status, as of now, to
// Allowed, UnderReview, NotAllowed, Unknown or "Not Ready", for example. An empty
// one removes it. The error says that there is no such customer.
func (h *Handler) SetValidationStatus(customerID, status string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := h.byID[lower(customerID)]
	if c == nil {
		return fmt.Errorf("partnercentertest: SetValidationStatus: no customer has the id %q", customerID)
	}
	c.validationStatus = status
	c.validatedAt = time.Now()
	return nil
}

// WithAgreementRequired makes the stand-in refuse the requests that create or
// change a subscription of a customer without a confirmed Microsoft Customer
// Agreement: as if no customer had accepted it by itself.
func WithAgreementRequired() Option {
	return func(h *Handler) { h.agreementRequired = true }
}

// eligible answers the first reason, beyond what customer screening asks for,
// why a customer cannot order, and nil where there is none.
func (h *Handler) eligible(c *customer) *answer {
	switch c.validationStatus {
	case "UnderReview":
		return refuse(http.StatusForbidden, 800073, "Your customer account is currently under review.")
	case "Unknown":
		return refuse(http.StatusForbidden, 800074, "Your customer account is currently under review.")
	case "NotAllowed":
		return refuse(http.StatusForbidden, 800075, "Your Customer account wasn't approved.")
	}
	if h.agreementRequired && len(c.agreementsOf("MicrosoftCustomerAgreement")) == 0 {
		return refuse(http.StatusForbidden, 13605, "Either a partner confirmation of the customer acceptance or the customer's own must be provided.")
	}
	return nil
}

func getValidationStatus(c *customer, r *http.Request, _ []byte) *answer {
	switch {
	case lower(r.URL.Query().Get("type")) != "account":
		return invalidAttribute("type: expected account")
	case c.validationStatus == "":
		return refuseNewer(http.StatusNotFound, 600074, "AccountStatusNotFound", "The account status was not found.")
	}
	return answerWith(http.StatusOK, object{
		"type": "account", "status": c.validationStatus,
		"lastUpdateDateTime": c.validatedAt.UTC().Format("2006-01-02T15:04:05"),
	})
}

// refuseNewer answers with the error body of newer services.
func refuseNewer(status, code int, name, message string) *answer {
	return answerWith(status, object{
		"code": code, "message": message, "description": message, "errorName": name, "isRetryable": false,
		"parameters": object{}, "errorMessageExtended": fmt.Sprintf("InternalErrorCode=%d", code),
	})
}

// agreementsOf returns the customer's confirmed agreements of a type.
func (c *customer) agreementsOf(agreementType string) []object {
	some := []object{}
	for _, agreement := range c.agreements {
		if t, _ := agreement.text("type"); lower(t) == lower(agreementType) {
			some = append(some, agreement)
		}
	}
	return some
}

// listAgreements answers for one type: where agreementType names none, for the older one.
func listAgreements(c *customer, r *http.Request, _ []byte) *answer {
	agreementType := "MicrosoftCloudAgreement"
	for name, values := range r.URL.Query() {
		if lower(name) == "agreementtype" && !missing(values[0]) {
			agreementType = values[0]
		}
	}
	return collection(c.agreementsOf(agreementType), selfLink("/customers/"+c.id+"/agreements"))
}

func confirmAgreement(c *customer, _ *http.Request, body []byte) *answer {
	agreement, err := readObject(body)
	if err != nil {
		return invalidInput(err.Error())
	}
	agreementType, _ := agreement.text("type")
	contact, _ := agreement.object("primaryContact")
	for _, required := range []struct {
		in   object
		name string
	}{{agreement, "templateId"}, {agreement, "dateAgreed"}, {agreement, "type"}, {contact, "firstName"}, {contact, "lastName"}, {contact, "email"}} {
		if text, err := required.in.text(required.name); err != nil || missing(text) {
			return invalidInput(required.name + " is missing")
		}
	}
	if slices.ContainsFunc(c.agreementsOf(agreementType), func(other object) bool { return contactOf(other) == contactOf(agreement) }) {
		return refuseNewer(http.StatusConflict, 600061, "PartnerConfirmedAgreementAlreadyExists",
			"A partner confirmed agreement already exists for the customer.")
	}
	c.agreements = append(c.agreements, agreement)
	return answerWith(http.StatusCreated, agreement)
}

// contactOf returns what makes the contacts of two agreements the same.
func contactOf(agreement object) (texts [4]string) {
	contact, _ := agreement.object("primaryContact")
	for i, name := range []string{"firstName", "lastName", "email", "phoneNumber"} {
		texts[i], _ = contact.text(name)
	}
	return texts
}

func listQualifications(c *customer, _ *http.Request, _ []byte) *answer {
	return answerWith(http.StatusOK, append([]object{}, c.qualifications...))
}

// setQualification takes what is documented since 2023-05-17.
func setQualification(c *customer, _ *http.Request, body []byte) *answer {
	qualification, err := readObject(body)
	if err != nil {
		return invalidInput(err.Error())
	}
	text := func(member string) string { value, _ := qualification.text(member); return value }
	name, segment := settable[lower(text("qualification"))], lower(text("educationSegment"))
	switch {
	case name == "StateOwnedEntity",
		name == "Education" && (segment == "k12" || segment == "highereducation"),
		name == "GovernmentCommunityCloud" && !missing(text("validationCode")):
	default:
		return invalidInput("the qualification cannot be set")
	}
	given := object{"qualification": name, "vettingStatus": "InReview", "vettingCreatedDate": time.Now().UTC().Format(time.RFC3339)}
	c.qualifications = append(c.qualifications, given)
	return answerWith(http.StatusCreated, given)
}

// settable are the qualifications that a partner can set, by their names in
// lower case: .NET reads those of enumerations without regard to it.
var settable = map[string]string{
	"education": "Education", "governmentcommunitycloud": "GovernmentCommunityCloud", "stateownedentity": "StateOwnedEntity",
}
