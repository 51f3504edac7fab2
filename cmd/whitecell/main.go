// Command whitecell runs tabletop crisis-coordination exercises from scenarios in
// YAML. Each verb has a file of its own; this one holds none of them.
package main

import "os"

func main() { os.Exit(execute(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
