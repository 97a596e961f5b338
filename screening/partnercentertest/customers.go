package partnercentertest

import (
	"cmp"
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
// from before the rules may lack what they ask for. The customer is a JSON
// object; it keeps its id if it has one. Add returns the id. The error says
// which field is not what the contract says, or that an id is taken.
func (h *Handler) Add(body []byte) (id string, err error) {
	resource, _, err := readCustomer(body)
	if err == nil {
		id, err = resource.text("id")
	}
	if err != nil {
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

func (h *Handler) createCustomer(_ *http.Request, body []byte) *answer {
	resource, s, err := readCustomer(body)
	if err != nil {
		return invalidInput(err.Error())
	}
	if refusal := h.policy.judge(s); refusal != nil {
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
func (h *Handler) listCustomers(r *http.Request, _ []byte) *answer {
	query := r.URL.Query()
	if query.Has("filter") {
		return notImplemented
	}
	size, err := wholeNumber(query.Get("size"))
	if err != nil {
		return invalidAttribute("size: expected a whole number, not below zero")
	}
	start, err := wholeNumber(r.Header.Get("MS-ContinuationToken"))
	if err != nil || start > len(h.customers) {
		return invalidAttribute("MS-ContinuationToken: expected one that a page gave")
	}
	end := start + min(cmp.Or(size, len(h.customers)), len(h.customers)-start)

	items := make([]object, 0, end-start)
	for _, c := range h.customers[start:end] {
		items = append(items, c.listed())
	}
	links := selfLink(strings.TrimSuffix("/customers?"+r.URL.RawQuery, "?"))
	if end < len(h.customers) {
		links["next"] = link("/customers?size="+strconv.Itoa(size)+"&seekOperation=Next",
			object{"key": "MS-ContinuationToken", "value": strconv.Itoa(end)})
	}
	return collection(items, links)
}

func collection(items []object, links object) *answer {
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

// wholeNumber reads a number that is not below zero, and nothing as zero.
func wholeNumber(text string) (int, error) {
	n, err := strconv.ParseUint(cmp.Or(text, "0"), 10, 31)
	return int(n), err
}

// ofCustomer answers requests on a customer that the stand-in knows.
func (h *Handler) ofCustomer(e func(c *customer, r *http.Request, body []byte) *answer) endpoint {
	return func(r *http.Request, body []byte) *answer {
		c := h.byID[lower(r.PathValue("id"))]
		if c == nil {
			return notFound
		}
		return e(c, r, body)
	}
}

func getCustomer(c *customer, _ *http.Request, _ []byte) *answer {
	return answerWith(http.StatusOK, c.resource)
}

func getProfile(name string) func(*customer, *http.Request, []byte) *answer {
	return func(c *customer, _ *http.Request, _ []byte) *answer {
		return answerWith(http.StatusOK, c.resource[name])
	}
}

// putBillingProfile replaces the billing profile. Only its phone number is
// judged: the registration number is in the company profile.
func (h *Handler) putBillingProfile(c *customer, r *http.Request, body []byte) *answer {
	profile, err := readObject(body)
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
	if refusal := h.policy.judgePhone(s); refusal != nil {
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
func (h *Handler) patchCustomer(c *customer, _ *http.Request, body []byte) *answer {
	change, _, err := readCustomer(body)
	if err != nil {
		return invalidInput(err.Error())
	}
	delete(change, "id")
	delete(change, "relationshipToPartner")
	changed := c.resource.merge(change)
	s, _ := subjectOf(changed) // both parts were read
	company, _ := change["companyProfile"].(object)
	billing, _ := change["billingProfile"].(object)
	address, _ := billing["defaultAddress"].(object)
	if company["organizationRegistrationNumber"] != nil || address["country"] != nil {
		if refusal := h.policy.judgeNumber(s); refusal != nil {
			return refusal
		}
	}
	if address != nil {
		if refusal := h.policy.judgePhone(s); refusal != nil {
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
func (h *Handler) ofEligibleCustomer(e func(c *customer, r *http.Request, body []byte) *answer) endpoint {
	return h.ofCustomer(func(c *customer, r *http.Request, body []byte) *answer {
		s, _ := subjectOf(c.resource) // which was read before
		if refusal := cmp.Or(h.policy.judge(s), h.eligible(c)); refusal != nil {
			return refusal
		}
		return e(c, r, body)
	})
}
