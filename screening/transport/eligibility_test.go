package transport_test

import (
	"context"
	"encoding/json"
	stderrors "errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

const customerAgreement = `{"PrimaryContact":{"FirstName":"Ada","LastName":"Lee","Email":"ada@contoso.example"},"TemplateId":"1","DateAgreed":"2020-11-16T00:00:00Z","Type":"MicrosoftCustomerAgreement"}`

// changes are the requests that create or change a subscription.
var changes = []struct{ method, path string }{
	{"POST", "/orders"},
	{"PATCH", "/orders/o1"},
	{"PATCH", "/subscriptions/s1"},
	{"POST", "/subscriptions/s1/upgrades"},
	{"POST", "/subscriptions/s1/conversions"},
	{"POST", "/carts/k1/checkout"},
}

// eligible is a stand-in in memory with one customer, and a transport in front
// of it.
type eligible struct {
	*partnercentertest.Handler
	tripper *transport.Transport
	mu      sync.Mutex
	told    []transport.Outcome
}

const theID = "c0000000-0000-4000-8000-00000000000c"

func newEligible(t testing.TB, customer string, standIn []partnercentertest.Option, options ...transport.Option) *eligible {
	e := &eligible{Handler: partnercentertest.NewHandler(standIn...)}
	_, err := e.Add([]byte(`{"id":"` + theID + `",` + customer[1:]))
	require.NoError(t, err)
	options = append(options, transport.WithObserver(func(o transport.Outcome) {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.told = append(e.told, o)
	}))
	e.tripper = transport.New(inMemory{e.Handler}, screening.New(countries.March2021()), options...)
	return e
}

// do sends a request on the customer and returns the answer: its status, its
// body, and whether it is the transport's own.
func (e *eligible) do(t testing.TB, method, path, body string, headers ...string) (status int, answer []byte, local bool) {
	t.Helper()
	request := newRequest(t, method, "https://api.example/v1/customers/"+theID+path, strings.NewReader(body))
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := e.tripper.RoundTrip(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err = io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, answer, response.Header.Get(transport.AnsweredLocally) != ""
}

// gets counts the look-ups that reached the stand-in, and the other requests.
func (e *eligible) gets() (gets, others int) {
	for _, request := range e.Requests() {
		if request.Method == "GET" {
			gets++
		} else {
			others++
		}
	}
	return gets, others
}

func (e *eligible) last(t testing.TB) transport.Outcome {
	require.NotEmpty(t, e.told)
	return e.told[len(e.told)-1]
}

func reasonOf(err error) transport.Reason {
	var unscreened *transport.UnscreenedError
	if stderrors.As(err, &unscreened) {
		return unscreened.Reason
	}
	return ""
}

// TestEveryReasonStopsEveryChange asks all questions of each of the six
// requests, and the stand-in for its own answer to the same.
func TestEveryReasonStopsEveryChange(t *testing.T) {
	lacking := strings.Replace(completeCustomer, "123456789", "", 1)
	for _, change := range changes {
		for name, test := range map[string]struct {
			customer   string
			status     string
			agreement  bool // is confirmed
			acceptance bool // customers can accept it themselves
			code       pcerrors.Code
			gets       int
			remedy     string
			reason     transport.Reason // of what is sent and reported
		}{
			"nothing":                  {completeCustomer, "Allowed", true, false, 0, 3, "", ""},
			"no status":                {completeCustomer, "", true, false, 0, 3, "", ""},
			"not ready":                {completeCustomer, "Not Ready", true, false, 0, 3, "", ""},
			"number":                   {lacking, "Allowed", true, false, 600049, 1, "Complete the existing customer first: set companyProfile.organizationRegistrationNumber.", ""},
			"under review":             {completeCustomer, "UnderReview", true, false, 800073, 2, "Wait for Microsoft's review of the customer, under way since 2021-07-14 18:02 UTC.", ""},
			"not allowed":              {completeCustomer, "NotAllowed", true, false, 800075, 2, "Correct the existing customer's company and billing profile, or ask Microsoft's support: its review did not approve the customer on 2021-07-14 18:02 UTC.", ""},
			"unknown":                  {completeCustomer, "Unknown", true, false, 0, 3, "", transport.AccountStatusUnknown},
			"a status of another kind": {completeCustomer, "Paused", true, false, 0, 3, "", transport.AccountStatusUnknown},
			"agreement":                {completeCustomer, "Allowed", false, false, 13605, 3, "Confirm the customer's acceptance first: POST MicrosoftCustomerAgreement to the customer's agreements.", ""},
			"agreement, perhaps":       {completeCustomer, "Allowed", false, true, 0, 3, "", transport.AgreementUnconfirmed},
			"status and agreement":     {completeCustomer, "UnderReview", false, false, 800073, 2, "Wait for Microsoft's review of the customer, under way since 2021-07-14 18:02 UTC.", ""},
			"unknown and agreement":    {completeCustomer, "Unknown", false, false, 13605, 3, "Confirm the customer's acceptance first: POST MicrosoftCustomerAgreement to the customer's agreements.", ""},
			"all":                      {lacking, "NotAllowed", false, false, 600049, 1, "Complete the existing customer first: set companyProfile.organizationRegistrationNumber.", ""},
		} {
			t.Run(change.method+change.path+" "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					time.Sleep(time.Until(time.Date(2021, 7, 14, 18, 2, 0, 0, time.UTC)))
					var standIn []partnercentertest.Option
					if !test.acceptance {
						standIn = append(standIn, partnercentertest.WithAgreementRequired())
					}
					e := newEligible(t, test.customer, standIn, transport.WithUnscreenedRefused(),
						transport.WithCustomerAgreement(!test.acceptance), transport.WithAccountStatus(), transport.WithExistingCustomers())
					require.NoError(t, e.SetValidationStatus(theID, test.status))
					if test.agreement {
						request := newRequest(t, "POST", "https://api.example/v1/customers/"+theID+"/agreements", strings.NewReader(customerAgreement))
						response, err := inMemory{e.Handler}.RoundTrip(request)
						require.NoError(t, err)
						require.Equal(t, http.StatusCreated, response.StatusCode)
					}
					_, before := e.gets()

					for range 3 { // one look-up for all
						status, answer, local := e.do(t, change.method, change.path, "{}")
						o := e.last(t)
						assert.Equal(t, test.code != 0, local)
						assert.Equal(t, !local, o.Sent)
						assert.Equal(t, test.reason, reasonOf(o.Finding))
						if test.code != 0 {
							assert.Equal(t, test.code.HTTPStatus(), status)
							refusal := pcerrors.ParseResponse(status, nil, answer)
							assert.ErrorIs(t, refusal, test.code)
							var rejection *pcerrors.Rejection
							require.ErrorAs(t, o.Finding, &rejection)
							assert.Equal(t, test.remedy, rejection.Remedy)
							assert.Contains(t, string(answer), test.remedy)
							assert.Equal(t, screening.Refused, o.Verdict)
						} else if test.reason == "" {
							assert.Equal(t, screening.Accepted, o.Verdict)
							assert.Equal(t, transport.Agreed, o.Agreement)
						}
					}
					gets, others := e.gets()
					assert.Equal(t, test.gets, gets)
					if test.code == 0 {
						assert.Equal(t, 3, others-before)
					} else {
						assert.Zero(t, others-before)
					}

					// The stand-in says the same where it is asked itself.
					e.tripper = transport.New(inMemory{e.Handler}, screening.New(countries.March2021()))
					status, answer, _ := e.do(t, change.method, change.path, "{}")
					switch {
					case test.status == "Unknown":
						assert.Equal(t, http.StatusForbidden, status)
					case test.code != 0:
						assert.Equal(t, test.code.HTTPStatus(), status)
						assert.ErrorIs(t, pcerrors.ParseResponse(status, nil, answer), test.code)
					default:
						assert.Less(t, status, 300)
					}
				})
			})
		}
	}
}

// TestEachQuestionIsAskedAlone: an option asks its own question.
func TestEachQuestionIsAskedAlone(t *testing.T) {
	for _, test := range []struct {
		option transport.Option
		get    string
		reason transport.Reason
	}{
		{transport.WithExistingCustomers(), "", ""},
		{transport.WithAccountStatus(), "/validationStatus?type=account", ""},
		{transport.WithCustomerAgreement(false), "/agreements?agreementType=MicrosoftCustomerAgreement", transport.AgreementUnconfirmed},
	} {
		e := newEligible(t, completeCustomer, nil, test.option)
		status, _, _ := e.do(t, "POST", "/orders", "{}")
		assert.Equal(t, http.StatusCreated, status)
		require.Len(t, e.Requests(), 2)
		assert.Equal(t, "GET /v1/customers/"+theID+test.get, e.Requests()[0].String())
		assert.Equal(t, test.reason, reasonOf(e.last(t).Finding))
	}
}

// TestHowLongAnswersAreKept: what stops an order is asked again soon.
func TestHowLongAnswersAreKept(t *testing.T) {
	for _, test := range []struct {
		option transport.Option
		status string
		keep   time.Duration
	}{
		{transport.WithAccountStatus(), "Allowed", 5 * time.Minute},
		{transport.WithAccountStatus(), "", 5 * time.Minute},
		{transport.WithAccountStatus(), "UnderReview", 10 * time.Second},
		{transport.WithAccountStatus(), "NotAllowed", 10 * time.Second},
		{transport.WithAccountStatus(), "Unknown", 10 * time.Second},
		{transport.WithCustomerAgreement(true), "", 10 * time.Second},
		{transport.WithCustomerAgreement(false), "", 10 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			e := newEligible(t, completeCustomer, nil, test.option)
			require.NoError(t, e.SetValidationStatus(theID, test.status))
			e.do(t, "POST", "/orders", "{}")
			time.Sleep(test.keep - time.Nanosecond)
			e.do(t, "POST", "/orders", "{}")
			gets, _ := e.gets()
			assert.Equal(t, 1, gets, "%v", test)
			time.Sleep(time.Nanosecond)
			e.do(t, "POST", "/orders", "{}")
			gets, _ = e.gets()
			assert.Equal(t, 2, gets, "%v", test)
		})
	}
	synctest.Test(t, func(t *testing.T) {
		e := newEligible(t, completeCustomer, nil, transport.WithCustomerAgreement(true))
		e.do(t, "POST", "/agreements", customerAgreement)
		e.do(t, "POST", "/orders", "{}") // the agreement made it forget
		time.Sleep(5*time.Minute - time.Nanosecond)
		e.do(t, "POST", "/orders", "{}")
		gets, _ := e.gets()
		assert.Equal(t, 2, gets)
		time.Sleep(time.Nanosecond)
		e.do(t, "POST", "/orders", "{}")
		gets, _ = e.gets()
		assert.Equal(t, 3, gets)
	})
}

// TestWithNothingRefusedComparesTheReasons: the code may be the other one of
// the same meaning.
func TestWithNothingRefusedComparesTheReasons(t *testing.T) {
	for body, want := range map[string]transport.Agreement{
		`{"code":800073}`: transport.Agreed, `{"code":800074}`: transport.Agreed, `{"code":800075}`: transport.OtherCode, `{"code":13605}`: transport.OtherCode, `{}`: transport.NotCompared,
		"": transport.RefusedHere,
	} {
		e := newEligible(t, completeCustomer, nil, transport.WithExistingCustomers(), transport.WithAccountStatus(), transport.WithNothingRefused())
		require.NoError(t, e.SetValidationStatus(theID, "UnderReview"))
		answer := answering(http.StatusForbidden, body)
		if body == "" {
			answer = answering(http.StatusCreated, "{}")
		}
		e.Inject(nil, nil, answer)
		e.do(t, "POST", "/orders", "{}")
		assert.Equal(t, want, e.last(t).Agreement, body)
	}
}

func answering(status int, body string) partnercentertest.Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			io.WriteString(w, body)
		})
	}
}

// TestAnswersToLookUpsOfEveryKind has what is no validation status and no list
// of agreements, and what is one though oddly written.
func TestAnswersToLookUpsOfEveryKind(t *testing.T) {
	const confirmed = `{"items":[{"primaryContact":{"firstName":"A"},"type":"microsoftcustomeragreement"}]}`
	for _, test := range []struct {
		option transport.Option
		body   string
		code   pcerrors.Code
		reason transport.Reason
		text   string
	}{
		{transport.WithAccountStatus(), "\ufeff" + `{"Status":"underreview","LastUpdateDateTime":"Petrosyan"}`, 800073, "", "review of the customer."},
		{transport.WithAccountStatus(), `{"status":"NotAllowed","lastUpdateDateTime":"2021-07-14T20:02:00+02:00"}`, 800075, "", "on 2021-07-14 18:02 UTC."},
		{transport.WithAccountStatus(), `{"status":"UnderReview","lastUpdateDateTime":"0001-01-01T00:00:00"}`, 800073, "", "review of the customer."},
		{transport.WithAccountStatus(), `{"status":"NotAllowed"}`, 800075, "", "did not approve the customer."},
		{transport.WithAccountStatus(), `{"status":null}`, 0, "", ""},
		{transport.WithAccountStatus(), `{"status":""}`, 0, "", ""},
		{transport.WithAccountStatus(), `{"status":7}`, 0, transport.CustomerUnknown, "not a validation status"},
		{transport.WithAccountStatus(), ``, 0, transport.CustomerUnknown, "not a validation status"},
		{transport.WithCustomerAgreement(true), "\ufeff" + confirmed, 0, "", ""},
		{transport.WithCustomerAgreement(true), strings.Replace(confirmed, "customera", "clouda", 1), 13605, "", ""},
		{transport.WithCustomerAgreement(true), `{"items":[{"type":"MicrosoftCustomerAgreement"}]}`, 0, "", ""},
		{transport.WithCustomerAgreement(true), `{"items":[{"primaryContact":{"firstName":"A"}}]}`, 0, "", ""},
		{transport.WithCustomerAgreement(true), `{"items":[null]}`, 13605, "", ""},
		{transport.WithCustomerAgreement(true), `{"totalCount":0}`, 13605, "", ""},
		{transport.WithCustomerAgreement(true), `{"items":[]}`, 13605, "", ""},
		{transport.WithCustomerAgreement(true), `{"totalCount":0,"items":null}`, 13605, "", ""},
		{transport.WithCustomerAgreement(true), `{"totalCount":2,"items":[null]}`, 0, transport.CustomerUnknown, "not a list of agreements"},
		{transport.WithCustomerAgreement(true), `{"value":[{"type":"MicrosoftCustomerAgreement"}],"Count":1}`, 0, transport.CustomerUnknown, "not a list of agreements"},
		{transport.WithCustomerAgreement(true), `{}`, 0, transport.CustomerUnknown, "not a list of agreements"},
		{transport.WithCustomerAgreement(true), `null`, 0, transport.CustomerUnknown, "not a list of agreements"},
		{transport.WithCustomerAgreement(true), `[]`, 0, transport.CustomerUnknown, "not a list of agreements"},
		{transport.WithCustomerAgreement(true), `{"items":["Petrosyan"]}`, 0, transport.CustomerUnknown, "not a list of agreements"},
	} {
		e := newEligible(t, completeCustomer, nil, test.option)
		e.Inject(answering(200, test.body))
		status, _, local := e.do(t, "POST", "/orders", "{}")
		o := e.last(t)
		assert.Equal(t, test.code != 0, local, test.body)
		assert.Equal(t, test.reason, reasonOf(o.Finding), test.body)
		if o.Finding != nil {
			assert.ErrorContains(t, o.Finding, test.text)
		}
		assert.NotContains(t, o.String(), "Petrosyan")
		if local {
			assert.Equal(t, http.StatusForbidden, status)
			assert.ErrorIs(t, o.Finding, test.code, test.body)
		}
	}
}

// TestADeniedAuthorizationAsksOnce reports it once, and asks again after a
// while, with it alone.
func TestADeniedAuthorizationAsksOnce(t *testing.T) {
	for _, status := range []int{http.StatusUnauthorized, http.StatusForbidden} {
		synctest.Test(t, func(t *testing.T) {
			e := newEligible(t, completeCustomer, nil, transport.WithAccountStatus())
			_, err := e.Add([]byte(`{"id":"c2"}`))
			require.NoError(t, err)
			e.Inject(answering(status, `{"code":2032}`))
			e.do(t, "POST", "/orders", "{}", "Authorization", "Bearer app")
			assert.Equal(t, transport.CustomerUnknown, reasonOf(e.last(t).Finding))
			for _, path := range []string{"/orders", "/../c2/carts/1/checkout"} {
				e.do(t, "POST", path, "{}", "Authorization", "Bearer app")
				assert.Equal(t, transport.NotScreened, reasonOf(e.last(t).Finding))
				assert.ErrorContains(t, e.last(t).Finding, "its Authorization was denied a look-up before")
			}
			time.Sleep(5*time.Minute - time.Nanosecond)
			e.do(t, "POST", "/orders", "{}", "Authorization", "Bearer app")
			gets, _ := e.gets()
			assert.Equal(t, 1, gets)

			e.do(t, "POST", "/orders", "{}", "Authorization", "Bearer app and user")
			gets, _ = e.gets()
			assert.Equal(t, 2, gets)
			time.Sleep(time.Nanosecond)
			e.do(t, "POST", "/orders", "{}", "Authorization", "Bearer app")
			gets, _ = e.gets()
			assert.Equal(t, 3, gets)
		})
	}
	t.Run("by many at once", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			e := newEligible(t, completeCustomer, nil, transport.WithAccountStatus())
			e.Inject(func(next http.Handler) http.Handler {
				return partnercentertest.Delayed(time.Second)(answering(401, "{}")(next))
			})
			var wg sync.WaitGroup
			for range 20 {
				wg.Go(func() { e.do(t, "POST", "/orders", "{}") })
			}
			wg.Wait()
			reported := 0
			for _, o := range e.told {
				if reasonOf(o.Finding) == transport.CustomerUnknown {
					reported++
				}
			}
			assert.Equal(t, 1, reported)
			assert.Len(t, e.told, 20)
		})
	})
	t.Run("but not for a customer that is not theirs", func(t *testing.T) {
		e := newEligible(t, completeCustomer, nil, transport.WithAccountStatus())
		refused := answering(403, `{"code":20002}`)
		e.Inject(refused, nil, refused)
		for range 2 {
			e.do(t, "POST", "/orders", "{}")
			assert.Equal(t, transport.CustomerUnknown, reasonOf(e.last(t).Finding))
		}
	})
}

func TestAgreementsThatExistAreNotSent(t *testing.T) {
	e := newEligible(t, completeCustomer, nil, transport.WithCustomerAgreement(false))
	post := func(body string) (int, bool) {
		status, _, local := e.do(t, "POST", "/agreements", body)
		return status, local
	}
	status, local := post(customerAgreement)
	assert.Equal(t, http.StatusCreated, status)
	assert.False(t, local)
	status, answer, local := e.do(t, "POST", "/Agreements", strings.ToLower(customerAgreement[:20])+customerAgreement[20:])
	assert.Equal(t, http.StatusConflict, status)
	assert.True(t, local)
	assert.ErrorIs(t, pcerrors.ParseResponse(status, nil, answer), pcerrors.CustomerAgreementExists)
	assert.ErrorIs(t, e.last(t).Finding, pcerrors.CustomerAgreementExists)
	for _, other := range []*strings.Replacer{
		strings.NewReplacer("Ada", "Eva"), strings.NewReplacer("Lee", "Loo"), strings.NewReplacer("ada@", "eva@"), strings.NewReplacer(`"Email"`, `"PhoneNumber":"1","Email"`),
	} {
		body := other.Replace(customerAgreement)
		status, local = post(body)
		assert.Equal(t, http.StatusCreated, status, body)
		assert.False(t, local, body)
		_, local = post(body)
		assert.True(t, local, body)
	}
	gets, _ := e.gets()
	assert.Equal(t, 6, gets, "one before each that was confirmed, and one after the last")

	// Of another type the option knows nothing.
	_, local = post(strings.Replace(customerAgreement, "MicrosoftCustomerAgreement", "MicrosoftCloudAgreement", 1))
	assert.False(t, local)
	assert.Equal(t, transport.NotScreened, reasonOf(e.last(t).Finding))
	after, _ := e.gets()
	assert.Equal(t, gets, after)

	// A look-up that fails lets it pass, to be refused there.
	e.Inject(partnercentertest.Unavailable())
	status, local = post(customerAgreement)
	assert.Equal(t, http.StatusConflict, status)
	assert.False(t, local)
	assert.Equal(t, transport.CustomerUnknown, reasonOf(e.last(t).Finding))

	// And without the option nothing is known.
	e = newEligible(t, completeCustomer, nil, transport.WithExistingCustomers())
	post(customerAgreement)
	assert.Equal(t, transport.NotScreened, reasonOf(e.last(t).Finding))
	gets, _ = e.gets()
	assert.Zero(t, gets)
}

// TestALookUpBeforeAnAgreementEndsWithItsContext and sends nothing.
func TestALookUpBeforeAnAgreementEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := newEligible(t, completeCustomer, nil, transport.WithCustomerAgreement(true))
		e.Inject(partnercentertest.Delayed(5 * time.Second))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		request := newRequest(t, "POST", "https://api.example/v1/customers/"+theID+"/agreements", strings.NewReader(customerAgreement))
		_, err := e.tripper.RoundTrip(request.WithContext(ctx))
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		_, others := e.gets()
		assert.Zero(t, others)
	})
}

// TestWhatCannotSucceed is reported, and refused where that is asked for.
func TestWhatCannotSucceed(t *testing.T) {
	for _, test := range []struct {
		path, body string
		reason     transport.Reason
		text       string
	}{
		{"/agreements", customerAgreement, transport.NotScreened, ""},
		{"/agreements", strings.Replace(customerAgreement, "PrimaryContact", "Contact", 1), transport.BodyOutsideContract, "primaryContact.firstName: expected a value, found none"},
		{"/agreements", strings.Replace(customerAgreement, "Ada", " ", 1), transport.BodyOutsideContract, "primaryContact.firstName: "},
		{"/agreements", strings.Replace(customerAgreement, "LastName", "Name", 1), transport.BodyOutsideContract, "primaryContact.lastName: "},
		{"/agreements", strings.Replace(customerAgreement, "Email", "Mail", 1), transport.BodyOutsideContract, "primaryContact.email: "},
		{"/agreements", strings.Replace(customerAgreement, "TemplateId", "Template", 1), transport.BodyOutsideContract, "templateId: "},
		{"/agreements", strings.Replace(customerAgreement, "DateAgreed", "Agreed", 1), transport.BodyOutsideContract, "dateAgreed: "},
		{"/agreements", strings.Replace(customerAgreement, `"Type"`, `"Kind"`, 1), transport.BodyOutsideContract, "type: "},
		{"/agreements", "null", transport.BodyOfUnknownShape, ""},
		{"/agreements", `{"primaryContact":"Ada"}`, transport.BodyOfUnknownShape, "primaryContact: expected an object, found a string"},
		{"/agreements", strings.Replace(customerAgreement, `"Email"`, `"email":"b@example.com","Email"`, 1), transport.BodyOfUnknownShape, "primaryContact.email: expected one value, found the name twice"},
		{"/agreements", `{"primaryContact":{},` + strings.TrimLeft(customerAgreement, "{ \n\t"), transport.BodyOfUnknownShape, "primaryContact: expected one value, found the name twice"},
		{"/agreements", "", transport.BodyNotJSON, "unexpected EOF"},
		{"/agreements", customerAgreement + "}", transport.BodyNotJSON, ""},
		{"/qualifications", `{"Qualification":"StateOwnedEntity"}`, transport.NotScreened, ""},
		{"/qualifications", `{"Qualification":"education","EducationSegment":"k12"}`, transport.NotScreened, ""},
		{"/qualifications", `{"Qualification":"Education","EducationSegment":"HigherEducation"}`, transport.NotScreened, ""},
		{"/qualifications", `{"Qualification":"GovernmentCommunityCloud","ValidationCode":"123"}`, transport.NotScreened, ""},
		{"/qualifications", `{"Qualification":"None"}`, transport.BodyOutsideContract, "qualification: expected Education, GovernmentCommunityCloud or StateOwnedEntity, found another value"},
		{"/qualifications", `{"Qualification":"Nonprofit"}`, transport.BodyOutsideContract, "found another value"},
		{"/qualifications", `{"qualification":"None","Qualification":"StateOwnedEntity"}`, transport.BodyOfUnknownShape, "qualification: expected one value, found the name twice"},
		{"/qualifications", `{}`, transport.BodyOutsideContract, "found none"},
		{"/qualifications", `{"Qualification":"Education"}`, transport.BodyOutsideContract, "educationSegment: expected K12 or HigherEducation, found none"},
		{"/qualifications", `{"Qualification":"Education","EducationSegment":"x"}`, transport.BodyOutsideContract, "educationSegment: expected K12 or HigherEducation, found another value"},
		{"/qualifications?code=123", `{"Qualification":"GovernmentCommunityCloud"}`, transport.BodyOutsideContract, "validationCode: expected a value, found none"},
		{"/qualifications", `"Education"`, transport.BodyOfUnknownShape, "expected an object, found a string"},
	} {
		var told []transport.Outcome
		base := &counting{}
		observer := transport.WithObserver(func(o transport.Outcome) { told = append(told, o) })
		request := func() *http.Request {
			return newRequest(t, "POST", "https://api.example/v1/customers/1"+test.path, strings.NewReader(test.body))
		}
		_, err := transport.New(base, screener, observer).RoundTrip(request())
		require.NoError(t, err)
		_, err = transport.New(base, screener, observer, transport.WithUnscreenedRefused()).RoundTrip(request())
		require.Len(t, told, 2)
		for _, o := range told {
			assert.Equal(t, test.reason, reasonOf(o.Finding), test.body)
			assert.ErrorContains(t, o.Finding, test.text)
		}
		assert.True(t, told[0].Sent)
		refused := test.reason != transport.NotScreened
		assert.Equal(t, refused, err != nil, test.body)
		assert.Equal(t, !refused, told[1].Sent)
	}
}

// TestAgreementsWithoutTheirType are told, and sent.
func TestAgreementsWithoutTheirType(t *testing.T) {
	for query, told := range map[string]int{
		"": 1, "?agreementType=": 1, "?agreementType=%20": 1, "?agreementType=MicrosoftCustomerAgreement": 0, "?AGREEMENTTYPE=*": 0, "?type=MicrosoftCustomerAgreement": 1,
	} {
		e := newEligible(t, completeCustomer, nil, transport.WithUnscreenedRefused(), transport.WithExistingCustomers())
		e.do(t, "POST", "/orders", "{}")
		e.told = nil
		status, _, _ := e.do(t, "GET", "/agreements"+query, "")
		assert.Equal(t, http.StatusOK, status)
		require.Len(t, e.told, told, query)
		for _, o := range e.told {
			assert.Equal(t, transport.AgreementTypeMissing, reasonOf(o.Finding))
			assert.ErrorContains(t, o.Finding, "ask with agreementType=MicrosoftCustomerAgreement")
		}
		e.do(t, "POST", "/orders", "{}")
		gets, _ := e.gets()
		assert.Equal(t, 2, gets, "reading forgets no customer")
	}
}

// TestTheTagsAreWhatIsScreened compares the validator tags of the resources
// with what the transport says of the same body.
func TestTheTagsAreWhatIsScreened(t *testing.T) {
	v := validator.New()
	for path, bodies := range map[string][]string{
		"/agreements": {
			customerAgreement, `{}`, `{"primaryContact":{}}`, strings.Replace(customerAgreement, "Type", "T", 1),
			strings.Replace(customerAgreement, "Email", "E", 1), strings.Replace(customerAgreement, "DateAgreed", "D", 1),
		},
		"/qualifications": {
			`{}`, `{"qualification":"None"}`, `{"qualification":"StateOwnedEntity"}`, `{"qualification":"Education"}`,
			`{"qualification":"Education","educationSegment":"K12"}`, `{"qualification":"education","educationSegment":"highereducation"}`,
			`{"qualification":"EDUCATION"}`, `{"qualification":"governmentcommunitycloud"}`, `{"qualification":"stateOwnedEntity"}`, `{"qualification":"Education","educationSegment":"x"}`,
			`{"qualification":"GovernmentCommunityCloud"}`, `{"qualification":"GovernmentCommunityCloud","validationCode":"1"}`,
		},
	} {
		for _, body := range bodies {
			var resource any = new(transport.CustomerAgreement)
			if path == "/qualifications" {
				resource = new(transport.Qualification)
			}
			require.NoError(t, json.Unmarshal([]byte(body), resource))
			_, err := transport.New(&counting{}, screener, transport.WithUnscreenedRefused()).
				RoundTrip(newRequest(t, "POST", "https://api.example/v1/customers/1"+path, strings.NewReader(body)))
			assert.Equal(t, v.Struct(resource) == nil, err == nil, body)
			e := newEligible(t, completeCustomer, nil)
			status, _, _ := e.do(t, "POST", path, body)
			assert.Equal(t, err == nil, status == http.StatusCreated, "the stand-in says so too: %s", body)
		}
	}
}

func TestAgreementsAndQualificationsLoseNothing(t *testing.T) {
	for body, resource := range map[string]any{
		`{"primaryContact":{"firstName":"A","lastName":"B","email":"c","phoneNumber":"d","new":1},"templateId":"e","dateAgreed":"f","type":"g","agreementLink":"h","new":[]}`: new(transport.CustomerAgreement),
		`{"qualification":"a","educationSegment":"b","website":"c","validationCode":"d","vettingStatus":"e","vettingReason":null,"vettingCreateDate":"g","new":1}`:            new(transport.Qualification),
	} {
		require.NoError(t, json.Unmarshal([]byte(body), resource))
		again, err := json.Marshal(reflect.ValueOf(resource).Elem().Interface())
		require.NoError(t, err)
		assert.JSONEq(t, body, string(again))
	}
	for _, name := range []string{"vettingCreatedDate", "VettingCreateDate"} {
		var q transport.Qualification
		require.NoError(t, json.Unmarshal([]byte(`{"`+name+`":"2023-07-28"}`), &q))
		assert.Equal(t, "2023-07-28", q.VettingCreatedDate+q.VettingCreateDate)
	}
}
