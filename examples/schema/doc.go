// Package schema proves that the JSON Schema of a policy and the Go code find
// the same codes, and call the same customers undecided: its tests screen the
// same customers by Screen, by the schema under a validator for Go, and by the
// schema under Ajv on Node.js.
//
// screen.js is the third of these and a program to copy from. It needs npm ci
// in this directory.
package schema
