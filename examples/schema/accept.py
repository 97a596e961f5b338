"""Says of customers, one a line on standard input, whether jsonschema accepts them."""

import json
import sys

from jsonschema import Draft202012Validator

with open(sys.argv[1], encoding="utf-8") as file:
    validator = Draft202012Validator(json.load(file))
for line in sys.stdin.buffer:
    if line.strip():
        print(str(validator.is_valid(json.loads(line))).lower())
