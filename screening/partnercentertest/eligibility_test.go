package partnercentertest_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

func TestValidationStatusStopsOrders(t *testing.T) {
	handler := newHandler(t)
	none := send(handler, "GET", "/v1/customers/c1/validationStatus?type=account", "")
	assert.Equal(t, http.StatusNotFound, none.Code)
	assert.Equal(t, 600074.0, read(t, none)["code"])
	assert.Equal(t, 3000, refusalOf(t, send(handler, "GET", "/v1/customers/c1/validationStatus", "")).Code)
	for status, code := range map[string]int{"Allowed": 0, "Not Ready": 0, "UnderReview": 800073, "Unknown": 800074, "NotAllowed": 800075} {
		require.NoError(t, handler.SetValidationStatus("C1", status))
		answer := read(t, send(handler, "GET", "/v1/customers/c1/validationStatus?type=account", ""))
		assert.Equal(t, status, answer["status"])
		assert.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`, answer["lastUpdateDateTime"])
		order := send(handler, "POST", "/v1/customers/c1/orders", "{}")
		if code == 0 {
			assert.Equal(t, http.StatusCreated, order.Code, status)
			continue
		}
		assert.Equal(t, http.StatusForbidden, order.Code, status)
		assert.Equal(t, code, refusalOf(t, order).Code, status)
	}
	require.NoError(t, handler.SetValidationStatus("c2", "NotAllowed"))
	assert.Equal(t, 600049, refusalOf(t, send(handler, "POST", "/v1/customers/c2/orders", "{}")).Code, "number and phone come first")
	assert.ErrorContains(t, handler.SetValidationStatus("c3", ""), `no customer has the id "c3"`)
}

const agreement = `{"PrimaryContact":{"FirstName":"Ada","LastName":"Lee","Email":"a@b.example"},"TemplateId":"1","DateAgreed":"2020-11-16T00:00:00Z","Type":"MicrosoftCustomerAgreement"}`

func TestAgreements(t *testing.T) {
	handler := partnercentertest.NewHandler(partnercentertest.WithAgreementRequired())
	_, err := handler.Add([]byte(complete))
	require.NoError(t, err)
	const path = "/v1/customers/c1/agreements"
	assert.Equal(t, 13605, refusalOf(t, send(handler, "POST", "/v1/customers/c1/orders", "{}")).Code)
	assert.Equal(t, http.StatusCreated, send(handler, "POST", path, agreement).Code)
	assert.Equal(t, http.StatusCreated, send(handler, "POST", "/v1/customers/c1/orders", "{}").Code)

	again := send(handler, "POST", path, agreement)
	assert.Equal(t, http.StatusConflict, again.Code)
	assert.Equal(t, 600061.0, read(t, again)["code"])
	assert.Equal(t, "PartnerConfirmedAgreementAlreadyExists", read(t, again)["errorName"])
	assert.Equal(t, http.StatusCreated, send(handler, "POST", path, strings.Replace(agreement, "Ada", "Eva", 1)).Code)

	for query, count := range map[string]float64{
		"": 0, "?agreementType=MicrosoftCloudAgreement": 0, "?agreementType=MicrosoftCustomerAgreement": 2, "?AGREEMENTTYPE=microsoftcustomeragreement": 2,
	} {
		assert.Equal(t, count, read(t, send(handler, "GET", path+query, ""))["totalCount"], query)
	}
	for _, lacking := range []string{"FirstName", "LastName", "Email", "TemplateId", "DateAgreed", "Type", "PrimaryContact"} {
		answer := send(handler, "POST", path, strings.Replace(agreement, `"`+lacking+`"`, `"Other"`, 1))
		assert.Equal(t, 400056, refusalOf(t, answer).Code, lacking)
	}
	assert.Equal(t, 400056, refusalOf(t, send(handler, "POST", path, "[]")).Code)
}

func TestQualifications(t *testing.T) {
	handler := newHandler(t)
	const path = "/v1/customers/c1/qualifications"
	for body, status := range map[string]int{
		`{"Qualification":"StateOwnedEntity"}`:                               201,
		`{"Qualification":"Education","EducationSegment":"K12"}`:             201,
		`{"Qualification":"Education","EducationSegment":"HigherEducation"}`: 201,
		`{"Qualification":"GovernmentCommunityCloud","ValidationCode":"1"}`:  201,
		`{"Qualification":"Education"}`:                                      400,
		`{"Qualification":"Education","EducationSegment":"Kindergarten"}`:    400,
		`{"Qualification":"GovernmentCommunityCloud"}`:                       400,
		`{"Qualification":"None"}`:                                           400,
		`{"Qualification":"Nonprofit"}`:                                      400,
		`"Education"`:                                                        400,
	} {
		assert.Equal(t, status, send(handler, "POST", path, body).Code, body)
	}
	list := send(handler, "GET", path, "").Body.String()
	assert.Equal(t, 4, strings.Count(list, `"vettingStatus":"InReview"`))
}

// TestLimit has a window that slides: a retry before its time makes the wait
// longer, and one after it is answered.
func TestLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		handler := partnercentertest.NewHandler(partnercentertest.WithLimit(2, time.Minute))
		for _, body := range []string{complete, strings.Replace(complete, "c1", "c3", 1)} {
			_, err := handler.Add([]byte(body))
			require.NoError(t, err)
		}
		get := func(path string, headers ...string) string {
			response := send(handler, "GET", path, "", headers...)
			if response.Code == http.StatusTooManyRequests {
				return response.Header().Get("Retry-After")
			}
			return ""
		}
		const path = "/v1/customers/c1"
		assert.Empty(t, get(path))
		time.Sleep(10 * time.Second)
		assert.Empty(t, get(path))
		assert.Equal(t, "60", get(path), "the first one and the second one have to leave")
		time.Sleep(20 * time.Second)
		assert.Equal(t, "40", get("/v1.0/Customers/C1"), "a retry counts")
		time.Sleep(39 * time.Second)
		assert.Equal(t, "21", get(path), "and each once more")
		time.Sleep(21*time.Second - time.Nanosecond)
		assert.NotEmpty(t, get(path))
		time.Sleep(time.Minute)
		assert.Empty(t, get(path))

		assert.Empty(t, get("/v1/customers/c3"), "another customer")
		assert.Empty(t, get(path+"/agreements"), "another kind")
		for range 3 {
			assert.Empty(t, get(path+"/profiles/billing"), "not limited")
			assert.Equal(t, http.StatusOK, send(handler, "PATCH", path, "{}").Code, "not limited")
		}
		assert.Empty(t, get(path))
		assert.NotEmpty(t, get(path))
		assert.Empty(t, get(path, "Authorization", "Bearer another"))
	})
	assert.Panics(t, func() { partnercentertest.WithLimit(0, time.Minute) })
	assert.Panics(t, func() { partnercentertest.WithLimit(1, 0) })
}
