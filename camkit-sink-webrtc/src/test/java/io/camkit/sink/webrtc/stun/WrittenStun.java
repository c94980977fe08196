package io.camkit.sink.webrtc.stun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Writes requests, malformed ones too. */
public final class WrittenStun {
    private static final int LONGEST = 4096;

    private final ByteBuffer target = ByteBuffer.allocate(LONGEST);

    private WrittenStun() {
        target.putShort((short) StunFormat.BINDING_REQUEST)
                .putShort((short) 0)
                .putInt(StunFormat.COOKIE)
                .put(new byte[StunFormat.TRANSACTION_BYTES]);
    }

    /** A request without attributes. */
    public static WrittenStun request() {
        return new WrittenStun();
    }

    /** A connectivity check as browsers send it, but for what follows. */
    public static WrittenStun check(String user) {
        return request().user(user).attribute(StunFormat.ICE_CONTROLLING, new byte[Long.BYTES]);
    }

    /** Nominates the way that it goes. */
    public WrittenStun nominating() {
        return attribute(StunFormat.USE_CANDIDATE, new byte[0]);
    }

    /** Says that the other end decides. */
    public WrittenStun controlled() {
        return attribute(StunFormat.ICE_CONTROLLED, new byte[Long.BYTES]);
    }

    WrittenStun attribute(int type, byte[] value) {
        return header(type, value.length).raw(value).raw(new byte[StunFormat.padded(value.length) - value.length]);
    }

    /** Whom it is for and from. */
    public WrittenStun user(String name) {
        return attribute(StunFormat.USERNAME, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The beginning of an attribute, whatever follows. */
    WrittenStun header(int type, int size) {
        target.putShort((short) type).putShort((short) size);
        return this;
    }

    WrittenStun raw(byte... bytes) {
        target.put(bytes);
        return this;
    }

    /** Signs what there is so far. */
    public WrittenStun signed(StunKey key) {
        length(StunFormat.ATTRIBUTE_HEADER_BYTES + StunKey.DIGEST_BYTES);
        return attribute(StunFormat.MESSAGE_INTEGRITY, key.digest(written()));
    }

    /** Ends it with the sum of what there is so far. */
    public WrittenStun fingerprint() {
        length(StunFormat.ATTRIBUTE_HEADER_BYTES + Integer.BYTES);
        CRC32 sum = new CRC32();
        sum.update(written());
        return header(StunFormat.FINGERPRINT, Integer.BYTES)
                .raw(ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) sum.getValue() ^ StunFormat.FINGERPRINT_XOR)
                        .array());
    }

    /** The message. */
    public ByteBuffer done() {
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
