// Command nothing is what it takes to start a process.
package main

func main() {}
