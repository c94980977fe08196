package io.camkit.process;

import java.time.Duration;

/**
 * How long a child may write nothing to its standard output before it is ended.
 *
 * @param firstByte from its start to its first byte
 * @param silence from one byte to the next
 */
public record Patience(Duration firstByte, Duration silence) {}
