package main

import (
	"log/slog"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"

	"github.com/cspkit/customerscreen/screening"
)

// signup is what the form asks for. The tags name the inputs that Partner Center
// screens. An input has the same name in the form and in JSON.
type signup struct {
	Company    string `form:"company" json:"company" binding:"required,min=2,max=255"`
	Domain     string `form:"domain" json:"domain" binding:"required,min=17,max=43"`
	Country    string `form:"country" json:"country" partnercenter:"country"`
	Number     string `form:"registrationNumber" json:"registrationNumber" partnercenter:"organizationRegistrationNumber"`
	Street     string `form:"street" json:"street" binding:"max=200"`
	PostalCode string `form:"postalCode" json:"postalCode"`
	City       string `form:"city" json:"city"`
	FirstName  string `form:"firstName" json:"firstName" binding:"max=40"`
	MiddleName string `form:"middleName" json:"middleName" partnercenter:"middleName"`
	LastName   string `form:"lastName" json:"lastName" binding:"max=40"`
	Email      string `form:"email" json:"email" binding:"required,email"`
	Phone      string `form:"phone" json:"phone" partnercenter:"phoneNumber"`
}

// fields are the fields of signup by their names in the form.
var fields = func() map[string]reflect.StructField {
	byName := make(map[string]reflect.StructField)
	for _, field := range reflect.VisibleFields(reflect.TypeFor[signup]()) {
		byName[field.Tag.Get("form")] = field
	}
	return byName
}()

// inputOf returns the input for a path in the Customer resource, which ends in the
// field's tag, or "" if there is none.
func inputOf(path string) string {
	for name, field := range fields {
		if tag, ok := field.Tag.Lookup("partnercenter"); ok && strings.HasSuffix(path, "."+tag) {
			return name
		}
	}
	return ""
}

// customer is the body of a create-customer request.
func (s *signup) customer() *screening.Customer {
	customer, err := screening.CustomerOf(s)
	if err != nil {
		panic(err) // registerRules would have returned it
	}
	customer.CompanyProfile.Domain = s.Domain
	billing := customer.BillingProfile
	billing.CompanyName, billing.Email = s.Company, s.Email
	billing.Culture, billing.Language = "en-US", "en"
	a := billing.DefaultAddress
	a.AddressLine1, a.PostalCode, a.City = s.Street, s.PostalCode, s.City
	a.FirstName, a.LastName = s.FirstName, s.LastName
	return customer
}

// largestBody is the size in bytes of the largest request that is read.
const largestBody = 1 << 20

func newRouter(logger *slog.Logger) http.Handler {
	router := gin.New()
	router.SetHTMLTemplate(pages)
	router.Use(logRequests(logger), gin.Recovery(), limitBodies)
	router.GET("/", showForm)
	router.POST("/", submit)
	return router
}

// rulesKey is where a handler stores the names of the broken rules for the log.
const rulesKey = "broken rules"

// logRequests logs nothing that identifies a customer: neither path nor query, and
// rules instead of values.
func logRequests(logger *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		c.Next()
		logger.Info("request",
			"method", c.Request.Method, "route", c.FullPath(), "status", c.Writer.Status(),
			"took", time.Since(start), "brokenRules", c.GetStringSlice(rulesKey))
	}
}

func limitBodies(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, largestBody)
}

func showForm(c *gin.Context) {
	showPage(c, http.StatusOK, formPage(languageOf(c), &signup{}, nil))
}

// submit answers a sign-up: JSON for JSON, and a page for a form unless the
// client prefers JSON.
func submit(c *gin.Context) {
	spoken := languageOf(c)
	contentType, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type"))
	asPage := contentType == binding.MIMEPOSTForm && c.NegotiateFormat(gin.MIMEHTML, gin.MIMEJSON) != gin.MIMEJSON
	var reader = binding.FormPost
	switch contentType {
	case binding.MIMEPOSTForm:
	case binding.MIMEJSON:
		reader = binding.JSON
	default:
		refuse(c, http.StatusUnsupportedMediaType, []problem{{
			Rule: "contentType", Message: "Expected Content-Type " + binding.MIMEJSON + " or " + binding.MIMEPOSTForm + ".",
		}})
		return
	}

	var typed signup
	err := c.ShouldBindWith(&typed, reader) // validates with the rules that registerRules put in
	switch {
	case err == nil && asPage:
		showPage(c, http.StatusOK, acceptedPage(spoken, typed.customer()))
	case err == nil:
		c.JSON(http.StatusOK, typed.customer())
	default:
		status, found := spoken.problems(err)
		suggest(found, &typed)
		if asPage {
			c.Set(rulesKey, rules(found))
			showPage(c, status, formPage(spoken, &typed, found))
		} else {
			refuse(c, status, found)
		}
	}
}

// suggest adds to each problem what the person probably meant.
func suggest(found []problem, typed *signup) {
	suggestions := make(map[string]string)
	for _, advisory := range screener.Inspect(typed.customer()).Advisories {
		if advisory.Suggestion != "" {
			suggestions[inputOf(advisory.Field)] = advisory.Suggestion
		}
	}
	for i := range found {
		found[i].Suggestion = suggestions[found[i].Field]
	}
}
