// Package guid makes the identifiers that requests to Partner Center carry.
package guid

import (
	"crypto/rand"
	"fmt"
)

// New returns a random identifier in the form of the API's own, a UUID of
// version 4 in lower case.
func New() string {
	var id [16]byte
	rand.Read(id[:]) // never fails
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
