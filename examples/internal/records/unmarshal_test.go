package records

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
)

// FuzzUnmarshal holds the reading of a customer against encoding/json's idea of
// what is JSON.
func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-0.5e+7,"\u00e9\ud83d\"",true,false,null,{}]}`, " [ ] ", `{"a":01}`, "\"\x00\"", `"\x"`, `{"a":1,}`, "{} {}", "\"\xff\"", `"\u12"`, "-", "1.", "1e"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := unmarshal(data)
		if !json.Valid(data) {
			assert.Error(t, err, "%q", data)
		}
	})
}

func TestManyBrackets(t *testing.T) {
	for _, size := range []int{1 << 15, 1 << 23} {
		_, err := unmarshal(bytes.Repeat([]byte("["), size))
		assert.Error(t, err)
	}
}
