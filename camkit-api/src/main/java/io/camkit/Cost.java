package io.camkit;

import java.time.Duration;

/**
 * What some work has cost until now.
 *
 * @param cpuTime processor time of all threads
 * @param residentBytes memory that it occupies right now
 */
public record Cost(Duration cpuTime, long residentBytes) {}
