package io.camkit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.camkit.Frame;
import io.camkit.spi.CountedFrame;
import io.camkit.spi.Memory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameLeaksTest {
    private final FrameLeaks leaks = FrameLeaks.check();
    private final Frames frames = Frames.of(Frames.h264(), leaks.allocator());

    @Test
    void framesThatWereGivenBackAreFine() {
        frames.key(0).release();
        Frame shared = frames.delta(1).retain();
        shared.release();
        shared.release();

        leaks.verify();
    }

    @Test
    void aLeakNamesTheLineThatAllocated() {
        Frame lost = frames.key(0);
        assertTrue(lost.keyFrame());

        Throwable allocated = assertThrows(AssertionError.class, leaks::verify).getCause();

        assertNotNull(allocated);
        assertTrue(Arrays.stream(allocated.getStackTrace())
                .anyMatch(line -> line.getMethodName().equals("aLeakNamesTheLineThatAllocated")));
    }

    @Test
    void aSwallowedDoubleReleaseFailsTheTestAtItsEnd() {
        Frame frame = frames.key(0);
        frame.release();
        assertThrows(IllegalStateException.class, frame::release);

        assertThrows(AssertionError.class, leaks::verify);
    }

    @Test
    void readingAFrameThatIsGoneFailsTheTestAtItsEnd() {
        Frame frame = frames.key(0);
        frame.release();
        assertThrows(IllegalStateException.class, frame::asBuffer);

        assertThrows(AssertionError.class, leaks::verify);
    }

    @Test
    void memoryReleasedTwiceFailsAtOnce() {
        Memory memory = leaks.allocator().allocate(16);
        memory.release();

        assertThrows(AssertionError.class, memory::release);
        assertThrows(AssertionError.class, memory::buffer);
    }

    @Test
    void aViewThatOutlivesItsFrameShowsNonsense() {
        Frame frame = frames.key(0);
        ByteBuffer view = CountedFrame.memoryOf(frame);
        frame.release();

        assertEquals((byte) 0xDB, view.get(0));
    }

    @Test
    void whatAnotherThreadStillHoldsMayComeALittleLater() {
        Frame frame = frames.key(0);
        Thread other = new Thread(frame::release);
        other.start();

        leaks.verifyPatiently();
    }
}
