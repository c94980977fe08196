package io.camkit.server.config;

import io.camkit.CamkitException;
import io.camkit.Credentials;
import io.camkit.Secret;
import io.camkit.spi.Nullable;
import io.camkit.spi.SourceAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A camera that was added while the server runs, as it was written.
 *
 * @param source its address; user and password stand beside it, what else is secret may stand in it
 * @param sub the address of its small second stream
 * @param username for addresses that carry none
 * @param password there exactly if the user is
 * @param sinks names; null for all that are installed
 * @param allowLocal whether it may be on this machine itself or where else nobody is connected to unasked
 */
public record CameraEntry(
        String id,
        String source,
        @Nullable String sub,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable List<String> sinks,
        @Nullable Integer stallSeconds,
        boolean allowLocal) {

    /**
     * The same without secrets, for whoever may change it.
     *
     * @param fixed whether it stands in the configuration file and is not changed here
     */
    public record Shown(
            String id,
            boolean fixed,
            String source,
            @Nullable String sub,
            @Nullable String username,
            @Nullable List<String> sinks,
            @Nullable Integer stallSeconds,
            @Nullable Boolean allowLocal) {
        /** A camera of the configuration file. */
        public static Shown fixed(String id, String source) {
            return new Shown(id, true, source, null, null, null, null, null);
        }
    }

    /** Without secrets. */
    public Shown shown() {
        return new Shown(
                id, false, masked(source), sub == null ? null : masked(sub), username, sinks, stallSeconds, allowLocal);
    }

    Optional<Credentials> credentials() {
        return username == null || password == null
                ? Optional.empty()
                : Optional.of(new Credentials(username, password));
    }

    /** As it is kept on disk: with secrets. */
    public Map<String, Object> kept() {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("id", id);
        kept.put("source", source);
        putIfThere(kept, "sub", sub);
        putIfThere(kept, "username", username);
        putIfThere(kept, "password", password == null ? null : password.reveal());
        putIfThere(kept, "sinks", sinks);
        putIfThere(kept, "stallSeconds", stallSeconds);
        putIfThere(kept, "allowLocal", allowLocal ? Boolean.TRUE : null);
        return kept;
    }

    private static void putIfThere(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /** The address as it can be shown; one that cannot be taken apart may have a password anywhere. */
    static String masked(String address) {
        try {
            return SourceAddress.parse(address, Optional.empty()).toString();
        } catch (CamkitException e) {
            return "not an address";
        }
    }

    @Override
    public String toString() {
        return shown().toString();
    }
}
