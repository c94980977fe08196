package io.camkit.sink.webrtc.srtp;

import java.util.Arrays;

/**
 * Which packets of one source were accepted (RFC 3711, section 3.3.2).
 *
 * <p>It reaches {@value #SIZE} packets back: a sender of video repeats lost packets up to a second later, and at 8 Mbit/s that is more
 * than 800 packets.
 */
final class ReplayWindow {
    static final int SIZE = 1024;

    private final long[] seen = new long[SIZE / Long.SIZE];
    private long highest = -1;

    /** The highest index that was accepted; -1 before the first. */
    long highest() {
        return highest;
    }

    /** 0 if a packet of this index may be accepted, else the code of the refusal. */
    int check(long index) {
        if (index > highest) {
            return 0;
        }
        if (index < 0 || index <= highest - SIZE) {
            return Refusal.TOO_OLD.code();
        }
        return (seen[word(index)] & (1L << index)) != 0 ? Refusal.REPLAYED.code() : 0;
    }

    /** Notes a packet that was {@linkplain #check checked} and is authentic. */
    void accept(long index) {
        if (index - highest >= SIZE) {
            Arrays.fill(seen, 0);
            highest = index;
        }
        while (highest < index) {
            highest++;
            seen[word(highest)] &= ~(1L << highest);
        }
        seen[word(index)] |= 1L << index;
    }

    private static int word(long index) {
        return (int) (index / Long.SIZE % (SIZE / Long.SIZE));
    }
}
