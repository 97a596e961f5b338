package partnercentertest

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// customer is a customer that the stand-in knows.
type customer struct {
	id            string
	resource      object
	subscriptions []object

	validationStatus string // empty for none
	validatedAt      time.Time
	agreements       []object
	qualifications   []object
}

// Add gives the stand-in a customer that already exists, without judging it: one
// from before the rules may lack what they ask for. The
// customer is a JSON object; it keeps its id if it has one. Add returns the
// id. The error says which field is not what the contract says, or that an
// id is taken.
func (h *Handler) Add(body []byte) (id string, err error) {
	resource, err := readObject(body, customerShape)
	if err != nil {
		return "", fmt.Errorf("partnercentertest: Add: %w", err)
	}
	if _, err := subjectOf(resource); err != nil {
		return "", fmt.Errorf("partnercentertest: Add: %w", err)
	}
	if id, err = resource.text("id"); err != nil {
		return "", fmt.Errorf("partnercentertest: Add: %w", err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.byID[lower(id)] != nil {
		return "", fmt.Errorf("partnercentertest: Add: the id %q is taken", id)
	}
	return h.add(id, resource).id, nil
}

// add completes a customer with what the API gives it, and keeps it.
func (h *Handler) add(id string, resource object) *customer {
	if id == "" {
		id = h.newID()
	}
	c := &customer{id: id, resource: resource.merge(object{
		"id":         id,
		"commerceId": id,
		"companyProfile": object{
			"tenantId":   id,
			"links":      selfLink("/customers/" + id + "/profiles/company"),
			"attributes": object{"objectType": "CustomerCompanyProfile"},
		},
		"billingProfile": h.billingProfile(id, nil),
		"links":          selfLink("/customers/" + id),
		"attributes":     object{"objectType": "Customer"},
	})}
	switch relationship, _ := c.resource["relationshipToPartner"].(string); lower(relationship) {
	case "", "none", "unknown":
		c.resource["relationshipToPartner"] = "reseller"
	}
	h.customers = append(h.customers, c)
	h.byID[lower(id)] = c
	return c
}

// billingProfile completes a billing profile with what the API gives it: an
// identifier, links and a new etag.
func (h *Handler) billingProfile(customerID string, profile object) object {
	return profile.merge(object{
		"id":         customerID,
		"links":      selfLink("/customers/" + customerID + "/profiles/billing"),
		"attributes": object{"etag": h.newETag(), "objectType": "CustomerBillingProfile"},
	})
}

func selfLink(uri string) object {
	return object{"self": link(uri)}
}

func link(uri string, headers ...object) object {
	return object{"uri": uri, "method": http.MethodGet, "headers": append([]object{}, headers...)}
}

func (h *Handler) createCustomer(_ *http.Request, body []byte) answer {
	resource, err := readObject(body, customerShape)
	if err != nil {
		return invalidInput(err.Error())
	}
	s, err := subjectOf(resource)
	if err != nil {
		return invalidInput(err.Error())
	}
	if refusal, ok := h.policy.judge(s); !ok {
		return refusal
	}
	delete(resource, "relationshipToPartner")
	created := h.add("", resource)
	return answerWith(http.StatusCreated, created.resource.merge(object{
		"userCredentials": object{"userName": "admin", "password": "made up"},
	}))
}

// listCustomers answers a page of the customers, all of them where the request
// asks for no size, or for 0 as Microsoft's SDKs do.
func (h *Handler) listCustomers(r *http.Request, _ []byte) answer {
	query := r.URL.Query()
	if query.Has("filter") {
		return notImplemented
	}
	size := 0
	if query.Has("size") {
		var err error
		if size, err = strconv.Atoi(query.Get("size")); err != nil || size < 0 {
			return invalidAttribute("size: expected a whole number, not below zero")
		}
	}
	if size == 0 {
		size = len(h.customers)
	}
	start, ok := startOf(r.Header.Get("MS-ContinuationToken"), len(h.customers))
	if !ok {
		return invalidAttribute("MS-ContinuationToken: expected one that a page gave")
	}
	end := start + min(size, len(h.customers)-start)

	items := make([]object, 0, end-start)
	for _, c := range h.customers[start:end] {
		items = append(items, c.listed())
	}
	links := selfLink(strings.TrimSuffix("/customers?"+r.URL.RawQuery, "?"))
	if end < len(h.customers) {
		links["next"] = link("/customers?size="+strconv.Itoa(size)+"&seekOperation=Next",
			object{"key": "MS-ContinuationToken", "value": continuationToken(end)})
	}
	return collection(items, links)
}

func collection(items []object, links object) answer {
	return answerWith(http.StatusOK, object{
		"totalCount": len(items),
		"items":      items,
		"links":      links,
		"attributes": object{"objectType": "Collection"},
	})
}

// listed is what a list has of a customer.
func (c *customer) listed() object {
	company, _ := c.resource["companyProfile"].(object)
	return c.resource.only("id", "relationshipToPartner", "links", "attributes").merge(object{
		"companyProfile": company.only("tenantId", "domain", "companyName", "links", "attributes"),
	})
}

func continuationToken(start int) string {
	return base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(start)))
}

// startOf returns the place where the page of a continuation token starts.
func startOf(token string, customers int) (start int, ok bool) {
	if token == "" {
		return 0, true
	}
	text, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return 0, false
	}
	start, err = strconv.Atoi(string(text))
	return start, err == nil && 0 <= start && start <= customers
}

// ofCustomer answers requests on a customer that the stand-in knows.
func (h *Handler) ofCustomer(e func(c *customer, r *http.Request, body []byte) answer) endpoint {
	return func(r *http.Request, body []byte) answer {
		c := h.byID[lower(r.PathValue("id"))]
		if c == nil {
			return notFound
		}
		return e(c, r, body)
	}
}

func getCustomer(c *customer, _ *http.Request, _ []byte) answer {
	return answerWith(http.StatusOK, c.resource)
}

func getCompanyProfile(c *customer, _ *http.Request, _ []byte) answer {
	return answerWith(http.StatusOK, c.resource["companyProfile"])
}

func getBillingProfile(c *customer, _ *http.Request, _ []byte) answer {
	return answerWith(http.StatusOK, c.resource["billingProfile"])
}

// putBillingProfile replaces the billing profile. Only its phone number is
// judged: the registration number is in the company profile.
func (h *Handler) putBillingProfile(c *customer, r *http.Request, body []byte) answer {
	profile, err := readObject(body, billingProfileShape)
	if err != nil {
		return invalidInput(err.Error())
	}
	s, err := subjectOf(object{"companyProfile": c.resource["companyProfile"], "billingProfile": profile})
	if err != nil {
		return invalidInput(err.Error())
	}
	current, _ := c.resource["billingProfile"].(object)["attributes"].(object)
	condition := r.Header.Get("If-Match")
	if condition == "" { // Microsoft's SDKs send none
		sent, _ := profile["attributes"].(object)
		condition, _ = sent["etag"].(string)
	}
	if !matches(condition, current["etag"]) {
		return preconditionFailed
	}
	if refusal, ok := h.policy.judgePhone(s); !ok {
		return refusal
	}
	c.resource["billingProfile"] = h.billingProfile(c.id, profile)
	return answerWith(http.StatusOK, c.resource["billingProfile"])
}

// matches compares If-Match, weak or strong, with or without quotes, with the
// current etag.
func matches(condition string, etag any) bool {
	return condition == "*" || strings.Trim(strings.TrimPrefix(condition, "W/"), `"`) == etag
}

// patchCustomer changes what the body gives. The number is judged where the
// body gives one or a country, the phone where it gives a default address.
func (h *Handler) patchCustomer(c *customer, _ *http.Request, body []byte) answer {
	change, err := readObject(body, customerShape)
	if err != nil {
		return invalidInput(err.Error())
	}
	if _, err := subjectOf(change); err != nil {
		return invalidInput(err.Error())
	}
	delete(change, "id")
	delete(change, "relationshipToPartner")
	changed := c.resource.merge(change)
	s, err := subjectOf(changed)
	if err != nil {
		return invalidInput(err.Error())
	}
	company, _ := change["companyProfile"].(object)
	billing, _ := change["billingProfile"].(object)
	address, _ := billing["defaultAddress"].(object)
	if company["organizationRegistrationNumber"] != nil || address["country"] != nil {
		if refusal, ok := h.policy.judgeNumber(s); !ok {
			return refusal
		}
	}
	if address != nil {
		if refusal, ok := h.policy.judgePhone(s); !ok {
			return refusal
		}
	}
	if billing != nil {
		current, _ := changed["billingProfile"].(object)
		changed["billingProfile"] = h.billingProfile(c.id, current)
	}
	c.resource = changed
	return answerWith(http.StatusOK, c.resource)
}

// ofEligibleCustomer answers the requests that create or change a
// subscription: an existing customer that lacks what the rules ask for, or is
// stopped by what else Partner Center asks of it, is refused.
func (h *Handler) ofEligibleCustomer(e func(c *customer, r *http.Request, body []byte) answer) endpoint {
	return h.ofCustomer(func(c *customer, r *http.Request, body []byte) answer {
		s, err := subjectOf(c.resource)
		if err != nil {
			return invalidInput(err.Error())
		}
		if refusal, ok := h.policy.judge(s); !ok {
			return refusal
		}
		if refusal, ok := h.eligible(c); !ok {
			return refusal
		}
		return e(c, r, body)
	})
}
