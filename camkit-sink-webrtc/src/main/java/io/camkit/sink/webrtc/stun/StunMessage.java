package io.camkit.sink.webrtc.stun;

import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A message that arrived (RFC 8489, section 5). Attributes that are not known are skipped, and what stands behind the integrity is left
 * out, as are all but the first of a kind.
 *
 * <p>Immutable.
 */
public final class StunMessage {
    private static final int LONGEST = 1500;
    private static final int NOWHERE = -1;

    private final byte[] bytes;
    private @Nullable String username;
    private boolean useCandidate;
    private boolean controlled;
    private int integrityAt = NOWHERE;

    private StunMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether a datagram is STUN and nothing else that shares its port (RFC 7983; section 5). */
    public static boolean isStun(ByteBuffer datagram) {
        int at = datagram.position();
        return datagram.remaining() >= StunFormat.HEADER_BYTES
                && (datagram.get(at) & 0xc0) == 0
                && datagram.getInt(at + StunFormat.COOKIE_AT) == StunFormat.COOKIE;
    }

    /**
     * Reads a message.
     *
     * @param datagram from position to limit, neither of which moves; copied
     * @return null if it is no whole message
     */
    public static @Nullable StunMessage read(ByteBuffer datagram) {
        if (!isStun(datagram) || datagram.remaining() > LONGEST) {
            return null;
        }
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        StunMessage message = new StunMessage(bytes);
        return message.attributes(ByteBuffer.wrap(bytes)) ? message : null;
    }

    private boolean attributes(ByteBuffer all) {
        int length = all.getShort(2) & 0xffff;
        if (length % Integer.BYTES != 0 || length != all.limit() - StunFormat.HEADER_BYTES) {
            return false;
        }
        int at = StunFormat.HEADER_BYTES;
        while (at < all.limit()) {
            int type = all.getShort(at) & 0xffff;
            int size = all.getShort(at + 2) & 0xffff;
            int value = at + StunFormat.ATTRIBUTE_HEADER_BYTES;
            if (size > all.limit() - value || !attribute(type, value, size)) {
                return false;
            }
            at = value + StunFormat.padded(size);
        }
        return true;
    }

    private boolean attribute(int type, int value, int size) {
        if (type == StunFormat.FINGERPRINT) {
            return size == Integer.BYTES && value + size == bytes.length && isFingerprint(value);
        }
        if (integrityAt != NOWHERE) {
            return true;
        }
        switch (type) {
            case StunFormat.USERNAME ->
                username = username == null ? new String(bytes, value, size, StandardCharsets.UTF_8) : username;
            case StunFormat.USE_CANDIDATE -> useCandidate = true;
            case StunFormat.ICE_CONTROLLED -> controlled = true;
            case StunFormat.MESSAGE_INTEGRITY -> integrityAt = value - StunFormat.ATTRIBUTE_HEADER_BYTES;
            default -> {
                // nothing that an answer depends on
            }
        }
        return type != StunFormat.MESSAGE_INTEGRITY || size == StunKey.DIGEST_BYTES;
    }

    /** Section 14.7. */
    private boolean isFingerprint(int value) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, value - StunFormat.ATTRIBUTE_HEADER_BYTES);
        return ByteBuffer.wrap(bytes).getInt(value) == ((int) sum.getValue() ^ StunFormat.FINGERPRINT_XOR);
    }

    /** Whether it is a connectivity check. */
    public boolean isBindingRequest() {
        return ByteBuffer.wrap(bytes).getShort(0) == StunFormat.BINDING_REQUEST;
    }

    /** Who asks; null when it does not say. */
    public @Nullable String username() {
        return username;
    }

    /** Whether the way that it came is to be used (RFC 8445, section 7.1.2). */
    public boolean useCandidate() {
        return useCandidate;
    }

    /** Whether the sender believes that the other end decides (RFC 8445, section 7.1.3). */
    public boolean isControlled() {
        return controlled;
    }

    /** Its length in bytes. */
    public int size() {
        return bytes.length;
    }

    /** Whether somebody made it who knows the key (RFC 8489, section 14.5). */
    public boolean integrityHolds(StunKey key) {
        if (integrityAt == NOWHERE) {
            return false;
        }
        byte[] signed = Arrays.copyOf(bytes, integrityAt);
        int length = integrityAt + StunFormat.ATTRIBUTE_HEADER_BYTES + StunKey.DIGEST_BYTES - StunFormat.HEADER_BYTES;
        ByteBuffer.wrap(signed).putShort(2, (short) length);
        int from = integrityAt + StunFormat.ATTRIBUTE_HEADER_BYTES;
        return MessageDigest.isEqual(key.digest(signed), Arrays.copyOfRange(bytes, from, from + StunKey.DIGEST_BYTES));
    }

    byte[] transaction() {
        return Arrays.copyOfRange(
                bytes, StunFormat.TRANSACTION_AT, StunFormat.TRANSACTION_AT + StunFormat.TRANSACTION_BYTES);
    }
}
