package io.camkit.source.esp32;

import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.SourceSpec;
import io.camkit.spi.Source;
import io.camkit.spi.SourceAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A device that calls by itself: it connects to {@code WS /ingest/{camera}} of the kit's HTTP server, logs in, and sends one JPEG a
 * message. Until it does, its camera waits.
 *
 * <p>Without a key, only visitors with the right to INGEST may send pictures.
 *
 * @param key what the device logs in with; it may send pictures of this camera and do nothing else
 * @param legacyPort a port of its own where an older device sends pictures without logging in, unencrypted, and from private addresses
 *     alone; its last resort
 * @param credentials Basic credentials that are asked for there
 */
public record Esp32(Optional<DeviceKey> key, OptionalInt legacyPort, Optional<Credentials> credentials)
        implements SourceSpec {
    private static final int MAX_PORT = 65_535;

    /**
     * Checks.
     *
     * @throws io.camkit.CamkitException {@code CK-2602} if the port is none, or there is a key too: who has one needs no such port
     */
    public Esp32 {
        legacyPort.ifPresent(port -> {
            if (port < 0 || port > MAX_PORT) {
                throw DeviceFaults.badAddress("legacyPort " + port + " is none", "give a port from 1 to 65535");
            }
        });
        if (legacyPort.isPresent() && key.isPresent()) {
            throw DeviceFaults.badAddress(
                    "a device with a token needs no legacy port", "leave out the token or the legacy port");
        }
    }

    /** A device that nobody knows yet. */
    public static Esp32 device() {
        return new Esp32(Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /**
     * The same device with a token.
     *
     * @param token as {@link DeviceKey#of} takes it
     */
    public Esp32 token(Secret token) {
        return new Esp32(Optional.of(DeviceKey.of(token)), legacyPort, credentials);
    }

    /** An older device that does not log in. 0 takes any free port, which the log names. */
    public Esp32 legacyPort(int port) {
        return new Esp32(key, OptionalInt.of(port), credentials);
    }

    /** The same device, asked for Basic credentials at its legacy port. */
    public Esp32 credentials(String username, Secret password) {
        return new Esp32(key, legacyPort, Optional.of(new Credentials(username, password)));
    }

    /** What {@code esp32:} and {@code esp32:?legacyPort=8880} mean. Credentials without a user name are the token. */
    static Esp32 of(SourceAddress address) {
        if (!address.path().isEmpty() || !address.host().isEmpty()) {
            throw DeviceFaults.badAddress(
                    "the device calls by itself, it has no address", "write esp32: and nothing behind it");
        }
        Optional<DeviceKey> key = address.credentials()
                .filter(user -> user.username().isEmpty())
                .map(token -> DeviceKey.of(token.password()));
        Optional<Credentials> basic =
                address.credentials().filter(user -> !user.username().isEmpty());
        OptionalInt port = OptionalInt.empty();
        for (Map.Entry<String, String> option : address.query().entrySet()) {
            if (!option.getKey().equals("legacyPort") || !option.getValue().matches("[0-9]{1,5}")) {
                throw DeviceFaults.badAddress(
                        "`" + option.getKey() + "` cannot be had", "write esp32: or esp32:?legacyPort=8880");
            }
            port = OptionalInt.of(Integer.parseInt(option.getValue()));
        }
        return new Esp32(key, port, port.isPresent() ? basic : Optional.empty());
    }

    @Override
    public String describe() {
        return legacyPort.isPresent() ? "esp32:?legacyPort=" + legacyPort.getAsInt() : "esp32:";
    }

    @Override
    public Source open() {
        return new Esp32Source(this);
    }
}
