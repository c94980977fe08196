package io.camkit.media.jpeg;

import io.camkit.CamkitException;
import io.camkit.CamkitException.Retry;
import java.nio.ByteBuffer;

/**
 * Reads what a JPEG says of itself (ITU-T T.81, annex B) without decoding it, and finds where it ends.
 *
 * <p>The picture's size is judged before anything else, so that nobody allocates for a picture that only claims to be huge. Pictures in
 * application segments (thumbnails) are stepped over.
 *
 * <p>One scanner reads many pictures; what it tells is about the last one. It allocates nothing.
 *
 * <p><b>Threading.</b> One thread.
 */
public final class JpegScanner {
    /** A longer JPEG is refused. */
    public static final int MAX_BYTES = 8 << 20;

    /** A picture of more pixels is refused. */
    public static final int MAX_PIXELS = 16 << 20;

    /** What a scan found. */
    public enum Verdict {
        /** A JPEG from its first byte to {@link JpegScanner#end()}. */
        WHOLE,
        /** A JPEG so far, whose end is missing. */
        TRUNCATED,
        /** No JPEG, or none that a browser shows. */
        MALFORMED,
        /** More than {@link #MAX_BYTES} or {@link #MAX_PIXELS}. */
        TOO_LARGE
    }

    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int FIRST_RESTART = 0xd0;
    private static final int TEMPORARY = 0x01;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int EXTENSION = 0xc8;
    private static final int ARITHMETIC_TABLES = 0xcc;
    private static final int PROGRESSIVE = 0xc2;

    private int width;
    private int height;
    private int components;
    private boolean progressive;
    private int end;

    /** Has scanned nothing yet. */
    public JpegScanner() {}

    /**
     * Scans a JPEG that begins at {@code data}'s position.
     *
     * @param data from position to limit, neither of which moves
     */
    public Verdict scan(ByteBuffer data) {
        width = 0;
        height = 0;
        components = 0;
        progressive = false;
        end = data.position();
        int at = data.position();
        int limit = data.limit();
        if (limit - at >= 2 && (data.getShort(at) & 0xffff) != (0xff00 | START)) {
            return Verdict.MALFORMED;
        }
        Verdict verdict = markers(data, at + 2, limit);
        return verdict != Verdict.TOO_LARGE && (verdict == Verdict.WHOLE ? end : limit) - at > MAX_BYTES
                ? Verdict.TOO_LARGE
                : verdict;
    }

    private Verdict markers(ByteBuffer data, int from, int limit) {
        int at = from;
        while (at + 1 < limit) {
            if (data.get(at) != (byte) 0xff) {
                return Verdict.MALFORMED;
            }
            int marker = data.get(at + 1) & 0xff;
            if (marker == 0xff) {
                at++; // fill byte
                continue;
            }
            at += 2;
            if (marker == END) {
                end = at;
                return width > 0 ? Verdict.WHOLE : Verdict.MALFORMED;
            }
            if ((marker >= FIRST_RESTART && marker < START) || marker == TEMPORARY) {
                continue;
            }
            if (marker == START || marker == 0) {
                return Verdict.MALFORMED;
            }
            if (at + 1 >= limit) {
                return Verdict.TRUNCATED;
            }
            int length = data.getShort(at) & 0xffff;
            if (length < 2) {
                return Verdict.MALFORMED;
            }
            if (startsFrame(marker)) {
                Verdict refusal = frame(data, at, length, limit, marker);
                if (refusal != Verdict.WHOLE) {
                    return refusal;
                }
            }
            at += length;
            if (marker == SCAN) {
                if (width == 0) {
                    return Verdict.MALFORMED;
                }
                at = EntropyCoded.skip(data, at, limit);
            }
        }
        return Verdict.TRUNCATED;
    }

    private static boolean startsFrame(int marker) {
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != HUFFMAN_TABLES
                && marker != EXTENSION
                && marker != ARITHMETIC_TABLES;
    }

    /** Section B.2.2. Answers WHOLE if there is nothing against it. */
    private Verdict frame(ByteBuffer data, int at, int length, int limit, int marker) {
        if (length < 8 || marker > PROGRESSIVE || width > 0) {
            return Verdict.MALFORMED; // lossless, hierarchical and arithmetic coding, or two frames
        }
        if (at + 8 > limit) {
            return Verdict.TRUNCATED;
        }
        height = data.getShort(at + 3) & 0xffff;
        width = data.getShort(at + 5) & 0xffff;
        components = data.get(at + 7) & 0xff;
        progressive = marker == PROGRESSIVE;
        if (width == 0 || height == 0 || components == 0 || components > 4) {
            return Verdict.MALFORMED;
        }
        return (long) width * height > MAX_PIXELS ? Verdict.TOO_LARGE : Verdict.WHOLE;
    }

    /**
     * Scans, and refuses what is no whole JPEG within the limits.
     *
     * @param data from position to limit, neither of which moves
     * @throws CamkitException {@code CK-3121} malformed, {@code CK-3122} too many pixels, {@code CK-3123} truncated, {@code CK-3124} too
     *     many bytes
     */
    public void require(ByteBuffer data) {
        switch (scan(data)) {
            case WHOLE -> {
                // as it should be
            }
            case MALFORMED -> throw refusal("CK-3121", "the camera sent no readable JPEG", "set the camera to MJPEG.");
            case TRUNCATED ->
                throw refusal(
                        "CK-3123",
                        "a JPEG ends after " + data.remaining() + " bytes, before it is whole",
                        "check the network between here and the camera.");
            case TOO_LARGE -> throw tooLarge(data.remaining());
        }
    }

    private CamkitException tooLarge(int bytes) {
        if ((long) width * height > MAX_PIXELS) {
            return refusal(
                    "CK-3122",
                    "a JPEG of " + bytes + " bytes claims " + width + "x" + height + ", more than " + MAX_PIXELS
                            + " pixels",
                    "set a smaller picture in the camera.");
        }
        return refusal(
                "CK-3124",
                "a JPEG has " + bytes + " bytes, more than " + MAX_BYTES,
                "set a smaller picture or a lower quality in the camera.");
    }

    private static CamkitException refusal(String code, String what, String mend) {
        return new CamkitException(code, what, "", mend, Retry.RETRY);
    }

    /** Pixels; 0 when no frame header was reached. */
    public int width() {
        return width;
    }

    /** Pixels; 0 when no frame header was reached. */
    public int height() {
        return height;
    }

    /** 1 for gray, 3 for colour; 0 when no frame header was reached. */
    public int components() {
        return components;
    }

    /** Whether the picture comes in several passes. */
    public boolean progressive() {
        return progressive;
    }

    /** Index behind the EOI marker of a whole JPEG; bytes from here on are not part of it. */
    public int end() {
        return end;
    }
}
