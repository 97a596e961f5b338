package transport

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cspkit/customerscreen/screening"
)

// row is a kind of request that concerns customer screening, and what can be
// done about it.
type row struct {
	method        string
	path          string                                  // its end, from the version on; v1 is v1.0 too
	screenBody    func(*screening.Screener, []byte) error // nil where the body tells nothing
	needsCustomer bool                                    // the existing customer has to be complete

	confirmsAgreement bool // its body is a CustomerAgreement
	listsAgreements   bool // it is of concern only without agreementType
}

// rows are the requests that carry a customer, need a complete one, or are
// about what else stops its orders.
//
// Source: the Partner Center REST API's reference of customers, agreements,
// qualifications, orders, carts and subscriptions.
var rows = [...]row{
	{method: http.MethodPost, path: "/v1/customers", screenBody: screenCreateBody},
	{method: http.MethodPatch, path: "/v1/customers/{id}", screenBody: screenChangeBody},
	{method: http.MethodPut, path: "/v1/customers/{id}/profiles/billing", screenBody: screenBillingProfileBody},
	{method: http.MethodPatch, path: "/v1/customers/{id}/profiles/billing", screenBody: screenBillingProfileChangeBody},
	{method: http.MethodPut, path: "/v1/customers/{id}/profiles/company"},
	{method: http.MethodPatch, path: "/v1/customers/{id}/profiles/company"},
	{method: http.MethodGet, path: "/v1/customers/{id}/agreements", listsAgreements: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/agreements", confirmsAgreement: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/qualifications", screenBody: screenQualificationBody},
	{method: http.MethodPost, path: "/v1/customers/{id}/orders", needsCustomer: true},
	{method: http.MethodPatch, path: "/v1/customers/{id}/orders/{id}", needsCustomer: true},
	{method: http.MethodPatch, path: "/v1/customers/{id}/subscriptions/{id}", needsCustomer: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/subscriptions/{id}/upgrades", needsCustomer: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/subscriptions/{id}/conversions", needsCustomer: true},
	{method: http.MethodPost, path: "/v1/customers/{id}/carts/{id}/checkout", needsCustomer: true},
}

// target is what a request is aimed at.
type target struct {
	*row
	customer  string // the customer's ID; empty where the request has none
	base      string // the path up to the version, of a gateway for example, as it goes out
	authority string // what an opaque URL has before the path; otherwise empty
	unclear   bool   // the path is not the row's, but a service could take it for that
}

// changesCustomer reports whether the request changes what is known of an
// existing customer.
func (t target) changesCustomer() bool {
	return t.customer != "" && !t.needsCustomer && !t.listsAgreements
}

// targetOf finds a request's row; ok is false for one that is none of
// customer screening's concern.
func targetOf(r *http.Request) (t target, ok bool) {
	if r.URL == nil {
		return target{}, false // the base transport's error to give
	}
	method := methodOf(r)
	path, authority := pathOf(r.URL)
	if isPlain(path) {
		t, ok = match(method, path)
	} else if t, ok = match(method, clean(path)); !ok {
		t, ok = match(method, cleanOfAnything(path))
		t.unclear = true
	}
	if ok && t.listsAgreements && namesAgreementType(r.URL) {
		return target{}, false
	}
	if ok {
		t.base = encodedBase(r.URL, t.base)
	}
	t.authority = authority
	return t, ok
}

// methodOf returns the method that goes out.
func methodOf(r *http.Request) string { return cmp.Or(r.Method, http.MethodGet) }

// pathOf returns the path that goes out, with its percent encodings decoded
// once, and the authority that an opaque URL has before it.
func pathOf(u *url.URL) (path, authority string) {
	path = u.Path
	if u.Opaque != "" {
		path, authority = partsOf(u.Opaque)
		if decoded, err := url.PathUnescape(path); err == nil {
			path = decoded
		}
	}
	return strings.TrimRight(path, "/"), authority
}

// partsOf returns the path of an opaque URL, and the authority before it.
func partsOf(opaque string) (path, authority string) {
	path, _, _ = strings.Cut(opaque, "?")
	if scheme, rest, ok := strings.Cut(path, "//"); ok && (scheme == "" || strings.HasSuffix(scheme, ":")) {
		end := strings.IndexFunc(rest+"/", isSlash)
		authority, path = rest[:end], rest[end:]
		authority = authority[strings.LastIndexByte(authority, '@')+1:] // no user is part of a host
	}
	return path, authority
}

// encodedBase returns a base as the URL encodes it: to a gateway, %2F need not be
// a slash. A base that the URL spells in another way is encoded anew.
func encodedBase(u *url.URL, base string) string {
	path := u.EscapedPath()
	if u.Opaque != "" {
		path, _ = partsOf(u.Opaque)
	}
	end := 0
	for n := 0; n < len(base) && end < len(path); n++ {
		if path[end] == '%' {
			end += len("2F")
		}
		end++
	}
	path = path[:min(end, len(path))]
	if decoded, err := url.PathUnescape(path); err == nil && decoded == base {
		return path
	}
	return (&url.URL{Path: base}).EscapedPath()
}

// isPlain reports whether all services read the path alike, as they do nearly
// every path.
func isPlain(path string) bool {
	previous := byte(0)
	for i := range len(path) {
		c := path[i]
		switch {
		case c == '%' || c == '\\' || !isVisible(rune(c)):
			return false
		case previous == '/' && (c == '/' || c == '.'), previous == '.' && c == '/':
			return false
		}
		previous = c
	}
	return path == "" || path[0] == '/' && previous != '.'
}

// isVisible reports whether a character is printable ASCII, and begins neither a
// query nor a fragment.
func isVisible(c rune) bool { return ' ' < c && c < 0x7f && c != '?' && c != '#' }

// clean reads a path as a .NET service routes it: a backslash is a slash,
// several slashes are one, dot segments are resolved, and spaces at the end do
// not count.
func clean(path string) string {
	var segments []string
	for segment := range strings.FieldsFuncSeq(strings.TrimRight(path, `/\ `), isSlash) {
		switch segment {
		case ".":
		case "..":
			segments = segments[:max(0, len(segments)-1)]
		default:
			segments = append(segments, segment)
		}
	}
	return "/" + strings.Join(segments, "/")
}

func isSlash(c rune) bool { return c == '/' || c == '\\' }

// cleanOfAnything reads a path as clean does, but without what a service could
// take away before: the encodings of encodings, the width of characters, a
// query that is encoded, what is not visible, and dots at the end of a segment.
func cleanOfAnything(path string) string {
	path, _, _ = strings.Cut(strings.Map(narrow, decodeAll(path)), "?")
	path, _, _ = strings.Cut(path, "#")
	path = clean(strings.Map(func(c rune) rune {
		if c == '%' || !isVisible(c) {
			return -1
		}
		return c
	}, path))
	var segments []string
	for segment := range strings.SplitSeq(path, "/") {
		segments = append(segments, strings.TrimRight(segment, "."))
	}
	return clean(strings.Join(segments, "/"))
}

// narrow returns the ASCII character that Windows makes of a fullwidth one, and
// the slash for its look-alikes.
func narrow(c rune) rune {
	const wide = '\uff01' - '!'
	switch {
	case '\uff01' <= c && c <= '\uff5e':
		return c - wide
	case c == '\u2044' || c == '\u2215':
		return '/'
	default:
		return c
	}
}

// decodeAll decodes what is percent-encoded, once or several times.
func decodeAll(path string) string {
	text := make([]byte, 0, len(path))
	for i := range len(path) {
		text = append(text, path[i])
		for decoded, ok := decodeEnd(text); ok; decoded, ok = decodeEnd(text) {
			text = decoded
		}
	}
	return string(text)
}

// decodeEnd decodes the end of a text: %2F or, since IIS reads it too, %u002F.
func decodeEnd(text []byte) (decoded []byte, ok bool) {
	if n := len(text) - len("%2F"); n >= 0 && text[n] == '%' {
		if c, err := strconv.ParseUint(string(text[n+1:]), 16, 8); err == nil {
			return append(text[:n], byte(c)), true
		}
	}
	if n := len(text) - len("%u002F"); n >= 0 && text[n] == '%' && text[n+1]|0x20 == 'u' {
		if c, err := strconv.ParseUint(string(text[n+2:]), 16, 16); err == nil {
			return utf8.AppendRune(text[:n], rune(c)), true
		}
	}
	return nil, false
}

// match finds the row of a path that was read.
func match(method, path string) (t target, ok bool) {
	for i := range rows {
		row := &rows[i]
		if !isName(method, row.method) {
			continue
		}
		start, ok := endsWith(path, row.path)
		if !ok {
			continue
		}
		version, rest, _ := strings.Cut(path[start+len("/"):], "/")
		_, rest, _ = strings.Cut(rest, "/")
		id, _, _ := strings.Cut(rest, "/")
		return target{
			row: row, customer: id, base: path[:start+len("/")+len(version)],
			unclear: !isName(version, "v1") && !isName(version, "v1.0"),
		}, true
	}
	return target{}, false
}

// endsWith reports whether a path ends with the segments of a pattern, and
// where.
func endsWith(path, pattern string) (start int, ok bool) {
	start = len(path)
	for pattern != "" {
		separator := strings.LastIndexByte(path[:start], '/')
		if separator < 0 {
			return 0, false
		}
		last := strings.LastIndexByte(pattern, '/')
		if !fits(path[separator+1:start], pattern[last+1:]) {
			return 0, false
		}
		start, pattern = separator, pattern[:last]
	}
	return start, true
}

// fits compares a segment with that of a pattern. Letter case does not count:
// Partner Center is a .NET service.
func fits(segment, want string) bool {
	return want == "{id}" || isName(segment, want) || want == "v1" && isVersion1(segment)
}

// isVersion1 reports whether a segment could be taken for the version.
// Microsoft's reference writes v1.0, its SDKs v1.
func isVersion1(segment string) bool {
	major, minor, _ := strings.Cut(segment, ".")
	return len(major) > 1 && isName(major[:1], "v") && strings.TrimLeft(major[1:], "0") == "1" && strings.Trim(minor, "0.") == ""
}

// isName compares in ASCII: no other letter has a form of one byte.
func isName(segment, name string) bool {
	return len(segment) == len(name) && strings.EqualFold(segment, name)
}
