// Screens customers by the JSON Schema of a policy, without Go: one customer a
// line on standard input, one answer a line on standard output. A customer that
// is not accepted and has no code is undecided, since its country is not known,
// or is no Customer resource.
//
//	node screen.js customer.schema.json < customers.ndjson

import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
const validate = ajv.compile(JSON.parse(readFileSync(process.argv[2], "utf8")));

// A failed keyword has its code beside it, unless it is about a JSON type.
const codes = (errors) => [...new Set(errors.map((e) => e.parentSchema["x-partnercenter-code"]).filter(Boolean))].sort();

const answers = [];
for (const line of readFileSync(0, "utf8").split("\n")) {
  if (line !== "") {
    const accepted = validate(JSON.parse(line));
    answers.push(JSON.stringify({ accepted, codes: codes(validate.errors ?? []) }));
  }
}
process.stdout.write(answers.join("\n") + "\n");
