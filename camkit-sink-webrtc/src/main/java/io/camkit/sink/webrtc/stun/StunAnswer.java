package io.camkit.sink.webrtc.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes answers to connectivity checks (RFC 8489, section 6.3), signed and with a fingerprint. */
public final class StunAnswer {
    private static final int ROOM = 128;
    private static final int ROLE_CONFLICT = 487;

    private final ByteBuffer target = ByteBuffer.allocate(ROOM);
    private final byte[] transaction;

    private StunAnswer(int type, StunMessage request) {
        transaction = request.transaction();
        target.putShort((short) type)
                .putShort((short) 0)
                .putInt(StunFormat.COOKIE)
                .put(transaction);
    }

    /** It arrived, and from where. */
    public static ByteBuffer success(StunMessage request, InetSocketAddress from, StunKey key) {
        StunAnswer answer = new StunAnswer(StunFormat.BINDING_SUCCESS, request);
        answer.mappedAddress(from);
        return answer.signed(key);
    }

    /** Both ends believe that the other decides, and here nobody can (RFC 8445, section 7.3.1.1). */
    public static ByteBuffer roleConflict(StunMessage request, StunKey key) {
        StunAnswer answer = new StunAnswer(StunFormat.BINDING_ERROR, request);
        byte[] reason = "Role".getBytes(StandardCharsets.US_ASCII);
        answer.attribute(StunFormat.ERROR_CODE, Integer.BYTES + reason.length);
        answer.target
                .putInt(((ROLE_CONFLICT / 100) << Byte.SIZE) | (ROLE_CONFLICT % 100))
                .put(reason);
        return answer.signed(key);
    }

    private void attribute(int type, int size) {
        target.putShort((short) type).putShort((short) size);
    }

    /** Section 14.2. */
    private void mappedAddress(InetSocketAddress from) {
        InetAddress address = from.getAddress();
        byte[] plain = address.getAddress();
        byte[] mask = ByteBuffer.allocate(Integer.BYTES + StunFormat.TRANSACTION_BYTES)
                .putInt(StunFormat.COOKIE)
                .put(transaction)
                .array();
        attribute(StunFormat.XOR_MAPPED_ADDRESS, Integer.BYTES + plain.length);
        target.putShort((short) (plain.length == Integer.BYTES ? StunFormat.IPV4 : StunFormat.IPV6));
        target.putShort((short) (from.getPort() ^ (StunFormat.COOKIE >>> Short.SIZE)));
        for (int i = 0; i < plain.length; i++) {
            target.put((byte) (plain[i] ^ mask[i]));
        }
    }

    private ByteBuffer signed(StunKey key) {
        length(StunFormat.ATTRIBUTE_HEADER_BYTES + StunKey.DIGEST_BYTES);
        byte[] unsigned = new byte[target.position()];
        target.get(0, unsigned);
        attribute(StunFormat.MESSAGE_INTEGRITY, StunKey.DIGEST_BYTES);
        target.put(key.digest(unsigned));
        length(StunFormat.ATTRIBUTE_HEADER_BYTES + Integer.BYTES);
        CRC32 sum = new CRC32();
        sum.update(target.array(), 0, target.position());
        attribute(StunFormat.FINGERPRINT, Integer.BYTES);
        target.putInt((int) sum.getValue() ^ StunFormat.FINGERPRINT_XOR);
        return target.flip();
    }

    /** Writes the length that the message has with {@code more} bytes. */
    private void length(int more) {
        target.putShort(2, (short) (target.position() + more - StunFormat.HEADER_BYTES));
    }
}
