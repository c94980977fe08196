package io.camkit.media.h264;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts an Annex B byte stream that arrives in pieces into access units (ITU-T H.264, section 7.4.1.2.3 and Annex B).
 *
 * <p>Where a unit ends shows only when the next one begins, so the output lags by one unit; {@link #finish} hands over the last one.
 * Start codes come out with four bytes whatever they had before; what stands before the first one is skipped.
 *
 * <p><b>Ownership.</b> The output borrows each unit for the call.
 *
 * <p><b>Threading.</b> One thread; the output is called inside {@link #feed} and {@link #finish}.
 */
public final class AccessUnitSplitter {
    private static final int FIRST_CAPACITY = 64 << 10;
    private static final int SHORT_START_CODE = 3;

    private final int maxBytes;
    private final Consumer<ByteBuffer> output;
    private ByteBuffer pending = ByteBuffer.allocate(FIRST_CAPACITY); // the NAL unit under way, from 0 to its position
    private ByteBuffer unit = ByteBuffer.allocate(FIRST_CAPACITY); // whole NAL units, from 0 to its position
    private boolean inNal;
    private boolean hasPicture;
    private boolean tooLarge;
    private long leftOut;

    /**
     * @param maxBytes a longer access unit is left out
     * @param output takes each access unit, in Annex B form
     */
    public AccessUnitSplitter(int maxBytes, Consumer<ByteBuffer> output) {
        this.maxBytes = maxBytes;
        this.output = output;
    }

    /** Takes the next bytes of the stream, from position to limit; the position moves to the limit. */
    public void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int from = Math.max(0, pending.position() - (SHORT_START_CODE - 1));
            int room = maxBytes + FIRST_CAPACITY - pending.position();
            int count = Math.min(bytes.remaining(), room);
            pending = grown(pending, count);
            pending.put(pending.position(), bytes, bytes.position(), count).position(pending.position() + count);
            bytes.position(bytes.position() + count);
            split(from);
        }
    }

    private void split(int from) {
        int end = pending.position();
        int start = 0;
        int at = Nal.find(pending, from, end);
        while (at != Nal.NONE) {
            nal(start, at);
            inNal = true;
            start = at + SHORT_START_CODE;
            at = Nal.find(pending, start, end);
        }
        int undecided = end - (SHORT_START_CODE - 1); // what follows may be a part of a start code
        if (inNal && undecided - start > maxBytes) {
            leaveOut(pending.duplicate().limit(end).position(start));
            inNal = false;
        }
        if (!inNal) {
            start = Math.max(start, undecided);
        }
        pending.limit(end).position(start);
        pending.compact();
    }

    private void nal(int start, int end) {
        if (!inNal) {
            return;
        }
        if (end - start > maxBytes) {
            leaveOut(pending.duplicate().limit(end).position(start));
            return;
        }
        int trimmed = end;
        while (trimmed > start && pending.get(trimmed - 1) == 0) {
            trimmed--; // trailing_zero_8bits and the first zero of a four-byte start code
        }
        if (trimmed == start) {
            return;
        }
        ByteBuffer nal = pending.duplicate().limit(trimmed).position(start);
        place(nal);
        int length = Nal.START_CODE_LENGTH + trimmed - start;
        if (unit.position() + length > maxBytes) {
            tooLarge = true;
        } else if (!tooLarge) {
            unit = grown(unit, length);
            unit.putInt(Nal.START_CODE).put(nal);
        }
    }

    private void leaveOut(ByteBuffer nal) {
        place(nal);
        tooLarge = true;
    }

    /** Ends the unit before {@code nal} if it does not belong to it. */
    private void place(ByteBuffer nal) {
        if (hasPicture && AccessUnit.startsAfterSlice(nal)) {
            endUnit();
        }
        hasPicture |= Nal.isPicture(Nal.type(nal.get(nal.position())));
    }

    private static ByteBuffer grown(ByteBuffer buffer, int more) {
        if (buffer.capacity() - buffer.position() >= more) {
            return buffer;
        }
        int capacity = Math.max(2 * buffer.capacity(), buffer.position() + more);
        return ByteBuffer.allocate(capacity).put(buffer.flip());
    }

    private void endUnit() {
        if (tooLarge) {
            leftOut++;
        } else if (hasPicture) {
            output.accept(unit.flip());
        }
        unit.clear();
        tooLarge = false;
        hasPicture = false;
    }

    /** The stream is over: hands over what is left. Another stream may follow. */
    public void finish() {
        nal(0, pending.position());
        endUnit();
        pending.clear();
        inNal = false;
    }

    /** Access units that were left out because they were too large. */
    public long leftOut() {
        return leftOut;
    }
}
