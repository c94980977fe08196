package io.camkit.media.sdp;

import io.camkit.CamkitException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A session description (RFC 8866) as an RTSP server answers it to DESCRIBE.
 *
 * <p>Lines that nobody needs are skipped, and what cameras are known to get wrong is put up with: bare line feeds, blanks around
 * values, missing obligatory lines.
 *
 * @param name {@code s=}; empty when not given
 * @param control the session's {@code a=control}; empty when not given
 * @param media at least one section
 */
public record Sdp(String name, String control, List<MediaDescription> media) {
    /** A longer description is refused. */
    public static final int MAX_BYTES = 64 << 10;

    /** Copies the sections. */
    public Sdp {
        media = List.copyOf(media);
    }

    /**
     * Reads a description.
     *
     * @param text UTF-8, from position to limit, neither of which moves
     * @throws CamkitException {@code CK-3101} if it is no description, {@code CK-3102} if it is longer than {@link #MAX_BYTES}
     */
    public static Sdp parse(ByteBuffer text) {
        return SdpParser.parse(text);
    }
}
