package guard

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var cells = map[string]string{
	"":                                     "",
	"Oka":                                  "Oka",
	"Oka 4999":                             "Oka 4999",
	"7-Eleven Japan":                       "7-Eleven Japan",
	"a=1":                                  "a=1",
	"=1+1":                                 "'=1+1",
	"+1+1":                                 "'+1+1",
	"-1":                                   "'-1",
	"@SUM(A1)":                             "'@SUM(A1)",
	"＝1+1":                                 "'＝1+1",
	" =1+1":                                "' =1+1",
	"\"=1+1":                               "'\"=1+1",
	"\x00=1+1":                             "'\x00=1+1",
	"+7 495 5005550":                       "'+7 495 5005550",
	"0077":                                 "'0077",
	"770708389312":                         "'770708389312",
	"٧٧٠٧":                                 "'٧٧٠٧",
	"7707-083893":                          "'7707-083893",
	"1E5":                                  "'1E5",
	"1/2":                                  "'1/2",
	"5 марта 2020":                         "'5 марта 2020",
	"12:30 PM":                             "'12:30 PM",
	"(12)":                                 "'(12)",
	"€ 12,50":                              "'€ 12,50",
	"550e8400-e29b-41d4-a716-446655440000": "550e8400-e29b-41d4-a716-446655440000",
	"'s-Hertogenbosch":                     "'s-Hertogenbosch",
	"'=1+1":                                "''=1+1",
	"''0077":                               "'''0077",
	"x;=1+1":                               "x;'=1+1",
	"x;\"=1+1":                             "x;'\"=1+1",
	"x\t=1+1":                              "x\t'=1+1",
	"x\n=1+1":                              "x\n'=1+1",
	"x\r\n+7":                              "x\r\n'+7",
	"x,=1+1":                               "x,=1+1",
	";;-1":                                 ";;'-1",
}

func TestCell(t *testing.T) {
	for value, want := range cells {
		assert.Equal(t, want, Cell(value), "%q", value)
		assert.Equal(t, value, Value(want), "%q", want)
	}
}

// FuzzCell splits a row at every delimiter, with quotes and without, and finds
// no cell that a program would take for another.
func FuzzCell(f *testing.F) {
	for value, cell := range cells {
		f.Add(value, cell)
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		guarded := []string{Cell(first), Cell(second)}
		require.Equal(t, []string{first, second}, []string{Value(guarded[0]), Value(guarded[1])})
		row := string(AppendRow(nil, guarded...))
		for _, delimiter := range ",;\t" {
			reader := csv.NewReader(strings.NewReader(row))
			reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = delimiter, true, -1
			rows, err := reader.ReadAll()
			if err != nil {
				continue // quotes that belong to commas
			}
			if delimiter == ',' {
				unix := strings.NewReplacer("\r\n", "\n") // as csv.Reader does
				require.Equal(t, []string{unix.Replace(guarded[0]), unix.Replace(guarded[1])}, rows[0])
			}
			for _, cell := range rows {
				requireSafe(t, cell)
			}
		}
		for _, delimiter := range []string{";", "\t"} { // and by a program that knows no quotes
			for line := range strings.Lines(strings.ReplaceAll(row, "\r", "\n")) {
				requireSafe(t, strings.Split(strings.TrimSuffix(line, "\n"), delimiter))
			}
		}
	})
}

func requireSafe(t *testing.T, cells []string) {
	t.Helper()
	for _, cell := range cells {
		begin := strings.TrimLeft(cell, " \"\x00")
		require.False(t, begin != "" && strings.Contains("=+-@", begin[:1]), "%q", cell)
	}
}

func TestAppendRow(t *testing.T) {
	assert.Equal(t, "a,\"b,c\",\"d;e\",\"f\"\"g\",\"\nh\",\" i\",\n", string(AppendRow(nil, "a", "b,c", "d;e", `f"g`, "\nh", " i", "")))
}

// TestJavaScript holds the module against this package.
func TestJavaScript(t *testing.T) {
	require.Contains(t, JavaScript, "const taken = /"+taken+"/u;")
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("Node.js is not installed")
		}
		t.Skip("Node.js is not installed")
	}
	var rows [][]string
	want := ""
	add := func(cells ...string) {
		rows = append(rows, cells)
		guarded := make([]string, len(cells))
		for i, cell := range cells {
			guarded[i] = Cell(cell)
		}
		want += string(AppendRow(nil, guarded...))
	}
	for value := range cells {
		add(value, "x")
	}
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("=+-@＝'\";,\t\r\n 0a7éж٧€.:/()%")
	for range 20_000 {
		var value strings.Builder
		for range random.IntN(8) {
			value.WriteRune(alphabet[random.IntN(len(alphabet))])
		}
		add(value.String(), "")
	}
	text, err := json.Marshal(rows)
	require.NoError(t, err)
	command := exec.CommandContext(t.Context(), node, "--input-type=module", "-")
	command.Stdin = strings.NewReader(JavaScript + "\nprocess.stdout.write(" + string(text) + ".map(csvRow).join(''));\n")
	var found, stderr bytes.Buffer
	command.Stdout, command.Stderr = &found, &stderr
	require.NoError(t, command.Run(), stderr.String())
	assert.Equal(t, want, found.String())
}
