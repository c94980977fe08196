package io.camkit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private static final FrameHeader HEADER = FrameHeader.of(Track.video(Codec.H264, 90_000, 0, 0), 0, 0, true);

    private final HeapAllocator memory = new HeapAllocator();

    @Test
    void piecesBecomeOneFrame() {
        FrameWriter writer = memory.writer(100, 1000);
        ByteBuffer piece = bytes(3, 7);
        assertTrue(writer.appendInt(1));
        assertTrue(writer.append((byte) 0x65));
        assertTrue(writer.append(piece));

        assertFalse(piece.hasRemaining());
        assertEquals(8, writer.size());
        assertEquals(0x65, writer.get(4));
        Frame frame = writer.finish(HEADER);
        assertEquals(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 0x65, 7, 7, 7}), frame.asBuffer());
        frame.release();
        assertEquals(0, memory.live);
    }

    @Test
    void aPayloadLargerThanExpectedMovesAndLeavesNothingBehind() {
        FrameWriter writer = memory.writer(10, 1 << 20);
        for (int i = 0; i < 100; i++) {
            assertTrue(writer.append(bytes(1000, i)));
        }

        assertEquals(1, memory.live);
        Frame frame = writer.finish(HEADER);
        for (int i = 0; i < frame.size(); i++) {
            assertEquals((byte) (i / 1000), frame.payload().get(i));
        }
        frame.release();
        assertEquals(0, memory.live);
    }

    @Test
    void theNextPayloadOfThatSizeIsNotMoved() {
        FrameWriter writer = memory.writer(10, 1 << 20);
        assertTrue(writer.append(bytes(50_000, 1)));
        writer.finish(HEADER).release();
        int before = memory.allocated;

        for (int i = 0; i < 50; i++) {
            assertTrue(writer.append(bytes(1000, 2)));
        }

        assertEquals(before + 1, memory.allocated);
        writer.discard();
    }

    @Test
    void whatExceedsTheLimitIsRefusedAndNothingOfItIsTaken() {
        FrameWriter writer = memory.writer(10, 10);
        assertTrue(writer.append(bytes(8, 1)));
        ByteBuffer tooMuch = bytes(3, 2);

        assertFalse(writer.append(tooMuch));
        assertFalse(writer.appendInt(1));
        assertEquals(3, tooMuch.remaining());
        assertEquals(8, writer.size());
        assertTrue(writer.append((byte) 1));
        assertTrue(writer.append((byte) 1));
        assertFalse(writer.append((byte) 1));
        writer.discard();
        assertEquals(0, memory.live);
    }

    @Test
    void discardingGivesTheMemoryBackAndTheWriterGoesOn() {
        FrameWriter writer = memory.writer(10, 100);
        assertTrue(writer.append(bytes(8, 1)));
        writer.discard();
        writer.discard();
        assertEquals(0, memory.live);
        assertEquals(0, writer.size());

        assertTrue(writer.append(bytes(2, 9)));
        Frame frame = writer.finish(HEADER);
        assertEquals(bytes(2, 9), frame.asBuffer());
        frame.release();
    }

    @Test
    void nothingCollectedIsNoFrame() {
        FrameWriter writer = memory.writer(10, 100);
        assertTrue(writer.append(ByteBuffer.allocate(0)));

        assertThrows(IllegalStateException.class, () -> writer.finish(HEADER));
        assertEquals(0, memory.allocated);
    }

    @Test
    void whatWasCollectedCanBeReadAndShortened() {
        FrameWriter writer = memory.writer(10, 100);
        assertEquals(0, writer.collected().remaining());
        assertTrue(writer.append(bytes(5, 3)));
        writer.truncate(2);

        assertEquals(bytes(2, 3), writer.collected());
        assertThrows(IndexOutOfBoundsException.class, () -> writer.truncate(3));
        assertThrows(IndexOutOfBoundsException.class, () -> writer.get(2));
        writer.discard();
    }

    private static ByteBuffer bytes(int count, int value) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
