package frameworks_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/gofiber/fiber/v3"
	"github.com/labstack/echo/v5"

	"github.com/cspkit/customerscreen/examples/frameworks"
	"github.com/cspkit/customerscreen/screening"
)

// refusals are the codes beside the fields that a client has to correct.
func refusals(err error) map[string]int {
	codes := make(map[string]int)
	for _, found := range screening.Violations(err) {
		codes[found.FieldError.Field()] = int(found.Violation.Code)
	}
	return codes
}

func post(body string) *http.Request {
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	return request
}

func Example_echo() {
	rules, err := frameworks.NewValidator()
	if err != nil {
		fmt.Println(err)
	}
	e := echo.New()
	e.Validator = rules
	e.POST("/", func(c *echo.Context) error {
		var signup frameworks.Signup
		if err := c.Bind(&signup); err != nil {
			return err
		}
		if err := c.Validate(&signup); err != nil {
			return c.JSON(http.StatusBadRequest, refusals(err))
		}
		return c.NoContent(http.StatusNoContent)
	})
	answer := httptest.NewRecorder()
	e.ServeHTTP(answer, post(`{"company":"Baku Soft","country":"AZ","taxId":"12-34"}`))
	fmt.Println(answer.Code, answer.Body)
	// Output: 400 {"phone":600051,"taxId":600050}
}

func Example_fiber() {
	rules, err := frameworks.NewValidator()
	if err != nil {
		fmt.Println(err)
	}
	app := fiber.New(fiber.Config{StructValidator: rules})
	app.Post("/", func(c fiber.Ctx) error {
		var signup frameworks.Signup
		if err := c.Bind().WithoutAutoHandling().Body(&signup); err != nil { // validates too
			return c.Status(http.StatusBadRequest).JSON(refusals(err))
		}
		return c.SendStatus(http.StatusNoContent)
	})
	answer, err := app.Test(post(`{"company":"Baku Soft","country":"AZ","taxId":"12-34"}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	body, _ := io.ReadAll(answer.Body)
	fmt.Println(answer.StatusCode, string(body))
	// Output: 400 {"phone":600051,"taxId":600050}
}
