package io.camkit.source.esp32;

import io.camkit.Clock;
import io.camkit.spi.Nullable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one camera's device and the attempt that waits for it meet. Guarded by the desk. */
final class Place {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final Duration WARN_PERIOD = Duration.ofMinutes(1);

    private final String camera;
    private final Clock clock;
    Esp32 spec;

    @Nullable
    Esp32Source attempt;

    @Nullable
    Device device;

    @Nullable
    LegacyPort legacy;

    Clock.Cancellable forgetting = () -> {};
    private long nextWarning;
    private int replaced;

    Place(String camera, Esp32 spec, Clock clock) {
        this.camera = camera;
        this.spec = spec;
        this.clock = clock;
        this.nextWarning = clock.nanos();
    }

    /** Whoever is connected already, and may be by what the camera says now. */
    @Nullable
    Device occupy(Esp32Source by, Esp32 now) {
        forgetting.cancel();
        attempt = by;
        if (!spec.equals(now)) {
            close();
            device = null;
            legacy = null;
        }
        spec = now;
        return device;
    }

    /** Once a minute. */
    boolean mayWarn() {
        boolean due = clock.nanos() - nextWarning >= 0;
        if (due) {
            nextWarning = clock.nanos() + WARN_PERIOD.toNanos();
        }
        return due;
    }

    /** A device that has restarted replaces itself now and then; two that share a token do so all the time. */
    void replaced(Device before, Device now) {
        replaced++;
        if (mayWarn()) {
            LOG.warn(
                    "CK-2607 camera {}: the device at {} has taken the place of the one at {} ({} times so far). Mend: nothing if it restarts; give every device its own token",
                    camera,
                    now.link().peer(),
                    before.link().peer(),
                    replaced);
        }
    }

    void close() {
        if (device != null) {
            device.link().close(Link.GOING_AWAY, "the camera is gone, or has changed");
        }
        if (legacy != null) {
            legacy.close();
        }
    }
}
