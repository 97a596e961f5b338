package records_test

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

// TestErrorsRepeatNoCustomer breaks input at every byte, in several ways: no
// error repeats a value, a header that is a customer's row included.
func TestErrorsRepeatNoCustomer(t *testing.T) {
	const number, name, email, phone = "7707083893", "Wladislaw", "wladislaw@volga.example", "+74955005550"
	customer := `{"companyProfile":{"organizationRegistrationNumber":"` + number + `","email":"` + email + `"},` +
		`"billingProfile":{"firstName":"` + name + `","defaultAddress":{"country":"RU","phoneNumber":"` + phone + `"}}}`
	row := strings.Join([]string{number, `"` + name + `"`, email, "RU", phone}, ";") + "\n"
	readCSV := func(text string) iter.Seq[records.Record] { return records.CSV(strings.NewReader(text), nil, 200) }
	readJSON := func(text string) iter.Seq[records.Record] { return records.JSONUpTo(strings.NewReader(text), 200) }
	failures := 0
	for input, read := range map[string]func(string) iter.Seq[records.Record]{
		customer + "\n" + customer:                readJSON,
		`{"items":[` + customer + `]}`:            readJSON,
		row + row:                                 readCSV,
		"number;name;email;country;phone\n" + row: readCSV,
	} {
		for n := range input {
			for _, broken := range []string{
				input[:n], input[:n] + "\"" + input[n:], input[:n] + "[" + input[n:], input[:n] + "\x00" + input[n:], input[:n] + "\\u" + input[n:],
				input[:n] + "\xff" + input[n:], input[:n] + ";" + input[n:], input[:n] + "\n" + input[n:], input[:n] + input[n+1:], input[:n] + input,
			} {
				for record := range read(broken) {
					if record.Err == nil {
						continue
					}
					failures++
					for _, text := range []string{record.Err.Error(), fmt.Sprintf("%+v", record.Err)} {
						for _, secret := range []string{number, name, email, phone} {
							assert.NotContains(t, text, secret)
						}
					}
				}
			}
		}
	}
	assert.Greater(t, failures, 1000)
}
