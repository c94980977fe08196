package io.camkit.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/** Writes messages as {@link MessageReader} reads them. One thread at a time. */
final class MessageWriter {
    private final ByteBuffer nothing = ByteBuffer.allocate(0);

    private final GatheringByteChannel out;
    private final ByteBuffer prefix = ByteBuffer.allocateDirect(MessageReader.PREFIX_BYTES);

    MessageWriter(GatheringByteChannel out) {
        this.out = out;
    }

    void write(int type) throws IOException {
        write(type, nothing, nothing);
    }

    void write(int type, ByteBuffer head, ByteBuffer payload) throws IOException {
        prefix.clear().putInt(type).putInt(head.remaining()).putInt(payload.remaining());
        ByteBuffer[] parts = {prefix.flip(), head.duplicate(), payload.duplicate()};
        while (parts[0].hasRemaining() || parts[1].hasRemaining() || parts[2].hasRemaining()) {
            out.write(parts);
        }
    }
}
