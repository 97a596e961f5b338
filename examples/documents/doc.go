// Package documents proves the documents: its tests compile or run every code
// block of the Markdown files of this repository and of the packages' own
// documentation, follow every relative link, and look up every name.
//
// The blocks of one file are tried in their order, in one folder of their own,
// by the language that each names:
//
//	go    with a package clause: a program, saved as main.go in a module outside
//	      of this repository, vetted and run. Without one: a fragment, compiled
//	      inside a function that knows the variables of fragment.go.txt
//	sh    run as the commands of a shell; see commands_test.go for the few that
//	      are not run as they stand, such as those that need the network
//	text  what the block before it writes; … stands for any text
//	csv   saved as customers.csv
//	json  parsed
//	yaml  parsed
//	js    run by Node.js beside Ajv, with a schema and a customer
//
// A block of any other language, or of none, fails the test. In the
// documentation of a package a block is a Go fragment where it calls something,
// and JSON where it begins with a brace.
//
// The result of a test is cached without regard to files outside of its module:
// after a change of a document, run
//
//	go test -C examples -count=1 ./documents
package documents
