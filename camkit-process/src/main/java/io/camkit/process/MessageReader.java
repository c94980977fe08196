package io.camkit.process;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Cuts a stream of bytes into messages: type, length of the head and length of the payload in four bytes each, head, payload. One thread
 * at a time.
 */
final class MessageReader {
    static final int PREFIX_BYTES = 12;
    private static final int SKIP_BYTES = 64 << 10;

    private final ReadableByteChannel in;
    private final ByteBuffer prefix = ByteBuffer.allocateDirect(PREFIX_BYTES);
    private final ByteBuffer head = ByteBuffer.allocateDirect(Messages.MAX_HEAD_BYTES);
    private int type;
    private int payloadBytes;
    private int left;

    MessageReader(ReadableByteChannel in) {
        this.in = in;
    }

    /**
     * Skips what is left of a message and reads the next up to its payload.
     *
     * @throws EOFException if there is none
     * @throws ProtocolException if this is no message
     */
    void next() throws IOException {
        skip();
        fill(prefix.clear());
        prefix.flip();
        type = prefix.getInt();
        int headBytes = prefix.getInt();
        payloadBytes = prefix.getInt();
        if (headBytes < 0 || headBytes > Messages.MAX_HEAD_BYTES) {
            throw new ProtocolException("a message with a head of " + headBytes + " bytes");
        }
        if (payloadBytes < 0 || payloadBytes > Messages.MAX_PAYLOAD_BYTES) {
            throw new ProtocolException("a message of " + payloadBytes + " bytes");
        }
        fill(head.clear().limit(headBytes));
        head.flip();
        left = payloadBytes;
    }

    int type() {
        return type;
    }

    ByteBuffer head() {
        return head.asReadOnlyBuffer();
    }

    int payloadBytes() {
        return payloadBytes;
    }

    /** How much of the payload was not read yet. */
    int left() {
        return left;
    }

    /** Reads until {@code into} is full or the payload is over. */
    void read(ByteBuffer into) throws IOException {
        int count = Math.min(left, into.remaining());
        int limit = into.limit();
        into.limit(into.position() + count);
        try {
            fill(into);
        } finally {
            into.limit(limit);
        }
        left -= count;
    }

    void skip() throws IOException {
        if (left > 0) {
            ByteBuffer waste = ByteBuffer.allocateDirect(Math.min(left, SKIP_BYTES));
            while (left > 0) {
                read(waste.clear());
            }
        }
    }

    private void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (in.read(into) < 0) {
                throw new EOFException("the other side has ended");
            }
        }
    }
}
