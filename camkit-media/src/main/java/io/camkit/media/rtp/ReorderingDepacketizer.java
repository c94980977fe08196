package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/** Holds packets that came too early until those before them came, but not longer than the window is wide or a tenth of a second. */
final class ReorderingDepacketizer implements Depacketizer {
    private static final int MAX_WINDOW = 512;
    /** A slow stream would take seconds to fill a window. */
    private static final long MAX_WAIT_NANOS = 100_000_000L;

    private static final int PACKET_BYTES = 2048;

    private final Depacketizer next;
    private final RtpHeader header = new RtpHeader();
    private final SequenceUnwrapper sequences = new SequenceUnwrapper();
    private final Slot[] slots;
    private boolean started;
    private long expected;
    private int waiting;
    private long missingSince;

    private static final class Slot {
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
    }

    ReorderingDepacketizer(Depacketizer next, int window) {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window of " + window + " packets: must be 1.." + MAX_WINDOW);
        }
        this.next = next;
        this.slots = new Slot[window];
        for (int i = 0; i < window; i++) {
            slots[i] = new Slot();
        }
    }

    @Override
    public void packet(ByteBuffer packet, long arrivalNanos) {
        if (!header.read(packet)) {
            next.packet(packet, arrivalNanos); // which knows what to make of it
            return;
        }
        long place = sequences.unwrap(header.sequence());
        if (!started) {
            started = true;
            expected = place;
        }
        while (waiting > 0 && place >= expected + slots.length) {
            advance();
        }
        if (place <= expected || place >= expected + slots.length) {
            if (place >= expected) {
                expected = place + 1;
                missingSince = arrivalNanos;
            }
            next.packet(packet, arrivalNanos);
        } else {
            hold(place, packet, arrivalNanos);
        }
        pass(arrivalNanos);
    }

    private void hold(long place, ByteBuffer packet, long arrivalNanos) {
        if (waiting == 0) {
            missingSince = arrivalNanos;
        }
        Slot slot = slot(place);
        waiting += slot.used ? 0 : 1;
        slot.fill(packet, arrivalNanos);
    }

    /** What is in order now, or has waited long enough. */
    private void pass(long nowNanos) {
        while (waiting > 0 && (slot(expected).used || nowNanos - missingSince > MAX_WAIT_NANOS)) {
            boolean filled = slot(expected).used;
            advance();
            if (filled) {
                missingSince = nowNanos;
            }
        }
    }

    private Slot slot(long place) {
        return slots[(int) (place % slots.length)];
    }

    private void advance() {
        Slot slot = slot(expected);
        expected++;
        if (slot.used) {
            slot.used = false;
            waiting--;
            next.packet(slot.bytes, slot.arrivalNanos);
        }
    }

    @Override
    public boolean keyFrameWanted() {
        return next.keyFrameWanted();
    }

    @Override
    public void close() {
        next.close();
    }
}
