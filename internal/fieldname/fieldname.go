// Package fieldname compares the names of JSON members as Partner Center does.
package fieldname

// Equal compares a resource's own field name, in ASCII, with one that came in,
// without regard to ASCII case, as .NET does: strings.EqualFold would also take
// a long s for an s. No name equals the empty one.
func Equal(own string, name []byte) bool {
	if len(own) != len(name) || own == "" {
		return false
	}
	for i := range len(own) {
		if own[i] != name[i] && (own[i]|0x20 != name[i]|0x20 || !isLetter(own[i])) {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
