package io.camkit.source.mjpeg;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A camera that sends JPEG pictures over HTTP or HTTPS as {@code multipart/x-mixed-replace}.
 *
 * <pre>{@code
 * MjpegCamera.at("http://10.0.0.9:81/stream").credentials("viewer", password)
 * }</pre>
 *
 * <p>Immutable. Printing it shows no password.
 */
public final class MjpegCamera implements SourceSpec {
    private final SourceAddress address;

    private MjpegCamera(SourceAddress address) {
        this.address = address;
    }

    /**
     * The camera at an address. A user and password may stand in it; path and query go to the camera as they are.
     *
     * @param address {@code http://host[:port]/path} or https, where Java trusts the camera's certificate
     * @throws CamkitException {@code CK-1202} or {@code CK-2201} when it is no such address
     */
    public static MjpegCamera at(String address) {
        return of(SourceAddress.parse(address, Optional.empty()));
    }

    static MjpegCamera of(SourceAddress address) {
        MjpegCamera spec = new MjpegCamera(address);
        spec.check();
        return spec;
    }

    /** The same camera, with a user of its own. */
    public MjpegCamera credentials(String username, String password) {
        return credentials(username, Secret.of(password));
    }

    /** The same camera, with a user of its own. */
    public MjpegCamera credentials(String username, Secret password) {
        return of(address.withCredentials(Optional.of(new Credentials(username, password))));
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
                return of(there.withCredentials(sameHost(there) ? address.credentials() : Optional.empty()));
            }
        } catch (URISyntaxException | IllegalArgumentException | CamkitException e) {
            throw faults().notFollowed("its Location cannot be read");
        }
        throw faults().notFollowed("its Location is not " + address.scheme());
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
        return new MjpegSource(this, MjpegSource::javaTrust);
    }

    @Override
    public String toString() {
        return describe();
    }
}
