// Package prose writes what the commands say in sentences.
package prose

import "strings"

// Or lists alternatives: "a", "a or b", "a, b or c".
func Or(words ...string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
