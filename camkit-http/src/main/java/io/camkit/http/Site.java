package io.camkit.http;

import io.camkit.Clock;
import io.camkit.Metrics;

/**
 * What all connections of one server share.
 *
 * @param isSecure whether they are encrypted
 */
record Site(Clock clock, Router router, Deadlines deadlines, Json json, Metrics metrics, boolean isSecure) {}
