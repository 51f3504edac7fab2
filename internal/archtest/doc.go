// Package archtest keeps the arrows and the sentences of the architecture
// true. It holds tests only, and nothing imports it.
//
// What is allowed stands in rules_test.go as data, each line with its reason,
// and the reason is printed when the line is broken. To change the
// architecture, change that line and its reason in the same commit as the
// code; to let one thing pass, add it to the allowances there. An allowance
// that nothing needs any more is a failure too.
//
// Every check reads a tree of files, the repository or a few lines made up in
// selftest_test.go, and each is shown there to fail when it should.
package archtest
