package io.camkit.source.rtsp;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.net.TlsTrust;
import io.camkit.spi.Nullable;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * An RTSP camera (RFC 2326), with or without TLS.
 *
 * <pre>{@code
 * Rtsp.at("rtsp://10.0.0.5/stream1").credentials("viewer", password)
 * Rtsp.at("rtsps://10.0.0.5/stream1#trust=sha256:5f…")
 * }</pre>
 *
 * <p>What follows {@code #} in an address are options of camkit's: {@code transport}, {@code trust} and {@code talkback}, as the methods
 * of these names explain them.
 *
 * <p>Immutable, except that it remembers which transport worked, for its next attempt. Printing it shows no password.
 */
public final class Rtsp implements SourceSpec {
    /** What carries packets; the other one is tried when a camera refuses this one, or sends nothing over it. */
    public enum Transport {
        /** The RTSP connection itself. */
        TCP,
        /** Ports of its own: less delay where packets get lost, and then damaged pictures. */
        UDP;

        Transport other() {
            return this == TCP ? UDP : TCP;
        }
    }

    private static final int DEFAULT_PORT = 554;
    private static final int DEFAULT_TLS_PORT = 322;
    private static final Set<String> OPTIONS = Set.of("transport", "trust", "talkback");

    private final SourceAddress address;
    private final Transport transport;
    private final TlsTrust trust;
    private final AtomicReference<@Nullable Transport> worked = new AtomicReference<>();

    private Rtsp(SourceAddress address) {
        this.address = address;
        check();
        Map<String, String> options = address.options();
        this.transport = options.getOrDefault("transport", "tcp").equals("udp") ? Transport.UDP : Transport.TCP;
        this.trust = options.containsKey("trust") ? TlsTrust.parse(options.get("trust")) : TlsTrust.java();
    }

    /**
     * The camera at an address. A user and password may stand in it; path and query go to the camera as they are.
     *
     * @param address {@code rtsp://host[:port]/path[#options]}, the port is 554 when not given; or {@code rtsps://…} over TLS, with 322
     * @throws CamkitException {@code CK-1202}, {@code CK-2101} or {@code CK-2434} when it is no such address
     */
    public static Rtsp at(String address) {
        return of(SourceAddress.parse(address, Optional.empty()));
    }

    static Rtsp of(SourceAddress address) {
        return new Rtsp(address);
    }

    /** The same camera, with a user of its own. */
    public Rtsp credentials(String username, String password) {
        return credentials(username, Secret.of(password));
    }

    /** The same camera, with a user of its own. */
    public Rtsp credentials(String username, Secret password) {
        return of(address.withCredentials(Optional.of(new Credentials(username, password))));
    }

    /** Which transport is tried first; {@code TCP} unless said otherwise. As text {@code #transport=udp}. */
    public Rtsp transport(Transport first) {
        return with("transport", first.name().toLowerCase(Locale.ROOT));
    }

    /** Which certificate a camera over TLS may show. As text {@code #trust=sha256:…} or {@code #trust=any}. */
    public Rtsp trust(TlsTrust trusted) {
        return with("trust", trusted.toString());
    }

    /**
     * Asks for the camera's loudspeaker too (ONVIF Streaming, section 5.3), so that the camera has {@link io.camkit.TalkBack} if it has
     * one. Some cameras serve only one such session at a time. As text {@code #talkback=on}.
     */
    public Rtsp talkBack() {
        return with("talkback", "on");
    }

    private Rtsp with(String option, String value) {
        Map<String, String> options = new LinkedHashMap<>(address.options());
        options.put(option, value);
        String written = options.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        return of(new SourceAddress(
                address.scheme(),
                address.host(),
                address.port(),
                address.path(),
                address.rawQuery(),
                written,
                address.credentials()));
    }

    /**
     * Where a redirect leads (RFC 2326, section 11.3). The user goes along to the same host alone.
     *
     * @throws CamkitException if it leads nowhere, or out of TLS
     */
    Rtsp movedTo(String location) {
        try {
            String there = new URI(uri()).resolve(location.strip()).toString();
            SourceAddress target = SourceAddress.parse(there, Optional.empty());
            if (isSecure() && !target.scheme().equals("rtsps")) {
                throw faults().notFollowed("it leads out of TLS");
            }
            boolean secure = target.scheme().equals("rtsps"); // where UDP is no choice
            boolean sameHost = target.host().equalsIgnoreCase(address.host());
            return of(new SourceAddress(
                    target.scheme(),
                    target.host(),
                    target.port(),
                    target.path(),
                    target.rawQuery(),
                    (secure ? with("transport", "") : this).address.rawOptions(),
                    sameHost ? address.credentials() : Optional.empty()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw faults().notFollowed("its Location cannot be read");
        } catch (CamkitException e) {
            throw e.code().equals("CK-2110") ? e : faults().notFollowed("its Location is no RTSP address");
        }
    }

    private void check() {
        RtspFaults faults = faults();
        String form = "write it like rtsp://10.0.0.5/stream1";
        if (!(address.scheme().equals("rtsp") || isSecure()) || address.host().isEmpty()) {
            throw faults.badAddress("this is not an RTSP address", form);
        }
        if (!StreamUris.isUsable(uri())) {
            throw faults.badAddress(
                    "the path has a character that an address cannot carry", "write it as % and two digits");
        }
        if (credentials()
                .filter(c -> c.username().chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw faults.badAddress("the user name has a control character", "write the name as the camera shows it");
        }
        address.options().forEach(this::checkOption);
    }

    private void checkOption(String name, String value) {
        RtspFaults faults = faults();
        if (!OPTIONS.contains(name)) {
            throw faults.badAddress(
                    "there is no option \"" + name + "\"", "the options after # are transport, trust and talkback");
        }
        if (name.equals("transport") && !Set.of("tcp", "udp").contains(value)) {
            throw faults.badAddress("the option transport is neither tcp nor udp", "write #transport=udp");
        }
        if (name.equals("transport") && value.equals("udp") && isSecure()) {
            throw faults.badAddress("video over UDP would leave TLS", "leave out transport=udp, or write rtsp://");
        }
        if (name.equals("talkback") && !value.equals("on")) {
            throw faults.badAddress("the option talkback is not \"on\"", "write #talkback=on, or leave it out");
        }
    }

    String host() {
        return address.host();
    }

    int port() {
        return address.port() >= 0 ? address.port() : isSecure() ? DEFAULT_TLS_PORT : DEFAULT_PORT;
    }

    Optional<Credentials> credentials() {
        return address.credentials();
    }

    boolean isSecure() {
        return address.scheme().equals("rtsps");
    }

    TlsTrust trust() {
        return trust;
    }

    boolean wantsTalkBack() {
        return address.options().containsKey("talkback");
    }

    /** What to try first: what worked the last time or took the place of what did not, or what was asked for. */
    Transport firstTransport() {
        Transport known = worked.get();
        return known == null ? transport : known;
    }

    void remember(Transport next) {
        worked.set(next);
    }

    /** The address as requests carry it: without user, password and options. */
    String uri() {
        return address.scheme() + "://" + address.authority() + address.target();
    }

    RtspFaults faults() {
        return new RtspFaults(describe());
    }

    @Override
    public String describe() {
        return address.toString();
    }

    @Override
    public Source open() {
        return new RtspSource(this);
    }

    @Override
    public String toString() {
        return describe();
    }
}
