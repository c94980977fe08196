package io.camkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;

class MessageReaderFuzzTest {
    @FuzzTest
    void anyStreamHasTheSameMessagesHoweverItIsCut(FuzzedDataProvider data) throws IOException {
        int piece = data.consumeInt(1, 32);
        int payload = data.consumeInt(1, 32);
        byte[] stream = data.consumeRemainingAsBytes();

        List<Object> whole = read(new Pieces(ByteBuffer.wrap(stream), stream.length + 1), 1 << 10);

        assertEquals(whole, read(new Pieces(ByteBuffer.wrap(stream), piece), payload));
    }

    private record Seen(int type, ByteBuffer head, List<Byte> payload) {}

    private static List<Object> read(Pieces stream, int step) throws IOException {
        MessageReader reader = new MessageReader(stream);
        List<Object> seen = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.allocate(step);
        try {
            while (true) {
                reader.next();
                assertTrue(reader.payloadBytes() >= 0 && reader.payloadBytes() <= Messages.MAX_PAYLOAD_BYTES);
                ByteBuffer head = ByteBuffer.allocate(reader.head().remaining())
                        .put(reader.head())
                        .flip();
                Seen message = new Seen(reader.type(), head, new ArrayList<>());
                seen.add(message);
                while (reader.left() > 0) {
                    reader.read(bytes.clear());
                    for (bytes.flip(); bytes.hasRemaining(); ) {
                        message.payload().add(bytes.get());
                    }
                }
            }
        } catch (EOFException e) {
            if (!seen.isEmpty() && reader.left() > 0) {
                seen.remove(seen.size() - 1); // how much of it was handed on depends on the steps
            }
            seen.add("end");
        } catch (ProtocolException e) {
            seen.add(e.getMessage());
        }
        return seen;
    }

    /** Gives a few bytes at a time. */
    private record Pieces(ByteBuffer stream, int size) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) {
            int count = Math.min(size, Math.min(into.remaining(), stream.remaining()));
            if (count == 0) {
                return -1;
            }
            into.put(stream.slice(stream.position(), count));
            stream.position(stream.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
