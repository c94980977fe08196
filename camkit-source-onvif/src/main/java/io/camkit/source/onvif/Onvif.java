package io.camkit.source.onvif;

import io.camkit.CamKit;
import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A camera that is asked by ONVIF where its stream is; the source of that address, for example RTSP, receives it. The camera can be moved
 * ({@link io.camkit.Ptz}) and gives single pictures ({@link io.camkit.SnapshotUri}) where it has these services.
 *
 * <pre>{@code
 * Onvif.at("10.0.0.5").credentials("viewer", password)
 * }</pre>
 *
 * <p>Whatever hosts a device names in its answers, it is spoken to under the one that is given here: many name an address that they once
 * had, or have behind a router.
 *
 * <p>Immutable. Printing it shows no password.
 */
public final class Onvif implements SourceSpec {
    private static final int DEFAULT_PORT = 80;
    private static final String DEFAULT_PATH = "/onvif/device_service";
    private static final String PROFILE = "profile";

    private final SourceAddress address;
    private final Optional<String> profile;

    private Onvif(SourceAddress address, Optional<String> profile) {
        this.address = address;
        this.profile = profile;
    }

    /**
     * The camera at an address.
     *
     * @param address {@code host}, {@code host:port}, or {@code onvif://[user:password@]host[:port][/path][?profile=NAME]}; the port is 80
     *     and the path {@code /onvif/device_service} when not given
     * @throws CamkitException {@code CK-1202} or {@code CK-2701} when it is no such address
     */
    public static Onvif at(String address) {
        return of(SourceAddress.parse(address.contains("://") ? address : "onvif://" + address, Optional.empty()));
    }

    static Onvif of(SourceAddress address) {
        Map<String, String> parameters = address.query();
        Onvif spec = new Onvif(address, Optional.ofNullable(parameters.get(PROFILE)));
        if (!address.scheme().equals("onvif") || address.host().isEmpty()) {
            throw spec.faults().badAddress("this is not an ONVIF address", "write it like onvif://10.0.0.5");
        }
        for (String name : parameters.keySet()) {
            if (!name.equals(PROFILE)) {
                throw spec.faults().badAddress("the parameter `" + name + "` is not known here", "use `profile`");
            }
        }
        if (!address.rawOptions().isEmpty()) {
            throw spec.faults().badAddress("`#` begins options, and there are none here", "leave out what follows it");
        }
        return spec;
    }

    /** The same camera, with a user of its own. */
    public Onvif credentials(String username, String password) {
        return credentials(username, Secret.of(password));
    }

    /** The same camera, with a user of its own. */
    public Onvif credentials(String username, Secret password) {
        return new Onvif(address.withCredentials(Optional.of(new Credentials(username, password))), profile);
    }

    /** Another of the camera's streams, by the token or the name of its profile; the first one with video unless said otherwise. */
    public Onvif profile(String tokenOrName) {
        return new Onvif(address, Optional.of(tokenOrName));
    }

    /**
     * Looks for cameras in the networks of this machine (WS-Discovery over IPv4). A camera has to have that switched on, and to be in the
     * same network: routers do not pass it on.
     *
     * @param time how long to wait for answers, at most 30 s; 3 s are plenty
     * @return those that answered, one entry each, when the time is over; or a {@link CamkitException} {@code CK-2716} when there is no
     *     network to ask
     */
    public static CompletionStage<List<OnvifDevice>> discover(CamKit kit, Duration time) {
        return Discovery.of(kit).everywhere(time);
    }

    /**
     * Asks the camera what it is and what it offers. Blocks until its last answer, each of which may take 5 s.
     *
     * @throws CamkitException that says why it did not answer
     */
    public OnvifCamera inspect(CamKit kit) {
        Device device = device(new Soap(Wire.of(kit), this));
        device.connect();
        return device.describe();
    }

    Device device(Soap soap) {
        return new Device(soap, address.path().isEmpty() || address.path().equals("/") ? DEFAULT_PATH : address.path());
    }

    Optional<String> profile() {
        return profile;
    }

    String host() {
        return address.host();
    }

    int port() {
        return address.port() < 0 ? DEFAULT_PORT : address.port();
    }

    String hostAndPort() {
        return address.authority();
    }

    Optional<Credentials> credentials() {
        return address.credentials();
    }

    /**
     * An address that the device named, at the host where the device is, without whatever user it names.
     *
     * @throws CamkitException if it cannot be read
     */
    SourceAddress here(String named) {
        try {
            SourceAddress there = SourceAddress.parse(named, Optional.empty());
            return new SourceAddress(
                    there.scheme(), address.host(), there.port(), there.path(), there.rawQuery(), "", Optional.empty());
        } catch (CamkitException e) {
            throw faults().unusableStream("its address cannot be read");
        }
    }

    OnvifFaults faults() {
        return new OnvifFaults(describe());
    }

    @Override
    public String describe() {
        return address.toString();
    }

    @Override
    public Source open() {
        return new OnvifSource(this);
    }

    @Override
    public String toString() {
        return describe();
    }
}
