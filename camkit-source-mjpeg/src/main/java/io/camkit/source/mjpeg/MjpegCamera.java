package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.net.TlsTrust;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera that sends JPEG pictures over HTTP or HTTPS: as a stream ({@code multipart/x-mixed-replace}), or one for every request. Its
 * first answer tells which.
 *
 * <pre>{@code
 * MjpegCamera.at("http://10.0.0.9:81/stream").credentials("viewer", password)
 * MjpegCamera.at("http://10.0.0.9/snapshot.jpg").every(Duration.ofSeconds(2))
 * }</pre>
 *
 * <p>A camera of single pictures is asked again with {@code ETag} or {@code If-Modified-Since} where it supports them. Its answer that a
 * picture has not changed keeps the stream running, but is no frame. When a viewer joins, it is asked at once.
 *
 * <p>Immutable. Printing it shows no password.
 */
public final class MjpegCamera implements SourceSpec {
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(40);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,8})(ms|s|min|h)");

    private static final Set<String> OPTIONS = Set.of("every", "trust");

    private final SourceAddress address;
    private final Duration every;
    private final TlsTrust trust;

    private MjpegCamera(SourceAddress address, Duration every, TlsTrust trust) {
        this.address = address;
        this.every = every;
        this.trust = trust;
    }

    /**
     * The camera at an address. A user and password may stand in it; path and query go to the camera as they are.
     *
     * @param address {@code http://host[:port]/path[#every=2s]}, or {@code https://host[:port]/path[#trust=sha256:…]}
     * @throws CamkitException {@code CK-1202} or {@code CK-2201} when it is no such address
     */
    public static MjpegCamera at(String address) {
        return of(SourceAddress.parse(address, Optional.empty()));
    }

    static MjpegCamera of(SourceAddress address) {
        MjpegCamera plain = new MjpegCamera(address, USUAL, TlsTrust.java());
        plain.check();
        Map<String, String> options = address.options();
        for (String name : options.keySet()) {
            if (!OPTIONS.contains(name)) {
                throw plain.faults()
                        .badAddress("the option `" + name + "` is not known here", "use `every` or `trust`");
            }
        }
        MjpegCamera timed = options.containsKey("every") ? plain.every(plain.interval(options.get("every"))) : plain;
        return options.containsKey("trust") ? timed.trust(TlsTrust.parse(options.get("trust"))) : timed;
    }

    private Duration interval(String written) {
        Matcher parts = INTERVAL.matcher(written);
        if (!parts.matches()) {
            throw badInterval(written);
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private CamkitException badInterval(String written) {
        return faults().badAddress(
                        "`every` is `" + written + "`", "write 40ms to 24h, for example 500ms, 2s, 5min or 1h");
    }

    /** The same camera, with a user of its own. */
    public MjpegCamera credentials(String username, String password) {
        return credentials(username, Secret.of(password));
    }

    /** The same camera, with a user of its own. */
    public MjpegCamera credentials(String username, Secret password) {
        return as(address.withCredentials(Optional.of(new Credentials(username, password))));
    }

    /**
     * The same camera, asked so often if it sends single pictures; every second unless said otherwise. A camera that takes longer to
     * answer is asked again as soon as it has. Where pictures are further apart than the 5 s after which a stream is taken for dead, give
     * the camera a longer {@link io.camkit.CameraSetup#stallAfter} too.
     *
     * @param interval 40 ms to 24 h
     * @throws CamkitException {@code CK-2201} when it is shorter or longer
     */
    public MjpegCamera every(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw badInterval(interval.toString());
        }
        return new MjpegCamera(address, interval, trust);
    }

    /** The same camera over HTTPS, believed to be what it claims on these terms; by default on Java's own. */
    public MjpegCamera trust(TlsTrust terms) {
        return new MjpegCamera(address, every, terms);
    }

    /**
     * Where a redirect leads (RFC 9110, section 10.2.2). The user goes along to the same host alone.
     *
     * @throws CamkitException if it leads nowhere, or to another scheme
     */
    MjpegCamera movedTo(String location) {
        try {
            URI here = new URI(address.scheme() + "://" + authority() + target());
            SourceAddress there = SourceAddress.parse(here.resolve(location).toString(), Optional.empty());
            if (there.scheme().equals(address.scheme())) {
                return as(there.withCredentials(sameHost(there) ? address.credentials() : Optional.empty()));
            }
        } catch (URISyntaxException | IllegalArgumentException | CamkitException e) {
            throw faults().notFollowed("its Location cannot be read");
        }
        throw faults().notFollowed("its Location is not " + address.scheme());
    }

    private MjpegCamera as(SourceAddress other) {
        MjpegCamera spec = new MjpegCamera(other, every, trust);
        spec.check();
        return spec;
    }

    private boolean sameHost(SourceAddress other) {
        return other.host().equalsIgnoreCase(address.host());
    }

    private void check() {
        HttpFaults faults = faults();
        String form = "write it like http://10.0.0.9:81/stream";
        if (!(address.scheme().equals("http") || secure()) || address.host().isEmpty()) {
            throw faults.badAddress("this is not an HTTP address", form);
        }
        if (!target().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw faults.badAddress(
                    "the path has a character that an address cannot carry", "write it as % and two digits");
        }
        if (credentials()
                .filter(c -> c.username().chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw faults.badAddress("the user name has a control character", "write the name as the camera shows it");
        }
    }

    Duration every() {
        return every;
    }

    TlsTrust trust() {
        return trust;
    }

    boolean secure() {
        return address.scheme().equals("https");
    }

    String host() {
        return address.host();
    }

    int port() {
        return address.port() >= 0 ? address.port() : secure() ? 443 : 80;
    }

    /** The value of the Host field (RFC 9110, section 7.2). */
    String authority() {
        return address.authority();
    }

    /** Path and query, as the request line carries them. */
    String target() {
        return (address.path().isEmpty() ? "/" : "") + address.target();
    }

    Optional<Credentials> credentials() {
        return address.credentials();
    }

    HttpFaults faults() {
        return new HttpFaults(describe());
    }

    @Override
    public String describe() {
        return address.toString();
    }

    @Override
    public Source open() {
        return new MjpegSource(this);
    }

    @Override
    public String toString() {
        return describe();
    }
}
