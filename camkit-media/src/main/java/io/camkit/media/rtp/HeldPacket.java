package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/** Room for a copy of one packet after the other. */
final class HeldPacket {
    private static final int PACKET_BYTES = 2048;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private long arrivalNanos;
    private boolean used;

    void fill(ByteBuffer packet, long arrival) {
        if (bytes.capacity() < packet.remaining()) {
            bytes = ByteBuffer.allocate(Math.max(PACKET_BYTES, packet.remaining()));
        }
        bytes.clear();
        bytes.put(0, packet, packet.position(), packet.remaining()).limit(packet.remaining());
        arrivalNanos = arrival;
        used = true;
    }

    boolean used() {
        return used;
    }

    /** The copy, valid until the next is filled in. */
    ByteBuffer take() {
        used = false;
        return bytes;
    }

    long arrivalNanos() {
        return arrivalNanos;
    }
}
