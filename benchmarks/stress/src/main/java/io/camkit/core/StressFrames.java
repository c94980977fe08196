package io.camkit.core;

import io.camkit.Codec;
import io.camkit.Frame;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.FrameAllocator;
import io.camkit.spi.Memory;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Frames over memory that counts how often it was given back. */
final class StressFrames {
    static final long SECOND = 1_000_000_000L;
    private static final Track TRACK = Track.video(Codec.H264, 90_000, 16, 16);
    private static final ByteBuffer PAYLOAD = ByteBuffer.wrap(new byte[] {1});

    private StressFrames() {}

    /** One piece of memory. */
    static final class Piece implements Memory {
        private final ByteBuffer buffer = ByteBuffer.allocate(1);
        final AtomicInteger releases = new AtomicInteger();

        @Override
        public ByteBuffer buffer() {
            return buffer;
        }

        @Override
        public void release() {
            // what a recycled piece would hold
            buffer.put(0, (byte) 2);
            releases.incrementAndGet();
        }
    }

    static Frame key(Piece piece, long number, long nanos) {
        FrameAllocator allocator = capacity -> piece;
        return allocator.copy(FrameHeader.of(TRACK, number, nanos, true), PAYLOAD);
    }

    static Frame key(long number, long nanos) {
        return key(new Piece(), number, nanos);
    }
}
