package records

import (
	"bufio"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzObjectInLine holds the fast way of reading an object against the slow one.
func FuzzObjectInLine(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":"}\"\\"}{`, `{"a":[{},{"b":"]"}]} `, `{"a":"\\\"}`, "{\"a\":\n1}", `{"a"]]}`, `{`, `[{}]`} {
		f.Add(seed, 2)
	}
	f.Fuzz(func(t *testing.T, input string, largest int) {
		newSplitter := func() *splitter {
			return &splitter{in: bufio.NewReader(strings.NewReader(input)), line: 1, lineIsBlank: true, largest: largest}
		}
		fast, slow := newSplitter(), newSplitter()
		object, ok := fast.objectInLine()
		if !ok {
			assert.Zero(t, fast.column, "nothing is read")
			return
		}
		assert.Equal(t, slow.value(), object)
		assert.Equal(t, slow.line, fast.line)
		assert.Equal(t, slow.column, fast.column)
		assert.Equal(t, slow.lineIsBlank, fast.lineIsBlank)
		next, _ := fast.in.ReadByte()
		want, _ := slow.in.ReadByte()
		assert.Equal(t, want, next)
	})
}

func TestObjectInLine(t *testing.T) {
	long := `{"id":"` + strings.Repeat("a", 5000) + `"}`
	for input, want := range map[string]string{
		`{"a":"}"} {`:     `{"a":"}"}`,
		`{"a":"\\"}`:      `{"a":"\\"}`,
		`{"a":"\\\"}"}`:   `{"a":"\\\"}"}`,
		`{"a":[{}]}]`:     `{"a":[{}]}`,
		"{\"a\":\n1}":     "",
		`{"a":1`:          "",
		`{"a":"1`:         "",
		`[{}]`:            "",
		`1 {}`:            "",
		long + "\n{}":     "", // longer than the buffer
		`{"id":"\ud83d"}`: `{"id":"\ud83d"}`,
	} {
		s := &splitter{in: bufio.NewReader(strings.NewReader(input)), largest: 1 << 20}
		object, ok := s.objectInLine()
		require.Equal(t, want != "", ok, input)
		assert.Equal(t, want, string(object.json))
	}
}

func TestTextsDoNotShareMemory(t *testing.T) {
	var texts [][]byte
	for value := range split(strings.NewReader(`{"id":1}{"id":2}`), 100) {
		texts = append(texts, value.json)
	}
	require.Len(t, texts, 2)
	_ = append(texts[0], "overwritten"...)
	assert.Equal(t, `{"id":2}`, string(texts[1]))
}
