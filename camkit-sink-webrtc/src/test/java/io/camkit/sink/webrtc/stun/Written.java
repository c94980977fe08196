package io.camkit.sink.webrtc.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Writes messages, malformed ones too. */
final class Written {
    private static final int LONGEST = 4096;

    private final ByteBuffer target = ByteBuffer.allocate(LONGEST);

    private Written() {
        target.putShort((short) StunFormat.BINDING_REQUEST)
                .putShort((short) 0)
                .putInt(StunFormat.COOKIE)
                .put(new byte[StunFormat.TRANSACTION_BYTES]);
    }

    static Written request() {
        return new Written();
    }

    Written attribute(int type, byte[] value) {
        return header(type, value.length).raw(value).raw(new byte[StunFormat.padded(value.length) - value.length]);
    }

    Written user(String name) {
        return attribute(StunFormat.USERNAME, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The beginning of an attribute, whatever follows. */
    Written header(int type, int size) {
        target.putShort((short) type).putShort((short) size);
        return this;
    }

    Written raw(byte... bytes) {
        target.put(bytes);
        return this;
    }

    Written signed(StunKey key) {
        length(StunFormat.ATTRIBUTE_HEADER_BYTES + StunKey.DIGEST_BYTES);
        return attribute(StunFormat.MESSAGE_INTEGRITY, key.digest(written()));
    }

    Written fingerprint() {
        length(StunFormat.ATTRIBUTE_HEADER_BYTES + Integer.BYTES);
        CRC32 sum = new CRC32();
        sum.update(written());
        return header(StunFormat.FINGERPRINT, Integer.BYTES)
                .raw(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) sum.getValue() ^ StunFormat.FINGERPRINT_XOR)
                        .array());
    }

    ByteBuffer done() {
        length(0);
        return ByteBuffer.wrap(written());
    }

    private void length(int more) {
        target.putShort(2, (short) (target.position() + more - StunFormat.HEADER_BYTES));
    }

    private byte[] written() {
        return Arrays.copyOf(target.array(), target.position());
    }
}
