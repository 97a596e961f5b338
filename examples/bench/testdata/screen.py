"""Screens customers, one JSON object a line, under the policy of November 2020.

Prints the codes of each, 0 for none: that of the number and that of the phone.
-1 stands for a country that is not known.
Needs python-stdnum (Debian: python3-stdnum).
"""

import json
import re
import sys

from stdnum.util import isdigits

FORMS = {
    country: re.compile("|".join(r"\d{%d}" % n for n in lengths))
    for country, lengths in json.loads(sys.argv[1]).items()
}
KNOWN = set(json.loads(sys.argv[2]))
# Any character that Go does not call white space: str.strip() takes others too.
GIVEN = re.compile("[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]").search


def screen(customer):
    company = customer.get("companyProfile") or {}
    billing = customer.get("billingProfile") or {}
    address = billing.get("defaultAddress")
    if address is None:
        address = company.get("address") or {}
    number = company.get("organizationRegistrationNumber") or ""
    country = address.get("country") or ""
    country = country.upper() if country.isascii() else ""
    if country not in KNOWN:
        return -1, 0
    form = FORMS.get(country)
    if form is None:
        return 600002 if GIVEN(number) else 0, 0
    if not GIVEN(number):
        number_code = 600049
    elif isdigits(number) and form.fullmatch(number):
        number_code = 0
    else:
        number_code = 600050
    return number_code, 0 if GIVEN(address.get("phoneNumber") or "") else 600051


for line in sys.stdin.buffer:
    print(*screen(json.loads(line)))
