package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.GatheringByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {
    private static final byte[] TWO =
            written(message(7, new byte[] {1, 2}, new byte[100_000]), message(8, new byte[0], new byte[] {3, 4, 5}));

    @Test
    void aPayloadIsReadInPieces() throws IOException {
        MessageReader reader = reader(TWO);
        reader.next();
        assertEquals(7, reader.type());
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2}), reader.head());

        ByteBuffer piece = ByteBuffer.allocate(60_000);
        reader.read(piece);
        assertEquals(40_000, reader.left());
        reader.read(piece.clear());
        assertEquals(40_000, piece.position());
        assertEquals(60_000, piece.limit());
    }

    @Test
    void whatIsNotReadIsSkipped() throws IOException {
        MessageReader reader = reader(TWO);
        reader.next();
        reader.read(ByteBuffer.allocate(1));

        reader.next();

        ByteBuffer payload = ByteBuffer.allocate(10);
        reader.read(payload);
        assertEquals(ByteBuffer.wrap(new byte[] {3, 4, 5}), payload.flip());
        assertThrows(EOFException.class, reader::next);
    }

    @Test
    void whereverItIsCutThatIsItsEnd() throws IOException {
        for (int length = 0; length < TWO.length; length += length < 20 || length > 100_000 ? 1 : 999) {
            MessageReader reader = reader(Arrays.copyOf(TWO, length));
            assertThrows(EOFException.class, () -> {
                while (true) {
                    reader.next();
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "65537, 0", "0, -1", "0, 67108865", "2147483647, 2147483647"})
    void lengthsThatCannotBeAreRefused(int head, int payload) {
        byte[] prefix =
                ByteBuffer.allocate(100).putInt(1).putInt(head).putInt(payload).array();

        assertThrows(ProtocolException.class, () -> reader(prefix).next());
    }

    private interface Written {
        void to(MessageWriter writer) throws IOException;
    }

    private static Written message(int type, byte[] head, byte[] payload) {
        return writer -> writer.write(type, ByteBuffer.wrap(head), ByteBuffer.wrap(payload));
    }

    private static byte[] written(Written... messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(new SmallSteps(bytes));
        try {
            for (Written message : messages) {
                message.to(writer);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static MessageReader reader(byte[] bytes) {
        return new MessageReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }

    /** Takes at most 1000 bytes at a time, as a full socket does. */
    private record SmallSteps(ByteArrayOutputStream bytes) implements GatheringByteChannel {
        @Override
        public long write(ByteBuffer[] parts, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (parts[i].hasRemaining()) {
                    return write(parts[i]);
                }
            }
            return 0;
        }

        @Override
        public long write(ByteBuffer[] parts) {
            return write(parts, 0, parts.length);
        }

        @Override
        public int write(ByteBuffer part) {
            byte[] step = new byte[Math.min(1000, part.remaining())];
            part.get(step);
            bytes.writeBytes(step);
            return step.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
