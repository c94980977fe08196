package io.camkit.http;

import io.camkit.Clock;
import io.camkit.Metrics;
import java.util.Map;

/**
 * What all connections of one server share.
 *
 * @param isSecure whether they are encrypted
 */
record Site(
        Clock clock,
        Router router,
        AttemptLimiter attempts,
        Deadlines deadlines,
        Json json,
        Metrics metrics,
        boolean isSecure) {
    void answered(int status) {
        metrics.counter("camkit_http_answers_total", "Answers, by status", Map.of("status", Integer.toString(status)))
                .add(1);
    }

    /** A connection was closed without a word. */
    void dropped(String reason) {
        metrics.counter(
                        "camkit_http_connections_dropped_total",
                        "Connections closed without an answer, by reason",
                        Map.of("reason", reason))
                .add(1);
    }

    void streamEnded(String reason) {
        metrics.counter(
                        "camkit_http_streams_ended_total",
                        "Streamed answers and WebSockets that ended, by reason",
                        Map.of("reason", reason))
                .add(1);
    }
}
