package io.camkit.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountedFrameTest {
    private static final Track TRACK = Track.video(Codec.JPEG, 90_000, 16, 16);

    private final HeapAllocator memory = new HeapAllocator();
    private final Frame frame = memory.copy(FrameHeader.of(TRACK, 90_000, 5, true), text("payload"));

    @Test
    void theLastShareGivesTheMemoryBack() {
        Frame same = frame.retain();
        assertSame(frame, same);
        frame.release();
        assertEquals(1, memory.live);

        frame.release();

        assertEquals(0, memory.live);
    }

    @Test
    void aFrameThatIsGoneCannotBeHad() {
        frame.release();

        assertFalse(frame.tryRetain());
        assertEquals(0, memory.misuses);
        assertThrows(IllegalStateException.class, frame::retain);
        assertThrows(IllegalStateException.class, frame::asBuffer);
        assertThrows(IllegalStateException.class, () -> frame.payload().get(0));
        assertThrows(IllegalStateException.class, () -> frame.payload().copyTo(0, new byte[1], 0, 1));
        assertThrows(IllegalStateException.class, () -> frame.payload().copyTo(0, ByteBuffer.allocate(1), 1));
        assertThrows(IllegalStateException.class, () -> CountedFrame.memoryOf(frame));
    }

    @Test
    void releasingTwiceIsAnErrorAndRecyclesOnce() {
        frame.release();

        assertThrows(IllegalStateException.class, frame::release);

        assertEquals(0, memory.live);
        assertEquals(1, memory.misuses);
    }

    @Test
    void theHeaderOutlivesTheMemory() {
        frame.release();

        assertSame(TRACK, frame.track());
        assertEquals(7, frame.size());
        assertEquals(1_000_000_000L, frame.ptsNanos());
        assertEquals(5, frame.captureNanos());
        assertTrue(frame.keyFrame());
    }

    @Test
    void everyViewHasItsOwnPositionAndNoneCanWrite() {
        ByteBuffer view = frame.asBuffer();
        view.get();

        assertEquals(0, frame.asBuffer().position());
        assertEquals(7, frame.asBuffer().remaining());
        assertThrows(ReadOnlyBufferException.class, () -> view.put(0, (byte) 1));
    }

    @Test
    void aWindowShowsItsPartOfTheMemoryAlone() {
        Memory whole = memory.allocate(16);
        whole.buffer().put(4, text("part"), 0, 4);
        Frame part = memory.adopt(FrameHeader.of(TRACK, 0, 0, true), whole, 4, 4);

        byte[] copied = new byte[5];
        part.payload().copyTo(1, copied, 1, 3);

        assertEquals(text("part"), part.asBuffer());
        assertEquals('p', part.payload().get(0));
        assertArrayEquals(new byte[] {0, 'a', 'r', 't', 0}, copied);
        assertThrows(IndexOutOfBoundsException.class, () -> part.payload().get(4));
    }

    @Test
    void copyingMovesTheTargetAndNotTheFrame() {
        ByteBuffer target = ByteBuffer.allocate(10);
        frame.payload().copyTo(3, target, 4);
        frame.payload().copyTo(0, target, 3);

        assertEquals(text("loadpay"), target.flip());
    }

    @Test
    void copyingAPayloadLeavesItsPosition() {
        ByteBuffer payload = text("xpayload").position(1);
        Frame copy = memory.copy(FrameHeader.of(TRACK, 0, 0, true), payload);

        assertEquals(1, payload.position());
        assertEquals(frame.asBuffer(), copy.asBuffer());
    }

    @Test
    void threadsThatShareAFrameReleaseItOnce() throws InterruptedException {
        List<Thread> readers = Stream.generate(() -> new Thread(this::shareAndRelease))
                .limit(4)
                .toList();
        readers.forEach(Thread::start);
        for (Thread reader : readers) {
            reader.join();
        }
        assertEquals(1, memory.live);

        frame.release();

        assertEquals(0, memory.live);
        assertEquals(0, memory.misuses);
    }

    private void shareAndRelease() {
        for (int i = 0; i < 10_000; i++) {
            frame.retain();
            frame.release();
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
