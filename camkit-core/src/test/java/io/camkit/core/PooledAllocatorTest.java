package io.camkit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.CamkitException;
import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.CountedFrame;
import io.camkit.spi.FrameWriter;
import io.camkit.spi.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledAllocatorTest {
    private static final int MIB = 1 << 20;

    private final PooledAllocator allocator = new PooledAllocator(16 * MIB);
    private final FrameHeader header = FrameHeader.of(Track.video(Codec.JPEG, 90_000, 1, 1), 0, 0, true);

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 1023, 1024, 1025, 1280, 1281, 2047, 2048, 2049, 53_000, 65_536, 65_537, 8 * MIB, 64 * MIB})
    void theSizeClassIsTheSmallestThatFits(int capacity) {
        int sizeClass = PooledAllocator.classOf(capacity);

        assertTrue(PooledAllocator.sizeOf(sizeClass) >= capacity);
        assertTrue(sizeClass == 0 || PooledAllocator.sizeOf(sizeClass - 1) < capacity);
    }

    @Test
    void sizeClassesWasteAtMostAFifth() {
        for (int capacity = 1025; capacity < 4 * MIB; capacity += 777) {
            int size = PooledAllocator.sizeOf(PooledAllocator.classOf(capacity));
            assertTrue(size - capacity <= size / 5, capacity + " bytes in " + size);
        }
    }

    @Test
    void memoryIsDirectAndLargeEnough() {
        Memory memory = allocator.allocate(53_000);

        assertTrue(memory.buffer().isDirect());
        assertTrue(memory.buffer().capacity() >= 53_000);
        memory.release();
    }

    @Test
    void memoryThatWasGivenBackIsUsedAgain() {
        Memory first = allocator.allocate(50_000);
        ByteBuffer buffer = first.buffer();
        buffer.position(7);
        first.release();

        Memory second = allocator.allocate(49_500);

        assertSame(buffer, second.buffer());
        assertEquals(0, second.buffer().position());
        second.release();
    }

    @Test
    void memoryInUseIsNobodyElses() {
        Memory first = allocator.allocate(1000);
        Memory second = allocator.allocate(1000);

        assertNotSame(first.buffer(), second.buffer());
        first.release();
        second.release();
    }

    @Test
    void anIdlePieceThatIsALittleLargerServesBeforeNewMemoryIsReserved() {
        allocator.allocate(16_000).release();
        long reserved = allocator.reserved();

        Memory smaller = allocator.allocate(12_000);

        assertEquals(reserved, allocator.reserved());
        smaller.release();
    }

    @Test
    void givingBackTwiceIsRefused() {
        Memory memory = allocator.allocate(1000);
        memory.release();

        assertThrows(IllegalStateException.class, memory::release);
    }

    @Test
    void moreThanTheLimitIsRefusedAndCanBeMended() {
        List<Memory> held = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            held.add(allocator.allocate(MIB));
        }
        var refusal = assertThrows(CamkitException.class, () -> allocator.allocate(MIB));
        assertEquals("CK-1401", refusal.code());

        held.forEach(Memory::release);

        allocator.allocate(MIB).release();
    }

    @Test
    void idleMemoryOfOneSizeMakesRoomForAnother() {
        for (int i = 0; i < 3; i++) {
            List<Memory> held = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                held.add(allocator.allocate((i + 1) * 400_000));
            }
            held.forEach(Memory::release);
        }

        allocator.allocate(15 * MIB).release();
    }

    @Test
    void anAbsurdSizeIsRefused() {
        assertThrows(CamkitException.class, () -> allocator.allocate(Integer.MAX_VALUE));
    }

    @Test
    void aSmallPayloadDoesNotHoldALargePiece() {
        FrameWriter writer = allocator.writer(MIB, 2 * MIB);
        writer.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));

        Frame frame = writer.finish(header);

        assertEquals(3, CountedFrame.memoryOf(frame).capacity());
        assertEquals(2, frame.payload().get(1));
        // the large piece is free again
        long before = allocator.reserved();
        allocator.allocate(MIB).release();
        assertEquals(before, allocator.reserved());
        frame.release();
    }

    @Test
    void aPayloadThatFitsIsNotMoved() {
        Memory memory = allocator.allocate(60_000);
        memory.buffer().put(100, (byte) 42);

        Frame frame = allocator.adopt(header, memory, 100, 50_000);
        memory.buffer().put(101, (byte) 43);

        assertEquals(42, frame.payload().get(0));
        assertEquals(43, frame.payload().get(1));
        frame.release();
    }

    @Test
    void whereThereIsNoRoomToMoveToAPayloadStaysWhereItIs() {
        Memory large = allocator.allocate(MIB);
        List<Memory> rest = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            rest.add(allocator.allocate(MIB));
        }
        large.buffer().put(0, (byte) 42);

        Frame frame = allocator.adopt(header, large, 0, 3);

        assertEquals(42, frame.payload().get(0));
        frame.release();
        rest.forEach(Memory::release);
    }
}
