// Package tests says how much the tests of both modules do: what takes long,
// or needs other tools than Go, has a short form or waits until all is wanted.
package tests

import (
	"os"
	"testing"
)

// All reports whether the environment variable CUSTOMERSCREEN_TESTS is "all", as
// it is in CI: then the tests run in full.
func All() bool { return os.Getenv("CUSTOMERSCREEN_TESTS") == "all" }

// Long skips what is only of interest in full.
func Long(t testing.TB) {
	t.Helper()
	if !All() {
		t.Skip("takes long: set CUSTOMERSCREEN_TESTS=all")
	}
}

// Missing skips a test for want of a tool, and fails it where all are wanted.
func Missing(t testing.TB, tool, install string) {
	t.Helper()
	if All() {
		t.Fatalf("%s is missing: %s", tool, install)
	}
	t.Skipf("%s is missing: %s", tool, install)
}
