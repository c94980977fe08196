package io.camkit.source.rtsp;

import io.camkit.spi.Nullable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes apart what an RTSP server sends on its one connection: messages, and between them packets (RFC 2326, section 10.12).
 *
 * <p>It works in place. A packet or message that is not whole yet stays in the buffer, and what it needs at most, {@value
 * #MAX_UNIT} bytes, is the least that the buffer must hold.
 */
final class InterleavedParser {
    /** A message's start line and fields. */
    static final int MAX_HEAD = 16 * 1024;
    /** A message's body; a session description is the largest there is. */
    static final int MAX_BODY = 64 * 1024;
    /** The largest thing that must be whole before it can be read. */
    static final int MAX_UNIT = MAX_HEAD + MAX_BODY;

    private static final int FRAME_HEAD = 4;
    /** In a row; more is no accident. */
    private static final int MAX_STRAYS = 64 * 1024;

    private static final String RESPONSE = "RTSP/";
    private static final int LONGEST_METHOD = 16;

    /** Takes what was found. */
    interface Listener {
        /** A packet, from the buffer's position to its limit; the bytes are lent for the call. */
        void onPacket(int channel, ByteBuffer packet);

        /** Whether packets may come on this channel. */
        boolean expects(int channel);

        void onMessage(RtspMessage message);
    }

    private final RtspFaults faults;
    private int scanned;
    private boolean begun;
    private int strays;
    private @Nullable RtspMessage head;

    InterleavedParser(RtspFaults faults) {
        this.faults = faults;
    }

    /**
     * Hands over every whole packet and message from {@code bytes}, whose position is then at the first byte that waits for more.
     *
     * <p>After the first message, bytes that belong to neither are skipped: some servers leave a few between.
     *
     * @throws io.camkit.CamkitException if this is not RTSP, or a limit is exceeded
     */
    void parse(ByteBuffer bytes, Listener listener) {
        boolean more = true;
        while (more && bytes.hasRemaining()) {
            byte first = bytes.get(bytes.position());
            if (head != null) {
                more = body(head, bytes, listener);
            } else if (first == '$') {
                more = packet(bytes, listener);
            } else if (first == '\r' || first == '\n') {
                bytes.get();
            } else if (first >= 'A' && first <= 'Z') {
                more = message(bytes, listener);
            } else {
                stray(bytes);
            }
        }
    }

    private void stray(ByteBuffer bytes) {
        byte skipped = bytes.get();
        scanned = 0;
        if (!begun || ++strays > MAX_STRAYS) {
            throw faults.notRtsp(String.format("byte 0x%02x", skipped));
        }
    }

    private boolean packet(ByteBuffer bytes, Listener listener) {
        int start = bytes.position();
        if (bytes.remaining() < FRAME_HEAD) {
            return false;
        }
        int length = bytes.getShort(start + 2) & 0xffff;
        if (strays > 0 && !listener.expects(bytes.get(start + 1) & 0xff)) {
            stray(bytes); // a dollar among the strays
            return true;
        }
        if (bytes.remaining() < FRAME_HEAD + length) {
            return false;
        }
        strays = 0;
        int limit = bytes.limit();
        int end = start + FRAME_HEAD + length;
        bytes.limit(end).position(start + FRAME_HEAD);
        listener.onPacket(bytes.get(start + 1) & 0xff, bytes);
        bytes.limit(limit).position(end);
        return true;
    }

    private boolean message(ByteBuffer bytes, Listener listener) {
        if (begun && !beginsResponse(bytes) && (strays > 0 || !beginsRequest(bytes))) {
            stray(bytes);
            return true;
        }
        int end = endOfHead(bytes);
        if (end < 0) {
            if (bytes.remaining() >= MAX_HEAD) {
                throw faults.tooLarge("the head of an answer", MAX_HEAD);
            }
            return false;
        }
        byte[] text = new byte[end - bytes.position()];
        bytes.get(text);
        RtspMessage message = RtspMessage.parse(text);
        if (message == null) {
            throw faults.notRtsp(startOf(text));
        }
        begun = true;
        strays = 0;
        int length = message.number("Content-Length", 0);
        if (length < 0 || length > MAX_BODY) {
            throw faults.tooLarge("the body of an answer", MAX_BODY);
        }
        if (length == 0) {
            listener.onMessage(message);
        } else {
            head = message;
        }
        return true;
    }

    /** As far as the bytes are there. */
    private static boolean beginsResponse(ByteBuffer bytes) {
        for (int i = 0; i < RESPONSE.length() && i < bytes.remaining(); i++) {
            if (bytes.get(bytes.position() + i) != RESPONSE.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As far as the bytes are there. */
    private static boolean beginsRequest(ByteBuffer bytes) {
        int at = 0;
        while (at < bytes.remaining() && at < LONGEST_METHOD && isOfMethod(bytes.get(bytes.position() + at))) {
            at++;
        }
        return at == bytes.remaining() || bytes.get(bytes.position() + at) == ' ';
    }

    private static boolean isOfMethod(byte character) {
        return (character >= 'A' && character <= 'Z') || character == '_';
    }

    private boolean body(RtspMessage message, ByteBuffer bytes, Listener listener) {
        int length = message.number("Content-Length", 0);
        if (bytes.remaining() < length) {
            return false;
        }
        byte[] text = new byte[length];
        bytes.get(text);
        head = null;
        listener.onMessage(message.withBody(text));
        return true;
    }

    /** The index behind the empty line, or -1. What was looked at once is not looked at again. */
    private int endOfHead(ByteBuffer bytes) {
        int start = bytes.position();
        int limit = Math.min(bytes.limit(), start + MAX_HEAD);
        for (int at = start + scanned; at < limit; at++) {
            if (bytes.get(at) == '\n' && endsEmptyLine(bytes, start, at)) {
                scanned = 0;
                return at + 1;
            }
        }
        scanned = limit - start;
        return -1;
    }

    private static boolean endsEmptyLine(ByteBuffer bytes, int start, int at) {
        int before = at - 1 > start && bytes.get(at - 1) == '\r' ? at - 2 : at - 1;
        return before >= start && bytes.get(before) == '\n';
    }

    private static String startOf(byte[] text) {
        String line =
                new String(text, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
        String visible = line.replaceAll("[^ -~]", "?");
        return "\"" + (visible.length() > 40 ? visible.substring(0, 40) + "…" : visible) + "\"";
    }
}
