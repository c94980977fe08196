package io.camkit.codec.javacv;

import io.camkit.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg's lines in the log of this process: errors as information, for a damaged frame is no fault of ours, and warnings as details. Of
 * more than ten in ten seconds the number is told. Of an input that is not open yet errors are details too: its attempt's end says in one line
 * what is wrong, again and again while nobody answers.
 *
 * <p><b>Threading.</b> Any thread.
 */
final class BoundedLog implements FfmpegLog.Reader {
    private static final Logger LOG = LoggerFactory.getLogger("io.camkit.codec.javacv.ffmpeg");
    private static final long PERIOD = Duration.ofSeconds(10).toNanos();
    private static final int LINES_A_PERIOD = 10;

    private final Logger log;
    private final String who;
    private final Clock clock;
    private long periodNanos;
    private int lines;
    private int leftOut;
    private boolean opening;

    /** @param who what a line begins with: {@code camera door} */
    BoundedLog(String who, Clock clock) {
        this(who, clock, LOG);
    }

    BoundedLog(String who, Clock clock, Logger log) {
        this.log = log;
        this.who = who;
        this.clock = clock;
        this.periodNanos = clock.nanos();
    }

    /** The same of an input, until it is {@link #opened}. */
    static BoundedLog ofInput(String who, Clock clock) {
        return new BoundedLog(who, clock).opening();
    }

    synchronized BoundedLog opening() {
        opening = true;
        return this;
    }

    synchronized void opened() {
        opening = false;
    }

    @Override
    public synchronized void line(boolean isError, String line) {
        boolean error = isError && !opening;
        if (error ? !log.isInfoEnabled() : !log.isDebugEnabled()) {
            return;
        }
        long now = clock.nanos();
        if (now - periodNanos >= PERIOD) {
            if (leftOut > 0) {
                log.info("{}: FFmpeg said {} lines more", who, leftOut);
            }
            periodNanos = now;
            lines = 0;
            leftOut = 0;
        }
        if (lines == LINES_A_PERIOD) {
            leftOut++;
            return;
        }
        lines++;
        if (error) {
            log.info("{}: FFmpeg: {}", who, line);
        } else {
            log.debug("{}: FFmpeg: {}", who, line);
        }
    }
}
