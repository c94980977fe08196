package io.camkit.source.rtsp;

import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.util.Optional;

/**
 * An RTSP camera (RFC 2326): its H.264 video, received over the RTSP connection itself.
 *
 * <pre>{@code
 * Rtsp.at("rtsp://10.0.0.5/stream1").credentials("viewer", password)
 * }</pre>
 *
 * <p>Immutable. Printing it shows no password.
 */
public final class Rtsp implements SourceSpec {
    private static final int DEFAULT_PORT = 554;

    private final SourceAddress address;

    private Rtsp(SourceAddress address) {
        this.address = address;
    }

    /**
     * The camera at an address. A user and password may stand in it; path and query go to the camera as they are.
     *
     * @param address {@code rtsp://host[:port]/path}, the port is 554 when not given
     * @throws io.camkit.CamkitException {@code CK-1202} or {@code CK-2101} when it is no such address
     */
    public static Rtsp at(String address) {
        return of(SourceAddress.parse(address, Optional.empty()));
    }

    static Rtsp of(SourceAddress address) {
        Rtsp spec = new Rtsp(address);
        spec.check();
        return spec;
    }

    /** The same camera, with a user of its own. */
    public Rtsp credentials(String username, String password) {
        return credentials(username, Secret.of(password));
    }

    /** The same camera, with a user of its own. */
    public Rtsp credentials(String username, Secret password) {
        return of(address.withCredentials(Optional.of(new Credentials(username, password))));
    }

    private void check() {
        RtspFaults faults = faults();
        String form = "write it like rtsp://10.0.0.5/stream1";
        if (!address.scheme().equals("rtsp") || address.host().isEmpty()) {
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
    }

    String host() {
        return address.host();
    }

    int port() {
        return address.port() < 0 ? DEFAULT_PORT : address.port();
    }

    Optional<Credentials> credentials() {
        return address.credentials();
    }

    /** The address as requests carry it: without user and password. */
    String uri() {
        return "rtsp://" + address.authority() + address.target();
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
