package io.camkit.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.camkit.Frame;
import io.camkit.testkit.FrameLeaks;
import io.camkit.testkit.Frames;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FrameBuffersTest {
    @RegisterExtension
    final FrameLeaks leaks = FrameLeaks.check();

    private final Frames frames = Frames.of(Frames.jpeg(), leaks.allocator());
    private final Frame first = frames.key(1);
    private final Frame second = frames.key(2);
    private final Frame third = frames.key(3);
    private final List<Long> made = new ArrayList<>();
    private final FrameBuffers buffers = new FrameBuffers(2, frame -> {
        made.add(frame.pts());
        return FrameBuf.of(frame);
    });

    @AfterEach
    void giveBack() {
        buffers.clear();
        first.release();
        second.release();
        third.release();
    }

    @Test
    void aBufferIsMadeOnceHoweverManySendIt() {
        ByteBuf one = buffers.of(first);
        ByteBuf other = buffers.of(first);

        assertSame(one.unwrap(), other.unwrap());
        assertEquals(List.of(first.pts()), made);

        one.release();
        other.release();
    }

    @Test
    void theOldestMakesRoom() {
        buffers.of(first).release();
        buffers.of(second).release();
        buffers.of(third).release();
        buffers.of(second).release();
        buffers.of(first).release();

        assertEquals(List.of(first.pts(), second.pts(), third.pts(), first.pts()), made);
    }

    @Test
    void whoIsStillSendingKeepsADisplacedBufferAlive() {
        ByteBuf slow = buffers.of(first);
        buffers.of(second).release();
        buffers.of(third).release();

        assertEquals(1, slow.refCnt());
        slow.release();
    }

    @Test
    void clearedMeansNothingIsHeld() {
        ByteBuf last = buffers.of(first);
        buffers.clear();

        assertEquals(1, last.refCnt());
        last.release();
    }
}
