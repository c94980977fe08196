package io.camkit.media.h264;

/**
 * Derives decoding times from presentation times that arrive in decoding order.
 *
 * <p>With a reorder depth of <i>n</i> pictures, the decoding time of a picture is the smallest of the last <i>n</i>+1 presentation times:
 * it rises, and no picture is shown before it is decoded. A stream that does not tell its depth is believed to have none until a picture
 * proves the contrary; the pictures until then are the only ones whose decoding time may lie after their presentation time.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class DecodeTimes {
    private static final int MAX_DEPTH = 16; // MaxDpbFrames never exceeds it (ITU-T H.264, A.3.1)

    private final long[] window = new long[MAX_DEPTH + 1]; // ascending, depth + 1 in use
    private int depth;
    private boolean started;
    private long last;

    /** Starts with the first picture it is given. */
    public DecodeTimes() {}

    /**
     * The decoding time of the next picture.
     *
     * @param pts its presentation time, in any ticks
     * @param frameTicks the nominal distance of two pictures
     * @param minimumDepth what the sequence parameter set says, or {@link Sps#UNKNOWN}
     * @return more than all that were returned before
     */
    public long next(long pts, long frameTicks, int minimumDepth) {
        if (!started) {
            depth = Math.min(Math.max(minimumDepth, 0), MAX_DEPTH);
            for (int i = 0; i <= depth; i++) {
                window[i] = pts - (depth - i) * frameTicks;
            }
            started = true;
            last = window[0];
            return last;
        }
        deepen(pts, minimumDepth);
        window[0] = pts;
        for (int i = 0; i < depth && window[i] > window[i + 1]; i++) {
            long later = window[i];
            window[i] = window[i + 1];
            window[i + 1] = later;
        }
        last = Math.max(last + 1, window[0]);
        return last;
    }

    /** A picture that is shown before k of those in the window reveals a depth of at least k. */
    private void deepen(long pts, int minimumDepth) {
        int needed = Math.min(Math.max(minimumDepth, depth), MAX_DEPTH);
        int later = 0;
        for (int i = 0; i <= depth; i++) {
            if (window[i] > pts) {
                later++;
            }
        }
        needed = Math.max(needed, Math.min(later, MAX_DEPTH));
        while (depth < needed) {
            depth++;
            System.arraycopy(window, 0, window, 1, depth);
        }
    }
}
