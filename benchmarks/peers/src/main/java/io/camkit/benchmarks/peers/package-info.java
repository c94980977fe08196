/** Whole processes side by side: camkit, other servers, and programs that do the bare minimum. Linux only. */
package io.camkit.benchmarks.peers;
