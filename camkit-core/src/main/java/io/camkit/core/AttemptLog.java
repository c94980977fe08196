package io.camkit.core;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import io.camkit.Clock;
import io.camkit.Codec;
import io.camkit.spi.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines that one supervised source leaves in the log: each new trouble at once, the same trouble once a minute. */
final class AttemptLog {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    /** Faults in a source's code, whose mend is a report with the stack trace. */
    private static final Set<String> FAULTS = Set.of("CK-1301", "CK-1304");

    private static final long REPEAT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final Clock clock;
    private final Supervisor.Subject subject;
    private String lastCode = "";
    private long lastNanos;
    private long repeated;

    AttemptLog(Clock clock, Supervisor.Subject subject) {
        this.clock = clock;
        this.subject = subject;
    }

    void running(String transport) {
        lastCode = "";
        LOG.info(
                "{}: frames from {} ({})",
                subject.label(),
                subject.address(),
                transport.isEmpty() ? "direct" : transport);
    }

    void waiting(CamkitException why) {
        LOG.info("{}: {}", subject.label(), why.what());
    }

    /** @param delay until the next attempt; null when there is none */
    void failed(CamkitException why, @Nullable Duration delay) {
        long now = clock.nanos();
        if (why.code().equals(lastCode) && now - lastNanos < REPEAT_NANOS) {
            repeated++;
            return;
        }
        LOG.warn(
                "{} {}: {}. Mend: {}; {}{}",
                why.code(),
                subject.label(),
                why.what(),
                why.mend(),
                next(why.retry(), delay),
                repeated == 0 ? "" : " (" + repeated + " more like this since the last line)",
                FAULTS.contains(why.code()) ? why.getCause() : null);
        lastCode = why.code();
        lastNanos = now;
        repeated = 0;
    }

    private static String next(Retry retry, @Nullable Duration delay) {
        if (delay == null) {
            return "not trying again";
        }
        return retry == Retry.RETRY_SLOWLY
                ? "trying again every " + delay.toSeconds() + " s"
                : "reconnecting in " + seconds(delay.toNanos()) + " s";
    }

    /** The trouble of no frames for {@code nanos}. */
    CamkitException stall(long nanos, boolean hadFrames) {
        Instant last = clock.now().minusNanos(nanos);
        return new CamkitException(
                "CK-1303",
                "no " + (subject.kind() == Codec.Kind.VIDEO ? "video" : "sound") + " for " + seconds(nanos) + " s ("
                        + (hadFrames ? "last frame " : "none since ") + TIME.format(last) + ", " + subject.address()
                        + ")",
                "",
                subject.stallMend(),
                Retry.RETRY);
    }

    /** The trouble of pictures that need others which never came. */
    CamkitException noKeyFrame(long nanos) {
        return new CamkitException(
                "CK-1306",
                "video came for " + seconds(nanos) + " s without a key frame (" + subject.address() + ")",
                "",
                "set the camera's key frame interval (I-frame interval, GOP) to 1 or 2 s, and switch `smart` codecs off",
                Retry.RETRY);
    }

    /** The trouble of too many sources that were left behind and still have not ended. */
    CamkitException leftBehind(int sources) {
        return new CamkitException(
                "CK-1305",
                sources + " sources of " + subject.address()
                        + " did not end after being stopped; no other is started before one of them does",
                "",
                "report it to the source's author, or restart the application",
                Retry.RETRY_SLOWLY);
    }

    void abandoned(long nanos) {
        LOG.error(
                "CK-1305 {}: the source {} did not end within {} s of being stopped and is left behind. Mend: report it to its author",
                subject.label(),
                subject.address(),
                seconds(nanos));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_SECOND);
    }
}
