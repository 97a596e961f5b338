// Command validator checks a struct with validator/v10 alone.
package main

import (
	"os"

	"github.com/go-playground/validator/v10"
)

func main() {
	customer := struct {
		Country string `validate:"required,len=2,alpha"`
	}{"AZ"}
	if err := validator.New(validator.WithRequiredStructEnabled()).Struct(customer); err != nil {
		os.Exit(1)
	}
}
