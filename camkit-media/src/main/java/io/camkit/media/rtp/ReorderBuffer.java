package io.camkit.media.rtp;

import java.nio.ByteBuffer;

/** Holds packets that came too early until those before them came, the window is full or they have waited too long. */
final class ReorderBuffer {
    /** A slow stream would take seconds to fill a window. */
    private static final long MAX_WAIT_NANOS = 100_000_000;

    /** Takes packets in their order; some may be missing. */
    interface Next {
        void packet(long place, ByteBuffer packet, long arrivalNanos);
    }

    private final Next next;
    private final HeldPacket[] slots;
    private boolean started;
    private long expected;
    private int waiting;
    private long missingSince;

    ReorderBuffer(int window, Next next) {
        this.next = next;
        this.slots = new HeldPacket[window];
        for (int i = 0; i < window; i++) {
            slots[i] = new HeldPacket();
        }
    }

    /** @param place where the packet belongs; far behind those before it, too many of them were lost to wait */
    void packet(long place, ByteBuffer packet, long arrivalNanos) {
        if (!started) {
            started = true;
            expected = place;
        }
        while (waiting > 0 && (place >= expected + slots.length || waitedTooLong(arrivalNanos))) {
            advance(arrivalNanos);
        }
        if (place <= expected || place >= expected + slots.length) {
            pass(place, packet, arrivalNanos);
        } else {
            hold(slot(place), packet, arrivalNanos);
        }
        while (waiting > 0 && slot(expected).used()) {
            advance(arrivalNanos);
        }
    }

    private void pass(long place, ByteBuffer packet, long arrivalNanos) {
        if (place >= expected) {
            expected = place + 1;
            missingSince = arrivalNanos;
        }
        next.packet(place, packet, arrivalNanos);
    }

    private void hold(HeldPacket slot, ByteBuffer packet, long arrivalNanos) {
        if (waiting == 0) {
            missingSince = arrivalNanos;
        }
        waiting += slot.used() ? 0 : 1;
        slot.fill(packet, arrivalNanos);
    }

    /** Passes on what waits. */
    void flush() {
        while (waiting > 0) {
            advance(missingSince);
        }
    }

    /** One and the same packet is missing; one that came too early for another reason than loss does not wait in vain. */
    private boolean waitedTooLong(long nowNanos) {
        return nowNanos - missingSince > MAX_WAIT_NANOS;
    }

    private HeldPacket slot(long place) {
        return slots[(int) (place % slots.length)];
    }

    private void advance(long nowNanos) {
        HeldPacket slot = slot(expected);
        long place = expected++;
        if (slot.used()) {
            waiting--;
            missingSince = nowNanos;
            next.packet(place, slot.take(), slot.arrivalNanos());
        }
    }
}
