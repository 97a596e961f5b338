// Says of customers, one a line on standard input, whether another validator
// accepts them: true or false, a line each.
//
//	node accept.js hyperjump customer.schema.json < customers.ndjson

import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { Validator } from "@cfworker/json-schema";
import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";

const validators = {
  cfworker: async (schema) => {
    const validator = new Validator(schema, "2020-12", false);
    return (customer) => validator.validate(customer).valid;
  },
  hyperjump: async (schema) => {
    registerSchema(schema, "https://example.com/customer");
    const valid = await validate("https://example.com/customer");
    return (customer) => valid(customer).valid;
  },
};

const [, , name, file] = process.argv;
const accepts = await validators[name](JSON.parse(readFileSync(file, "utf8")));
for (const line of (await text(process.stdin)).split("\n")) {
  if (line !== "") console.log(accepts(JSON.parse(line)));
}
