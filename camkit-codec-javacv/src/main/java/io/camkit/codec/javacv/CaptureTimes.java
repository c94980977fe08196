package io.camkit.codec.javacv;

/** When the pictures inside a decoder were captured: it puts them into another order, and hands on their time stamp alone. One thread. */
final class CaptureTimes {
    /** More than the pictures that any decoder holds back (ITU-T H.264 and H.265: 16). */
    private static final int KEPT = 64;

    private final long[] pts = new long[KEPT];
    private final long[] captureNanos = new long[KEPT];
    private int next;

    /** Takes note of a picture on its way in. */
    void put(long pictureTime, long nanos) {
        pts[next] = pictureTime;
        captureNanos[next] = nanos;
        next = (next + 1) % KEPT;
    }

    /** When the picture with this time stamp was captured; the newest one's moment if it is unknown. */
    long of(long pictureTime) {
        for (int back = 1; back <= KEPT; back++) {
            int at = Math.floorMod(next - back, KEPT);
            if (pts[at] == pictureTime) {
                return captureNanos[at];
            }
        }
        return captureNanos[Math.floorMod(next - 1, KEPT)];
    }
}
