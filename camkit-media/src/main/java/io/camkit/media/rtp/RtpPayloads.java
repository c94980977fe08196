package io.camkit.media.rtp;

import io.camkit.Frame;
import io.camkit.spi.CountedFrame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The RTP payloads of one frame. First come those with bytes of their own (parameter sets), then ranges of the frame's memory, each with
 * up to three bytes in front.
 *
 * <p><b>Threading.</b> Filled by one thread, then read by any.
 */
public final class RtpPayloads {
    private static final int FIELDS = 3;
    private static final int HEAD_BYTES_SHIFT = 24;

    private final List<byte[]> own;
    private int[] ranges;
    private int used;

    /** @param own payloads that come first; neither copied nor changed */
    RtpPayloads(List<byte[]> own, int expectedRanges) {
        this.own = own;
        this.ranges = new int[Math.max(1, expectedRanges) * FIELDS];
    }

    /**
     * Adds a payload.
     *
     * @param head the bytes in front, the last one lowest
     * @param headBytes how many there are, 0..3
     */
    void add(int head, int headBytes, int offset, int length) {
        if (used == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * ranges.length);
        }
        ranges[used] = head | (headBytes << HEAD_BYTES_SHIFT);
        ranges[used + 1] = offset;
        ranges[used + 2] = length;
        used += FIELDS;
    }

    /** How many there are. */
    public int count() {
        return own.size() + used / FIELDS;
    }

    /** Bytes of one of them. */
    public int size(int index) {
        if (index < own.size()) {
            return own.get(index).length;
        }
        int at = (index - own.size()) * FIELDS;
        return (ranges[at] >>> HEAD_BYTES_SHIFT) + ranges[at + 2];
    }

    /**
     * Copies one of them.
     *
     * @param frame the frame that these are payloads of, of which the caller has a share
     * @param target has room for {@link #size} bytes from {@code to} on
     */
    public void copy(int index, Frame frame, byte[] target, int to) {
        if (index < own.size()) {
            byte[] payload = own.get(index);
            System.arraycopy(payload, 0, target, to, payload.length);
            return;
        }
        copy(index, CountedFrame.memoryOf(frame), target, to);
    }

    /** The same of a range, from the memory that it is in. */
    void copy(int index, ByteBuffer memory, byte[] target, int to) {
        int at = (index - own.size()) * FIELDS;
        int headBytes = ranges[at] >>> HEAD_BYTES_SHIFT;
        for (int i = 0; i < headBytes; i++) {
            target[to + i] = (byte) (ranges[at] >> (Byte.SIZE * (headBytes - 1 - i)));
        }
        memory.get(ranges[at + 1], target, to + headBytes, ranges[at + 2]);
    }
}
