package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/google/uuid"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// partnerCenter is where requests go.
type partnerCenter struct {
	client  *http.Client
	baseURL string
	token   string // empty where the client adds it
}

// createCustomer sends the customer and returns the ID it was given.
func (p partnerCenter) createCustomer(ctx context.Context, customer *screening.Customer) (id string, err error) {
	body, err := json.Marshal(customer)
	if err != nil {
		return "", err
	}
	url := strings.TrimRight(p.baseURL, "/") + "/v1/customers"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header = http.Header{
		"Accept":              {"application/json"},
		"Content-Type":        {"application/json"},
		"MS-RequestId":        {uuid.NewString()},
		"MS-CorrelationId":    {uuid.NewString()},
		"MS-Contract-Version": {"v1"},
		"X-Locale":            {"en-US"},
	}
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	response, err := p.client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return "", fmt.Errorf("the customer was sent, but the answer was cut off: %w", err)
	}
	if response.StatusCode >= 400 {
		return "", pcerrors.ParseResponse(response.StatusCode, response.Header, answer)
	}
	var created screening.Customer
	if err := json.Unmarshal(answer, &created); err != nil {
		return "", fmt.Errorf("the customer was sent, but the answer is not a customer: %w", err)
	}
	return created.ID, nil
}
