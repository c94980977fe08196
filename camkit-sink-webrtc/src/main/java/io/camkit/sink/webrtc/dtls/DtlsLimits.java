package io.camkit.sink.webrtc.dtls;

import java.time.Duration;

/**
 * What handshakes may take.
 *
 * @param threads how many handshakes run at once, each on a thread; at least 2, for a warm-up has two ends
 * @param waiting how many more may wait for a thread
 * @param deadline how long one may take from the session's start to its keys
 * @param resend after which time without an answer it sends again what may be lost; doubled each time
 */
public record DtlsLimits(int threads, int waiting, Duration deadline, Duration resend) {
    /** 8 at once, 256 waiting, 10 s for each, and 400 ms until something is sent again: it is live (RFC 6347, section 4.2.4.1). */
    public static final DtlsLimits STANDARD = new DtlsLimits(8, 256, Duration.ofSeconds(10), Duration.ofMillis(400));

    /** Checks them. */
    public DtlsLimits {
        if (threads < 2 || waiting < 1) {
            throw new IllegalArgumentException(threads + " handshakes at once and " + waiting + " waiting");
        }
    }
}
