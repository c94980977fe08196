/** What a frame costs on its way, part by part. Run by {@code ./camkit bench jmh}. */
package io.camkit.benchmarks;
