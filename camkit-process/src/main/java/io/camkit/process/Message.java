package io.camkit.process;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A message that has begun to arrive: its head is there, its payload is read from the connection. Good until the next is received. */
public final class Message {
    private final Messages messages;
    private final int type;
    private final ByteBuffer head;
    private final int payloadBytes;

    Message(Messages messages, int type, ByteBuffer head, int payloadBytes) {
        this.messages = messages;
        this.type = type;
        this.head = head;
        this.payloadBytes = payloadBytes;
    }

    /** What its sender called it, 0 or more. */
    public int type() {
        return type;
    }

    /** Its head, big-endian unless set otherwise, at most {@value Messages#MAX_HEAD_BYTES} bytes. */
    public ByteBuffer head() {
        return head;
    }

    /** The length of the whole payload, at most {@value Messages#MAX_PAYLOAD_BYTES}. */
    public int payloadBytes() {
        return payloadBytes;
    }

    /**
     * Reads on in the payload until {@code into} is full or the payload is over.
     *
     * @param into a direct buffer, so that nothing is copied on the way
     * @throws IOException if the connection ended
     */
    public void readPayload(ByteBuffer into) throws IOException {
        messages.readPayload(this, into);
    }

    /** Leaves out what has not been read of the payload; the next {@link Messages#receive} does so, too. */
    public void skipPayload() throws IOException {
        messages.skipPayload(this);
    }
}
