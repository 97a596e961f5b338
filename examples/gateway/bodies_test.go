package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

// TestOddBodies drives the library's odd bodies through the gateway: they come
// to what every other way of reading makes of them. What it accepts, and what
// cannot be judged, reaches Partner Center byte for byte.
func TestOddBodies(t *testing.T) {
	text, err := os.ReadFile("../../screening/testdata/bodies.json")
	require.NoError(t, err)
	type said struct {
		Verdict string
		Codes   []pcerrors.Code
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
	server, gateway := behindGateway(t, "-policy", odd.Policy, "-debug-addr", "127.0.0.1:0")
	for _, body := range odd.Bodies {
		t.Run(body.Name, func(t *testing.T) {
			if body.Raw != nil {
				body.Body = string(body.Raw)
			}
			before, sent := counted(t, gateway), len(server.Requests())
			response, answer := send(t, "POST", gateway.url+"/v1/customers", token, strings.NewReader(body.Body))
			after := counted(t, gateway)
			changed := slices.DeleteFunc(slices.Sorted(maps.Keys(after)), func(name string) bool { return after[name] == before[name] })

			got := said{Verdict: "unreadable"}
			for _, verdict := range []string{"accepted", "refused", "undecided"} {
				if slices.Contains(changed, verdict) {
					got.Verdict = verdict
				}
			}
			if got.Verdict == "refused" {
				rejection, ok := pcerrors.ParseResponse(response.StatusCode, response.Header, answer).(*pcerrors.Rejection)
				require.True(t, ok)
				for _, violation := range rejection.Violations {
					got.Codes = append(got.Codes, violation.Code)
				}
				assert.Len(t, server.Requests(), sent)
			} else if requests := server.Requests(); assert.Len(t, requests, sent+1) {
				assert.Equal(t, body.Body, string(requests[sent].Body))
			}
			if got.Verdict == "unreadable" {
				assert.True(t, slices.ContainsFunc(changed, func(name string) bool { return strings.HasPrefix(name, "body") }), changed)
			}
			body.Codes = body.Codes[:min(len(body.Codes), 1)] // an answer of the API carries one
			assert.Equal(t, body.said, got)
		})
	}
}
