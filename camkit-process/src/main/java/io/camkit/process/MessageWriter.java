package io.camkit.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/** Writes messages as {@link MessageReader} reads them. One thread at a time. */
final class MessageWriter {
    private final ByteBuffer nothing = ByteBuffer.allocate(0);

    private final GatheringByteChannel out;
    private final ByteBuffer prefixes = ByteBuffer.allocateDirect(2 * MessageReader.PREFIX_BYTES);

    MessageWriter(GatheringByteChannel out) {
        this.out = out;
    }

    /** One that is nothing but its type. */
    void write(int type) throws IOException {
        prefixes.clear();
        put(type, nothing, nothing);
        write(nothing, nothing);
    }

    void write(int type, ByteBuffer head, ByteBuffer payload) throws IOException {
        prefixes.clear();
        put(type, head, payload);
        write(head, payload);
    }

    /** The same, and before it one that is nothing but its type. */
    void writeAfter(int before, int type, ByteBuffer head, ByteBuffer payload) throws IOException {
        prefixes.clear();
        put(before, nothing, nothing);
        put(type, head, payload);
        write(head, payload);
    }

    private void put(int type, ByteBuffer head, ByteBuffer payload) {
        prefixes.putInt(type).putInt(head.remaining()).putInt(payload.remaining());
    }

    private void write(ByteBuffer head, ByteBuffer payload) throws IOException {
        ByteBuffer[] parts = {prefixes.flip(), head.duplicate(), payload.duplicate()};
        while (parts[0].hasRemaining() || parts[1].hasRemaining() || parts[2].hasRemaining()) {
            out.write(parts);
        }
    }
}
