package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/aswritten"
	"github.com/cspkit/customerscreen/examples/internal/rules"
	"github.com/cspkit/customerscreen/examples/pcscreen/server"
	"github.com/cspkit/customerscreen/screening"
)

// withoutCountry are texts that stand where a customer should, and name no
// country.
var withoutCountry = []string{
	`{"companyProfile":{}}`, `{"billingProfile":{},"foo":1}`, `{"companyProfile":null,"billingProfile":{"defaultAddress":null}}`,
	`{"billingProfile":{"defaultAddress":{"country":null}}}`, `{"id":"a","companyProfile":{"companyName":"A"},"relationshipToPartner":"reseller"}`,
	`{"totalCount":1,"items":[{"id":"a","companyProfile":{"companyName":"A"}}]}`,
}

// TestCountriesAsPeopleWriteThem has check and serve say of each what the
// library does, under every policy.
func TestCountriesAsPeopleWriteThem(t *testing.T) {
	for policy := range countries.Policies() {
		var input bytes.Buffer
		var want []screening.Verdict
		for _, country := range aswritten.Countries() {
			input.Write(append(country.Customer(), '\n'))
			want = append(want, country.Verdicts[policy.Name()])
		}
		for _, text := range withoutCountry {
			input.WriteString(text + "\n")
			want = append(want, screening.Undecided)
		}
		checked := output(t, exitStatus(1), input.String(), "check", "--json", "--policy", policy.Name())
		var got []screening.Verdict
		for line := range strings.Lines(checked) {
			var answer struct {
				Verdict   screening.Verdict
				Accepted  bool
				Undecided *struct{ Field string }
			}
			require.NoError(t, json.Unmarshal([]byte(line), &answer))
			assert.Equal(t, answer.Verdict == screening.Accepted, answer.Accepted, line)
			assert.Equal(t, answer.Verdict == screening.Undecided, answer.Undecided != nil, line)
			got = append(got, answer.Verdict)
		}
		assert.Equal(t, want, got, policy)
		served := request(http.MethodPost, "/v1/screen?policy="+policy.Name(), "application/x-ndjson", input.String())
		assert.Equal(t, checked, served, "the same of both, to the letter")
	}
}

// TestOddBodies drives the library's odd bodies through check and serve: they
// come to what encoding/json, json v2 and the transport make of them.
func TestOddBodies(t *testing.T) {
	text, err := os.ReadFile("../../screening/testdata/bodies.json")
	require.NoError(t, err)
	type said struct {
		Verdict string
		Codes   []int
	}
	var odd struct {
		Policy string
		Bodies []struct {
			Name string
			Body string
			Raw  []byte `json:"base64"`
			said
		}
	}
	require.NoError(t, json.Unmarshal(text, &odd))
	read := func(answer string) said {
		var a struct {
			Verdict    string
			Violations []struct{ Code int }
		}
		if json.Unmarshal([]byte(answer), &a) != nil || a.Verdict == "" {
			return said{Verdict: "unreadable"}
		}
		found := said{Verdict: a.Verdict}
		for _, v := range a.Violations {
			found.Codes = append(found.Codes, v.Code)
		}
		return found
	}
	more := []string{"an array", "UTF-16"} // what the programs read, and a body of the API may not be
	for _, body := range odd.Bodies {
		if slices.Contains(more, body.Name) {
			continue
		}
		t.Run(body.Name, func(t *testing.T) {
			text := body.Body
			if body.Raw != nil {
				text = string(body.Raw)
			}
			assert.Equal(t, body.said, read(request(http.MethodPost, "/v1/screen?policy="+odd.Policy, "application/json", text)), "serve")
			var stdout bytes.Buffer
			command := newRootCommand()
			command.SetArgs([]string{"check", "--json", "--policy", odd.Policy})
			command.SetIn(strings.NewReader(text))
			command.SetOut(&stdout)
			command.SetErr(io.Discard)
			_ = command.Execute()
			assert.Equal(t, body.said, read(stdout.String()), "check")
		})
	}
}

// TestRulesOfCommandAndService holds one shape of a rule against the other.
func TestRulesOfCommandAndService(t *testing.T) {
	for policy := range countries.Policies() {
		assert.JSONEq(t, request(http.MethodGet, "/v1/rules?policy="+policy.Name(), "", ""),
			output(t, nil, "", "rules", "--json", "--policy", policy.Name()))
		for _, code := range []string{"RU", "AE", "FR", "XS"} {
			var chosen struct{ Countries []json.RawMessage }
			require.NoError(t, json.Unmarshal([]byte(output(t, nil, "", "rules", "--json", "--policy", policy.Name(), code)), &chosen))
			require.Len(t, chosen.Countries, 1)
			assert.JSONEq(t, request(http.MethodGet, "/v1/rules/"+code+"?policy="+policy.Name(), "", ""), string(chosen.Countries[0]))
		}
	}
}

// output runs a command to the end that is expected.
func output(t *testing.T, end error, stdin string, arguments ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := newRootCommand()
	command.SetArgs(arguments)
	command.SetIn(strings.NewReader(stdin))
	command.SetOut(&stdout)
	command.SetErr(&stderr)
	assert.Equal(t, end, command.Execute())
	assert.Empty(t, stderr.String())
	return stdout.String()
}

// request asks the service.
func request(method, path, contentType, body string) string {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", contentType)
	answer := httptest.NewRecorder()
	server.New(server.DefaultLimits(), countries.Latest).ServeHTTP(answer, request)
	return answer.Body.String()
}

// TestCompletion offers every policy and every country that can be named.
func TestCompletion(t *testing.T) {
	for policy := range countries.Policies() {
		assert.Contains(t, offers(t, "check", "--policy", ""), policy.Name()+"\n")
	}
	offered := offers(t, "rules", "")
	for code := range countries.Codes() {
		assert.Contains(t, offered, code+"\t"+rules.CountryName(code)+"\n")
	}
}

func offers(t *testing.T, arguments ...string) string {
	t.Helper()
	var stdout bytes.Buffer
	command := newRootCommand()
	command.SetArgs(append([]string{"__complete"}, arguments...))
	command.SetOut(&stdout)
	command.SetErr(new(bytes.Buffer)) // a remark for who tries it
	require.NoError(t, command.Execute())
	return stdout.String()
}
