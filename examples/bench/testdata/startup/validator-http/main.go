// Command validator-http checks a struct with validator/v10 and has a client to
// send it with, as a program that creates customers does.
package main

import (
	"net/http"
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
	client := http.Client{}
	if len(os.Args) > 1 {
		if _, err := client.Get(os.Args[1]); err != nil {
			os.Exit(1)
		}
	}
}
