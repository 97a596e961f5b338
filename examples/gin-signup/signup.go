package main

import (
	"log/slog"
	"mime"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// largestBody is the number of bytes of the largest request that is read.
const largestBody = 1 << 20

func newRouter(policy *countries.Policy, logger *slog.Logger) http.Handler {
	s := signUp{policy: policy}
	router := gin.New()
	router.SetHTMLTemplate(pages)
	router.Use(logRequests(logger), gin.Recovery(), limitBodies)
	router.GET("/", s.showForm)
	router.POST("/", s.submit)
	return router
}

// rulesKey is where a handler leaves the names of the broken rules for the log.
const rulesKey = "broken rules"

// logRequests logs what no customer can be known by: neither path nor query,
// and rules instead of values.
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

// signUp serves the form.
type signUp struct {
	policy *countries.Policy
}

func (s signUp) showForm(c *gin.Context) {
	showPage(c, http.StatusOK, formPage(s.policy, initialValue, nil))
}

// submit answers a sign-up: JSON for JSON, and a page for a form unless the
// client prefers JSON.
func (s signUp) submit(c *gin.Context) {
	contentType, _, _ := mime.ParseMediaType(c.GetHeader("Content-Type"))
	var reader binding.Binding
	asPage := false
	switch contentType {
	case binding.MIMEJSON:
		reader = binding.JSON
	case binding.MIMEPOSTForm:
		reader = formBinding{}
		asPage = c.NegotiateFormat(gin.MIMEHTML, gin.MIMEJSON) != gin.MIMEJSON
	default:
		refuse(c, http.StatusUnsupportedMediaType, []problem{{
			Rule: "contentType", Message: "Expected Content-Type " + binding.MIMEJSON + " or " + binding.MIMEPOSTForm + ".",
		}})
		return
	}

	var customer screening.Customer
	err := c.ShouldBindWith(&customer, reader) // validates with the rules that registerRules put in
	if err == nil {
		accept(c, asPage, &customer)
		return
	}
	status, found := problems(err, s.policy)
	if asPage {
		c.Set(rulesKey, rules(found))
		showPage(c, status, formPage(s.policy, c.PostForm, found))
		return
	}
	refuse(c, status, found)
}

// accept answers with the body of the create-customer request.
func accept(c *gin.Context, asPage bool, customer *screening.Customer) {
	if asPage {
		showPage(c, http.StatusOK, acceptedPage(customer))
		return
	}
	c.JSON(http.StatusOK, customer)
}

func refuse(c *gin.Context, status int, found []problem) {
	c.Set(rulesKey, rules(found))
	c.JSON(status, gin.H{"errors": found})
}

func rules(found []problem) []string {
	names := make([]string, len(found))
	for i, p := range found {
		names[i] = p.Rule
	}
	return names
}
