package io.camkit.source.mjpeg;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Takes a multipart body apart (RFC 2046, section 5.1), as cameras write it: the boundary with or without dashes in the field, in another
 * spelling than in the body, or in the body alone; parts with or without a length; line ends of any kind.
 *
 * <p>The first line that can be the boundary is the boundary. The bytes of a part are passed on in place; only what may belong to a
 * boundary waits for the next call, and only lines are copied.
 *
 * <p><b>Threading.</b> One thread.
 */
final class MultipartParser {
    private static final int MAX_LINE = 1024;
    private static final int MAX_HEAD = 8 * 1024;
    private static final int MAX_SKIPPED = 64 * 1024;

    /** Takes the parts. */
    interface Parts {
        /** A part begins, of {@code length} bytes, or of an unknown number if it is -1. */
        void begin(long length);

        /** The next bytes of the part, from position to limit, lent for the call. */
        void data(ByteBuffer piece);

        /** The part is over. What came may end with the line end before the boundary. */
        void end();

        /** Bytes between two parts that belong to neither. */
        void skipped(int bytes);
    }

    private enum State {
        BETWEEN,
        HEAD,
        COUNTED,
        SEARCHED,
        /** A boundary inside of {@code SEARCHED} was found, its line goes on. */
        BOUNDARY_LINE
    }

    private final String announced;
    private final HttpFaults faults;
    private final Parts parts;
    private final byte[] line = new byte[MAX_LINE];
    private State state = State.BETWEEN;
    private int lineLength;
    private int headLength;
    private int skipped;
    private long length = -1;
    private long missing;
    private String boundary = "";
    private BoundarySearch search = new BoundarySearch(boundary);

    /** @param announced the boundary in the Content-Type field; empty when it names none */
    MultipartParser(String announced, HttpFaults faults, Parts parts) {
        this.announced = announced;
        this.faults = faults;
        this.parts = parts;
    }

    /**
     * Takes all remaining bytes.
     *
     * @throws io.camkit.CamkitException if this is no multipart body
     */
    void parse(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            switch (state) {
                case COUNTED -> counted(bytes);
                case SEARCHED -> searched(bytes);
                default -> lineByte(bytes.get());
            }
        }
    }

    private void lineByte(byte next) {
        if (next != '\n') {
            if (lineLength < MAX_LINE) {
                line[lineLength] = next;
            }
            lineLength++;
            return;
        }
        int length = lineLength;
        lineLength = 0;
        String text = new String(line, 0, Math.min(length, MAX_LINE), StandardCharsets.ISO_8859_1).stripTrailing();
        switch (state) {
            case BETWEEN -> between(text, length);
            case BOUNDARY_LINE -> beginHead();
            default -> head(text, length);
        }
    }

    private void between(String text, int length) {
        if (length <= MAX_LINE && isBoundary(text)) {
            parts.skipped(skipped);
            skipped = 0;
            beginHead();
            return;
        }
        skipped += text.isEmpty() ? 0 : length + 1;
        if (skipped > MAX_SKIPPED) {
            throw faults.unreadableMultipart("no boundary within " + MAX_SKIPPED / 1024 + " KiB");
        }
    }

    private boolean isBoundary(String text) {
        boolean likely = (text.startsWith("--") && text.length() > 2) || text.equals(announced);
        if (boundary.isEmpty() && likely && !text.isEmpty()) {
            boundary = text;
            search = new BoundarySearch(boundary);
        }
        return !text.isEmpty() && text.equals(boundary);
    }

    private void beginHead() {
        state = State.HEAD;
        headLength = 0;
        length = -1;
    }

    private void head(String text, int size) {
        headLength += size;
        if (headLength > MAX_HEAD || size > MAX_LINE) {
            throw faults.unreadableMultipart("the head of a part exceeds its limit");
        }
        if (text.isEmpty()) {
            beginBody();
        } else if (text.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            String value = text.substring("content-length:".length()).strip();
            length = value.matches("\\d{1,18}") ? Long.parseLong(value) : -1;
        }
    }

    private void beginBody() {
        parts.begin(length);
        missing = length;
        state = length < 0 ? State.SEARCHED : State.COUNTED;
        if (missing == 0) {
            endPart(State.BETWEEN);
        }
    }

    private void endPart(State next) {
        parts.end();
        state = next;
    }

    private void counted(ByteBuffer bytes) {
        int limit = bytes.limit();
        int piece = (int) Math.min(missing, bytes.remaining());
        bytes.limit(bytes.position() + piece);
        parts.data(bytes);
        bytes.position(bytes.limit()).limit(limit);
        missing -= piece;
        if (missing == 0) {
            endPart(State.BETWEEN);
        }
    }

    private void searched(ByteBuffer bytes) {
        if (search.pass(bytes, parts::data)) {
            endPart(State.BOUNDARY_LINE);
        }
    }
}
