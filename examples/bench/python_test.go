package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
)

// python screens NDJSON in one process of python-stdnum and re, and returns
// what it prints.
func python(input []byte) (string, error) {
	table := must(json.Marshal(lengths))
	codes := must(json.Marshal(slices.Collect(countries.Codes())))
	var complaints bytes.Buffer
	command := exec.Command("/usr/bin/python3", "testdata/screen.py", string(table), string(codes))
	command.Stdin, command.Stderr = bytes.NewReader(input), &complaints
	output, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, complaints.String())
	}
	return string(output), nil
}

// ndjson returns n customers of a pool, one a line.
func ndjson(subjects []*subject, n int) []byte {
	var lines bytes.Buffer
	for s := range cycle(subjects, n) {
		lines.Write(s.line)
		lines.WriteByte('\n')
	}
	return lines.Bytes()
}

// pythonWay is a whole process, with enough customers that its start counts
// for little.
func pythonWay(subjects []*subject) way {
	const customers = 20_000
	input := ndjson(subjects, customers)
	return way{name: "python-stdnum and re, a process", run: func(n int) {
		for range n {
			must(python(input))
		}
	}, unit: customers}
}

// pythonMissing says what there is to install, or "".
func pythonMissing() string {
	if exec.Command("/usr/bin/python3", "-c", "import stdnum").Run() != nil {
		return "python-stdnum is not installed (Debian: apt-get install python3-stdnum)"
	}
	return ""
}

func pythonCodes(t *testing.T, subjects []*subject) [][]errors.Code {
	if missing := pythonMissing(); missing != "" {
		t.Skip(missing)
	}
	output, err := python(ndjson(subjects, len(subjects)))
	require.NoError(t, err)
	var codes [][]errors.Code
	for line := range strings.Lines(output) {
		var number, phone errors.Code
		_, err := fmt.Sscan(line, &number, &phone)
		require.NoError(t, err)
		codes = append(codes, given(number, phone))
	}
	return codes
}
