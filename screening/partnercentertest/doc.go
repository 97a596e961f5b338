// Package partnercentertest helps to test programs that send customers to
// Partner Center.
package partnercentertest
