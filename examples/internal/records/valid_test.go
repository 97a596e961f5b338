package records

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
)

// FuzzValid holds the quick check of the syntax against encoding/json's.
func FuzzValid(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-0.5e+7,"\u00e9\ud83d\"",true,false,null,{}]}`, " [ ] ", `{"a":01}`, "\"\x00\"", `"\x"`, `{"a":1,}`, "{} {}", "\"\xff\"", `"\u12"`, "-", "1.", "1e"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		assert.Equal(t, json.Valid(data), valid(data), "%q", data)
	})
}

func TestManyBrackets(t *testing.T) {
	for _, size := range []int{1 << 15, 1 << 23} {
		assert.False(t, valid(bytes.Repeat([]byte("["), size)))
	}
}
