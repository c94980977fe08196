package io.camkit.source.mjpeg;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * When a camera is asked for its next picture, and on which condition (RFC 9110, section 13.1): a picture that is still the same is not
 * sent again.
 */
final class Polling {
    /** What a stranger may want to see again in every request. */
    private static final Pattern VALIDATOR = Pattern.compile("[\\x20-\\x7e]{1,256}");

    /** {@code Last-Modified} counts whole seconds, so that within one it says nothing (RFC 9110, section 8.8.2.2). */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Duration every;
    private String etag = "";
    private String modified = "";
    private boolean wanted;

    Polling(Duration every) {
        this.every = every;
    }

    /** Somebody waits for a picture: the next one is due now, and is sent whether it has changed or not. */
    void want() {
        wanted = true;
    }

    /** Adds the condition to a request. */
    void condition(HttpHeaders request) {
        if (wanted) {
            return;
        }
        if (!etag.isEmpty()) {
            request.set(HttpHeaderNames.IF_NONE_MATCH, etag);
        } else if (!modified.isEmpty()) {
            request.set(HttpHeaderNames.IF_MODIFIED_SINCE, modified);
        }
    }

    /** A picture with this head was shown. */
    void shown(HttpHeaders answer) {
        wanted = false;
        etag = validator(answer.get(HttpHeaderNames.ETAG, ""));
        modified = every.compareTo(SECOND) < 0 ? "" : validator(answer.get(HttpHeaderNames.LAST_MODIFIED, ""));
    }

    private static String validator(String value) {
        return VALIDATOR.matcher(value).matches() ? value : "";
    }

    /** How long to wait before the next request, when the last one was sent {@code nanos} ago. */
    Duration pause(long nanos) {
        Duration left = every.minusNanos(nanos);
        return wanted || left.isNegative() ? Duration.ZERO : left;
    }
}
