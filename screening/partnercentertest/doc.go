// Package partnercentertest is for tests of programs that send customers to
// Partner Center: a stand-in server on the loopback interface, in the manner
// of net/http/httptest, and the country fixtures.
//
//	server := partnercentertest.NewServer()
//	defer server.Close()
//	client := server.Client() // carries a token; send to server.URL + "/v1/customers"
//
// The stand-in serves create-customer, the list of customers with paging, one
// customer, its profiles, updates, the requests that create or change a
// subscription, and the country-rules resource. [Handler.Add] makes it know
// customers that already exist, complete or not; [Handler.Inject] lets the
// next requests go wrong; [Handler.Requests] tells what reached it. [Handler]
// and [Server] are safe for concurrent use, and so are faults, options and
// what they return, as long as nobody changes it.
//
// It judges by the regular expressions of its own country-rules resource, and
// imports nothing else of this module: it is a second opinion on the packages
// countries and screening, and is compared with them.
//
// # Documented
//
// The resources and their names; PascalCase in requests and camelCase in
// answers; the four codes, their texts and their status; the error body; the
// headers MS-RequestId and MS-CorrelationId, which come back; that the same
// MS-RequestId on a retry is the same request; that an update of the billing
// profile needs If-Match; pages and their continuation token; 401, 404, 405
// and 412; the codes of 400, 401, 404 and 501; the shape of 429.
//
// # Assumed
//
// Microsoft does not say, and the stand-in decides:
//   - Where number and phone are both refused, the number is answered.
//   - Digits are ASCII, and a number is matched as a whole. Partner Center, a
//     .NET service, may accept more: other scripts' digits, or a final line feed.
//   - A customer whose country is not given, or is no country code, is one of
//     the rest of the world. Package screening says of it that nobody knows.
//   - White space alone is no value. An empty default address is a default
//     address, and the company address is not asked then.
//   - A name that comes twice in a JSON object makes it unreadable, and so does
//     a profile, an address, a country, a number or a phone of another JSON
//     type. No other field of a customer is judged, required ones included.
//   - An update of the billing profile is refused for its phone alone, since
//     the number is in the company profile. A PATCH is judged for what it gives;
//     null gives nothing. Both judge the customer as it would be afterwards.
//   - Only requests that succeeded are remembered by their MS-RequestId, for
//     the same method and path, whatever the body of the retry.
//   - A missing If-Match is answered like a stale one, 412. The bodies of 405
//     and 412 carry the status as their code.
//   - The totalCount of a page counts the page's items; a list without a size
//     is one page; an unknown continuation token is answered 400, and a filter
//     501.
//   - Orders, carts and subscriptions are not kept: every identifier is
//     accepted, and the answer is the body that came, with an identifier.
//   - Any bearer token is accepted. Nothing is throttled unless asked for.
//   - The country-rules resource states only what is published about numbers
//     and phones. For a country that is not listed it states neither.
package partnercentertest
