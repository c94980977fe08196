package io.camkit.media.rtp;

import io.camkit.CamkitException;
import io.camkit.FrameHeader;
import io.camkit.Track;
import io.camkit.spi.FrameAllocator;
import java.nio.ByteBuffer;

/** Gives sound its times, and passes on the frames that arrive whole. */
final class SoundFrames {
    private final FrameAllocator allocator;
    private final Depacketizer.Output output;
    private final TimestampUnwrapper times;

    SoundFrames(int clockRate, FrameAllocator allocator, Depacketizer.Output output) {
        this.allocator = allocator;
        this.output = output;
        this.times = new TimestampUnwrapper(clockRate, output::timeRepaired);
    }

    /** The ticks of a packet, more than those of all frames before it. */
    long timeOf(int timestamp, long arrivalNanos) {
        return times.unwrap(timestamp, arrivalNanos, false);
    }

    /** Passes on a frame that is {@code payload}. */
    void whole(Track track, ByteBuffer payload, long pts, long arrivalNanos) {
        times.reached(pts);
        try {
            output.frame(allocator.copy(FrameHeader.of(track, pts, arrivalNanos, true), payload));
        } catch (CamkitException e) {
            output.dropped(DropReason.NO_MEMORY);
        }
    }

    /** Passes on a frame that was collected. */
    void collected(Track track, FrameCollector frame, long pts, long arrivalNanos) {
        times.reached(pts);
        output.frame(frame.finish(FrameHeader.of(track, pts, arrivalNanos, true)));
    }

    void dropped(DropReason reason) {
        output.dropped(reason);
    }

    void restart() {
        times.restart();
    }
}
