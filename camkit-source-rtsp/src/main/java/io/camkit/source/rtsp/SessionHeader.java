package io.camkit.source.rtsp;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server calls the session (RFC 2326, section 12.37).
 *
 * @param id empty when the server gave none
 * @param timeoutSeconds after so long without a sign of life the server may end it
 */
record SessionHeader(String id, int timeoutSeconds) {
    static final SessionHeader NONE = new SessionHeader("", 60);

    private static final Pattern TIMEOUT = Pattern.compile(";\\s*timeout\\s*=\\s*(\\d{1,6})", Pattern.CASE_INSENSITIVE);
    private static final int SHORTEST_SECONDS = 4;
    private static final int LONGEST_SECONDS = 600;

    static SessionHeader parse(String field) {
        int semicolon = field.indexOf(';');
        Matcher timeout = TIMEOUT.matcher(field);
        int seconds = timeout.find() ? Integer.parseInt(timeout.group(1)) : NONE.timeoutSeconds();
        return new SessionHeader(
                (semicolon < 0 ? field : field.substring(0, semicolon)).strip(),
                Math.max(SHORTEST_SECONDS, Math.min(seconds, LONGEST_SECONDS)));
    }

    /** How long to wait between two signs of life. */
    Duration aliveInterval() {
        return Duration.ofSeconds(timeoutSeconds).dividedBy(2);
    }
}
