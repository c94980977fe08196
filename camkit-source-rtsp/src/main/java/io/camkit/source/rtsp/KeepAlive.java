package io.camkit.source.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When a session needs a sign of life, and which the camera takes (RFC 2326, sections 10.1, 10.8 and 12.37).
 *
 * <p><b>Threading.</b> The session's loop.
 */
final class KeepAlive {
    /** In the order of preference. Every server knows the last, or nothing at all. */
    private static final List<String> METHODS = List.of("GET_PARAMETER", "SET_PARAMETER", "OPTIONS");

    private final List<String> methods = new ArrayList<>(List.of("OPTIONS"));
    private long intervalNanos;
    private long dueNanos;

    /** Takes note of what the server's answer to OPTIONS offers. */
    void offered(RtspMessage options) {
        String offers = String.join(",", options.all("Public")).toUpperCase(Locale.ROOT);
        methods.clear();
        METHODS.stream()
                .filter(method -> method.equals("OPTIONS") || offers.contains(method))
                .forEach(methods::add);
    }

    /** The session lives from now on. */
    void begin(SessionHeader session, long nowNanos) {
        intervalNanos = session.aliveInterval().toNanos();
        dueNanos = nowNanos + intervalNanos;
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    String method() {
        return methods.get(0);
    }

    /** It was asked for. */
    void asked(long nowNanos) {
        dueNanos = nowNanos + intervalNanos;
    }

    /** The server offers what it does not take. */
    void refused() {
        if (methods.size() > 1) {
            methods.remove(0);
        }
    }
}
