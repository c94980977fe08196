/**
 * Real programs that tests talk to, each in a child process on loopback that ends with its test.
 *
 * <p>They must be installed; where one is missing, the test fails and names the package. Everything here listens on a port of its own
 * choosing, so that tests run side by side.
 */
package io.camkit.testkit.peers;
