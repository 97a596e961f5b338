// Package partnercentertest helps test programs that send customers to Partner
// Center. It has a stand-in server on the loopback interface, in the manner of
// net/http/httptest, and the country fixtures.
//
//	server := partnercentertest.NewServer()
//	defer server.Close()
//	client := server.Client() // carries a token; send to server.URL + "/v1/customers"
//
// The stand-in serves create-customer, the paged list of customers, one
// customer, its profiles, updates, carts, the requests that create or change a
// subscription, subscriptions, the validation status, agreements,
// qualifications, and the country-rules resource. Microsoft's SDKs can be
// pointed at it. [Handler.Add] adds customers that already exist, complete or
// not; [Handler.Inject] makes the next requests go wrong; [Handler.Requests]
// returns what reached it. [Handler] and [Server] are safe for concurrent use,
// and so are faults, options and what they return, as long as nobody changes it.
//
// It judges by the regular expressions of its own country-rules resource and
// shares no code with the packages countries and screening: it is a second
// opinion on them, and is compared with them.
//
// # Documented
//
// Microsoft documents:
//   - The resources and their names; PascalCase in requests and camelCase in
//     answers.
//   - The four codes, their texts and their status; the error body; the codes
//     of 400, 401, 404 and 501; 401, 404, 405 and 412; the shape of 429.
//   - MS-RequestId and MS-CorrelationId come back. A retry with the same
//     MS-RequestId is the same request.
//   - An update of the billing profile needs If-Match.
//   - Paths begin with v1 or v1.0.
//   - A customer in the list has no billing profile, and its company profile
//     has only tenant, domain and name. Pages have a continuation token.
//   - A validation status of UnderReview, NotAllowed or Unknown stops an order:
//     the first with 403 and 800073, the second with 403 and 800075. A customer
//     without a status is answered with 404 and 600074.
//   - Agreements without agreementType are those of MicrosoftCloudAgreement.
//     One of the same type and contact is answered with 600061, an order
//     without an agreement with 13605.
//   - What a qualification must have.
//
// # As Microsoft's SDKs need it
//
// The archived SDKs for Java 1.15 and .NET 3.4 worked with the service, so it
// must take what they send:
//   - A double slash in a path: GET /v1//customers.
//   - size=0 for a list without a limit.
//   - An update of the billing profile without If-Match, with the current etag
//     in the body's attributes. If-Match takes precedence.
//   - Anything as the body of a checkout: they send the JSON text "success".
//   - relationshipToPartner "unknown" in a new customer, answered as "reseller".
//
// # Assumed
//
// Microsoft does not say, so the stand-in decides:
//   - It reads paths as ASP.NET does, tried with Web API. Letter case does not
//     count. Percent encodings are decoded once, slashes and dots included. A
//     backslash is a slash. Dot segments are resolved. Slashes and spaces at
//     the end do not count. Several slashes are one, although Web API answered
//     404 to them in the middle. The case of methods does not count either.
//   - Where both number and phone are refused, it answers the number's code.
//   - Digits are ASCII, and a number is matched as a whole. Partner Center, a
//     .NET service, may accept more: other scripts' digits, or a final line feed.
//   - A customer whose country is missing, or is no country code, is judged
//     like one outside the listed countries. Package screening says that nobody
//     knows.
//   - White space alone is no value. An empty default address is a default
//     address: the company address is not used then.
//   - A repeated name makes a JSON object unreadable, and so does a profile, an
//     address, a country, a number or a phone of another JSON type. A whole
//     number counts as its digits, as in .NET's reader. No other field of a
//     customer is judged, not even a required one.
//   - relationshipToPartner in a new customer or a change is ignored. A customer
//     that is added keeps its own, unless it is "none" or "unknown".
//   - An update of the billing profile is refused only for its phone, since the
//     number is in the company profile. A PATCH changes what it gives; null
//     gives nothing. Both judge the customer as it would be afterwards.
//   - It remembers the MS-RequestId of requests that succeeded, for the same
//     method and path, whatever the body of the retry. The letter case of the
//     path and the identifier does not count.
//   - It skips a byte order mark before a body, as .NET does.
//   - It answers an update with neither If-Match nor an etag in its body like a
//     stale one: 412. The bodies of 405 and 412 carry the status as their code.
//   - totalCount is the number of items on the page. A list without a size is
//     one page. An unknown continuation token is answered with 400, a filter
//     with 501.
//   - It keeps no orders and carts. It accepts every identifier, and answers
//     with the body that came and an identifier. It takes a cart of any customer
//     and judges the checkout. An order or a checkout makes one subscription,
//     whatever its line items. A subscription that nobody ordered is created
//     when somebody asks for it or changes it.
//   - It accepts any bearer token. Unless asked to, it throttles nothing and
//     requires no agreement: see [WithLimit] and [WithAgreementRequired].
//   - It refuses an order for number or phone first, then for the validation
//     status, then for the agreement. It answers Unknown with 800074.
//   - It answers 600061 with 409. Contacts are the same if their texts are.
//   - It answers whatever an agreement or a qualification lacks as invalid input.
//   - The country-rules resource states only what is published about numbers
//     and phones, and neither for a country that is not listed.
package partnercentertest
