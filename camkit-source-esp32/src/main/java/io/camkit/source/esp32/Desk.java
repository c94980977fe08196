package io.camkit.source.esp32;

import io.camkit.Clock;
import io.camkit.Metrics;
import io.camkit.http.Action;
import io.camkit.http.AttemptLimiter;
import io.camkit.http.Route;
import io.camkit.http.Routes;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceContext;
import io.camkit.spi.SourceEnd;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the devices of one kit arrive: one route for all cameras, and a place for each camera where its device and the attempt that waits
 * for it meet, whoever comes first. A place outlives an attempt by {@link #GRACE}, so that a device that calls between two attempts is
 * let in at once.
 *
 * <p><b>Threading.</b> Any thread. Attempts and connections are called without the lock.
 */
final class Desk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    /** Longer than the core's longest wait between two attempts. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final int NONCE_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    /** In place of a key that there is not, so that looking takes as long; nobody has its token. */
    private final DeviceKey nobodys = DeviceKey.of(DeviceKey.newToken(random));

    private final Map<String, Place> places = new HashMap<>();
    private Routes.@Nullable Mount mount;
    private @Nullable Clock clock;
    private @Nullable Metrics metrics;
    /** Wrong passwords at the legacy ports, which have no server that counts them. */
    private @Nullable AttemptLimiter attempts;

    private long arrivals;
    private boolean closed;

    Desk() {}

    /** Opens the route with the first camera. */
    synchronized void open(SourceContext context, Esp32 spec) {
        if (closed) {
            throw SourceEnd.stopped("");
        }
        clock = context.clock();
        metrics = context.metrics();
        if (attempts == null) {
            attempts = new AttemptLimiter(context.clock());
        }
        Optional<Routes> routes = context.service(Routes.class);
        if (routes.isEmpty() && spec.legacyPort().isEmpty()) {
            throw DeviceFaults.noServer();
        }
        if (mount == null && routes.isPresent()) {
            // public for the router: a device shows who it is once it is connected, and the visit asks for it
            mount = routes.get()
                    .mount(List.of(Route.webSocket("/ingest/{cam}", Action.PUBLIC, socket -> new Visit(this, socket))
                            .accepting(Visit.MAX_LOGIN_BYTES)));
        }
    }

    /** An attempt begins to wait for its device. */
    void expect(Esp32Source attempt, Esp32 spec, SourceContext context) {
        Device there;
        synchronized (this) {
            Place place = places.computeIfAbsent(context.camera(), camera -> new Place(camera, spec, context.clock()));
            there = place.occupy(attempt, spec);
            listen(place, spec, attempt, context);
        }
        if (there != null) {
            attempt.take(there);
        }
    }

    private void listen(Place place, Esp32 spec, Esp32Source attempt, SourceContext context) {
        if (spec.legacyPort().isPresent() && place.legacy == null) {
            place.legacy = LegacyPort.open(this, spec, context, why -> {
                synchronized (this) {
                    place.legacy = null;
                }
                attempt.fail(why);
            });
        }
    }

    /** An attempt is over, and with it the connection it had. */
    void leave(Esp32Source attempt, String camera, @Nullable Device last) {
        synchronized (this) {
            Place place = places.get(camera);
            if (place != null && place.attempt == attempt) {
                place.attempt = null;
                place.device = place.device == last ? null : place.device;
                place.forgetting = clock().schedule(GRACE, () -> forget(camera, place));
            }
        }
    }

    private void forget(String camera, Place place) {
        synchronized (this) {
            if (place.attempt != null || places.get(camera) != place) {
                return;
            }
            places.remove(camera);
        }
        place.close();
    }

    /** Lets somebody in who may be the device of {@code camera}; false when that camera expects none. */
    boolean arrive(String camera, Device device) {
        Device before;
        Esp32Source attempt;
        synchronized (this) {
            Place place = places.get(camera);
            if (place == null) {
                return false;
            }
            device.arrivedAs(++arrivals);
            before = place.device;
            place.device = device;
            attempt = place.attempt;
            if (before != null) {
                place.replaced(before, device);
            }
        }
        if (attempt != null) {
            attempt.take(device);
        }
        if (before != null) {
            before.link().close(Link.REPLACED, "another connection has taken the place of this one");
        }
        return true;
    }

    /** A connection that had arrived is closed. */
    void left(String camera, Device device) {
        device.gone();
        Esp32Source attempt;
        synchronized (this) {
            Place place = places.get(camera);
            if (place == null || place.device != device) {
                return;
            }
            place.device = null;
            attempt = place.attempt;
        }
        if (attempt != null) {
            attempt.lost(device);
        }
    }

    /** What the device of {@code camera} logs in with; of a camera that expects none, a key that nobody has. */
    synchronized DeviceKey key(String camera) {
        Place place = places.get(camera);
        return place == null ? nobodys : place.spec.key().orElse(nobodys);
    }

    /** Notes that somebody was not let in; a camera that is there hears of it once a minute. */
    void refused(String camera, String peer, String reason) {
        count(reason);
        boolean told;
        synchronized (this) {
            Place place = places.get(camera);
            told = place != null && place.mayWarn();
        }
        if (told) {
            LOG.warn(
                    "CK-2613 camera {}: a device at {} did not get in: {}. Mend: compare its token or password with the camera's",
                    camera,
                    peer,
                    reason.replace('_', ' '));
        }
    }

    /** A device by this link. Pictures that come between two attempts are counted, and that is all. */
    Device device(Link link, String camera) {
        return new Device(
                link,
                clock(),
                () -> metrics()
                        .counter(
                                "camkit_source_dropped_total",
                                "Packets and frames that a source gave up, by reason",
                                Map.of("camera", camera, "reason", "not_started"))
                        .add(1));
    }

    void count(String result) {
        metrics()
                .counter(
                        "camkit_ingest_logins_total",
                        "Devices that wanted to come in, by result",
                        Map.of("result", result))
                .add(1);
    }

    String nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return HexFormat.of().formatHex(nonce);
    }

    synchronized Clock clock() {
        return opened(clock);
    }

    synchronized AttemptLimiter attempts() {
        return opened(attempts);
    }

    private synchronized Metrics metrics() {
        return opened(metrics);
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("nobody arrives before a camera expects somebody");
        }
        return part;
    }

    @Override
    public void close() {
        List<Place> left;
        Routes.Mount route;
        synchronized (this) {
            closed = true;
            left = List.copyOf(places.values());
            places.clear();
            route = mount;
        }
        if (route != null) {
            route.close();
        }
        left.forEach(Place::close);
    }
}
