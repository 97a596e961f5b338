package partnercentertest

import (
	"maps"
	"net/http"
)

// echo answers with the body that came, and an identifier. Nothing is kept.
func (h *Handler) echo(status int, objectType string) func(c *customer, r *http.Request, body []byte) *answer {
	return func(_ *customer, r *http.Request, body []byte) *answer {
		resource, err := readOptional(body)
		if err != nil {
			return invalidInput(err.Error())
		}
		id := r.PathValue("resource")
		if id == "" {
			id = h.newID()
		}
		return answerWith(status, resource.merge(object{"id": id, "attributes": object{"objectType": objectType}}))
	}
}

// readOptional reads the object that a body may have.
func readOptional(body []byte) (object, error) {
	if len(body) == 0 {
		return nil, nil
	}
	return readObject(body)
}

// createOrder gives the customer a subscription.
func (h *Handler) createOrder(c *customer, _ *http.Request, body []byte) *answer {
	order, err := readOptional(body)
	if err != nil {
		return invalidInput(err.Error())
	}
	return answerWith(http.StatusCreated, order.merge(h.order(c)))
}

// checkout makes an order of a cart. Its body can be anything: Microsoft's SDKs
// send the JSON text "success".
func (h *Handler) checkout(c *customer, _ *http.Request, _ []byte) *answer {
	return answerWith(http.StatusCreated, object{
		"orders":     []object{h.order(c)},
		"attributes": object{"objectType": "CartCheckoutResult"},
	})
}

// order returns what the API gives an order, after giving the customer the
// subscription that comes of it.
func (h *Handler) order(c *customer) object {
	order := object{"id": h.newID(), "attributes": object{"objectType": "Order"}}
	c.subscription(h.newID())["orderId"] = order["id"]
	return order
}

// subscription returns a subscription of the customer. It creates one that
// nobody ordered.
func (c *customer) subscription(id string) object {
	for _, s := range c.subscriptions {
		if lower(s["id"].(string)) == lower(id) {
			return s
		}
	}
	s := object{"id": id, "status": "active", "attributes": object{"objectType": "Subscription"}}
	c.subscriptions = append(c.subscriptions, s)
	return s
}

func listSubscriptions(c *customer, _ *http.Request, _ []byte) *answer {
	return collection(append([]object{}, c.subscriptions...), selfLink("/customers/"+c.id+"/subscriptions"))
}

func getSubscription(c *customer, r *http.Request, _ []byte) *answer {
	return answerWith(http.StatusOK, c.subscription(r.PathValue("resource")))
}

func patchSubscription(c *customer, r *http.Request, body []byte) *answer {
	change, err := readOptional(body)
	if err != nil {
		return invalidInput(err.Error())
	}
	s := c.subscription(r.PathValue("resource"))
	delete(change, "id")
	maps.Copy(s, s.merge(change))
	return answerWith(http.StatusOK, s)
}
