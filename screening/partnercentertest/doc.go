// Package partnercentertest is for tests of programs that send customers to
// Partner Center: a stand-in server on the loopback interface, in the manner
// of net/http/httptest, and the country fixtures.
//
//	server := partnercentertest.NewServer()
//	defer server.Close()
//	client := server.Client() // carries a token; send to server.URL + "/v1/customers"
//
// The stand-in serves create-customer, the list of customers with paging, one
// customer, its profiles, updates, carts, the requests that create or change a
// subscription, subscriptions, the validation status, agreements,
// qualifications, and the country-rules resource. Microsoft's
// SDKs can be pointed at it. [Handler.Add] makes it know customers that
// already exist, complete or not; [Handler.Inject] makes the next requests go
// wrong; [Handler.Requests] returns what reached it. [Handler] and [Server] are
// safe for concurrent use, and so are faults, options and what they return, as
// long as nobody changes it.
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
// profile needs If-Match; v1 and v1.0 in paths; that a customer in the list
// has no billing profile, and of its company profile tenant, domain and name
// alone; pages and their continuation token; 401, 404, 405 and 412; the codes
// of 400, 401, 404 and 501; the shape of 429; that a validation status of
// UnderReview, NotAllowed or Unknown stops an order, and 403 with 800073 and
// 800075 for the first two; 404 with 600074 for a customer without one; that
// agreements without agreementType are those of MicrosoftCloudAgreement; 600061
// for one of the same type and contact; what a qualification has to have; 13605.
//
// # As Microsoft's SDKs need it
//
// The archived SDKs for Java 1.15 and .NET 3.4 worked with the service, which
// therefore has to take what they send:
//   - A double slash in a path: GET /v1//customers.
//   - size=0 for a list without a limit.
//   - An update of the billing profile without If-Match, with the current etag
//     in the body's attributes. Where If-Match is there, it decides.
//   - Anything as the body of a checkout: they send the JSON text "success".
//   - relationshipToPartner "unknown" in a new customer, answered as "reseller".
//
// # Assumed
//
// Microsoft does not say, and the stand-in decides:
//   - Paths are read as ASP.NET does, tried with Web API: without regard to
//     letter case; percent encodings decoded once, those of slashes and dots
//     included; a backslash is a slash; dot segments are resolved; slashes and
//     spaces at the end do not count. Several slashes are one, although Web API
//     answered 404 to them in the middle. Methods are compared without regard
//     to case.
//   - Where number and phone are both refused, the number is answered.
//   - Digits are ASCII, and a number is matched as a whole. Partner Center, a
//     .NET service, may accept more: other scripts' digits, or a final line feed.
//   - A customer whose country is not given, or is no country code, is one of
//     the rest of the world. Package screening says of it that nobody knows.
//   - White space alone is no value. An empty default address is a default
//     address, and the company address is not asked then.
//   - A name that comes twice in a JSON object makes it unreadable, and so does
//     a profile, an address, a country, a number or a phone of another JSON
//     type; of a whole number the digits are taken, as .NET's reader does. No
//     other field of a customer is judged, required ones included.
//   - What a new customer or a change says of relationshipToPartner does not
//     count. A customer that is added keeps it, but for "none" and "unknown".
//   - An update of the billing profile is refused for its phone alone, since
//     the number is in the company profile. A PATCH is judged for what it gives;
//     null gives nothing. Both judge the customer as it would be afterwards.
//   - Only requests that succeeded are remembered by their MS-RequestId, for
//     the same method and path, whatever the body of the retry. The letter case
//     of the path and the identifier does not count.
//   - A byte order mark before a body is read over, as .NET does.
//   - An update with neither If-Match nor an etag in its body is answered like
//     a stale one, 412. The bodies of 405 and 412 carry the status as their code.
//   - The totalCount of a page counts the page's items; a list without a size
//     is one page; an unknown continuation token is answered 400, and a filter
//     501.
//   - Orders and carts are not kept: every identifier is accepted, and the
//     answer is the body that came, with an identifier. A cart is taken of any
//     customer: its checkout is judged. An order or a checkout makes one
//     subscription, whatever its line items; one of an identifier that nobody
//     ordered comes into being when it is asked for or changed.
//   - Any bearer token is accepted. Nothing is throttled unless asked for, see
//     [WithLimit], and no agreement is missing, see [WithAgreementRequired].
//   - An order is refused for number or phone before the validation status, and
//     for that before the agreement. Unknown is answered as 800074.
//   - 600061 is answered with 409; contacts are the same where their texts are.
//   - What an agreement or a qualification lacks is answered as invalid input.
//   - The country-rules resource states only what is published about numbers
//     and phones. For a country that is not listed it states neither.
package partnercentertest
