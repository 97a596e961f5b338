// Package retry holds the test that the transport works under a client that
// retries, github.com/hashicorp/go-retryablehttp.
package retry
